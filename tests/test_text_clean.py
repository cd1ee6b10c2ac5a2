"""Raw titles and abstracts made readable: what is understood, what is left alone, and that nothing is ever lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import clean, fold, safe, symbols
from tests.hostile import HOSTILE
from tests.seed_records import seed_records
from tests.test_text_safe import ANY_TEXT, is_forbidden

_COMMANDS = (
    {*symbols.ACCENTS, *symbols.MATHS_ACCENTS, *symbols.LETTERS, *symbols.SYMBOLS, "frac", "sqrt", "url", "href"}
    | symbols.STYLES
    | symbols.SWITCHES
    | symbols.SPACES
    | symbols.SILENT
    | symbols.SIZES
)
_UNDERSTOOD = re.compile(rf"\\(?:{'|'.join(filter(str.isalpha, _COMMANDS))})(?![A-Za-z])")
TEX = st.lists(
    st.sampled_from(
        [f"\\{name}" for name in sorted(_COMMANDS)]
        + [*"{}$~%&_^\"'` \n-", "``", "''", "\\\\", "\\", "\\%", "\\{", "\\}", "\\,", "\\-", "\\(", "\\)"]
        + ["a", "B", "ü", "42", "word", "Two words", "https://x.org/a~b", "C:\\alpha", "\\ourMethod"]
    )
).map("".join)


def characters(text: str) -> list[str]:
    """The letters and digits of a text."""
    return [char for char in text if char.isalnum()]


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    """Whether all of the part stands in the whole, in this order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def assert_nothing_lost(raw: str) -> None:
    """Without a backslash exactly the same letters and digits; with one all but the commands' names."""
    cleaned = clean(raw)
    if "\\" not in raw:
        assert characters(cleaned) == characters(raw)
    kept = characters(fold(_UNDERSTOOD.sub(" ", safe(raw))))
    assert is_subsequence(kept, characters(fold(cleaned))), (raw, cleaned)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("T\\\"ULU 3 and Sabi\\'a-2", "TÜLU 3 and Sabiá-2"),
        ("R\\'enyi, V\\~oro, \\^Ile, \\`a", "Rényi, Võro, Île, à"),
        ("{\\\"u} \\\"{U} {\\'{\\i}} \\'\\i \\.{z} \\.z", "ü Ü í í ż ż"),
        ("\\c{C}a Fran\\c cois \\v{S} \\H{o} \\k{a} \\u{g} \\r{u}", "Ça François Š ő ą ğ ů"),
        ("S\\o ren, Stra\\ss e, \\L{}ukasz, {\\ae}on, \\AA ngstrom", "Søren, Straße, Łukasz, æon, Ångstrom"),
        ("(360{\\deg} views, 90^\\circ, 45$^{\\circ}$", "(360° views, 90°, 45°"),
        ("LiPO-{\\lambda}, \\alpha-divergence, 2\\times", "LiPO-λ, α-divergence, 2×"),
        ("\\textbf{D}irect \\textit{New \\emph{taxonomy}} (\\textsc{Ofa})", "Direct New taxonomy (Ofa)"),
        ("(\\textit{DnD)}, a", "(DnD), a"),
        ("{\\bf bold} {\\it and \\em so} on", "bold and \\em so on"),
        ("at \\url{https://x.org/a_b}, in progress.\\url{https://y.org}now", None),
        ("\\href{https://x.org/a}{our page}", "https://x.org/a (our page)"),
        ("30\\% of \\$5 \\& R\\_D \\#1 \\{x\\}", "30% of $5 & R_D #1 {x}"),
        ("``skills,'' and ``Textbooks\" and ``a \"b\" c''", '“skills,” and “Textbooks” and “a "b" c”'),
        ("Task~1, documents.~Working, 13~\\% percent", "Task 1, documents. Working, 13 % percent"),
        ("(\\eg text) \\etal. e.g.\\ this", "(e.g. text) et al. e.g. this"),
        ("hy\\-phen 100\\,000 Title \\\\ Subtitle", "hyphen 100 000 Title Subtitle"),
        ("{B}ayesian {LSTM}s", "Bayesian LSTMs"),
        ("A \\rightarrow B \\sim C \\leq D \\ldots", "A → B ∼ C ≤ D …"),
    ],
)
def test_tex_becomes_unicode(raw: str, cleaned: str | None) -> None:
    expected = cleaned or "at https://x.org/a_b, in progress. https://y.org now"
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("$k$-NN in $O(n\\log n)$", "k-NN in O(n log n)"),
        ("$\\tilde{\\mathcal{O}}(\\sqrt{T})$", "Õ(√T)"),
        ("$\\frac{1}{2}$ and $\\frac{a+b}{\\sqrt{n+1}}$", "1/2 and (a+b)/(√(n+1))"),
        ("$x_{max}$, $10^{-3}$, $\\mathbb{R}^d$", "x_max, 10^-3, ℝ^d"),
        ("$$\\epsilon$$ \\(\\delta\\)", "ϵ δ"),
        ("a $\\left( x \\right)$", "a ( x )"),
        ("$\\ourMacro + \\alpha$", "$\\ourMacro + α$"),
        ("from $5 to $10, US$100K, $PATH and $HOME", "from $5 to $10, US$100K, $PATH and $HOME"),
    ],
)
def test_maths_loses_its_dollars_only_where_all_is_understood(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "\\ourMethod-trained models, \\methodname, \\cite{key}",
        "100% of R&D at $100K, *any* of it",
        "C:\\path and C:\\alpha\\beta and \\\\server\\share",
        "R^2 and x_1 and [MASK] and {x} and {semantic parsing}",
        "{{ template }} {% raw %} $title",
        "unbalanced {braces and } more {",
        "a trailing backslash \\",
        "about (~1000 samples), of ~5%, a ~3 billion, 10~20, ~~gone~~",
        "``code`` and ```fence``` and 5'' wide",
        "https://x.org/~joe/a_b%20c see",
        "\\textbf without braces, \\frac{1}",
        "regex \\d{3}\\.com",
        "--- front -- matter",
        "&amp; <b> `code` _under_",
    ],
)
def test_what_is_doubtful_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_quotation_marks_that_a_program_escaped_are_no_accents() -> None:
    assert clean('say \\"attention\\" to na\\"ive') == 'say "attention" to naïve'
    assert clean("it\\'s") == "it's"


