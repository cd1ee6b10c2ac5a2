"""Writes `docs/keys.md` from the registry of commands: `python -m tools.document_keys`."""

from pathlib import Path

from papershelf.commands import COMMANDS, Command, key_name
from papershelf.commands.keymap import Keymap
from papershelf.commands.scopes import opener_of

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"


def _row(command: Command) -> str:
    sequences = Keymap().sequences(command.id)
    keys = " ".join(" ".join(f"`{key_name(key)}`" for key in sequence) for sequence in sequences)
    return f"| {keys} | {command.help} | `{command.id}` |"


def keys_page() -> str:
    """The page, as Markdown."""
    lines = [
        "# Keys",
        "",
        "Made from the registry of commands by `make docs`; `?` in the program shows what works now.",
        "",
    ]
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines += [f"## {group}", "", "| key | what it does | name |", "|---|---|---|"]
        for command in COMMANDS:
            if command.group == group and not command.chord:
                lines.append(_row(command))
                lines += [_row(after) for after in COMMANDS if after.chord and opener_of(after.chord) is command]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(keys_page(), "utf-8")
