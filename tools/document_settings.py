"""Writes `docs/settings.md` from the schema of settings: `python -m tools.document_settings`."""

from pathlib import Path

from papershelf.config.schema import SETTINGS, THEMES, Setting, words_of

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"

HEAD = """# Settings

Made from the schema of settings by `make docs`. `,` on the screen shows every setting and every key, and changes them:
each change is written down and in force at once. `papershelf config` does the same on the command line, and
`papershelf config edit` opens the file in your editor. What an editor writes while papershelf runs is taken in within a
second.

The file is `config.toml` in the configuration directory (`papershelf config path`); nobody needs one. Where papershelf
changes a value in it, every comment and every other line stays as it is. What in it does not count is told with its
line and what was probably meant, on the screen and by `papershelf config check`; the default counts instead, and the
rest applies. A file that is no TOML is never written over.

```toml
theme = "nord"
density = "compact"
toast_seconds = 8

[keys]
"paper.star" = "f"
"main.search" = ["/", "ctrl+f"]
"paper.tags" = "g t"
"main.delete" = []
```
"""

KEYS = """## Keys

Under `[keys]` stands the id of a command and what runs it: a text, a list of texts, or `[]` for nothing. All ids are in
[Keys](keys.md) and in `papershelf keys`, which also shows what is in force. A text is one key, or up to three pressed
one after the other, parted by blanks. While such a sequence is being pressed, the foot of the screen shows what may
follow; backspace goes back by one key, escape leaves.

- Keys are letters and signs (`s`, `S`, `/`, `?`), names (`enter`, `esc`, `tab`, `space`, `backspace`, `del`, `ins`,
  `home`, `end`, `pgup`, `pgdn`, `up`, `down`, `left`, `right`, `f1` to `f24`), and either with `ctrl+`, `alt+` or
  `shift+` before it.
- What you set comes before any default: a command whose default key you give to another one loses it, and you are told.
  So does one whose key begins a sequence of yours: with `"paper.star" = "g s"`, `g` alone waits for the next key.
- What follows `m`, `y`, `v`, `z` goes with that key: with `"paper.status" = "w"`, the queue is `w` `q`. Such a command
  may also have a key of its own: `"status.queued" = "Q"`.
- Terminals cannot tell `ctrl+i` from `tab`, `ctrl+m` from `enter`, `ctrl+[` from `esc`, `ctrl+h` from `backspace`, and
  most of them no `ctrl+enter` and no `ctrl+shift` with a letter. `papershelf config check` says so.
- tmux takes `ctrl+b`, screen `ctrl+a`, zellij in its normal mode `ctrl+p`, `ctrl+t`, `ctrl+n`, `ctrl+h`, `ctrl+s`,
  `ctrl+o`, `ctrl+q`, `ctrl+g`, `ctrl+b` and several with `alt`. In zellij, `:` still opens the palette.
"""


def _row(setting: Setting) -> str:
    unit = f", {setting.unit}" if setting.unit else ""
    return f"| `{setting.name}` | {setting.help} | {setting.allowed}{unit} | `{words_of(setting.default)}` |"


def settings_page() -> str:
    """The page, as Markdown."""
    table = ["## All settings", "", "| name | what it is for | what it may be | default |", "|---|---|---|---|"]
    table += [_row(setting) for setting in SETTINGS]
    themes = ["", "Themes: " + ", ".join(f"`{name}`" for name in THEMES) + ".", ""]
    return "\n".join([HEAD, *table, *themes, KEYS])


if __name__ == "__main__":
    PAGE.write_text(settings_page(), "utf-8")
