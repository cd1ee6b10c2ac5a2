"""What an address leads to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.links import classify
from papershelf.paper import LinkKind
from tests.test_text_safe import ANY_TEXT

KINDS = {
    LinkKind.CODE: """
        https://github.com/a/b https://www.github.com/a/b/tree/main/x http://GitHub.com/a/b#retro
        https://gitlab.com/a/b https://gitlab.inria.fr/a/b https://bitbucket.org/a/b https://codeberg.org/a/b
        https://git.sr.ht/~a/b https://gist.github.com/a/1f https://anonymous.4open.science/r/x_y
        https://raw.githubusercontent.com/a/b/main/c.py https://github.com/a/b/blob/main/demo.mp4""",
    LinkKind.ORGANIZATION: """
        https://github.com/a https://github.com/a/ https://github.com/orgs/a/repositories https://gitlab.com/a
        https://huggingface.co/QCRI https://huggingface.co/organizations/a https://hf.co/a""",
    LinkKind.MODEL: "https://huggingface.co/a/b https://hf.co/a/b https://huggingface.co/a/b/tree/main",
    LinkKind.DATASET: """
        https://huggingface.co/datasets/a/b https://huggingface.co/datasets/squad https://www.kaggle.com/datasets/a/b""",
    LinkKind.SPACE: "https://huggingface.co/spaces/a/b https://a-b.hf.space",
    LinkKind.PAPER: """
        https://huggingface.co/papers/2310.06927 https://arxiv.org/abs/2310.06927 https://export.arxiv.org/abs/1
        https://doi.org/10.1145/1.2 https://aclanthology.org/2024.acl-long.1/ https://openreview.net/forum?id=x
        https://www.semanticscholar.org/paper/x https://proceedings.mlr.press/v1/x.html""",
    LinkKind.VIDEO: """
        https://www.youtube.com/watch?v=x https://youtu.be/x https://vimeo.com/1 https://www.bilibili.com/video/x
        http://knowlm.zjukg.cn/easyedit.mp4""",
    LinkKind.PROJECT: """
        https://a.github.io https://a.github.io/b/ https://a.gitlab.io/b https://sites.google.com/view/x
        https://etods.net/ https://inversescaling.com/data https://www.nexaai.com/models https://arxiv.org.evil.example/x
        https://notgithub.com/a/b""",
    LinkKind.OTHER: """
        https://bit.ly/x https://tinyurl.com/x https://goo.gl/x https://rb.gy/x https://github.com
        https://github.com/topics/llm https://huggingface.co https://huggingface.co/collections/a/b
        https://huggingface.co/datasets https://huggingface.co/docs/x https://arxiv.org https://x.com/a
        https://drive.google.com/x https://doi.org/10.5281/zenodo.1 mailto:a@b.org javascript:alert(1) nothing""",
}


@pytest.mark.parametrize(("url", "kind"), [(url, kind) for kind, urls in KINDS.items() for url in urls.split()])
def test_the_kind_of_an_address(url: str, kind: LinkKind) -> None:
    assert classify(url) is kind


def test_every_kind_can_come_out() -> None:
    assert set(KINDS) == set(LinkKind)


@given(ANY_TEXT, st.sampled_from(["", "https://", "https://github.com/", "https://huggingface.co/", "http://[::1"]))
def test_any_text_has_some_kind(text: str, start: str) -> None:
    assert classify(start + text) in LinkKind
