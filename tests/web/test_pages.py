"""The pages besides the player: empty, full, mended, taken out, brought back, erased."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from visiting import Server, Visit

from primemover.app.log import log
from primemover.journal import Journal
from primemover.routine import library

pytestmark = pytest.mark.browser


def remember(server: Server, name: str, sessions: int) -> None:
    """So many sessions done without the program, one every third day."""
    with Journal.open(server.url) as journal:
        person = next(one for one in journal.people() if one.name == name)
        now = datetime.now().astimezone()
        for back in range(sessions):
            day = (now - timedelta(days=3 * back)).date()
            log(journal, person.id, routine="glute-activation", minutes=12, day=day, now=now)


def be(visit: Visit, name: str) -> None:
    """Be a person of that name who has answered the questions."""
    visit.arrive(name)
    visit.context.request.post(f"{visit.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})


def test_an_empty_history_says_what_will_stand_there(runner: Visit) -> None:
    runner.go("/history")
    assert "Nothing yet" in runner.page.inner_text("main")


def test_a_hundred_sessions_stand_by_month_and_page_by_page(server: Server, runner: Visit) -> None:
    be(runner, "Hundred")
    remember(server, "Hundred", 100)
    runner.go("/history")
    seen = runner.page.locator(".list a").count()
    assert runner.page.locator(".month").count() >= 3
    while runner.page.get_by_role("link", name="Older").count():
        with runner.page.expect_navigation():
            runner.page.get_by_role("link", name="Older").click()
        seen += runner.page.locator(".list a").count()
    assert seen == 100


def test_a_session_without_the_program_is_logged_mended_undone_and_taken_out(runner: Visit) -> None:
    be(runner, "Logger")
    runner.context.request.post(f"{runner.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    runner.go()
    runner.page.get_by_text("Log it").click()
    runner.page.get_by_label("Minutes").fill("25")
    runner.press("Log")
    assert "25 min" in runner.page.inner_text("main")
    runner.page.get_by_text("Correct something").click()
    runner.page.get_by_label("Length in minutes").fill("20")
    runner.press("Save")
    assert "20 min" in runner.page.inner_text("dl")
    runner.press("Undo")
    assert "25 min" in runner.page.inner_text("dl")
    runner.page.get_by_text("Take this session out").click()
    runner.press("Take it out")
    assert "out of your history" in runner.page.inner_text("[role=status]")
    assert runner.page.locator(".list a").count() == 1
    runner.press("Undo")
    assert "25 min" in runner.page.inner_text("dl")
    runner.go("/history")
    assert runner.page.locator(".list a").count() == 2


def test_a_hold_can_be_corrected(runner: Visit) -> None:
    session = runner.play()
    for _ in range(4):
        runner.run(20)
    runner.settle()
    runner.go(f"/history/{session}")
    runner.page.get_by_text("Correct something").click()
    runner.page.get_by_label("Seconds held").fill("31.5")
    runner.press("Save")
    assert "31.5 s" in runner.page.inner_text("table.held")


def test_nobody_sees_the_sessions_of_another(runner: Visit, visitor: Callable[..., Visit]) -> None:
    session = runner.play()
    runner.run(2)
    runner.settle()
    other = visitor()
    for path in (f"/history/{session}", f"/session/{session}", f"/api/sessions/{session}"):
        assert other.context.request.get(other.base + path).status == 404


def test_people_are_chosen_renamed_and_removed_by_typing_their_name(runner: Visit) -> None:
    runner.arrive("Ada")
    runner.arrive("Grace")
    runner.go("/people")
    ada = runner.page.locator("li", has_text="Ada")
    ada.get_by_role("button", name="Be this person").click()
    runner.page.wait_for_url(f"{runner.base}/")
    runner.go("/people")
    grace = runner.page.locator("li", has_text="Grace")
    grace.locator("summary").click()
    grace.get_by_label("New name").fill("Grace H")
    with runner.page.expect_navigation():
        grace.get_by_role("button", name="Rename").click()
    renamed = runner.page.locator("li", has_text="Grace H")
    renamed.locator("summary").click()
    renamed.get_by_label("to remove").fill("Somebody")
    with runner.page.expect_navigation():
        renamed.get_by_role("button", name="Remove").click()
    assert runner.page.get_by_role("alert").is_visible()
    renamed = runner.page.locator("li", has_text="Grace H")
    renamed.get_by_label("to remove").fill("grace h")
    with runner.page.expect_navigation():
        renamed.get_by_role("button", name="Remove").click()
    assert runner.page.locator("li", has_text="Grace H").count() == 0


def test_every_exercise_has_a_page_with_each_phase_drawn_and_its_sources(runner: Visit) -> None:
    runner.go("/exercises")
    assert runner.page.locator("a.tile svg").count() == len(library().exercises)
    for exercise in library().exercises.values():
        runner.go(f"/exercises/{exercise.id}")
        way = exercise.variant(None)
        assert runner.page.locator("article svg").count() == len(way.phases)
        text = runner.page.inner_text("main")
        for words in (exercise.purpose, *(phase.say for phase in way.phases), *way.sources):
            assert words in text


def test_the_choices_of_today_redraw_the_plan(runner: Visit) -> None:
    be(runner, "Chooser")
    runner.context.request.post(f"{runner.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    runner.go()
    assert runner.page.locator(".steps > li").count() == 6
    runner.page.locator("label:has(input[name=minutes][value='6'])").click()
    runner.page.wait_for_url("**minutes=6**")
    runner.page.get_by_text("Roller", exact=True).click()
    runner.page.wait_for_url(lambda url: "tool=roller" not in url)
    assert "Left out" in runner.page.inner_text(".steps")


def test_the_archive_goes_out_everything_is_erased_and_comes_back(
    own_server: Server, visitor: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = visitor(base=own_server.base)
    be(visit, "Keeper")
    visit.context.request.post(f"{visit.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    visit.go("/settings")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download the archive").click()
    archive = tmp_path / "archive.zip"
    download.value.save_as(archive)
    assert "events.jsonl" in zipfile.ZipFile(archive).namelist()

    visit.page.evaluate("localStorage.setItem('primemover.event.x', '{}')")
    visit.go("/settings/erase")
    visit.page.get_by_label("Type erase").fill("no")
    visit.press("Erase everything")
    assert visit.page.get_by_role("alert").is_visible()
    visit.page.get_by_label("Type erase").fill("erase")
    visit.press("Erase everything")
    assert "Everything is gone" in visit.page.inner_text("main")
    assert visit.page.evaluate("localStorage.length") == 0
    visit.go("/history")
    assert "Nothing yet" in visit.page.inner_text("main")

    visit.go("/settings")
    visit.page.locator("#archive").set_input_files(archive)
    visit.page.get_by_role("button", name="Bring it back").click()
    visit.page.get_by_text("Brought back").wait_for()
    visit.go("/people")
    visit.page.locator("li", has_text="Keeper").get_by_role("button", name="Be this person").click()
    visit.go("/history")
    assert visit.page.locator(".list a").count() == 1


def test_a_file_that_is_no_archive_is_refused_in_words(runner: Visit, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip at all")
    runner.go("/settings")
    runner.page.locator("#archive").set_input_files(broken)
    runner.page.get_by_role("button", name="Bring it back").click()
    runner.page.locator("#restore-state", has_text="This is not an archive of Prime Mover").wait_for()


def test_what_is_set_on_this_device_is_kept_and_obeyed(runner: Visit) -> None:
    runner.go("/settings")
    runner.page.get_by_text("Speak", exact=True).click()
    runner.page.reload()
    assert not runner.page.locator("#pref-voice").is_checked()
    runner.play()
    assert runner.page.locator("#voice").get_attribute("aria-pressed") == "false"
