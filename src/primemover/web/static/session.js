/**
 * One session on one page: its state is the list of controls; everything shown is derived from them.
 *
 * @typedef {import("./types.js").Control} Control
 * @typedef {import("./types.js").Position} Position
 * @typedef {import("./player.js").Loaded} Loaded
 */
import { Clips } from "./clips.js";
import { SessionClock } from "./clock.js";
import { controlsOf, leftOut } from "./controls.js";
import { Cues } from "./cues.js";
import { Frames } from "./frames.js";
import { Holds } from "./holds.js";
import { bindKeys } from "./keys.js";
import { mediaKeys } from "./media-keys.js";
import { Leading } from "./mirror.js";
import { fill, part } from "./page.js";
import { painDuring } from "./pain-during.js";
import { preparePain } from "./pain.js";
import { forgetPlace, notePlace } from "./place.js";
import { position } from "./position.js";
import { prefer, preferences } from "./preferences.js";
import { Screen } from "./screen.js";
import { restartOf, segmentAt, spokenIn, wordsAt } from "./segments.js";
import { Skipped } from "./skipped.js";
import { Sounds } from "./sounds.js";
import { Stage } from "./stage.js";
import { Teller } from "./teller.js";
import { Tests } from "./tests.js";
import { Veils } from "./veils.js";
import { Voice } from "./voice.js";
import { WakeLock } from "./wake-lock.js";
import { askWhy } from "./why-ended.js";
import { Windows } from "./windows.js";

/** After so long without a look the person was away: longer than a hidden tab's timers are held back. */
const AWAY_S = 2.5;
/** After so long the session waits for the person rather than going on without them. */
const WAIT_AFTER_S = 30;
const SLOWER = 0.75;
const PLACE_EVERY_S = 1;
/** What ends an open hold rather than doing what it does elsewhere. */
const GAVE_UP = "gave-up";
const LETS_GO = new Set(["pause", "skip", "back", "repeat"]);

export class Session {
  #controls;
  #timeline;
  #words;
  #outbox;
  #clock;
  #teller;
  #loaded;
  #voice;
  #clips;
  #sounds = new Sounds();
  #cues;
  #holds;
  #tests;
  #screen;
  #skipped;
  #stage;
  #veils;
  #wakeLock = new WakeLock();
  #windows;
  #window;
  #reopen;
  #watchAlong;
  /** The glute's bar, where a source of muscle signals runs. @type {import("./glute-meter.js").GluteMeter|null} */
  #meter = null;
  #muscles;
  /** The wire to other devices, while this page leads and there may be any. @type {Leading|null} */
  #leading = null;
  #toldControls = 0;
  #keysRunning;
  /** True from the first tap on, while this page leads the session. */
  #live = false;
  /** True while a question is open: whatever it leads to, it is answered first. */
  #asking = false;
  /** Why the last hold of a test ended, where that is known without asking. @type {string|null} */
  #endedBy = null;
  /** @type {Position} */
  #last;
  #last_t = 0;
  #timer = 0;
  #frames = new Frames();
  #noted_t = 0;
  #unbind = new AbortController();
  /** The camera, once somebody asked for it. @type {import("./camera/panel.js").Panel|null} */
  #camera = null;

  /**
   * @param {{loaded: Loaded, figures: Map<string, import("./figure.js").FigureSet>, words: Record<string, string>,
   *   outbox: import("./outbox.js").Outbox, window: string, events: import("./types.js").SessionEvent[], t_s: number,
   *   wall_ms: number, language: string, silence: string, reopen: () => Promise<void>, watchAlong: (() => void)|null, muscles?: boolean}} given
   */
  constructor(given) {
    const { loaded, words } = given;
    this.#loaded = loaded;
    this.#timeline = loaded.timeline;
    this.#words = words;
    this.#outbox = given.outbox;
    this.#controls = controlsOf(given.events);
    this.#window = given.window;
    this.#reopen = given.reopen;
    this.#watchAlong = given.watchAlong;
    this.#muscles = given.muscles ?? false;
    this.#clock = new SessionClock(given.t_s, given.wall_ms);
    this.#teller = new Teller({ session: loaded.session, person: loaded.person, window: given.window }, this.#clock, given.outbox);
    this.#clips = loaded.voice ? new Clips(loaded.voice, () => this.#sounds.context) : null;
    this.#voice = new Voice(given.language, this.#clips);
    this.#cues = new Cues(this.#timeline, this.#voice, this.#sounds);
    this.#tests = new Tests(this.#timeline, loaded.test, given.events, (data) => this.#teller.tell("test", data));
    this.#holds = new Holds(this.#timeline, (data) => this.#tests.held(this.#teller.tell("hold", data)));
    this.#screen = new Screen(this.#timeline, words);
    this.#skipped = new Skipped(this.#timeline);
    this.#stage = new Stage(part("figure", SVGSVGElement), part("figure-words", HTMLElement), given.figures);
    this.#veils = new Veils(words, given.figures);
    this.#windows = new Windows(loaded.session, given.window, () => this.#lost());
    this.#last_t = this.#clock.t();
    this.#last = this.#at(this.#last_t);
    // The keys need media that plays, and that stops other music.
    const silence = preferences().music ? "" : given.silence;
    this.#keysRunning = mediaKeys(this.#mediaActions(), { title: loaded.name, silence });
    preparePain(loaded.pain);
    this.#prefer();
    this.#bind();
    void this.#haveVoice();
  }

