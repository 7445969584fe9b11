"""The application: pages, API, static files, and what stands around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

import primemover
from primemover.app.analyses import Analyses
from primemover.app.live_muscles import LiveMuscles
from primemover.app.pairing import Pairing
from primemover.app.reminders.pushing import Pushing
from primemover.app.speaking.clips import Clips
from primemover.journal import Journal
from primemover.journal.place import data_folder
from primemover.web import (
    api_events,
    api_figures,
    api_live,
    api_live_muscles,
    api_mirror,
    api_sessions,
    api_take_along,
    api_thigh,
    api_voice,
    assets,
    pages_about,
    pages_archive,
    pages_devices,
    pages_exercises,
    pages_extension,
    pages_history,
    pages_live_muscles,
    pages_muscle_map,
    pages_offline,
    pages_people,
    pages_progress,
    pages_reminders,
    pages_sensors,
    pages_session,
    pages_settings,
    pages_tests,
    pages_today,
    pages_why,
)
from primemover.web.lan.doorway import Doorway, House
from primemover.web.loop_lag import LoopLag
from primemover.web.mirrors import Mirrors
from primemover.web.problems import add_problem_handlers
from primemover.web.reminding import remind
from primemover.web.security import Doorkeeper
from primemover.web.tongue import Tongue

ROUTERS = (
    pages_today.router,
    pages_about.router,
    pages_tests.router,
    pages_session.router,
    pages_progress.router,
    pages_extension.router,
    pages_history.router,
    pages_exercises.router,
    pages_people.router,
    pages_settings.router,
    pages_live_muscles.router,
    pages_muscle_map.router,
    pages_sensors.router,
    pages_archive.router,
    pages_devices.router,
    pages_reminders.router,
    pages_why.router,
    api_events.router,
    api_sessions.router,
    api_take_along.router,
    api_voice.router,
    pages_offline.router,
    api_mirror.router,
    api_figures.router,
    api_live.router,
    api_thigh.router,
    api_live_muscles.router,
)


def create_app(
    database_url: str | None = None,
    *,
    names: Collection[str] = (),
    house: House | None = None,
    speaks: bool = True,
) -> FastAPI:
    """The whole server over the database at ``database_url``, by default the person's own.

    ``names`` are host names, besides ``localhost``, under which it may be reached; ``house`` is where other
    devices of the network find it, over TLS and once they are paired; ``speaks``: this machine's voice,
    if it has one, speaks for browsers that have none.

    Raises:
        StorageProblem: the database cannot be opened; said here, before anything listens.
    """
    journal = Journal.open(database_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        clock = asyncio.create_task(remind(app.state.pushing))
        yield
        clock.cancel()
        app.state.muscles.close()
        journal.close()

    app = FastAPI(
        title="Prime Mover",
        version=primemover.__version__,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        # The built-in viewers load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    app.state.journal = journal
    app.state.house = house
    app.state.analyses = Analyses(journal)
    app.state.muscles = LiveMuscles(app.state.analyses.recordings, app.state.analyses.begin)
    app.state.loop_lag = LoopLag()
    app.state.mirrors = Mirrors()
    app.state.pairing = Pairing(journal)
    beside = journal.file.parent if journal.file else data_folder()
    app.state.pushing = Pushing(journal, beside / "push" / "key.pem")
    app.state.clips = Clips(beside / "voice") if speaks else None
    add_problem_handlers(app)
    # First, because a page asks for dozens of files.
    app.add_api_route("/static/{version}/{name:path}", assets.serve, include_in_schema=False)
    app.add_api_route("/vendor/{version}/{name}", assets.serve_vendor, include_in_schema=False)
    app.add_api_route("/favicon.ico", _favicon, methods=["GET", "HEAD"], include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    if house:
        app.add_middleware(Doorway, pairing=app.state.pairing)
    app.add_middleware(GZipMiddleware, compresslevel=6)
    app.add_middleware(Doorkeeper, names=names)
    app.add_middleware(Tongue, journal=journal)
    return app


def _favicon(request: Request) -> Response:
    return assets.serve(request, assets.digest(), "mark.svg")
