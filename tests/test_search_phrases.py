"""What must stand as written: phrases, signs, fields and groups, each beside what a plain word would find."""

from collections.abc import Collection

import pytest

from papershelf.search import Clause, Field
from papershelf.search.index import Index
from tests.search_shelf import ids, literal

INDEX = Index.build(
    [
        ("near", {Field.TITLE: "Fine Tuning of Sparse Models", Field.AUTHORS: "Ada Lovelace, Zoë Rapid"}),
        ("far", {Field.TITLE: "Tuning is Fine", Field.ABSTRACT: "Models of sparse data."}),
        ("joined", {Field.TITLE: "Finetuning", Field.ABSTRACT: "Sparse. Models."}),
        ("hyphen", {Field.TITLE: "Other", Field.ABSTRACT: "On fine-tuning GPT-4 with tuningforks."}),
        ("across", {Field.TITLE: "All is fine", Field.ABSTRACT: "tuning comes later", Field.AUTHORS: "Lovelace Ada"}),
        ("plain", {Field.TITLE: "Zebras"}),
    ]
)
INDEX.put("plain", {Field.NOTE: "Fine tuning again, by Ada Lovelace", Field.TAGS: "nlp/rag, to read"})


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('"fine tuning"', {"near", "joined", "hyphen", "plain"}),
        ('"Fine-Tuning"', {"near", "joined", "hyphen", "plain"}),
        ('"finetuning"', {"joined", "hyphen"}),
        ('"tuning fine"', set()),
        ('"tuning is fine"', {"far"}),
        ('"sparse models"', {"near", "joined"}),
        ('"fine"', {"near", "far", "hyphen", "across", "plain"}),
        ('"gpt 4"', {"hyphen"}),
        ('"gpt4"', {"hyphen"}),
        ('"fien tuning"', set()),
        ('"ada lovelace"', {"near", "plain"}),
        ('"zoë rapid"', {"near"}),
        ('"nlp rag"', {"plain"}),
        ('"rag to read"', {"plain"}),
        ('"again zebras"', set()),
        ('"fine tuning" "sparse models"', {"near", "joined"}),
    ],
)
def test_a_phrase_stands_side_by_side_in_one_field(typed: str, wanted: set[str]) -> None:
    assert set(ids(INDEX.search(typed))) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('"fine tun', {"near", "joined", "hyphen", "plain"}),
        ('"fine t', {"near", "joined", "hyphen", "plain"}),
        ('"fine', {"near", "far", "joined", "hyphen", "across", "plain"}),
        ('"fine ', {"near", "far", "hyphen", "across", "plain"}),
        ('"fine tunings', set()),
        ('"with tuningf', {"hyphen"}),
        ('"sparse mod', {"near", "joined"}),
        ('title:"fine tun', {"near", "joined"}),
    ],
)
def test_the_last_word_of_an_open_phrase_may_go_on(typed: str, wanted: set[str]) -> None:
    assert set(ids(INDEX.search(typed))) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('title:"fine tuning"', {"near", "joined"}),
        ('abstract:"fine tuning"', {"hyphen"}),
        ('note:"fine tuning"', {"plain"}),
        ('author:"ada lovelace"', {"near"}),
        ('author:"lovelace ada"', {"across"}),
        ("author:lovelace ", {"near", "across"}),
        ("author:lovlace ", {"near", "across"}),
        ("title:models ", {"near"}),
        ("note:zebras ", set()),
        ("author:ada note:ada ", set()),
        ("title:(zebras OR other) ", {"plain", "hyphen"}),
        ("title:(tuning -sparse) ", {"far"}),
    ],
)
def test_a_field_is_looked_at_alone(typed: str, wanted: set[str]) -> None:
    assert set(ids(INDEX.search(typed))) == wanted


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ('-"fine tuning"', {"near", "joined", "hyphen", "plain"}),
        ("-sparse", {"near", "far", "joined"}),
        ("-sprase", set()),
        ("-finetuning", {"joined", "hyphen"}),
        ("-spars", set()),
        ("-title:sparse", {"near"}),
        ('-author:"ada lovelace"', {"near"}),
        ("-(sparse OR zebras)", {"near", "far", "joined", "plain"}),
        ("-(fine sparse)", {"near", "far"}),
        ('-"never there"', set()),
        ("-zoë", {"near"}),
        ("-gpt4", {"hyphen"}),
        ("-(gpt4 OR zebras)", {"hyphen", "plain"}),
        ("-(finetuning OR zebras)", {"joined", "hyphen", "plain"}),
        ('-("fine tuning" models)', {"near", "joined"}),
        ("-(models (zebras OR tuning))", {"near", "far"}),
        ("-(models -tuning)", {"joined"}),
    ],
)
def test_what_is_negated_keeps_out_what_stands_there_literally(typed: str, gone: set[str]) -> None:
    assert ids(INDEX.search(typed)) == [key for key in INDEX if key not in gone]


