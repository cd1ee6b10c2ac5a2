"""What the index finds, in which tier and which order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import Field, Match, parse
from papershelf.search.highlight import Highlighter
from papershelf.search.index import Index
from tests.hostile import HOSTILE
from tests.search_shelf import ABSTRACTS, DOCUMENTS, TITLES, ids, literal, shelf, tiers

INDEX = shelf()
BUILT = Index.build(DOCUMENTS)


def fields(typed: str, key: str) -> tuple[Field, ...]:
    """Where a paper of the shelf matches."""
    return Highlighter(INDEX, parse(typed)).fields({Field.TITLE: TITLES[key], Field.ABSTRACT: ABSTRACTS.get(key, "")})


def test_a_title_word_finds_its_paper_literally() -> None:
    [match] = INDEX.search("furious ")
    assert match == Match("olmo", match.score, "literal")
    assert fields("furious ", "olmo") == (Field.TITLE,)


@pytest.mark.parametrize("typed", ["inferece", "inferrence", "infarence", "infreence", "nference", "inferencee"])
def test_a_missing_extra_wrong_or_swapped_letter_is_forgiven(typed: str) -> None:
    matches = INDEX.search(typed + " ")
    assert ids(matches) == ["sparse"]
    assert matches[0].tier == "similar"


def test_two_slips_are_forgiven_in_a_long_word_only() -> None:
    assert ids(INDEX.search("intelilgance ")) == ["gpt"]
    assert ids(INDEX.search("rbots ")) == ["rl"]
    assert ids(INDEX.search("rbtos ")) == []


@pytest.mark.parametrize("typed", ["d", "dis", "distil", "distillatio"])
def test_a_half_typed_last_word_is_literal(typed: str) -> None:
    matches = INDEX.search(f"squarehead {typed}")
    assert literal(matches) == ["square"]


def test_a_blank_ends_the_word() -> None:
    assert literal(INDEX.search("distil")) == ["square"]
    finished = INDEX.search("distil ")
    assert ids(finished) == ["square"]
    assert literal(finished) == []


def test_a_slip_in_a_half_typed_word_is_forgiven() -> None:
    assert ids(INDEX.search("squarehead dsitil"))[0] == "square"
    assert ids(INDEX.search("dsitill"))[0] == "square"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "uber",
            "Über",
            "über ",
            "U\u0308ber",
            "üb",
            "naive",
            "naï",
            "lukasz",
            "angstrom",
            "ÅNGSTRÖM",
            "Łukasz",
            "=Über",
        ),
        *('"über naïve gewichte"', '"Uber naive', '"Über naï', "über gewichte", "title:Łukasz"),
    ],
)
def test_a_title_with_accents_is_found_with_and_without_them(typed: str) -> None:
    assert literal(INDEX.search(typed)) == ["uber"]


def test_a_typed_accent_is_literal_only_where_it_stands() -> None:
    index = shelf({"plain": {Field.TITLE: "Naive Bayes"}})
    assert literal(index.search("naïve ")) == ["uber"]
    assert literal(index.search("naï")) == ["uber"]
    assert sorted(ids(index.search("naïve "))) == ["plain", "uber"]
    assert sorted(literal(index.search("naive "))) == ["plain", "uber"]
    assert ids(index.search("=naïve")) == ["uber"]
    assert ids(index.search('"naïve"')) == ["uber"]
    assert ids(index.search('"naïve bayes"')) == []
    kept = ids(index.search("-naïve"))
    assert "uber" not in kept
    assert "plain" in kept


def test_words_are_found_in_any_order_and_rather_in_theirs() -> None:
    index = Index()
    index.put("apart", {Field.TITLE: "Memory and Networks"})
    index.put("turned", {Field.TITLE: "Networks Memory"})
    index.put("wanted", {Field.TITLE: "Memory Networks"})
    assert ids(index.search("memory networks "))[0] == "wanted"
    assert sorted(ids(index.search("networks memory "))) == ["apart", "turned", "wanted"]


def test_words_of_the_abstract_find_and_say_so() -> None:
    assert ids(INDEX.search("kangaroo ")) == ["sparse"]
    assert fields("kangaroo ", "sparse") == (Field.ABSTRACT,)
    assert ids(INDEX.search("faster kangaroo ")) == ["sparse"]
    assert fields("faster kangaroo ", "sparse") == (Field.TITLE, Field.ABSTRACT)


def test_the_title_weighs_more_than_the_abstract() -> None:
    index = Index()
    index.put("often", {Field.TITLE: "Other", Field.ABSTRACT: "tokens " * 30})
    index.put("title", {Field.TITLE: "Tokens"})
    assert ids(index.search("tokens ")) == ["title", "often"]


@pytest.mark.parametrize("field", [Field.TAGS, Field.NOTE, Field.AUTHORS])
def test_tags_notes_and_authors_are_found(field: Field) -> None:
    index = shelf()
    text = "nlp/wombat by Zoë"
    index.put("rl", {field: text})
    for typed in ("wombat", "womb", "wmobat", "zoe", "Zoë"):
        assert ids(index.search(typed)) == ["rl"]
        assert Highlighter(index, parse(typed)).fields({Field.TITLE: "RL for Robots", field: text}) == (field,)


@pytest.mark.parametrize("typed", ["finetuning", "fine tuning", "fine-tuning", "Fine_Tuning", "finetunning"])
def test_split_and_joined_words_find_each_other(typed: str) -> None:
    assert {"sparse", "hyphen", "blank"} <= set(ids(INDEX.search(typed)))


def test_joined_is_literal_where_it_stands_joined() -> None:
    assert literal(INDEX.search("finetuning ")) == ["sparse"]
    assert literal(INDEX.search("fine tuning ")) == ["blank", "hyphen"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("gpt4", "gpt"),
        ("gpt-4", "gpt"),
        ("gpt 4", "gpt"),
        ("llama adapter", "llama"),
        ("llamaadapter", "llama"),
        ("zeroinit", "llama"),
        ("qwen 2.5", "qwen"),
        ("qwen25", "qwen"),
        ("square head", "square"),
        ("head distillation", "square"),
        ("2 olmo", "olmo"),
    ],
)
def test_names_with_hyphens_digits_and_capitals_are_found(typed: str, wanted: str) -> None:
    assert ids(INDEX.search(typed))[0] == wanted
    assert ids(INDEX.search(typed + " "))[0] == wanted


def test_a_number_is_never_a_misspelling_of_another() -> None:
    assert "gpt" not in ids(INDEX.search("gpt3 "))


def test_the_other_number_of_a_noun_is_near() -> None:
    singular, plural = INDEX.search("model "), INDEX.search("models ")
    assert (literal(singular), ids(singular)) == (["model"], ["model", "survey"])
    assert (literal(plural), ids(plural)) == (["survey"], ["survey", "model"])


def test_every_literal_match_stands_before_every_similar_one() -> None:
    index = shelf({f"note {n}": {Field.ABSTRACT: "words " * 5} for n in range(5)})
    for typed in ("model", "wrod ", "word ", "words ", "world ", "fine tuning", "rea"):
        tiers = [match.tier for match in index.search(typed)]
        assert tiers == sorted(tiers), typed


def test_rl_finds_rl_and_nothing_misspelt() -> None:
    assert ids(INDEX.search("rl ")) == ["rl"]
    assert ids(INDEX.search("rl")) == ["rl", "rlhf"]
    assert ids(INDEX.search("lr")) == []


def test_a_rare_misspelling_does_not_win_over_the_word_meant() -> None:
    index = Index()
    for n in range(30):
        index.put(f"right {n}", {Field.TITLE: f"Attention number {n}"})
    index.put("rare", {Field.TITLE: "Atention"})
    assert ids(index.search("attention "))[-1] == "rare"
    assert ids(index.search("attetion "))[0].startswith("right")


def test_two_words_must_both_be_there_and_most_of_more() -> None:
    assert ids(INDEX.search("sparse zebra ")) == []
    assert ids(INDEX.search("sparse finetuning zebra ")) == ["sparse"]
    assert ids(INDEX.search("sparse zebra yak ")) == []


def test_a_phrase_must_stand_as_written() -> None:
    assert ids(INDEX.search('"fine tuning"')) == ["blank", "hyphen", "sparse"]
    assert ids(INDEX.search('"tuning fine"')) == []
    assert ids(INDEX.search('"sparse finetuning"')) == ["sparse"]
    assert ids(INDEX.search('"spare finetuning"')) == []
    assert ids(INDEX.search('"sparse finet')) == ["sparse"]
    assert ids(INDEX.search('"sparse finet"')) == []


def test_what_is_negated_is_kept_out() -> None:
    assert "survey" in ids(INDEX.search("sparse "))
    assert literal(INDEX.search("sparse -retrieval ")) == ["sparse"]
    assert "survey" not in ids(INDEX.search("sparse -retrieval "))
    assert ids(INDEX.search('fine tuning -"parameter efficient" ')) == ["blank", "sparse"]


def test_a_query_that_only_keeps_out_finds_the_rest_in_order() -> None:
    assert ids(INDEX.search("-sparse")) == [key for key in TITLES if key not in ("sparse", "survey")]


@pytest.mark.parametrize("typed", ["", "  ", "is:starred", "- -- !!", '""', "tag:x -has:note"])
def test_no_words_find_nothing(typed: str) -> None:
    assert list(INDEX.search(typed)) == []


def test_within_and_limit() -> None:
    assert ids(INDEX.search("fine tuning", within={"blank", "rl"})) == ["blank"]
    assert len(INDEX.search("fine tuning", limit=2)) == 2


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("漢字", "cjk"), ("理解", "cjk"), ("の", "cjk"), ("🦜", "emoji"), ("اللغة", "rtl"), ("اللغ", "rtl")],
)
def test_every_script_is_found(typed: str, wanted: str) -> None:
    assert literal(INDEX.search(typed)) == [wanted]


def test_equals_keep_the_order_in_which_they_came() -> None:
    index = Index()
    names = [f"p{n}" for n in random.Random(1).sample(range(90), 90)]
    for name in names:
        index.put(name, {Field.TITLE: "Same title"})
    assert ids(index.search("same ")) == names


def _same(grown: Index, fresh: Index) -> None:
    assert len(grown) == len(fresh)
    for typed in ("sparse", "fine tuning", "model ", "wrods", "t", "re", "kangaroo", "gpt4", "wombat", "survey retr"):
        assert tiers(grown, typed) == tiers(fresh, typed), typed
        assert grown.search(typed).ids[:1] == fresh.search(typed).ids[:1], typed


def test_put_and_remove_leave_no_trace() -> None:
    grown = shelf()
    grown.search("warm")
    grown.put("extra", {Field.TITLE: "Sparse wombats model retrieval", Field.NOTE: "fine-tuning GPT-4"})
    assert ids(grown.search("wombat")) == ["extra"]
    grown.put("extra", {Field.NOTE: "another note"})
    assert grown.search("wombat")
    grown.remove("extra")
    grown.remove("never there")
    assert "extra" not in grown
    _same(grown, shelf())


def test_an_index_that_grew_field_by_field_equals_one_built_at_once() -> None:
    grown = Index()
    for key, title in TITLES.items():
        grown.put(key, {Field.NOTE: "a sparse note on wombats"})
        grown.put(key, {Field.TITLE: "to be replaced by words"})
        grown.put(key, {Field.TITLE: title, Field.ABSTRACT: "sparse models"})
    fresh = Index()
    for key, title in TITLES.items():
        note, abstract = "a sparse note on wombats", "sparse models"
        fresh.put(key, {Field.TITLE: title, Field.ABSTRACT: abstract, Field.NOTE: note})
    _same(grown, fresh)


def test_an_emptied_field_is_gone() -> None:
    index = shelf()
    index.put("rl", {Field.NOTE: "quokka"})
    assert ids(index.search("quokka")) == ["rl"]
    index.put("rl", {Field.NOTE: ""})
    assert ids(index.search("quokka")) == []
    _same(index, shelf())


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(typed: str) -> None:
    for index in (INDEX, BUILT):
        for match in index.search(typed):
            assert match.doc_id in TITLES
            assert match.score >= 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_indexed_and_searched(text: str) -> None:
    index = shelf({"hostile": {Field.TITLE: text, Field.NOTE: text, Field.TAGS: text}})
    found = index.search(text + " ")
    assert not found or "hostile" in ids(found) or text.startswith("-")
    index.remove("hostile")
    _same(index, shelf())


@pytest.mark.parametrize("piece", ["x", "word ", '"', "-", "(", "漢", "a-", "tag:", "finetuning ", "مَ"])
def test_ten_thousand_characters_are_answered(piece: str) -> None:
    typed = (piece * 10_000)[:10_000]
    INDEX.search(typed)
    assert parse(str(parse(typed))) == parse(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("sparse", "fine tuning", "model ", "wrods ", "t", "re", "kangaroo ", "gpt4", "über", "naive ", "漢字"),
        *('"fine tuning"', "-sparse", "sparse (retrieval OR kangaroo)", "title:sparse", "abstract:weights", "x", ""),
    ],
)
def test_a_compiled_index_answers_like_one_that_grew(typed: str) -> None:
    assert tiers(BUILT, typed) == tiers(INDEX, typed)
    assert BUILT.search(typed).divider == INDEX.search(typed).divider


def test_building_keeps_tags_and_notes_beside_the_compiled_papers() -> None:
    texts = {Field.TITLE: "One", Field.TAGS: "nlp/rag", Field.NOTE: "a quokka"}
    index = Index.build([("one", texts), ("two", {Field.TITLE: "Two"})])
    assert ids(index.search("quokka ")) == ids(index.search("rag ")) == ["one"]
    assert (index.beside, len(index), list(index)) == (0, 2, ["one", "two"])


def test_title_abstract_and_authors_are_replaced_together() -> None:
    for index in (shelf(), Index.build(DOCUMENTS)):
        index.put("sparse", {Field.NOTE: "quokka"})
        index.put("sparse", {Field.AUTHORS: "Zoë"})
        assert ids(index.search("finetuning -fine ")) == []
        assert ids(index.search("kangaroo ")) == []
        assert ids(index.search("quokka ")) == ids(index.search("zoe ")) == ["sparse"]
        index.put("sparse", {Field.TAGS: "nlp"})
        assert ids(index.search("quokka ")) == []
        assert ids(index.search("nlp ")) == ids(index.search("zoe ")) == ["sparse"]


def test_one_or_two_letters_look_only_at_the_telling_fields() -> None:
    index = shelf({"far": {Field.TITLE: "Elsewhere", Field.ABSTRACT: "zygote"}, "near": {Field.TAGS: "zymurgy"}})
    assert sorted(ids(index.search("z"))) == ["llama", "near"]
    assert ids(index.search("zy")) == ["near"]
    assert sorted(ids(index.search("zyg"))) == ["far"]


def test_beside_other_words_a_short_start_excludes_nothing() -> None:
    assert ids(INDEX.search("sparse z")) == ids(INDEX.search("sparse "))
    assert literal(INDEX.search("sparse z")) == literal(INDEX.search("sparse "))
    assert ids(INDEX.search("sparse zzz")) == []
    index = Index()
    index.put("other", {Field.TITLE: "Sparse Trees"})
    index.put("meant", {Field.TITLE: "Sparse Kernels"})
    assert ids(index.search("sparse k")) == ["meant", "other"]


def test_a_removed_paper_comes_back_as_a_new_one() -> None:
    for index in (shelf(), Index.build(DOCUMENTS)):
        index.remove("rl")
        assert ids(index.search("robots ")) == []
        assert "rl" not in index
        assert len(index) == len(TITLES) - 1
        index.put("rl", {Field.TITLE: TITLES["rl"]})
        assert literal(index.search("robots ")) == ["rl"]
        assert ids(index.search("-sparse"))[-1] == "rl"


def test_warming_changes_nothing() -> None:
    index = shelf()
    index.warm()
    _same(index, shelf())
