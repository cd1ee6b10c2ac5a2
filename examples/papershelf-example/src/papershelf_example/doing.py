"""The command: the papers in hand are put on the list of the next reading group."""

from papershelf.plugins import Context, PluginCommand


def _put_on(context: Context) -> str:
    unit = context.library.tag(context.ids, add=["group/next"])
    return f"{unit.words}." if unit else "It is on the list already, or there is no paper."


GROUP = PluginCommand("group", "Reading group", "Tag for the next reading group.", _put_on, key="Z")
