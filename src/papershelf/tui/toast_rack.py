"""Puts what is said on the screen: a toast that stands is given other words rather than taken down and set up anew."""

from collections.abc import Sequence

from textual.events import Mount
from textual.notifications import Notification
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets._toast import Toast, ToastHolder, ToastRack


class SteadyToast(Toast):
    """A toast whose words may be replaced, which then stays for as long as the new ones are to stay."""

    def __init__(self, notification: Notification) -> None:
        super().__init__(notification)
        self._standing: Timer | None = None

    def _on_mount(self, event: Mount) -> None:
        """Set the time running; Textual would let the timer of the first words run on below the others."""
        event.prevent_default()
        self._set_time()

    def _set_time(self) -> None:
        if self._standing is not None:
            self._standing.stop()
        self._standing = self.set_timer(self._notification.time_left, self._expire)

    def take(self, notification: Notification) -> None:
        """Show other words."""
        before, self._notification = self._notification, notification
        if before.severity != notification.severity:
            self.remove_class(f"-{before.severity}")
            self.add_class(f"-{notification.severity}")
        self._set_time()
        self.refresh(layout=True)

    @property
    def shown(self) -> Notification:
        """What it shows."""
        return self._notification

    @property
    def holder(self) -> Widget:
        """What it is in, to be taken down with it."""
        return self.parent if isinstance(self.parent, ToastHolder) else self

    @property
    def is_leaving(self) -> bool:
        """Whether it is being taken down."""
        return self._pruning or self.holder._pruning


def show(screen: Screen[object], wanted: Sequence[Notification]) -> None:
    """Let a screen show just these, each in a toast of its own, the last at the bottom.

    Setting up a toast styles it and lays the whole screen out several times; to give one other words is one layout.
    So where one takes the place of another it does so in the same widget.
    """
    for rack in screen.query_children(ToastRack):
        every = (toast for holder in rack.children for toast in holder.query_children(SteadyToast))
        toasts = [toast for toast in every if not toast.is_leaving]
        shown = [toast.shown for toast in toasts]
        if shown == list(wanted):
            return
        if len(toasts) == 1 == len(wanted):
            toasts[0].take(wanted[0])
            return
        _set_up(rack, toasts, wanted)


def _set_up(rack: ToastRack, toasts: Sequence[SteadyToast], wanted: Sequence[Notification]) -> None:
    rack.display = bool(wanted)
    for toast in toasts:
        if toast.shown not in wanted:
            toast.holder.remove()
    known = [toast.shown for toast in toasts]
    fresh = [each for each in wanted if each not in known]
    if fresh:
        rack.mount_all(ToastHolder(SteadyToast(each)) for each in fresh)
        rack.call_later(rack.scroll_end, animate=False, force=True)