  /** Show where the session stands, and what the first tap does. */
  present() {
    this.#draw(this.#last);
    if (this.#tests.waiting) void this.#askWhy().then(() => this.present());
    else if (this.#last.finished) this.#finish();
    else if (this.#started()) this.#veils.goOn(this.#place(), () => this.#goOn(false), () => this.#goOn(true));
    else this.#veils.begin(this.#loaded, segmentAt(this.#timeline, this.#last), this.#voice, () => this.#begin());
  }

  /** The server says which page leads. @param {string} owner */
  owner(owner) {
    if (this.#live && owner !== this.#window) this.#lost();
  }

  /** This page lets go of the session without a word to the server. */
  close() {
    this.#live = false;
    void this.#camera?.end(false);
    this.#unbind.abort();
    this.#stop();
  }

  /**
   * The person, or a rule, changes the course.
   * @param {string} kind @param {Record<string, unknown>} [data] @param {number} [t]
   */
  act(kind, data = {}, t = this.#clock.t()) {
    if (LETS_GO.has(kind) && this.#inOpenHold) {
      // A test waits for nobody: a camera that loses sight of the posture does not end it.
      if (data.by !== "camera") this.#letGo(t);
      return;
    }
    if (kind === "end" && data.reason === "pain") this.#endedBy ??= GAVE_UP;
    if (kind === "resume" && this.#tests.waiting) {
      if (!this.#asking) void this.#askWhy().then(() => this.act("resume"));
      return;
    }
    const jumps = !["pause", "resume", "start", "pace"].includes(kind);
    if (jumps) this.#holds.jump();
    this.#control(kind, data, t);
    if (jumps) this.#cues.jump();
    // Waiting for the person is no break: what is being said is said to the end.
    const waits = data.by === "camera";
    // A call takes the audio away; who goes on afterwards taps.
    if (kind === "resume" && !waits) this.#sounds.unlock(preferences().music);
    if ((kind === "pause" && !waits) || jumps) this.#cues.hush();
    this.tick();
    if (kind === "pause" && !waits) this.#screen.tell(part("paused", HTMLElement).textContent ?? "");
    if (kind === "resume" && !waits) this.#screen.tell(this.#words.going_on);
    // Coming back into the middle of something: say again what it is.
    if (kind === "resume" && !waits && this.#last.elapsed_in_segment_s > 1) this.#voice.say(this.segment.brief);
  }

  /** Where the session is at this moment. */
  get position() {
    return this.#last;
  }

  get segment() {
    return segmentAt(this.#timeline, this.#last);
  }

  /** Look at the clock and let everything follow. */
  tick() {
    if (!this.#live) return;
    const { running_s, asleep_s } = this.#clock.look();
    if (this.#last.running && running_s + asleep_s > AWAY_S) this.#away(running_s + asleep_s);
    if (!this.#live) return;
    const t = this.#clock.t();
    const here = this.#at(t);
    this.#last = here;
    this.#last_t = t;
    if (this.#controls.length !== this.#toldControls) {
      this.#toldControls = this.#controls.length;
      this.#leading?.changed();
    }
    if (here.running || here.finished) this.#holds.step(here);
    const wait_ms = here.running && !here.finished ? this.#cues.step(here) : 1000;
    if (here.finished && !this.#asking) return this.#finish();
    this.#draw(here);
    this.#camera?.step();
    this.#meter?.step(here.running ? this.segment : null);
    if (t - this.#noted_t > PLACE_EVERY_S) {
      this.#noted_t = t;
      notePlace(this.#loaded.session, t);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tick(), Math.min(1000, Math.max(4, wait_ms)));
  }

  #begin() {
    this.#wake();
    this.#teller.tell("window");
    this.#control("start", {}, this.#clock.t());
    this.#run();
  }

  /** @param {boolean} wholeSet from the start of the set rather than of the repetition */
  #goOn(wholeSet) {
    this.#wake();
    this.#teller.tell("window");
    this.#live = true;
    this.#holds.jump();
    const t = this.#clock.t();
    /** @type {[string, Record<string, unknown>][]} */
    const moves = [wholeSet ? ["repeat", {}] : ["rebase", restartOf(this.#timeline, this.#last)]];
    if (!this.#last.running) moves.push(["resume", {}]);
    for (const [kind, data] of moves) this.#control(kind, data, t);
    this.#cues.jump();
    this.#run();
  }

  /** Where the browser does not speak, have the sentences here before they are due. */
  async #haveVoice() {
    await Voice.listed();
    if (this.#clips && !this.#voice.speaks()) await this.#clips.load(spokenIn(this.#timeline));
  }

  /** What only a tap may open: audio, speech, the screen that stays on. */
  #wake() {
    this.#sounds.unlock(preferences().music);
    this.#voice.unlock();
    this.#wakeLock.hold();
  }

  #run() {
    this.#veils.none();
    this.#live = true;
    this.#windows.claim();
    this.#lead();
    void this.#measure();
    this.#clock.look();
    this.#last_t = this.#clock.t();
    this.#last = this.#at(this.#last_t);
    this.#frames.start(() => this.tick());
  }

  /** Its scripts are fetched only where somebody is listened to; without them the session goes on. */
  async #measure() {
    if (!this.#muscles || this.#meter) return;
    const found = await import("./glute-meter.js").catch(() => null);
    if (found && this.#live) this.#meter ??= new found.GluteMeter(this.#loaded.session);
  }

  /** Let the other devices of the house see where this one is. */
  #lead() {
    if (!this.#watchAlong) return;
    this.#leading ??= new Leading(
      this.#loaded.session,
      () => ({ window: this.#window, t: this.#clock.t(), controls: this.#controls }),
      (kind) => this.#live && this.act(kind),
      () => this.#lost(),
    );
  }

  #stop() {
    this.#leading?.changed();
    if (!this.#live) this.#leading?.end();
    if (!this.#live) this.#leading = null;
    if (!this.#live) this.#meter?.end();
    if (!this.#live) this.#meter = null;
    clearTimeout(this.#timer);
    this.#frames.stop();
    this.#cues.jump();
    this.#cues.hush();
    this.#wakeLock.release();
    this.#keysRunning(false);
  }

  /** @param {number} gap_s nobody looked for so long: a sleeping machine, a held-back tab, a jumping clock */
  #away(gap_s) {
    this.#teller.tell("away", { seconds: Math.round(gap_s * 1000) / 1000 });
    if (gap_s <= WAIT_AFTER_S) {
      this.#cues.jump();
      // A hold that hides its clock is not told how long nobody looked either.
      if (this.#inOpenHold) return;
      this.#veils.toast(fill(this.#words.away_short, { seconds: Math.round(gap_s) }));
      const words = segmentAt(this.#timeline, this.#at(this.#clock.t()));
      this.#voice.say(`${this.#words.away_said} ${words.say ?? words.brief}`);
      return;
    }
    if (this.#inOpenHold) {
      // Nobody knows how long it was held: it is told, and does not count.
      this.#endedBy = GAVE_UP;
      this.#holdOver(this.#last_t);
      void this.#askWhy();
    } else this.act("pause", {}, this.#last_t);
    this.#live = false;
    this.#stop();
    this.#last = this.#at(this.#last_t);
    this.#voice.say(this.#words.away_said);
    const minutes = Math.round(gap_s / 60);
    const told = minutes < 1 ? fill(this.#words.away_short, { seconds: Math.round(gap_s) }) : fill(this.#words.away_long, { minutes });
    this.#veils.goOn({ ...this.#place(), note: told }, () => this.#goOn(false), () => this.#goOn(true));
  }

  /** Another page leads: stop here, and say nothing to the server. */
  #lost() {
    if (!this.#live) return;
    this.#live = false;
    void this.#camera?.end(false);
    this.#stop();
    this.#veils.elsewhere(() => void this.#reopen(), this.#watchAlong);
  }

  #finish() {
    const seen = this.#camera?.end(true) ?? Promise.resolve();
    this.#live = false;
    this.#stop();
    if (this.#tests.waiting) {
      void this.#askWhy().then(() => this.#finish());
      return;
    }
    const ended = this.#controls.some(({ kind }) => kind === "end");
    if (!ended) this.#teller.tell("end", { reason: "done" });
    void seen.then(() => this.#over());
  }

  #over() {
    forgetPlace(this.#loaded.session);
    void this.#veils.over(this.#outbox, this.#loaded.next);
  }

  get #inOpenHold() {
    return this.#live && this.#last.running && this.segment.open;
  }

  /**
   * The person lets go of a hold that was theirs to end. The session waits while they say why.
   * @param {number} t
   */
  #letGo(t) {
    this.#holdOver(t);
    this.act("resume");
  }

  /**
   * The camera saw the hold of a test end at `t`. It counts up to there, unless the person says otherwise; who lies
   * down again has let go, and is asked.
   * @param {string} reason @param {number} t @param {boolean} down
   */
  #seenToEnd(reason, t, down) {
    if (!this.#inOpenHold) return;
    this.#tests.saw({ reason, at_ms: this.#clock.wall_ms() - (this.#clock.t() - t) * 1000, down });
    if (down) this.#letGo(this.#clock.t());
  }

  /** An open hold is over at `t`, and the session stands still. @param {number} t */
  #holdOver(t) {
    const here = this.#at(t);
    if (!segmentAt(this.#timeline, here).open) return this.tick();
    this.#holds.letGo(here);
    this.#control("let_go", {}, t);
    this.#control("pause", {}, t);
    this.#cues.jump();
    this.#cues.hush();
    this.tick();
  }

  /** @param {string} kind @param {Record<string, unknown>} data @param {number} t */
  #control(kind, data, t) {
    this.#controls.push({ ...data, kind, t });
    this.#teller.tell(kind, data, t);
  }

  /** Why the hold of a test ended, which is waited for: from what is known, else from the person. */
  async #askWhy() {
    this.#asking = true;
    const known = this.#endedBy;
    this.#tests.answered(known === null ? await askWhy(this.#tests.choices) : { end_reason: known, felt: [] });
    this.#endedBy = null;
    this.#asking = false;
  }

  /** @param {Position} here */
  #draw(here) {
    const segment = segmentAt(this.#timeline, here);
    this.#screen.show(here, leftOut(this.#timeline, this.#controls), this.#skipped.spans(this.#controls));
    this.#screen.running(here.running || this.#waits);
    // Before the first tap, and while away, nothing is asked: it is heard when it is.
    this.#screen.speak(this.#live ? wordsAt(this.#timeline, here) : "");
    this.#stage.show(segment, here.elapsed_in_segment_s);
    if (this.#live) this.#keysRunning(here.running);
  }

  /** @param {number} t @returns {Position} */
  #at(t) {
    return position(this.#timeline, this.#controls, t);
  }

  /** Whether the session stands still only until the camera sees the posture. */
  get #waits() {
    const last = this.#controls.findLast(({ kind }) => kind === "pause" || kind === "resume");
    return last?.kind === "pause" && last.by === "camera" && !this.#last.finished;
  }

  /** Whether the session goes on without a tap. */
  get #goes() {
    return this.#last.running || this.#waits;
  }

  /** The camera's panel; its scripts are fetched only now. */
  async #openCamera() {
    try {
      const { Panel } = await import("./camera/panel.js");
      this.#camera ??= new Panel(this.#watched());
      this.#camera.open();
    } catch {
      this.#veils.toast(this.#words.camera_unreachable);
    }
  }

  /** This session as the camera knows it: it may look, speak when the voice is free, and ask to wait. */
  #watched() {
    const session = this;
    return {
      get position() {
        return session.#last;
      },
      get segment() {
        return session.segment;
      },
      timeline: this.#timeline,
      words: this.#words,
      session: this.#loaded.session,
      now: () => this.#clock.t(),
      controls: () => this.#controls,
      act: (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ data, /** @type {number} */ t) => {
        if (this.#live) this.act(kind, data, t);
      },
      tell: (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ data) => void this.#teller.tell(kind, data),
      say: (/** @type {string} */ text) => this.#voice.offer(text),
      counted: (/** @type {number|null} */ count) => this.#screen.counted(count),
      ended: (/** @type {string} */ reason, /** @type {number} */ t, /** @type {boolean} */ down) => this.#seenToEnd(reason, t, down),
    };
  }

  #started() {
    return this.#controls.some(({ kind }) => kind === "start");
  }

  #place() {
    const segment = segmentAt(this.#timeline, this.#last);
    return { step: this.#timeline.steps[segment.step], segment, voice: this.#voice, note: "" };
  }

  #mediaActions() {
    return {
      play: () => this.#live && !this.#last.running && this.act("resume"),
      pause: () => this.#live && this.#goes && this.act("pause"),
      back: () => this.#live && this.act("back"),
      skip: () => this.#live && this.act("skip"),
    };
  }

  #toggle() {
    this.act(this.#goes ? "pause" : "resume");
  }

  #prefer() {
    const { voice, lessTalk, leftHand } = preferences();
    this.#voice.on = voice;
    this.#voice.brief = lessTalk;
    part("voice", HTMLElement).setAttribute("aria-pressed", String(voice));
    part("player", HTMLElement).classList.toggle("lefty", leftHand);
    // Moved, not only drawn elsewhere: the Tab key goes the way that the eye goes.
    const pain = part("pain", HTMLElement);
    if (leftHand && pain.previousElementSibling) pain.parentElement?.prepend(pain);
  }

  #muteOrNot() {
    prefer({ voice: !this.#voice.on });
    this.#prefer();
    if (!this.#voice.on) this.#voice.hush();
  }

  #slowerOrNot() {
    const slow = this.#last.pace === 1;
    this.act("pace", { factor: slow ? SLOWER : 1 });
    part("slower", HTMLElement).setAttribute("aria-pressed", String(slow));
  }

  #pain() {
    const held = this.#inOpenHold ? this.segment : null;
    this.#asking = true;
    if (held) this.#holdOver(this.#clock.t());
    else if (this.#goes) this.act("pause");
    void painDuring(held ? this.#courseIn(held) : this, {
      table: this.#loaded.pain,
      timeline: this.#timeline,
      words: this.#words,
      tell: (data) => {
        if (held && data.response !== "go-on") this.#endedBy = data.region === "low-back" ? "back" : GAVE_UP;
        this.#teller.tell("pain", data);
      },
      say: (text) => this.#voice.say(text),
      answered: () => {
        this.#asking = false;
      },
    });
  }

  /** This session as seen from a hold that a pain has just ended. @param {import("./types.js").Segment} segment */
  #courseIn(segment) {
    const session = this;
    return {
      segment,
      act: (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ data = {}) => session.act(kind, data),
      get position() {
        return session.position;
      },
    };
  }

  #leave() {
    if (this.#inOpenHold) return this.act("pause");
    const wasRunning = this.#goes;
    if (wasRunning) this.act("pause");
    this.#veils.leave({
      stay: () => wasRunning && this.act("resume"),
      later: () => location.assign("/"),
      end: () => this.act("end", { reason: "stopped" }),
    });
  }

  #bind() {
    const { signal } = this.#unbind;
    const live = (/** @type {() => unknown} */ run) => () => {
      if (this.#live) run();
    };
    const actions = {
      pause: live(() => this.#toggle()),
      letgo: live(() => this.act("pause")),
      back: live(() => this.act("back")),
      skip: live(() => this.act("skip")),
      repeat: live(() => this.act("repeat")),
      slower: live(() => this.#slowerOrNot()),
      pain: live(() => this.#pain()),
      voice: () => this.#muteOrNot(),
      leave: live(() => this.#leave()),
      camera: () => void this.#openCamera(),
      full: () => void fullScreen(),
    };
    bindKeys(actions, signal);
    part("begin-camera", HTMLElement).addEventListener("click", actions.camera, { signal });
    addEventListener("pagehide", () => this.#live && this.#goes && this.act("pause"), { signal });
    addEventListener("visibilitychange", live(() => this.tick()), { signal });
  }
}

async function fullScreen() {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  } catch {
    // Not every browser lets a page fill the screen; the session does not need it.
  }
  part("full", HTMLElement).setAttribute("aria-pressed", String(document.fullscreenElement !== null));
}
