"""Writes `docs/keys.md` from the registry of commands: `python -m tools.document_keys`."""

from pathlib import Path

from papershelf.commands import COMMANDS, Command, chords_of, key_name

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"


def _row(keys: str, command: Command) -> str:
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
                lines.append(_row(" ".join(f"`{key_name(key)}`" for key in command.keys), command))
                if command.action.startswith("chord("):
                    lines += [
                        _row(f"`{command.keys[0]}` `{after.keys[0]}`", after) for after in chords_of(command.keys[0])
                    ]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(keys_page(), "utf-8")
