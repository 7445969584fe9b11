"""The database has the form that the program expects, wherever it comes from."""

import io
import multiprocessing
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from primemover.errors import InvalidInput, MissingPart, StorageProblem
from primemover.journal import Journal
from primemover.journal.migrate import migration_config
from primemover.journal.place import database_url
from primemover.journal.schema import REVISION
from primemover.journal.tables import metadata


def test_the_revision_we_expect_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(migration_config()).get_heads() == [REVISION]


def test_the_migrations_make_the_tables_that_the_code_uses(journal: Journal) -> None:
    with journal.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_are_postgresql_too() -> None:
    script = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": script}
    )
    with Operations.context(context):
        for revision in ScriptDirectory.from_config(migration_config()).walk_revisions():
            revision.module.upgrade()
    for table in metadata.tables:
        assert f"CREATE TABLE {table} " in script.getvalue()


def test_alembic_stays_away_where_there_is_nothing_to_migrate(journal: Journal, journal_url: str) -> None:
    code = (
        "import sys; from primemover.journal import Journal;"
        f"Journal.open({journal_url!r}).close(); print('alembic' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


def _open(url: str) -> int:
    with Journal.open(url) as journal:
        return len(journal.people())


def test_several_programs_may_open_a_new_database_at_once(journal_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.map(_open, [journal_url] * 9) == [0] * 9


def test_a_database_from_a_newer_version_is_left_alone(journal: Journal, journal_url: str) -> None:
    with journal.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageProblem, match=r"newer version.*Update"):
        Journal.open(journal_url)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'other.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE songs (name TEXT)")
    engine.dispose()
    with pytest.raises(StorageProblem, match="another program"):
        Journal.open(f"sqlite:///{tmp_path / 'other.db'}")


@pytest.mark.parametrize(
    "text", ["sqlite://", "sqlite:///:memory:", "mysql://host/x", "/home/me/j.db", "file"]
)
def test_what_is_no_place_for_a_database_is_said(text: str) -> None:
    with pytest.raises(InvalidInput, match="not a place"):
        database_url(text)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(InvalidInput) as caught:
        database_url("mysql://me:secret@host/x")
    assert "secret" not in caught.value.line()


def test_the_usual_place_is_the_platforms_and_the_environment_may_name_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRIMEMOVER_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Journal.open() as journal:
        assert journal.file == tmp_path / "primemover" / "primemover.db"
        assert journal.file.parent.stat().st_mode & 0o777 == 0o700
    monkeypatch.setenv("PRIMEMOVER_DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    with Journal.open() as journal:
        assert journal.file == tmp_path / "elsewhere.db"


def test_an_open_file_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "j.db"
    file.touch(mode=0o644)
    with Journal.open(f"sqlite:///{file}") as journal:
        journal.add_person("Ana")
        assert {beside.stat().st_mode & 0o777 for beside in tmp_path.iterdir()} == {0o600}


def test_a_missing_driver_is_named_with_its_command() -> None:
    if find_spec("psycopg"):
        pytest.skip("the driver is installed")
    with pytest.raises(MissingPart, match="pip install"):
        Journal.open("postgresql+psycopg://localhost/primemover")
