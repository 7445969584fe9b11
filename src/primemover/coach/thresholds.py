"""Every threshold of what can be told, in one place, each with its reason.

``[S]`` stands on a published figure, ``[C]`` is computed from one, ``[D]`` is a design choice.
Ratios are compared on the natural log scale, where "a quarter longer" is the same step for 20 s and 100 s.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from primemover.coach.line import LinePrior

CERTAIN: Final = 0.95
"""[D] A statement is made at this probability or above; everything less is "cannot tell yet"."""
INTERVAL_LEVEL: Final = 0.95
"""[D] The interval that is shown beside every figure."""

# --- What a hold is --------------------------------------------------------------------------------

SHORTEST_HOLD_S: Final = 5.0
"""[D] A tap is about half a second early or late: below 5 s that alone is the 10 % that is looked for."""
LONGEST_HOLD_S: Final = 600.0
"""[D] Four times the longest holds published (105 ± 34 s): a clock left running, or another unit."""
RETEST_SOONEST: Final = timedelta(minutes=4)
"""[D] The shortest plan lasts six minutes; in less than four nothing was done in between."""
RETEST_LATEST: Final = timedelta(minutes=45)
"""[D] A twenty-minute plan with pauses and both sides' tests fits; later the gain is not immediate."""
CLOSE_TOGETHER: Final = timedelta(hours=36)
"""[D] Tests are meant for once or twice a week; closer ones carry the fatigue of the last."""
TEST_WEEK: Final = timedelta(days=7)
TESTS_IN_A_WEEK: Final = 2
"""[D] Once or twice a week: more would measure the tiredness of the tests."""
OFFERED_AGAIN_AFTER: Final = timedelta(days=3)
"""[D] Half a week after the last test the next one is offered, so that two a week come out evenly spread."""
LONG_GAP: Final = timedelta(days=28)
"""[D] After a month without a test the earlier capacity is no longer taken for the present one."""

# --- Immediate gain --------------------------------------------------------------------------------

GAIN_RESIDUAL_SD: Final = 0.175
"""[C, D] Expected scatter of log(after / before) before anything is known of the person. Lehecka 2021:
ICC .87–.94 with 81 ± 25 s and 105 ± 34 s gives a standard error of 7.6–11.7 % of a hold, so .11–.165 for
the log ratio of two. Those had trained examiners; this is just above their upper end."""
GAIN_RESIDUAL_DF: Final = 4
"""[D] That expectation weighs as much as four tests, so the person's own scatter takes over soon."""
GAIN_PRIOR_SD: Final = 0.19
"""[D] Two out of three people are expected within −17 % and +21 %; centred on no gain."""
LEARNING_PRIOR_SD: Final = 0.07
"""[D] What both kinds of day share (a second go, warmth, fatigue): about ±7 %. These four were set together
by simulation (decision 0073): they hold a false "responds" under 2 % at every scatter that was asked for."""
GAIN: Final = LinePrior(LEARNING_PRIOR_SD, GAIN_PRIOR_SD, GAIN_RESIDUAL_SD, GAIN_RESIDUAL_DF)

WORTH_CALLING_A_GAIN: Final = math.log(1.10)
"""[D] Ten per cent: about the error of one published hold. Less could not be felt or used."""
ROUTINE_DAYS_BEFORE_A_VERDICT: Final = 3
"""[D] "Over several tests". Looking after each test, this keeps the chance of a false "responds" low."""
WALKING_DAYS_BEFORE_A_VERDICT: Final = 1
"""[D] Without a walking day there is no difference, only an assumption."""
MOST_MORE_TESTS: Final = 40
"""[D] Beyond this many more tests (about half a year) no number is named."""

GAIN_WINDOW: Final = timedelta(days=182)
"""[D] Half a year before the latest test: a gain of longer ago is not today's."""

# --- How long a side holds, and the other ----------------------------------------------------------

RATIO_RESIDUAL_SD: Final = 0.20
"""[C, D] Expected scatter of log(left / right) on one day: the published upper end and a fifth more, for
being alone at home. Wider than for the gain, because here a statement is made after the first test."""
RATIO_RESIDUAL_DF: Final = 6
"""[D] That expectation weighs as much as six tests."""

# --- Capacity --------------------------------------------------------------------------------------

CAPACITY_WINDOW: Final = timedelta(days=84)
"""[D] Twelve weeks: a straight line is a fair picture of that long, not of a year."""
CAPACITY: Final = LinePrior(
    common_mean=math.log(50),
    common_sd=1.0,
    effect_sd=0.03,
    residual_sd=RATIO_RESIDUAL_SD / math.sqrt(2),
    residual_df=RATIO_RESIDUAL_DF,
)
"""[D] log seconds of one hold against weeks. Published means reach from about 23 s to 105 s depending on
the protocol, so the prior is wide: 18–136 s for two out of three. ±3 % a week. One hold scatters by the
scatter of a ratio of two, over √2."""
FALLING: Final = math.log(0.90)
"""[D] A hold that is 10 % lower than at the start of the window counts as lower; the same 10 % as above."""

# --- Side difference -------------------------------------------------------------------------------

DIFFERENCE: Final = LinePrior(
    common_sd=0.25, effect_sd=0.10, residual_sd=RATIO_RESIDUAL_SD, residual_df=RATIO_RESIDUAL_DF
)
"""[D] log(left / right) on one day is a ratio of two holds too. Two out of three people are expected within
−22 % and +28 %; going first may change a hold by about ±10 %, and is taken out."""
UNEVEN: Final = math.log(1.20)
"""[C] The smallest published MDC95 is 17 s of 81 s, 21 %: what one comparison throws up by chance."""

# --- Gate for core work ----------------------------------------------------------------------------

PRACTISED_DAYS: Final = 8
PRACTISED_WITHIN_DAYS: Final = 28
"""[D] Twice a week for four weeks: long enough that the squeeze is found without thinking."""
PAIN_FREE_SESSIONS: Final = 3
"""[D] The last three, so that one good day does not open the gate."""
EXTENSION_LIMIT_DEG: Final = 0.0
"""[S] Hip flexion of the hanging thigh in the modified Thomas test: judged limited at +0.3 ± 7.0°, not
limited at −15.5 ± 5.8° (Ferber 2010). At 0° the thigh lies level."""
EXTENSION_ERROR_SD_DEG: Final = 5.0
"""[C, D] Trained examiners with the trigonometric test: ICC .90–.95 with an SD of 9.6° gives 2.1–3.0°. A
helper or a timed photo at home is given about twice that. With it, "not limited" begins at −8.2°, half-way
between Ferber's two groups."""
EXTENSION_VALID_DAYS: Final = 90
"""[D] After three months a measured range is an old one."""
