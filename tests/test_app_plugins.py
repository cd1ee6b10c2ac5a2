"""Commands and themes of other packages on the screen: in palette, help and by key; nothing they do ends the app."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from papershelf import Library
from papershelf.commands import COMMANDS
from papershelf.config import Config
from papershelf.config.schema import setting_of
from papershelf.errors import UsageError
from papershelf.plugins import Context, PluginCommand, PluginTheme
from papershelf.tui.helping import topics_of
from tests.app_tools import staged
from tests.cli_tools import Run
from tests.plugin_tools import Install, installing, raising
from tests.test_app_palette import ask, offered

DUSK = PluginTheme(
    "dusk",
    True,
    **dict.fromkeys(
        ("foreground", "muted", "primary", "secondary", "accent", "success", "warning", "error"), "#e6dfe8"
    ),
    **dict.fromkeys(("background", "surface", "panel"), "#1a1520"),
)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    yield from installing(monkeypatch)


def command(run: Callable[[Context], Any], name: str = "tell", key: str = "") -> PluginCommand:
    return PluginCommand(name, "Tell", "Tell what is in hand.", run, key)


def tagging(context: Context) -> str:
    unit = context.library.tag(context.ids, add=["told"])
    return f"told of {len(context.ids)} [b]paper[/b]" if unit else ""


async def test_a_command_runs_by_key_and_palette_and_stands_in_help(library: Library, install: Install) -> None:
    install(commands=[("tell", command(tagging, key="Z"))])
    async with staged(library) as stage:
        await stage.press("Z")
        assert stage.toasts == ["told of 1 [b]paper[/b]"]
        assert [entry.paper.title for entry in library.entries("tag:told")] == [stage.title]
        await stage.press("u")
        assert not library.entries("tag:told"), "it can be undone as any change"
        topic = next(each for each in topics_of(stage.app.screen) if each.id == "plugin.tell")
        assert (topic.keys, topic.group, bool(topic.live)) == (("Z",), "Plugins", True)
        await stage.press("space", "j", "space")
        await ask(stage, ">tell what")
        assert offered(stage)[0] == "Tell what is in hand.   Z"
        await stage.press("enter")
        assert len(library.entries("tag:told")) == 2
        await stage.press("enter", "u", "Z")  # the reader
        assert "told of 1" in stage.toasts[-1]


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (raising(ValueError("boom \x1b[31m")), "ValueError: boom"),
        (raising(UsageError("Not so.")), "Not so."),
        (raising(SystemExit()), ""),
        (lambda: 42, "it gave int where a text was expected"),
    ],
)
async def test_a_command_that_fails_is_named_and_the_app_stays(
    library: Library, install: Install, run: Callable[[], Any], why: str
) -> None:
    install(commands=[("tell", command(lambda _context: run(), key="Z"))])
    async with staged(library) as stage:
        await stage.press("Z")
        assert len(stage.toasts) == 1
        assert stage.toasts[0].startswith("The command “tell” of acme-shelf 2.0 failed: ")
        assert why in stage.toasts[0]
        await stage.press("s")
        assert library.entries("is:starred"), "everything else goes on"


async def test_a_key_that_is_taken_is_not_given_away(library: Library, install: Install, run: Run) -> None:
    install(commands=[("a", command(tagging, "one", "s")), ("b", command(tagging, "two", "y")), ("c", 1)])
    async with staged(library) as stage:
        (toast,) = stage.toasts
        assert toast.splitlines() == [
            "The command “c” of acme-shelf 2.0 cannot be used: it is no papershelf.plugins.PluginCommand",
            "plugin.one: s runs paper.star already; it has no key",
            "plugin.two: y runs paper.copy already; it has no key",
        ]
        await stage.press("s")
        assert library.entries("is:starred")
        assert stage.app.keys.shown("plugin.one") == ""
        stage.app.apply_config(replace(stage.app.config, keys={"plugin.one": ("Z q",)}))
        await stage.press("Z", "q")
        assert library.entries("tag:told"), "a person may give it one"
    rows = {row["name"]: row["remark"] for row in run("plugins", "--json").json["plugins"]}
    assert rows["a"] == "s runs paper.star already; it has no key"


async def test_a_theme_is_there_to_choose_and_counts_where_it_was_set(library: Library, install: Install) -> None:
    install(themes=[("dusk", DUSK)])
    async with staged(library, config=Config(theme="plugin.dusk")) as stage:
        assert stage.app.theme == "plugin.dusk"
        assert stage.toasts == []


async def test_without_plugins_nothing_is_said_and_a_theme_that_is_gone_is_no_trouble(
    library: Library, install: Install
) -> None:
    install()
    async with staged(library, config=Config(theme="plugin.gone")) as stage:
        assert stage.toasts == []
        assert stage.app.theme == "papershelf"
        assert not COMMANDS.plugged


@pytest.mark.parametrize(
    ("theme", "why"),
    [
        ({"name": "dusk"}, "it is no papershelf.plugins.PluginTheme"),
        (replace(DUSK, accent="red"), "its accent must be a colour such as #1e2a33"),
        (replace(DUSK, dark=cast(bool, 1)), "its dark must be True or False"),
        (replace(DUSK, error="#553344"), "its error on its background has a contrast of 1.7, and 4.5 is the least"),
        (replace(DUSK, name="nord"), "papershelf itself has the name “nord” already"),
        (replace(DUSK, name="a b"), "its name must be of small letters, digits, - and _"),
    ],
)
async def test_a_theme_in_which_nothing_could_be_read_is_refused(
    install: Install, run: Run, theme: Any, why: str
) -> None:
    install(themes=[("dusk", theme)])
    (row,) = run("plugins", "--json").json["plugins"]
    assert (row["state"], row["remark"]) == ("broken", why)


@pytest.mark.parametrize("key", ["nonsense", "a b c d e f g", " ", "ctrl+"])
def test_a_key_that_there_is_not_is_no_key(install: Install, run: Run, key: str) -> None:
    install(commands=[("tell", command(tagging, key=key))])
    (row,) = run("plugins", "--json").json["plugins"]
    assert row["state"] == "broken"
    assert "its key cannot be used" in row["remark"]


def test_keys_and_theme_of_plugins_can_be_set_before_they_are_looked_for(install: Install, run: Run) -> None:
    install(commands=[("tell", command(tagging))])
    assert run("config", "set", "keys.plugin.tell", "Z").code == 0
    assert run("config", "set", "theme", "plugin.dusk").code == 0
    assert run("config", "check").code == 0
    assert "plugin.tell" in run("keys").out
    setting = setting_of("theme")
    assert setting is not None
    assert setting.refusal("plugin.") != ""
    assert setting.refusal("plugin.A B") != ""
    install()
    assert run("config", "check").code == 0, "a package that is gone makes no file wrong"


def test_nothing_of_plugins_is_loaded_before_the_first_paint_nor_after_it_where_there_are_none() -> None:
    code = """
import asyncio, sys
from papershelf import Library
from papershelf.tui.app import PapershelfApp
print([name for name in sys.modules if name.startswith(("papershelf.plug", "importlib.metadata"))])
async def main():
    with Library.open() as library:
        app = PapershelfApp(library)
        async with app.run_test():
            await app.workers.wait_for_complete()
asyncio.run(main())
print([name for name in sys.modules if name.startswith("papershelf.plugins")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n[]\n"
