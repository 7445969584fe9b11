"""What happens in a stream, in words: the same in the terminal and on a page."""

from __future__ import annotations

from primemover.emg import Channel
from primemover.emg.live import CameOn, Lost, Moment, Restored, Troubled
from primemover.texts import text


def named(channel: Channel) -> str:
    """The muscle and its side, or the channel's own name where nobody knows the muscle."""
    muscle = " ".join(filter(None, (channel.muscle, channel.side)))
    return muscle or channel.name


def shown(channel: Channel) -> str:
    """The same, as a page writes it."""
    if channel.muscle is None:
        return channel.name
    muscle = channel.muscle.replace("-", " ").capitalize()
    return f"{muscle}, {text(f'session.side.{channel.side}')}" if channel.side else muscle


def moment_line(moment: Moment, channels: tuple[Channel, ...], name: str | None = None) -> str | None:
    """A sentence about a moment, or None where there is nothing to say; ``name`` stands for the muscle's."""
    name = name or named(channels[moment.channel])
    match moment:
        case CameOn():
            return text("emg.live.came_on", name=name)
        case Lost():
            return text("emg.live.lost", name=name, count=moment.samples)
        case Restored():
            return text("emg.live.restored", name=name)
        case Troubled():
            message = f"emg.live.trouble.{moment.trouble}"
            said = f"{text(f'{message}.say', name=name)} {text(f'{message}.do')}"
            return f"{said} {text('emg.live.withdrawn')}" if moment.withdraws else said
        case _:
            return None
