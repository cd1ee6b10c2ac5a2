"""The theme: thirteen colours, checked by papershelf."""

from papershelf.plugins import PluginTheme

DUSK = PluginTheme(
    name="dusk",
    dark=True,
    foreground="#e6dfe8",
    muted="#b3a8ba",
    background="#1a1520",
    surface="#201a28",
    panel="#2b2335",
    primary="#b48ead",
    secondary="#9d8fb0",
    accent="#e5b567",
    success="#9cc48a",
    warning="#e5b567",
    error="#f08a94",
)
