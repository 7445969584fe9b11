"""A browser without a voice plays what the computer spoke: on the audio clock, in time, offline too."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route
from visiting import Server, Visit, served

from primemover.app.speaking import engine

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(engine.PROGRAM) is None, reason="espeak-ng is not installed"),
]
_names = itertools.count(1)
LISTEN = """() => {
  window.heard = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...given) {
    const samples = this.buffer.getChannelData(0);
    const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const one = { seconds: this.buffer.duration, loudest, state: this.context.state, ended: false };
    this.addEventListener("ended", () => { one.ended = true; });
    window.heard.push(one);
    return start.apply(this, given);
  };
}"""
A_VOICE = """(local) => {
  const voice = { name: "Test", lang: "en-GB", localService: local, default: true, voiceURI: "test" };
  speechSynthesis.getVoices = () => [voice];
  SpeechSynthesisUtterance.prototype.__defineSetter__("voice", () => undefined);
  window.spoken = [];
  speechSynthesis.speak = (one) => { if (one.text.trim()) window.spoken.push(one.text); };
}"""


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose machine speaks; its clips last for this file."""
    with served(tmp_path_factory.mktemp("voice"), speaks=True) as running:
        yield running


@pytest.fixture
def mute(visitor: Callable[..., Visit], speaking: Server) -> Visit:
    """A person at a browser without a voice, on a phone's screen."""
    visit = visitor(base=speaking.base, width=390, height=844)
    visit.context.add_init_script(f"({LISTEN})()")
    visit.arrive(f"Runner {next(_names)}")
    return visit


def loaded(visit: Visit) -> dict[str, Any]:
    session = visit.page.url.rsplit("/", 1)[1]
    answer: dict[str, Any] = visit.context.request.get(f"{visit.base}/api/sessions/{session}").json()
    return answer


def started(visit: Visit) -> dict[str, Any]:
    """Up to the first tap, with every sentence here; what the player got."""
    fetched: set[str] = set()
    visit.page.on("requestfinished", lambda request: fetched.add(request.url))
    visit.start()
    playable = loaded(visit)
    wanted = len(sentences(playable))
    # Voices are waited for on the page's clock, clips on ours.
    visit.run(2)
    assert soon(visit, lambda: len([url for url in fetched if "/api/voice/" in url]) >= wanted)
    visit.page.wait_for_load_state("networkidle")
    return playable


def soon(visit: Visit, question: Callable[[], bool]) -> bool:
    """True once it is so, within some seconds of our clock."""
    for _ in range(400):
        if question():
            return True
        visit.page.wait_for_timeout(50)
    return False


def playing(visit: Visit, question: str = "window.heard.length > 0") -> bool:
    """True once the page answers yes, while its clock runs."""

    def asked() -> bool:
        visit.run(0.05)
        return bool(visit.page.evaluate(question))

    return soon(visit, asked)


def sentences(playable: dict[str, Any]) -> set[str]:
    """Everything that the session may say."""
    tracks = [playable["timeline"], *playable["timeline"]["tracks"].values()]
    segments = [segment for track in tracks for segment in track["segments"]]
    said = {cue["say"] for segment in segments for cue in segment["cues"] if cue["say"]}
    return said | {segment["brief"] for segment in segments}


