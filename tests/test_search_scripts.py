"""Texts of every script: found by words or characters, and highlighted at the letters that were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import Field, parse
from papershelf.search.highlight import Highlighter
from papershelf.search.index import Index
from papershelf.search.tokens import tokenize
from tests.search_shelf import literal

TITLES = {
    "chinese": "基于深度学习的自然语言处理",
    "japanese": "大規模言語モデルの効率的な学習について",
    "korean": "거대 언어 모델의 효율적인 학습",
    "thai": "การเรียนรู้ของเครื่องภาษาไทย",
    "hindi": "हिन्दी भाषा का मॉडल",
    "tamil": "தமிழ் மொழி மாதிரி",
    "arabic": "نَمَاذِج اللُّغَة العربية",
    "hebrew": "מוֹדֵל שָׂפָה גדול",
    "russian": "Большая языковая модель ёлка",
    "greek": "Μεγάλα γλωσσικά μοντέλα",
    "turkish": "İstanbul ışık ve Türkçe",
    "vietnamese": "Mô hình ngôn ngữ lớn tiếng Việt",
    "decomposed": "Cafe\u0301 nai\u0308ve re\u0301sume\u0301",
    "emoji": "Parrots 🦜👩\u200d🔬 and flags 🇩🇪",
    "mixed": "BERT模型 for 中文NLP",
    "bidi": "left \u202eright\u202c \u2067اللغة\u2069 left",
    "german": "Größere Straßenmodelle",
    "wide": "ＧＰＴ－４ and ﬁne print",
}
INDEX = Index.build((key, {Field.TITLE: title}) for key, title in TITLES.items())


@pytest.mark.parametrize(
    ("typed", "key", "parts"),
    [
        ("深度学习", "chinese", ["深度学习"]),
        ("自然语言", "chinese", ["自然语言"]),
        ('"语言处理"', "chinese", ["语言处理"]),
        ("モデル", "japanese", ["モデル"]),
        ("効率", "japanese", ["効率"]),
        ("언어", "korean", ["언어"]),
        ("모델", "korean", ["모델"]),
        ("เครื่อง", "thai", None),
        ("ภาษาไทย", "thai", None),
        ("हिन्दी", "hindi", ["हिन्दी"]),
        ("हिन्", "hindi", ["हिन्"]),
        ("भाषा का", "hindi", ["भाषा", "का"]),
        ("मॉ", "hindi", ["मॉ"]),
        ("தமிழ்", "tamil", ["தமிழ்"]),
        ("العربية", "arabic", ["العربية"]),
        ("نماذج", "arabic", ["نَمَاذِج"]),
        ("نَمَاذِج", "arabic", ["نَمَاذِج"]),
        ("اللغة ", "arabic", ["اللُّغَة"]),
        ("מודל", "hebrew", ["מוֹדֵל"]),
        ("שפה", "hebrew", ["שָׂפָה"]),
        ("языковая", "russian", ["языковая"]),
        ("БОЛЬШ", "russian", ["Больш"]),
        ("елка", "russian", ["ёлка"]),
        ("ёлка", "russian", ["ёлка"]),
        ("γλωσσικα", "greek", ["γλωσσικά"]),
        ("ΜΕΓΆΛΑ", "greek", ["Μεγάλα"]),
        ("istanbul", "turkish", ["İstanbul"]),
        ("İstanbul", "turkish", ["İstanbul"]),
        ("isik", "turkish", ["ışık"]),
        ("turkce", "turkish", ["Türkçe"]),
        ("ngon ngu", "vietnamese", ["ngôn", "ngữ"]),
        ("ngữ", "vietnamese", ["ngữ"]),
        ("cafe", "decomposed", ["Cafe\u0301"]),
        ("café", "decomposed", ["Cafe\u0301"]),
        ("caf", "decomposed", ["Caf"]),
        ("resume", "decomposed", ["re\u0301sume\u0301"]),
        ("🦜", "emoji", ["🦜"]),
        ("👩\u200d🔬", "emoji", ["👩\u200d🔬"]),
        ("🇩🇪", "emoji", ["🇩🇪"]),
        ("bert", "mixed", ["BERT"]),
        ("模型", "mixed", ["模型"]),
        ("中文nlp", "mixed", ["中文NLP"]),
        ("right", "bidi", ["right"]),
        ("strassenmodelle", "german", ["Straßenmodelle"]),
        ("straß", "german", ["Straß"]),
        ("großere", "german", ["Größere"]),
        ("gpt 4", "wide", ["ＧＰＴ", "４"]),
        ("gpt", "wide", ["ＧＰＴ"]),
        ("fine ", "wide", ["ﬁne"]),
        ("fin", "wide", ["ﬁn"]),
    ],
)
def test_it_is_found_and_its_letters_light_up(typed: str, key: str, parts: list[str] | None) -> None:
    assert literal(INDEX.search(typed))[0] == key
    title = TITLES[key]
    spans = Highlighter(INDEX, parse(typed)).spans(title, Field.TITLE)
    shown = [title[start:end] for start, end in spans]
    if parts is None:
        assert "".join(shown)
    else:
        assert shown == parts


@given(st.characters() | st.characters(min_codepoint=0x3040, max_codepoint=0xD7A3))
def test_every_character_that_is_a_word_is_one_in_a_query(char: str) -> None:
    assert bool(parse(char).terms) == bool(tokenize(char))
