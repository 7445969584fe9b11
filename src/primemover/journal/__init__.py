"""What is remembered: tables, migrations, append, read, erase."""

from primemover.journal.devices import Device as Device
from primemover.journal.journal import Journal as Journal
from primemover.journal.moments import new_id as new_id
from primemover.journal.people import Person as Person
from primemover.journal.sessions import SessionSummary as SessionSummary
from primemover.journal.subscriptions import Subscription as Subscription
