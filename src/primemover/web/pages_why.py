"""Why the routine is as it is: one topic a page, each statement with where it comes from."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from primemover.web import why_lengths
from primemover.web.rendering import render
from primemover.web.visitor import Asking
from primemover.web.why import Label, topic, topics
from primemover.web.why_figures import own, picture

router = APIRouter(include_in_schema=False)


@router.get("/why")
def why_page(request: Request, asking: Asking) -> Response:
    """All topics, and what the labels mean."""
    return render(
        request,
        "why.html",
        section="why",
        topics=topics(),
        labels=list(Label),
        hero=own("push-off"),
        **asking.shell,
    )


@router.get("/why/{topic_id}")
def topic_page(request: Request, asking: Asking, topic_id: str) -> Response:
    """One topic."""
    shown = topic(topic_id)
    order = topics()
    place = order.index(shown)
    return render(
        request,
        "why_topic.html",
        section="why",
        topic=shown,
        number=place + 1,
        count=len(order),
        before=order[place - 1] if place else None,
        next=order[place + 1] if place + 1 < len(order) else None,
        sections=[(one, picture(one.picture) if one.picture else None) for one in shown.sections],
        see={one.id: [topic(other) for other in one.see] for one in shown.sections},
        lengths=why_lengths,
        **asking.shell,
    )
