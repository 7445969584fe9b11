"""One session: its events and their fold into a state."""

from primemover.session.events import Event as Event
from primemover.session.events import event_json as event_json
from primemover.session.events import parse_event as parse_event
from primemover.session.fold import fold as fold
from primemover.session.kinds import Kind as Kind
from primemover.session.kinds import Part as Part
from primemover.session.resume import resumable as resumable
from primemover.session.state import SessionState as SessionState
from primemover.session.state import Status as Status
