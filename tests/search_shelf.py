"""A small shelf for the search tests: papers whose words are chosen so that each ability shows alone."""

from collections.abc import Iterable, Mapping

from papershelf.search import Field, Match
from papershelf.search.index import Index

TITLES: Mapping[str, str] = {
    "sparse": "Sparse Finetuning for Faster Inference",
    "hyphen": "Parameter-Efficient Fine-Tuning of Adapters",
    "blank": "Why Fine Tuning Forgets",
    "survey": "A Survey of Retrieval Models",
    "model": "One Model to Rank Them",
    "llama": "LLaMA-Adapter: Zero-init Attention",
    "gpt": "Sparks of Intelligence in GPT-4",
    "olmo": "2 OLMo 2 Furious",
    "qwen": "Qwen2.5 Technical Report",
    "uber": "Über naïve Gewichte: Łukasz and Ångström",
    "square": "SquareHead Distillation",
    "cjk": "漢字かな混じり文の理解",
    "rtl": "نماذج اللغة العربية",
    "emoji": "Parrots 🦜 and Dangers",
    "rl": "RL for Robots",
    "rlhf": "RLHF Made Simple",
    "world": "World Maps of Words",
    "real": "Real Trees",
}
ABSTRACTS: Mapping[str, str] = {
    "sparse": "We measure speedups on CPUs. A kangaroo jumps over quantized weights. Nothing else happens.",
    "survey": "An overview of dense and sparse retrieval.",
    "olmo": "Open weights, open data, open everything, with marsupials.",
}
DOCUMENTS = tuple((key, {Field.TITLE: title, Field.ABSTRACT: ABSTRACTS.get(key, "")}) for key, title in TITLES.items())


def shelf(extra: Mapping[str, Mapping[Field, str]] | None = None) -> Index:
    """An index of the small shelf."""
    index = Index()
    for key, title in TITLES.items():
        index.put(key, {Field.TITLE: title, Field.ABSTRACT: ABSTRACTS.get(key, "")})
    for key, fields in (extra or {}).items():
        index.put(key, fields)
    return index


def ids(matches: Iterable[Match]) -> list[str]:
    """The ids found, in order."""
    return [match.doc_id for match in matches]


def literal(matches: Iterable[Match]) -> list[str]:
    """The ids of the literal matches."""
    return [match.doc_id for match in matches if match.tier == "literal"]


def tiers(index: Index, typed: str) -> dict[str, str]:
    """The tier of each paper found."""
    return {match.doc_id: match.tier for match in index.search(typed)}