def heard(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.heard")
    return found


def test_instructions_are_played_when_they_are_due_and_counts_only_into_silence(mute: Visit) -> None:
    mute.answer_none()
    playable = started(mute)
    mute.begin()
    mute.stand_still()
    stood_ms = mute.page.evaluate("performance.now()")
    for _ in range(45):
        mute.run(2)
    said, clips = mute.asked("say"), mute.asked("clip")
    due = [
        cue
        for segment in playable["timeline"]["segments"]
        for cue in segment["cues"]
        if cue["say"] and cue["interrupts"] and cue["at_s"] < 89
    ]
    assert len(due) > 3
    played = [clip["text"] for clip in clips]
    assert [words for words in played if words in {cue["say"] for cue in due}][: len(due)] == [
        cue["say"] for cue in due
    ], "every instruction, in order"
    late_ms = [clip["asked_ms"] - clip["due_ms"] for clip in clips if clip["due_ms"] > stood_ms]
    assert len(late_ms) >= len(due) - 2
    assert max(late_ms) < 20
    ends = {clip["due_ms"]: clip["asked_ms"] + 1000 * clip["length_s"] for clip in clips}
    counts = [one for one in said if one["due_ms"] not in ends]
    for count in counts:
        assert any(due_ms < count["due_ms"] < end for due_ms, end in ends.items()), "dropped while speaking"
    sounds = heard(mute.page)
    assert len(sounds) == len(clips)
    assert {sound["state"] for sound in sounds} == {"running"}
    assert min(sound["loudest"] for sound in sounds) > 0.1
    lengths = [sound["seconds"] for sound in sounds]
    assert lengths == pytest.approx([clip["length_s"] for clip in clips])
    assert all(
        0.2 < seconds < len(words.split()) / 2.5 + 0.7 for seconds, words in zip(lengths, played, strict=True)
    )


def test_the_browser_itself_reads_a_clip_as_the_page_does(mute: Visit) -> None:
    mute.answer_none()
    playable = started(mute)
    mute.begin()
    assert soon(mute, lambda: bool(mute.asked("clip")))
    words = mute.asked("clip")[0]["text"]
    difference = mute.page.evaluate(
        """async ([address, words]) => {
          const file = await (await fetch(`${address}?words=${encodeURIComponent(words)}`)).arrayBuffer();
          const played = [];
          const context = new OfflineAudioContext(1, 16000, 16000);
          const theirs = (await context.decodeAudioData(file.slice(0))).getChannelData(0);
          const create = AudioContext.prototype.createBuffer;
          AudioContext.prototype.createBuffer = function (...given) {
            const made = create.apply(this, given);
            played.push(made);
            return made;
          };
          const beside = document.querySelector("script[src*=player]").src;
          const { Clips } = await import(beside.replace("player.js", "clips.js"));
          const audio = new AudioContext();
          const clips = new Clips(address, () => audio);
          await clips.load([words]);
          clips.say(words, performance.now());
          const ours = played[0].getChannelData(0);
          if (ours.length !== theirs.length) return [ours.length, theirs.length];
          return ours.reduce((most, one, i) => Math.max(most, Math.abs(one - theirs[i])), 0);
        }""",
        [playable["voice"], words],
    )
    assert difference < 1e-4, difference


def test_a_pause_cuts_the_words_off(mute: Visit) -> None:
    mute.answer_none()
    started(mute)
    mute.begin()
    assert playing(mute)
    first = heard(mute.page)[0]
    assert first["seconds"] > 1
    mute.page.keyboard.press(" ")
    mute.page.wait_for_timeout(500)
    assert heard(mute.page)[0]["ended"]


def test_less_talk_says_only_what_comes_next(mute: Visit) -> None:
    mute.answer_none()
    mute.go("/settings")
    mute.page.get_by_label("Less talk").check()
    mute.go()
    playable = started(mute)
    mute.begin()
    mute.stand_still()
    for _ in range(45):
        mute.run(2)
    cues = [cue for segment in playable["timeline"]["segments"] for cue in segment["cues"] if cue["say"]]
    replaces = {cue["say"] for cue in cues if cue["interrupts"]}
    played = [clip["text"] for clip in mute.asked("clip")]
    assert played
    assert set(played) <= replaces
    assert any(not cue["interrupts"] and cue["at_s"] < 89 for cue in cues), "there was something to leave out"


@pytest.mark.parametrize(("local", "offline"), [(True, True), (True, False), (False, False)])
def test_a_browser_with_a_voice_speaks_itself_and_fetches_nothing(
    mute: Visit, local: bool, offline: bool
) -> None:
    mute.context.add_init_script(f"({A_VOICE})({str(local).lower()})")
    mute.answer_none()
    fetched: list[str] = []
    mute.page.on("request", lambda request: fetched.append(request.url))
    mute.start()
    mute.run(2)
    mute.context.set_offline(offline)
    mute.begin()
    mute.run(3)
    assert mute.page.evaluate("window.spoken.length") > 0
    assert mute.asked("clip") == []
    assert not [url for url in fetched if "/api/voice/" in url]
    mute.context.set_offline(False)


def test_a_clip_that_cannot_be_fetched_leaves_the_session_alone(mute: Visit) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    mute.page.route("**/api/voice/**", refuse)
    mute.answer_none()
    mute.start()
    mute.run(2)
    mute.begin()
    mute.run(20)
    assert mute.asked("clip") == []
    assert len(mute.asked("say")) > 1
    assert mute.asked("sound")
    assert mute.says("inst")


def test_words_of_the_moment_are_fetched_and_said(mute: Visit) -> None:
    mute.answer_none()
    started(mute)
    mute.begin()
    mute.page.wait_for_timeout(200)
    mute.page.evaluate("document.querySelector('#pain').click()")
    dialog = mute.page.locator("#pain-dialog")
    dialog.locator("label:has(input[name=region][value=buttock])").click()
    dialog.locator("label:has(input[name=kind][value=muscular])").click()
    dialog.locator("label:has(input[name=level][value='2'])").click()
    with mute.page.expect_response("**/api/voice/**") as answer:
        mute.page.locator("#pain-tell").click()
    assert answer.value.ok
    assert answer.value.header_value("content-type") == "audio/wav"


def test_without_a_network_the_voice_came_along(visitor: Callable[..., Visit], speaking: Server) -> None:
    phone = visitor(base=speaking.base, width=390, height=844, service_workers="allow")
    phone.context.set_default_timeout(30_000)
    phone.context.add_init_script(f"({LISTEN})()")
    phone.arrive("Runner without a network")
    phone.answer_none()
    phone.go("/exercises")
    wanted = set().union(
        *(
            sentences({"timeline": session["timeline"]})
            for session in phone.context.request.get(f"{phone.base}/api/take-along").json()["sessions"]
        )
    )
    for _ in range(600):
        phone.run(0.1)
        if phone.page.evaluate(KEPT) >= len(wanted):
            break
        phone.page.wait_for_timeout(50)
    assert phone.page.evaluate(KEPT) == len(wanted)
    phone.context.set_offline(True)
    phone.page.goto(phone.base + "/")
    phone.page.get_by_text("6 min", exact=True).click()
    phone.page.get_by_label("No", exact=True).check(force=True)
    phone.page.get_by_role("button", name="Start").click()
    phone.page.locator("#begin-go").wait_for()
    for _ in range(40):
        phone.run(0.1)
        phone.page.wait_for_timeout(50)
    phone.begin()
    phone.run(3)
    assert playing(phone)
    assert heard(phone.page)[0]["state"] == "running"
    assert phone.asked("clip")[0]["text"] in wanted


KEPT = """caches.open("kept").then((cache) => cache.keys())
  .then((all) => all.filter(({ url }) => url.includes("/api/voice/")).length)"""


def test_settings_say_who_speaks(mute: Visit, runner: Visit) -> None:
    for visit, words in ((mute, "This computer speaks for it"), (runner, "none to lend")):
        visit.answer_none()
        visit.go("/settings")
        visit.run(2)
        line = visit.page.locator("#no-voice")
        line.wait_for()
        assert words in (line.text_content() or "")
    mute.page.get_by_role("button", name="Hear sounds").click()
    assert playing(mute)


def test_music_that_plays_on_gets_no_media_keys(mute: Visit) -> None:
    mute.answer_none()
    mute.go("/settings")
    mute.page.get_by_label("I listen to music").check()
    mute.go()
    mute.context.add_init_script(
        """window.audios = [];
        const Real = Audio;
        window.Audio = function (source) { window.audios.push(source); return new Real(source); };
        navigator.audioSession = { type: "auto" };"""
    )
    mute.start()
    mute.begin()
    assert mute.page.evaluate("window.audios") == []
    assert mute.page.evaluate("navigator.audioSession.type") == "transient"
