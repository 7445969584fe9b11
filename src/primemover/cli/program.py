"""The command line: every command with its options, and nothing else.

A command imports what it runs when it runs, so that ``primemover --help`` answers before a web
framework or a database driver would have loaded.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

import primemover
from primemover.cli import emg, routine, thigh, watch
from primemover.errors import InvalidInput, PrimeMoverError
from primemover.texts import text

program = typer.Typer(
    name="primemover",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

DATABASE_URL = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        metavar="URL",
        envvar="PRIMEMOVER_DATABASE_URL",
        help="Keep the data there instead of in the data folder.",
    ),
]
PERSON = Annotated[
    str | None, typer.Option("--person", metavar="NAME", help="Somebody of the household; else the first.")
]
AS_JSON = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]

export = typer.Typer(no_args_is_help=True, help="Take out what is stored here.")
program.add_typer(routine.app, name="routine")
program.add_typer(emg.emg, name="emg")
program.add_typer(export, name="export")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"primemover {primemover.__version__}")
        raise typer.Exit


def _speak(language: str | None) -> None:
    """The language of this command: what was asked for, else what the machine is set to."""
    from primemover.texts import languages
    from primemover.texts.negotiation import known_language, machine_language
    from primemover.texts.speaking import speak

    speak(machine_language(os.environ))
    if language is None:
        return
    known = known_language(language)
    if known is None:
        raise InvalidInput(
            text("language.unknown", language=language[:40]),
            where="--language",
            remedy=text("language.unknown_do", languages=", ".join(languages())),
        )
    speak(known)


@program.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="CODE",
            envvar="PRIMEMOVER_LANGUAGE",
            help="The language to answer in: en, de, es or fr; else the machine's.",
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show everything when the program fails.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Guided glute activation for runners. Without a command: start here and open the browser."""
    _speak(language)
    if context.invoked_subcommand is None:
        from primemover.cli import serving

        serving.start(open_page=not no_browser)


@program.command()
def play(
    *,
    routine: Annotated[
        str,
        typer.Option("--routine", metavar="ID", help="Which routine; `primemover routine list` has them."),
    ] = "glute-activation",
    minutes: Annotated[
        int | None, typer.Option(min=5, max=30, help="How long it may take, for example 20, 12 or 6.")
    ] = None,
    tools: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="What is at hand: roller, ball, hand-held, professional or none."),
    ] = None,
    speed: Annotated[
        float,
        typer.Option(min=0.1, max=600, help="For a rehearsal: so many times faster, outside the history."),
    ] = 1.0,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing; that nothing was asked is recorded.")
    ] = False,
    no_voice: Annotated[bool, typer.Option("--no-voice", help="The terminal's bell only.")] = False,
    person: PERSON = None,
    database_url: DATABASE_URL = None,
) -> None:
    """Do a session here in the terminal. Without a terminal: one line for every cue."""
    from primemover.cli.play.sitting import Asked, play

    play(Asked(database_url, person, routine, minutes, tools, speed, yes, not no_voice))


@program.command()
def history(
    person: PERSON = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many sessions, the newest first.")] = 20,
    as_json: AS_JSON = False,
    database_url: DATABASE_URL = None,
) -> None:
    """Show what was done, newest first."""
    from primemover.cli import past

    past.show(database_url, person, limit, as_json=as_json)


@program.command()
def status(person: PERSON = None, as_json: AS_JSON = False, database_url: DATABASE_URL = None) -> None:
    """Tell what the tests say of each side, how the gate for core work stands, and what is next."""
    from primemover.cli import status

    status.show(database_url, person, as_json=as_json)


@export.command("archive")
def export_archive(
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The new file; it must not exist yet.")],
    database_url: DATABASE_URL = None,
) -> None:
    """Write everything of everybody to one file: a zip of documented JSON lines."""
    from primemover.cli import keeping

    keeping.export_archive(database_url, out)


@export.command("ics")
def export_ics(
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The new file; it must not exist yet.")],
    person: PERSON = None,
    database_url: DATABASE_URL = None,
) -> None:
    """Write the reminder that is set on the page for a calendar: an event that comes again, with an alarm."""
    from primemover.cli import keeping

    keeping.export_ics(database_url, person, out)


@program.command()
def restore(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="A file written by export archive.")],
    database_url: DATABASE_URL = None,
) -> None:
    """Bring an archive back. What is here stays; nothing comes twice."""
    from primemover.cli import keeping

    keeping.restore(database_url, archive)


@program.command()
def erase(
    person: PERSON = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False,
    database_url: DATABASE_URL = None,
) -> None:
    """Erase everything for good, or with --person one person."""
    from primemover.cli import keeping

    keeping.erase(database_url, person, yes=yes)


@program.command()
def serve(
    host: Annotated[
        str | None,
        typer.Option(help="Address to listen on; 127.0.0.1, or with --lan the network's."),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8765,
    *,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let paired phones of this network in, over TLS: shows a code.")
    ] = False,
    certificate: Annotated[
        Path | None, typer.Option(metavar="PEM", help="With --lan: a certificate of your own.")
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="PEM", help="With --lan: its key.")] = None,
    database_url: DATABASE_URL = None,
) -> None:
    """Serve the pages without opening a browser."""
    if lan:
        from primemover.cli import serving_lan

        serving_lan.serve_lan(host, port, database_url, certificate, key)
        return
    from primemover.cli import serving

    serving.serve(host or "127.0.0.1", port, database_url)


@program.command()
def doctor(as_json: AS_JSON = False, database_url: DATABASE_URL = None) -> None:
    """Tell what is here, what is missing, and how to get it. Exit status 0: sessions can run."""
    from primemover.cli import doctor

    if not doctor.show(database_url, as_json=as_json):
        raise typer.Exit(1)


program.command()(watch.watch)
program.command()(thigh.thigh)


def main() -> None:
    """The ``primemover`` command. Every failure is one line on standard error; exit status 2 where a
    person can mend it, 1 where only we can."""
    try:
        get_command(program)(prog_name="primemover")
    except PrimeMoverError as problem:
        sys.stderr.write(problem.line() + "\n")
        sys.exit(2)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        sys.exit(_own_fault(error))


def _own_fault(error: Exception) -> int:
    from primemover.cli import mishap
    from primemover.cli.words import note

    kind = type(error).__name__
    log = mishap.keep(error)
    if log is None:
        note("cli.failed.nowhere", kind=kind)
    else:
        note("cli.failed", kind=kind, log=log)
    return 1
