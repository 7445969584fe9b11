"""Pain that may be a bone stress injury: what makes it more urgent is asked where the advice stands."""

from __future__ import annotations

import pytest
from visiting import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("walking", "load", "urgency"),
    [
        ("No", "No", "Be seen within days."),
        ("No", "Yes", "Be seen by tomorrow."),
        ("Yes", "No", "Be seen today."),
    ],
)
def test_painful_walking_and_load_make_it_more_urgent(
    runner: Visit, walking: str, load: str, urgency: str
) -> None:
    runner.go()
    runner.page.locator("label:has(input[value='bone-stress'])").click()
    runner.press("Continue")
    assert "Be seen within days." in runner.page.inner_text("main")
    for question, said in (("walking-hurts", walking), ("bone-load", load)):
        with runner.page.expect_navigation():
            runner.page.locator(f"button[name='ask:{question}'][value={said.lower()}]").click()
    told = runner.page.inner_text("main")
    assert urgency in told
    assert ("Stay off the leg" in told) is (walking == "Yes")
    assert runner.page.locator("button[name^='ask:']").count() == 0
