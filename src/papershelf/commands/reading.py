"""Reading one paper full-screen."""

from papershelf.commands.command import COPY, FIND, MOVE, READ, Command

READING: tuple[Command, ...] = (
    Command("reader.next", ("l", "right"), "neighbour(1)", "Next", "Read the next paper of the list.", MOVE, True),
    Command("reader.previous", ("h", "left"), "neighbour(-1)", "Previous", "Read the paper before.", MOVE, True),
    Command(
        "reader.raw", ("r",), "raw", "Raw text", "Show the text just as it stood on the page, to select in.", READ, True
    ),
    Command("reader.find", ("slash",), "find", "Find", "Find a text within the paper.", READ, True),
    Command(
        "paper.next_match",
        ("right_square_bracket",),
        "match(1)",
        "Next match",
        "Go to the next match of the query.",
        FIND,
    ),
    Command(
        "paper.last_match",
        ("left_square_bracket",),
        "match(-1)",
        "Match before",
        "Go to the match of the query before this one.",
        FIND,
    ),
    *(
        Command(f"reader.link_{n}", (f"{n}",), f"link({n})", f"Link {n}", f"Open link {n} in the browser.", COPY)
        for n in range(1, 10)
    ),
    Command("reader.links", ("0",), "links", "Links", "Choose among all links of the paper.", COPY, True),
    Command("paper.links", ("O",), "links", "Links", "Choose among all links of the paper, to open or copy one.", COPY),
    Command("links.open", ("enter",), "open_link", "Open", "Among the links: open it in the browser.", COPY, True),
    Command("links.copy", ("ctrl+y",), "copy_link", "Copy", "Among the links: copy it.", COPY, True),
    Command("links.down", ("down", "ctrl+n"), "step(1)", "Down", "Among the links: move down.", COPY),
    Command("links.up", ("up", "ctrl+p"), "step(-1)", "Up", "Among the links: move up.", COPY),
    Command("links.close", ("escape",), "leave", "Close", "Leave the links.", COPY, True),
)
