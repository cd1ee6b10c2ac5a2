"""Writes the manual page from grammar, registry and query language: `python -m tools.document_man`."""

from pathlib import Path

from papershelf.commands import COMMANDS, key_name
from papershelf.commands.keymap import Keymap
from papershelf.search.language.grammar import PREFIXES
from tools.verbs import Part, global_parts, verbs

PAGE = Path(__file__).parent.parent / "share" / "man" / "man1" / "papershelf.1"

DESCRIPTION = (
    "Keeps research papers in a library of plain files: imported from saved pages and bibliographies, searched with "
    "typos forgiven, starred, tagged, queued and annotated, written out as lists, notes and bibliographies. Without a "
    "verb it opens the screen. Whatever a key does, a verb does."
)
EXIT_CODES = {
    "0": "Done.",
    "1": "Nothing matched.",
    "2": "Not understood as typed, or something in the file of settings is wrong.",
    "3": "A file, or the lock, cannot be used.",
    "130": "Interrupted.",
}
ENVIRONMENT = {
    "PAPERSHELF_DATA_DIR": "The library's folder, where --data-dir does not say it.",
    "PAPERSHELF_PAGER, PAGER": "The pager for what is longer than the terminal; empty for none.",
    "VISUAL, EDITOR": "The editor for notes and settings.",
    "NO_COLOR, CLICOLOR_FORCE": "Where the first is set no colour is used, with the second also in a pipe.",
}


def roff(text: str) -> str:
    """A text that roff prints as it stands: no request at a line's beginning, no escape, plain dashes."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    for sign, escape in (("…", "..."), ("“", "\\(lq"), ("”", "\\(rq"), ("’", "'"), ("`", "\\(ga")):
        plain = plain.replace(sign, escape)
    plain = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in plain)
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain


def _item(words: str, about: str) -> list[str]:
    return [".TP", f".B {roff(words)}", roff(about) or "\\&"]


def _parts(parts: tuple[Part, ...]) -> list[str]:
    if not parts:
        return []
    return [".RS", *(line for part in parts for line in _item(part.words, part.help)), ".RE"]


def _verbs() -> list[str]:
    lines = [".SH VERBS"]
    for verb in verbs():
        lines += [".TP", f".B {roff(verb.usage)}", roff(verb.summary), *_parts(verb.parts)]
        if verb.examples:
            lines += [".IP", ".nf", *map(roff, verb.examples), ".fi"]
    return lines


def _keys() -> list[str]:
    lines = [".SH KEYS", "On the screen, where nothing else was set; ? shows what works where one is."]
    for command in COMMANDS:
        if command.scope in ("main", "paper", "app") and not command.chord:
            keys = ", ".join(" ".join(map(key_name, sequence)) for sequence in Keymap().sequences(command.id))
            lines += _item(keys, command.help)
    return lines


def _queries() -> list[str]:
    lines = [".SH QUERIES", roff('Words must all hold; OR, -word, =word, ~word, a "phrase" and (groups) say more.')]
    for prefix in PREFIXES:
        takes = prefix.takes or ", ".join(prefix.values)
        lines += _item(f"{prefix.name}:", f"{prefix.help}: {takes}.")
    return lines


def man_page() -> str:
    """The page, as roff."""
    lines = [
        '.TH PAPERSHELF 1 "" "papershelf" "User commands"',
        ".SH NAME",
        "papershelf \\- a keyboard\\-driven reading list for research papers",
        ".SH SYNOPSIS",
        ".B papershelf",
        "[\\fIverb\\fR [\\fIargument\\fR ...]]",
        ".SH DESCRIPTION",
        roff(DESCRIPTION),
        ".SH OPTIONS",
        *(line for part in global_parts() for line in _item(part.words, part.help)),
        *_item("--version", "Print the version."),
        *_item("--help", "Print the help; after a verb, that of the verb."),
        *_verbs(),
        *_queries(),
        *_keys(),
        ".SH EXIT STATUS",
        *(line for code, means in EXIT_CODES.items() for line in _item(code, means)),
        ".SH ENVIRONMENT",
        *(line for name, means in ENVIRONMENT.items() for line in _item(name, means)),
        ".SH FILES",
        roff("papershelf paths prints where library, settings, cache and templates are."),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(man_page(), "utf-8")
