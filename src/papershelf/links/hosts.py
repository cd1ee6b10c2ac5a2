"""Who is who on the web of papers: hosts by what their addresses lead to."""

from typing import Final

# `owner/name` is a repository, an owner alone an organisation.
FORGES: Final = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht"})
# Forges that people run themselves are known by their first label.
FORGE_LABELS: Final = frozenset({"gitlab", "git", "gitea", "forgejo"})
# Any page of these is code.
CODE: Final = frozenset({"anonymous.4open.science", "gist.github.com", "raw.githubusercontent.com"})
# First parts of a path on a forge that are nobody's name.
FORGE_PAGES: Final = frozenset(
    {"about", "apps", "collections", "explore", "features", "marketplace", "search", "settings", "site", "topics"}
)

HUGGING_FACE: Final = frozenset({"huggingface.co", "hf.co"})
# First parts of a path there that are nobody's name.
HUGGING_FACE_PAGES: Final = frozenset(
    {"api", "blog", "chat", "collections", "docs", "enterprise", "join", "learn", "login", "models", "new", "posts"}
    | {"pricing", "settings", "tasks"}
)
# The same host under names that do not always answer.
MIRRORS: Final = {"huface.online": "huggingface.co"}

PAPERS: Final = frozenset(
    {"arxiv.org", "alphaxiv.org", "doi.org", "aclanthology.org", "aclweb.org", "openreview.net", "semanticscholar.org"}
    | {"proceedings.mlr.press", "papers.nips.cc", "proceedings.neurips.cc", "jmlr.org", "openaccess.thecvf.com"}
    | {"dl.acm.org", "ieeexplore.ieee.org", "link.springer.com", "sciencedirect.com", "biorxiv.org", "medrxiv.org"}
    | {"ssrn.com", "nature.com", "pubmed.ncbi.nlm.nih.gov", "ojs.aaai.org", "isca-speech.org", "eprint.iacr.org"}
)
# Registrants of DOIs for whatever people upload: Zenodo, figshare, OSF.
ARCHIVES: Final = frozenset({"10.5281", "10.6084", "10.17605"})
VIDEOS: Final = frozenset({"youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "bilibili.com", "b23.tv"})
VIDEO_ENDINGS: Final = (".mp4", ".webm", ".mov", ".mkv", ".avi")

# Here everybody has a page, so the host says nothing, or the target cannot be seen at all.
OTHER: Final = frozenset(
    {"bit.ly", "tinyurl.com", "goo.gl", "rb.gy", "t.co", "ow.ly", "is.gd", "shorturl.at", "rebrand.ly", "cutt.ly"}
    | {"t.ly", "aka.ms", "g.co", "forms.gle", "tiny.cc", "qr.ae", "lnkd.in", "dub.sh"}
    | {"twitter.com", "x.com", "linkedin.com", "facebook.com", "reddit.com", "medium.com", "t.me", "discord.gg"}
    | {"discord.com", "mastodon.social", "bsky.app", "weibo.com", "zhihu.com", "wikipedia.org", "news.ycombinator.com"}
    | {"drive.google.com", "docs.google.com", "colab.research.google.com", "dropbox.com", "pan.baidu.com"}
    | {"zenodo.org", "figshare.com", "osf.io", "kaggle.com", "docs.github.com", "api.github.com"}
)

# Without a scheme an address counts only on these hosts and with a path, or below one of the homes of pages.
PAGE_HOMES: Final = frozenset({"github.io", "gitlab.io", "hf.space", "pages.dev", "readthedocs.io"})
KNOWN: Final = frozenset(
    FORGES | CODE | HUGGING_FACE | PAPERS | VIDEOS | {*MIRRORS, "sites.google.com"}
    | {"bit.ly", "tinyurl.com", "goo.gl", "rb.gy"}
)  # fmt: skip
# How the names of all these end, with the dot.
KNOWN_ENDINGS: Final = frozenset(host[host.rindex(".") :] for host in KNOWN | PAGE_HOMES)