def test_hard_wrapped_lines_join_and_paragraphs_stay_apart() -> None:
    raw = "  One line\nand another,\r\nFine-\nTuning, pre-\nand post.\n \n\nNext\tparagraph "
    assert clean(raw) == "One line and another, Fine-Tuning, pre- and post.\nNext paragraph"


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ("https://github.com/ExplainableML/\nDeViL.", "https://github.com/ExplainableML/DeViL."),
        ("https://cdn-\navatars.co/x see", "https://cdn-avatars.co/x see"),
        ("found at https://\ngithub.com/jshilong/GPT4RoI.", "found at https://github.com/jshilong/GPT4RoI."),
        ("(https:/\n/x.org/a) or http:\n  //a-b.x.org", "(https://x.org/a) or http://a-b.x.org"),
        ("\\url{https://\nx.org/a} http\n://y.org", "https://x.org/a http://y.org"),
        ("at https://github.com/OpenGVLab\n/DriveMLM.", "at https://github.com/OpenGVLab/DriveMLM."),
        ("(www.example.org\n/~joe/ was here)", "(www.example.org/~joe/ was here)"),
    ],
)
def test_an_address_broken_over_a_line_end_is_whole_again(raw: str, whole: str) -> None:
    assert clean(raw) == whole


@pytest.mark.parametrize(
    "raw",
    [
        "see https://x.org/\nfor more",
        "begins with https://\nfor safety, always",
        "begins with https://\ne.g. here, or https://\n3.5 times",
        "a scheme, https:\nx.org is another, http\n//x.org too",
        "the ratio https:\n/x.org",
        "ftp://\nx.org and file:\n//x.org",
        "https://\n\nx.org",
        "at https://x.org.\n/usr holds all",
        "at https://x.org,\n/usr holds all",
        "(https://x.org)\n/usr holds all",
        '<a href="https://x.org">page\n/usr',
        "at https://x.org\n/ and elsewhere",
        "at https://x.org\n//comment",
        "https://x.org\n\n/usr",
        "and\n/or, km\n/h, x.org\n/usr, ://\n/a",
    ],
)
def test_what_only_looks_like_a_broken_address_stays_apart(raw: str) -> None:
    assert clean(raw) == re.sub(r"\n+", lambda gap: "\n" if len(gap[0]) > 1 else " ", raw)


@given(ANY_TEXT)
def test_any_text_comes_out_safe_and_whole(text: str) -> None:
    assert not any(map(is_forbidden, clean(text)))
    assert_nothing_lost(text)


@given(TEX)
def test_any_mixture_of_tex_loses_no_letter(raw: str) -> None:
    assert_nothing_lost(raw)


@given(ANY_TEXT | TEX)
def test_a_paragraph_reads_the_same_whether_another_holds_tex_or_not(text: str) -> None:
    assert clean(f"{text}\n\n\\ourMethod") == f"{clean(text)}\n\\ourMethod".lstrip()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_cleaned_without_loss(text: str) -> None:
    assert_nothing_lost(text)


def test_no_seed_record_loses_a_letter_or_is_cut_at_a_percent_sign() -> None:
    records = seed_records()
    assert len(records) == 574
    for raw in (text for record in records for text in record):
        assert_nothing_lost(raw)
        assert clean(raw).count("%") == raw.count("%")


def test_only_what_nobody_can_know_is_left_of_tex_in_the_seeds() -> None:
    left = {word for record in seed_records() for text in record for word in re.findall(r"\\\S\w*", clean(text))}
    assert left == {"\\methodname", "\\ourMethod"}


PIECES = [
    *["{", "}", "\\", "{\\", "$", "``", "~", '\\"', "\\frac{", "\\textbf{", "{\\bf ", '"', "a~", "\\c ", "$x^{", "{a}"],
    *[
        "https://",
        "https://a/\n",
        "https://\n",
        "https://a\n/b",
        "/\na.",
        "C:\\",
        "\\sqrt{",
        "-\n",
        "a\n\n",
        "e\u0301",
        "\\(",
        "\\url{",
        "\\href{a}{",
    ],
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    clean(f"\\textbf{{{text}}}")
    # A tenth of a second; a quadratic step would take minutes of the processor's own time.
    assert time.process_time() - start < 5
