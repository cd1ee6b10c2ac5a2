"""The verb that lists plugins: what other packages add, whether it works, and why not."""

import argparse
from typing import TYPE_CHECKING

from papershelf.cli.grammar import Verb, with_json
from papershelf.cli.output import put, put_json, say

if TYPE_CHECKING:
    from papershelf.plugging import Plugin


def add_verbs(verb: Verb) -> None:
    """Add the verb `plugins`."""
    plugged = verb(
        "plugins", plugins, "List what other packages add: importers, exporters, commands, themes.", "plugins --json"
    )
    with_json(plugged)


def plugins(arguments: argparse.Namespace) -> int:
    """`papershelf plugins`."""
    from papershelf.plugins.listing import every_plugin

    told = every_plugin()
    if arguments.json:
        put_json({"plugins": [{**_row(each.plugin), "state": each.state, "remark": each.remark} for each in told]})
        return 0
    for each in told:
        plugin = each.plugin
        remark = f"  {each.remark}" if each.remark else ""
        put(f"{each.state:<6}  {plugin.kind:<8}  {plugin.name:<16}  {plugin.package} {plugin.version}{remark}")
    if not told:
        say("papershelf: no other package adds anything; docs/plugins.md says how one would.")
    return 0


def _row(plugin: "Plugin") -> dict[str, str]:
    return {"kind": plugin.kind, "name": plugin.name, "package": plugin.package, "version": plugin.version}
