"""A raw title or abstract made readable, and the key by which titles are compared."""

from papershelf.text.fold import letters
from papershelf.text.lines import unwrap
from papershelf.text.safe import safe, safe_line


def clean(raw: str) -> str:
    r"""A raw title or abstract as a person wants to read it.

    TeX that is understood becomes Unicode; whatever is doubtful stays as it stands. Lines broken by a width are
    joined, paragraphs are separated by one newline. No letter and no digit is ever lost, except the name of a
    command that was turned into its meaning (`\alpha` into α).

    Args:
        raw: The text as it stood in the source.

    Returns:
        Safe text.
    """
    # One look tells of nearly every text that it is safe and has one line with single blanks.
    text = raw.strip(" ")
    if safe_line(text) is not text:
        text = unwrap(safe(raw))
    # Without one of these `detex` changes nothing: quotation marks, closing braces and addresses alone are no TeX.
    if not ("\\" in text or "{" in text or "$" in text or "~" in text or "``" in text or "^∘" in text):
        return text
    from papershelf.text.tex import detex  # its tables and patterns take a while, and few texts need them

    paragraphs = (safe_line(detex(line)) for line in text.split("\n"))
    return "\n".join(filter(None, paragraphs))


def title_key(text: str) -> str:
    """A title reduced to its letters and digits, for telling whether two titles are the same.

    Args:
        text: A title, raw or clean.

    Returns:
        The folded letters and digits; for a title that has none, the title itself in one case.
    """
    return letters(clean(text)) or safe_line(text).casefold()
