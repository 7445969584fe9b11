"""One muscle as it is now: its alarm sample by sample; its electrode, rest and activity frame by frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from primemover.emg.cleaning.heartbeat import heartbeat_mask
from primemover.emg.cleaning.hum import hum_lines
from primemover.emg.live.activity import Activity
from primemover.emg.live.alarm import Alarm, Change
from primemover.emg.live.conditioning import Conditioner, Gaps, factor_of
from primemover.emg.live.electrode import WINDOW_S, Trouble, trouble_in
from primemover.emg.live.heart import CORNER_HZ, Explained, Heart, suspected
from primemover.emg.live.moments import CameOn, Lost, Moment, Restored, State, Troubled, WentOff
from primemover.emg.live.rest import LEARN_S, Rest, frequencies
from primemover.emg.recording import Channel, Samples

FRAME_S = 0.01
SLOWEST_HZ = 500.0
"""Slower streams are shown; nothing is told from them."""
_LOOK_S = 0.1
_FOLLOW_S = 0.2
_AROUND_GAP_S = 0.04
_SETTLE_S = 0.5
_CLEAR_OF_BURSTS_S = 0.2
_FILTER_RUN_IN_S = 0.4
_LEARN_HEART_S = 8.0
"""Where something beats in the first seconds of rest, it takes so long to know the beat."""
_LOOKS_EVERY = 50
"""Frames."""
_HOLD_S = 0.15


@dataclass(frozen=True, slots=True)
class Now:
    """A muscle now.

    ``activity`` is the RMS of the last 100 ms above rest, in the channel's unit; ``share`` that over the
    reference, or over the most that was seen so far; ``level_db`` the power over that of rest.
    """

    state: State
    activity: float
    share: float
    level_db: float
    trouble: Trouble | None
    lost: int
    """Samples lost so far."""
    since_s: float | None
    """Since when the muscle is on."""


class Muscle:
    """Follows one channel; fed with pieces of a multiple of ``grain`` samples.

    Args:
        index: how its moments name it.
        channel: what is known about it.
        reference: RMS of a maximal effort above rest, in the channel's unit, where one was recorded.
    """

    def __init__(self, index: int, channel: Channel, reference: float | None = None) -> None:
        rate = channel.sampling_rate_hz
        self._index, self._rate_hz = index, rate
        self.grain = factor_of(rate)
        self._frame = self.grain * max(1, round(FRAME_S * rate / self.grain))
        self._pieces: list[Samples] = []
        """Of the frame that is not whole yet, raw."""
        self._heard: list[tuple[Samples, NDArray[np.bool_]]] = []
        """The same, conditioned, and which of it is masked."""
        self._change: Change | None = None
        """What the alarm says in this frame, counted from its first sample, where a heart may explain it."""
        self._count = 0
        self._window = np.full(round(WINDOW_S * rate), np.nan)
        self._since_look = self._clean_for = 0
        self._trouble: Trouble | None = None
        self._learning: list[Samples] = []
        self._rest: Rest | None = None
        self._conditioner = self._below = Conditioner(rate, [])
        self._alarm = Alarm(self._conditioner.rate_hz)
        self._heart = Heart(self._conditioner.rate_hz)
        self._waiting: int | None = None
        """Samples since the beginning of what may be a beat, and is not told yet."""
        self._gaps = Gaps(round(_AROUND_GAP_S * self._conditioner.rate_hz))
        self._quiet: list[Samples] = []
        self._last_on_s = -math.inf
        self._since_s: float | None = None
        self._activity = Activity(reference)
        self._lost = self._lost_now = 0

    @property
    def now(self) -> Now:
        """The muscle as it is now; its activity up to the end of the last frame."""
        told = self._rest is not None and self._trouble is None
        return Now(
            state=self._state(),
            activity=self._activity.rms if told else 0.0,
            share=self._activity.share if told else 0.0,
            level_db=self._activity.level_db if told else 0.0,
            trouble=self._trouble,
            lost=self._lost,
            since_s=self._since_s if self._on else None,
        )

    def feed(self, samples: Samples) -> list[Moment]:
        """The next samples (n,), raw, n a multiple of ``grain``; NaN where they were lost."""
        told: list[Moment] = []
        while len(samples):
            left = self._frame - sum(len(piece) for piece in self._pieces)
            told += self._take(samples[:left], ends_frame=len(samples) >= left)
            samples = samples[left:]
        return told

    def _take(self, piece: Samples, *, ends_frame: bool) -> list[Moment]:
        self._count += len(piece)
        self._pieces.append(piece)
        told = self._listen(piece, ends_frame=ends_frame) if self._rest is not None else []
        if ends_frame:
            frame = piece if len(self._pieces) == 1 else np.concatenate(self._pieces)
            told += self._look(frame)
            if self._rest is None:
                self._learn(frame)
            else:
                told += self._settle(frame)
            self._pieces, self._heard, self._change = [], [], None
        return told

    @property
    def _on(self) -> bool:
        """The muscle is on, and it has been told."""
        return self._alarm.on and self._waiting is None and self._change is None

    def _time_s(self) -> float:
        return self._count / self._rate_hz

    def _state(self) -> State:
        if self._trouble is not None or self._rate_hz < SLOWEST_HZ:
            return State.UNTOLD
        if self._rest is None:
            return State.LEARNING
        return State.ON if self._on else State.REST

    # The electrode

    def _look(self, frame: Samples) -> list[Moment]:
        self._window = np.concatenate([self._window[len(frame) :], frame])
        missing = int(np.count_nonzero(~np.isfinite(frame)))
        self._lost += missing
        self._lost_now += missing
        self._since_look += len(frame)
        if self._since_look < _LOOK_S * self._rate_hz or self._count < len(self._window):
            return []
        self._since_look = 0
        told: list[Moment] = []
        if self._lost_now:
            told.append(Lost(self._index, self._lost_now, self._time_s()))
            self._lost_now = 0
        found = trouble_in(self._window, self._rate_hz, self._rest.rms if self._rest else None)
        if found is None and self._rest is not None and self._heart.too_strong(self._rest.rms):
            found = Trouble.HEART
        return told + self._troubled(found)

    def _troubled(self, found: Trouble | None) -> list[Moment]:
        if found is not None:
            self._clean_for = 0
            if self._trouble is not None:
                return []
            recent = self._time_s() - self._last_on_s < WINDOW_S + _LOOK_S
            withdraws = self._on or recent
            self._trouble = found
            self._alarm.reset()
            self._waiting = None
            self._quiet = []
            return [Troubled(self._index, found, self._time_s(), withdraws)]
        if self._trouble is None:
            return []
        self._clean_for += 1
        if self._clean_for * _LOOK_S < _SETTLE_S:
            return []
        if self._trouble is not Trouble.MISSING:
            self._rest, self._learning = None, []
        self._trouble = None
        return [Restored(self._index, self._time_s())]

    # Rest

    def _learn(self, frame: Samples) -> None:
        if self._trouble is not None or not np.isfinite(frame).all():
            self._learning = []
            return
        self._learning.append(frame)
        if len(self._learning) * self._frame < LEARN_S * self._rate_hz:
            return
        heard = np.concatenate(self._learning)
        short = len(heard) < _LEARN_HEART_S * self._rate_hz
        if short and len(self._learning) % _LOOKS_EVERY:
            return
        lines = hum_lines(heard - heard.mean(), self._rate_hz)
        conditioner = Conditioner(self._rate_hz, lines, frame=self._frame)
        conditioned, _ = conditioner.feed(heard)
        rate = conditioner.rate_hz
        settled = conditioned[round(_FILTER_RUN_IN_S * rate) :]
        below = Conditioner(self._rate_hz, lines, CORNER_HZ, self._frame)
        slow = below.feed(heard)[0][len(conditioned) - len(settled) :]
        heart = Heart(rate)
        heart.feed(settled, slow)
        beats = heart.look()
        if short and not heart.heard and suspected(slow, rate):
            return
        self._learning = []
        if not settled.any():
            return
        self._conditioner, self._below = conditioner, below
        self._heart, self._waiting = heart, None
        masked = heartbeat_mask(beats, settled, rate)
        self._rest = Rest(settled, rate, conditioner.gain(frequencies(rate)), masked)
        self._alarm = Alarm(rate)
        self._activity.begin()

    def _follow(self, conditioned: Samples, masked: NDArray[np.bool_]) -> None:
        clear = self._time_s() - self._last_on_s > _CLEAR_OF_BURSTS_S
        if masked.any() or not clear or not self._alarm.certainly_at_rest:
            self._quiet = []
            return
        self._quiet.append(conditioned)
        frames = round(_FOLLOW_S / FRAME_S)
        if self._rest is not None and len(self._quiet) >= 2 * frames:
            # Only the older half: what came just before an onset may be its beginning.
            self._rest.follow(np.concatenate(self._quiet[:frames]))
            self._quiet = self._quiet[frames:]

    # The alarm

    def _listen(self, piece: Samples, *, ends_frame: bool) -> list[Moment]:
        """Has the muscle come on, or gone off?"""
        conditioned, missing = self._conditioner.feed(piece)
        masked = self._gaps.around(missing)
        before = sum(len(heard) for heard, _ in self._heard)
        self._heard.append((conditioned, masked))
        if self._rest is None or self._trouble is not None or self._rate_hz < SLOWEST_HZ:
            return []
        change = self._alarm.feed(conditioned, masked, self._rest.models, ends_frame=ends_frame)
        if change is None:
            return []
        if self._heart.heard:
            self._change = Change(change.on, change.began + before, change.told + before)
            return []
        return [self._moment(change, len(conditioned))]

    def _settle(self, frame: Samples) -> list[Moment]:
        """What happens at the end of a frame: the heart, the activity, the rest."""
        conditioned, masked = (np.concatenate(parts) for parts in zip(*self._heard, strict=True))
        change, self._change = self._change, None
        self._heart.feed(conditioned, self._below.feed(frame)[0])
        if self._rest is not None:
            self._activity.feed(conditioned, self._rest.rms, works=self._state() is State.ON)
        if self._trouble is not None or self._rate_hz < SLOWEST_HZ:
            return []
        if self._heart.heard or self._waiting is not None:
            change = self._unless_heart(change, len(conditioned))
        if self._on:
            self._last_on_s = self._time_s()
        self._follow(conditioned, masked)
        return [] if change is None else [self._moment(change, len(conditioned))]

    def _moment(self, change: Change, heard: int) -> Moment:
        """A change in the last ``heard`` conditioned samples, as it is told."""
        # Counted whole, so that a time does not depend on how the samples were cut.
        told, began = (self._count - self.grain * (heard - at) for at in (change.told, change.began))
        if not change.on:
            return WentOff(self._index, told / self._rate_hz)
        self._since_s = max(0, began) / self._rate_hz
        return CameOn(self._index, self._since_s, told / self._rate_hz)

    def _unless_heart(self, change: Change | None, n: int) -> Change | None:
        """The change, unless it is a beat; one that may be a beat waits until it is told apart."""
        if change is not None and not change.on:
            silent, self._waiting = self._waiting is not None, None
            return None if silent else change
        if change is not None:
            self._waiting = n - change.began
        elif self._waiting is not None:
            self._waiting += n
        if self._waiting is None or self._rest is None:
            return None
        explained = self._heart.explains(self._waiting, self._rest)
        if explained is Explained.WHOLLY:
            self._alarm.reset()
            self._waiting = None
            return None
        if explained is Explained.SO_FAR and self._waiting < _HOLD_S * self._conditioner.rate_hz:
            return None
        began, self._waiting = n - self._waiting, None
        return Change(True, began, n)
