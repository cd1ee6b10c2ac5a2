"""The text of a BibTeX field made readable: accents, dashes, braces that only group, and maths left whole."""

import pytest
from hypothesis import given

from papershelf.text import clean, fold
from papershelf.text.bibtex import unmark
from tests.test_text_clean import _UNDERSTOOD, TEX, characters, is_subsequence


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("{BERT} and {{Whole Title}}", "BERT and Whole Title"),
        ('{\\"u} \\"{u} \\"u {\\"{u}} \\v{s} {\\v s} Fran{\\c c}ois', "ü ü ü ü š š François"),
        ("\\'{\\i} \\'{\\i}a {\\'\\i}n Var{\\i}c{\\i}", "í ía ín Varıcı"),
        ('Stra{\\ss}e S{\\o}ren {\\AA}ngstr{\\"o}m Micha{\\l}', "Straße Søren Ångström Michał"),
        ("{\\c{C}}etintemel Erd{\\H{o}}s {\\k{a}} {\\r{a}} {\\d{h}} {\\b{d}}", "Çetintemel Erdős ą å ḥ ḏ"),
        ("M\\'erigot Za\\\"{\\i}d Leps\\o y G{\\`u}", "Mérigot Zaïd Lepsøy Gù"),
        ("D\\'\\iaz, Beno\\^\\it, Mart\\'\\in", "Díaz, Benoît, Martín"),
        ("\\t{oo}", "o͡o"),
        ("pages 1--2 --- and more", "pages 1–2 — and more"),
        ("-\\/-help <!-- x -->", "--help <!-- x -->"),
        ("AT\\&T, 30\\% of \\$5, a\\_b, \\#1, \\{x\\}", "AT&T, 30% of $5, a_b, #1, {x}"),
        ("``Quoted'' {``}words{''}", "“Quoted” “words”"),
        ("the robot{\\textquoteright}s {\\textendash} \\textquotedblleft{}a\\textquotedblright{}", "the robot’s – “a”"),
        ("Figure~1, Johann{-}Christoph", "Figure 1, Johann-Christoph"),
        ("\\emph{New {IR} Systems} {\\it old} \\textbf{X}", "New IR Systems old X"),
        ("O($n^{2}$) and $x_{ij}$, $\\epsilon$", "O(n^2) and x_ij, ϵ"),
        ("{\\relax Ch}arles, a\\allowbreak{}b", "Charles, ab"),
        ("$\\foo{a}^{2}$ {B}", "$\\foo{a}^{2}$ B"),
        ("\\unknown{Kept} {Word}", "\\unknown{Kept} Word"),
        ("a\n  b\n\n  c", "a b\n\nc"),
        ("https://x.org/a--b", "https://x.org/a--b"),
    ],
)
def test_a_field_becomes_readable(raw: str, shown: str) -> None:
    assert unmark(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Global \\${\\textbackslash}mathcal O {\\textbackslash}left( k\\right)\\$", "Global O ( k)"),
        ("on {\\$\\textbackslash\n    mathbb\\{R\\}\\$}", "on ℝ"),
        ("{\\$ω\\$-Regular} and $$\\phi$$ Detector", "ω-Regular and φ Detector".replace("φ", "ϕ")),
        ("Cost \\$100 or \\$200", "Cost $100 or $200"),
    ],
)
def test_maths_that_was_escaped_is_shown_as_any_maths(raw: str, shown: str) -> None:
    assert clean(unmark(raw)) == shown


@given(TEX)
def test_no_letter_or_digit_is_lost(raw: str) -> None:
    kept = characters(fold(_UNDERSTOOD.sub(" ", raw)))
    assert is_subsequence(kept, characters(fold(unmark(raw)))), (raw, unmark(raw))