def test_an_equals_sign_asks_for_the_word_itself() -> None:
    assert set(ids(INDEX.search("=model "))) == set()
    assert set(ids(INDEX.search("model "))) == {"near", "far", "joined"}
    assert set(literal(INDEX.search("=models"))) == {"near", "far", "joined"}
    assert ids(INDEX.search("=model")) == []  # also while it is typed
    assert ids(INDEX.search("=finetuning ")) == ids(INDEX.search("=finetuning"))
    assert ids(INDEX.search("title:=fine tuning "))[0] == "near"
    assert ids(INDEX.search("=sprase")) == []


def test_a_tilde_asks_for_like_words_at_once() -> None:
    index = Index()
    for place in range(30):
        index.put(f"known {place}", {Field.TITLE: "Transformer"})
    index.put("double slip", {Field.TITLE: "Trensfarmer"})
    assert "double slip" not in ids(index.search("transformer "))  # a word that many have is no double slip
    assert "double slip" in ids(index.search("~transformer "))
    assert literal(index.search("~transformer ")) == literal(index.search("transformer "))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("(zebras OR gpt) ", {"plain", "hyphen"}),
        ("zebras OR gpt ", {"plain", "hyphen"}),
        ("fine (sparse OR zebras) ", {"near", "far", "plain"}),
        ('("tuning is fine" OR "gpt 4") ', {"far", "hyphen"}),
        ("(fine sparse OR zebras) ", {"near", "far", "plain"}),
        ("(zebras OR (gpt OR (joined OR finetuning))) ", {"plain", "hyphen", "joined"}),
        ("fine -(sparse OR zebras) ", {"hyphen", "across"}),
        ("(never OR nowhere) ", set()),
    ],
)
def test_one_choice_of_a_group_is_enough(typed: str, wanted: set[str]) -> None:
    assert set(literal(INDEX.search(typed))) == wanted


def test_the_last_word_of_an_open_group_may_go_on() -> None:
    assert set(literal(INDEX.search("(gpt OR zeb"))) == {"plain", "hyphen"}
    assert literal(INDEX.search("(gpt OR zeb)")) == ["hyphen"]


def _members(clause: Clause) -> Collection[str]:
    known = {("is", "starred"): {"near", "plain", "gone"}, ("tag", "nlp"): {"plain"}}
    members = known.get((clause.name, clause.value), set())
    return set(INDEX) - members if clause.negated else members


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("(is:starred OR gpt) ", {"near", "plain", "hyphen"}),
        ("(is:starred fine OR gpt) ", {"near", "plain", "hyphen"}),
        ("(is:starred sparse OR gpt) ", {"near", "hyphen"}),
        ("(-is:starred sparse OR tag:nlp) ", {"far", "joined", "plain"}),
        ("fine (tag:nlp OR sparse) ", {"plain", "near", "far"}),
        ("fine -(is:starred OR gpt) ", {"far", "across"}),
        ("-(is:starred sparse) ", {"far", "joined", "hyphen", "across", "plain"}),
        ("(is:reading OR gpt) ", {"hyphen"}),
    ],
)
def test_a_group_may_hold_conditions_beside_words(typed: str, wanted: set[str]) -> None:
    assert set(literal(INDEX.search(typed, members=_members))) == wanted


def test_a_group_of_conditions_alone_is_left_to_the_filters() -> None:
    def members(_: Clause) -> Collection[str]:
        raise AssertionError("nobody asked")

    assert ids(INDEX.search("zebras (is:starred OR tag:nlp) is:read", members=members)) == ["plain"]


def test_within_holds_for_groups_and_phrases_too() -> None:
    within = {"near", "far", "unknown"}
    for typed in ('"fine tuning"', "(fine OR zebras) ", "-zebras", "fine -gpt ", "(is:starred OR fine) "):
        assert set(ids(INDEX.search(typed, within=within, members=_members))) <= within
    assert ids(INDEX.search('"fine tuning"', within=within)) == ["near"]
    assert ids(INDEX.search("fine", within=())) == []


def test_groups_too_deep_to_be_looked_into_break_nothing() -> None:
    typed = "(zebras OR sparse (" * 40 + "x" + "))" * 40
    assert set(ids(INDEX.search(typed))) <= set(INDEX)
