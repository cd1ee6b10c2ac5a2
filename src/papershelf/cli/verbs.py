"""Which verbs there are, in the order of the help, and which file holds the grammar of each."""

GRAMMARS: dict[str, tuple[str, ...]] = {
    "reading_words": ("list", "search", "related", "history", "paths"),
    "showing_words": ("show", "links"),
    "tagging_words": ("tags", "views"),
    "marking_words": ("star", "unstar", "status", "tag", "rate", "note"),
    "queueing": ("queue", "next", "due", "snooze", "priority"),
    "reviewing": ("review",),
    "trashing_words": ("delete", "trash", "duplicates"),
    "import_words": ("import", "watch"),
    "export_words": ("export", "pull", "templates"),
    "moving_words": ("copy", "undo", "redo"),
    "tutoring": ("tutorial",),
    "fetching": ("fetch", "resolve"),
    "listing": ("lists",),
    "measuring": ("stats",),
    "caring_words": ("doctor", "backup", "restore"),
    "joining_words": ("merge", "sync", "merge-driver"),
    "setting_words": ("config", "keys"),
    "serving": ("serve",),
    "scripting_words": ("schema", "completion", "complete"),
    "plugging": ("plugins",),
}
UNLISTED = {"merge-driver", "complete"}  # verbs that other programs call, not persons

# Verbs whose plain arguments may begin with a dash.
DASHED = {"tag", "list", "search", "export", "views", "config", "resolve", "lists", "stats"}


# Verbs whose output may be longer than a terminal.
PAGED = {
    *("list", "search", "related", "show", "links", "history", "tags", "views", "queue", "next", "review", "trash"),
    *("duplicates", "stats", "lists", "keys", "config", "templates", "doctor", "schema"),
}

VERBS = tuple(verb for verbs in GRAMMARS.values() for verb in verbs if verb not in UNLISTED)


def grammar_of(verb: str) -> str:
    """The name of the file that holds a verb's grammar; empty if there is no such verb."""
    return next((name for name, verbs in GRAMMARS.items() if verb in verbs), "")
