"""Every plugin there is with its state, for whoever asks what is installed and what of it works."""

from typing import NamedTuple

from papershelf.plugging import Plugin


class Told(NamedTuple):
    """A plugin and how it stands.

    Attributes:
        plugin: The plugin.
        state: `ready` or `broken`.
        remark: Why it is broken, or what is worth knowing of one that is ready; may be empty.
    """

    plugin: Plugin
    state: str
    remark: str = ""


def every_plugin() -> list[Told]:
    """All plugins, imported to see whether that works: importers, exporters, commands, themes."""
    from papershelf.exporters import own_exporters
    from papershelf.exporters.plugged import exporter_plugins
    from papershelf.importers import OWN_NAMES
    from papershelf.importers.plugged import importer_plugins
    from papershelf.plugins.commands import adopt, command_plugins
    from papershelf.plugins.themes import theme_plugins

    keyless = adopt()
    found = [*importer_plugins(OWN_NAMES), *exporter_plugins(tuple(own_exporters())), *command_plugins()]
    return [_told(plugin, keyless) for plugin in (*found, *theme_plugins())]


def _told(plugin: Plugin, keyless: dict[str, str]) -> Told:
    if plugin.why:
        return Told(plugin, "broken", plugin.why)
    remark = keyless.get(f"plugin.{plugin.value.name}", "") if plugin.kind == "command" else ""
    return Told(plugin, "ready", remark)
