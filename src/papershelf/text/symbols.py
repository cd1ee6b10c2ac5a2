r"""The TeX that papershelf understands, as tables: accents, symbols, words, and commands that only change the look.

A command that stands in no table here is none that we know, and stays in the text as it was.
"""

from typing import Final


def _table(*rows: str) -> dict[str, str]:
    """Pairs written one after the other, `name meaning name meaning …`."""
    words = " ".join(rows).split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(*rows: str) -> frozenset[str]:
    """Names written one after the other."""
    return frozenset(" ".join(rows).split())


# Combining marks, by the sign or letter after the backslash.
ACCENTS: Final = {
    **{"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", '"': "\u0308"},
    **{"u": "\u0306", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328"},
    **{"b": "\u0331", "t": "\u0361"},  # the tie hangs between its first letter and the next
}
# The same for maths, where they take a letter in braces or a letter command.
MATHS_ACCENTS: Final = {
    **{"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304"},
    **{"overline": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c"},
}

# Letters; TeX eats the blank after them, for they stand inside words: `S\o ren`.
LETTERS: Final = _table(
    "o ø O Ø l ł L Ł ss ß SS ẞ ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ"
)

SYMBOLS: Final = _table(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ",
    "mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω",
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω eps ε",
    "ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ wp ℘ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ perp ⊥",
    "times × texttimes × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ odot ⊙ ltimes ⋉ rtimes ⋊",
    "le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ prec ≺ succ ≻",
    "preceq ⪯ succeq ⪰ sim ∼ simeq ≃ approx ≈ cong ≅ equiv ≡ propto ∝ doteq ≐ mid ∣ parallel ∥",
    "in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨",
    "asymp ≍ colon : neg ¬ lnot ¬ forall ∀ exists ∃ sum ∑ prod ∏ int ∫ surd √ angle ∠ triangle △ square □ checkmark ✓",
    "to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐",
    "Leftrightarrow ⇔ iff ⟺ uparrow ↑ downarrow ↓ mapsto ↦ hookrightarrow ↪ nearrow ↗ searrow ↘",
    "langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace } lVert ‖ rVert ‖ Vert ‖ lvert | rvert |",
    "vert | deg ° degree ° textdegree ° celsius ℃ prime ′ dag † ddag ‡ S § P ¶ copyright © pounds £ euro €",
    "texttrademark ™ textregistered ® textcopyright © textmu µ textperiodcentered · textbullet •",
    "ldots … dots … cdots ⋯ textellipsis … textendash – textemdash — textquoteleft ‘ textquoteright ’",
    "textquotedblleft “ textquotedblright ” textquotesingle ' guillemotleft « guillemotright »",
    "textbackslash \\ textasciitilde ~ textasciicircum ^ textdollar $ textpercent % textunderscore _ textbar |",
    'textless < textgreater > lt < gt > textbraceleft { textbraceright } textasteriskcentered * textquotedbl "',
    "quotedblbase „ quotesinglbase ‚ guilsinglleft ‹ guilsinglright › textexclamdown ¡ textquestiondown ¿",
    "textsection § textparagraph ¶ textdagger † textdaggerdbl ‡ textsterling £ textyen ¥ textcent ¢ texteuro €",
    "textonehalf ½ textonequarter ¼ textthreequarters ¾ textordfeminine ª textordmasculine º textpm ± textdiv ÷",
    "textasciigrave ` textasciiacute ´ textasciidieresis ¨ textasciimacron ¯ textsurd √ textlnot ¬ textminus −",
    "textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textrightarrow → textleftarrow ← textminute ′",
)

# Commands that read as a word; all but the first row keep their own name.
WORDS: Final = {
    **{"eg": "e.g.", "ie": "i.e.", "etal": "et al.", "wrt": "w.r.t."},
    **{
        name: name
        for name in _names(
            "log ln exp sin cos tan tanh max min sup inf lim arg argmax argmin det dim ker gcd Pr mod",
            "TeX LaTeX BibTeX",
        )
    },
}

# Commands whose braced text is all that a reader needs.
STYLES: Final = _names(
    "textbf textit textsc texttt textsf textsl textrm textup textmd textnormal text emph underline uline mbox hbox",
    "mathrm mathbf mathit mathsf mathtt mathbb mathcal mathscr mathfrak mathnormal boldsymbol bm operatorname",
    "ensuremath textsuperscript textsubscript enquote",
)
# The same in their old form, where they stand inside the braces: `{\bf word}`.
SWITCHES: Final = _names(
    "bf it em sc tt sf sl rm cal bfseries itshape scshape ttfamily sffamily slshape tiny small large",
    "displaystyle textstyle",
)
DOUBLE_STRUCK: Final = {letter: chr(0x1D538 + ord(letter) - ord("A")) for letter in "ABDEFGIJKLMOSTUVWXY"} | dict(
    zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)
)

# A backslash before these signs means the sign.
ESCAPED: Final = {**{sign: sign for sign in "%&$#_{}"}, "|": "‖"}
# These mean nothing to a reader.
SILENT: Final = frozenset({"relax", "protect", "allowbreak", "nobreak", "null"})
SPACES: Final = frozenset({"quad", "qquad", "space"})
SIZES: Final = frozenset({"left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg", "middle"})
