"""The settings as values: every one has a default, so that nobody needs a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Density = Literal["comfortable", "compact"]
Signs = Literal["unicode", "ascii"]


@dataclass(frozen=True, slots=True)
class Config:
    """What a person may set.

    Attributes:
        theme: Name of the theme.
        signs: Which signs stand for star, status and the like.
        density: Two lines to a paper, or one.
        motion: Whether anything may move by itself: animations, spinners, smooth scrolling.
        measure: Widest line of the reader, in cells.
        preview: Whether the note's preview stands beside the editor.
        toast_seconds: How long a toast stays.
        note_template: The name of the template that a new note begins with; empty for none.
        watch_folder: The folder whose pages are imported as they are saved, while the screen is open; empty for none.
        huggingface_url: The address of Hugging Face, or of a mirror of it.
        arxiv_url: The same of arXiv's interface for programs.
        crossref_url: The same of Crossref's.
        contact: The mail address that arXiv and Crossref are told; empty for none.
        suggest: Whether tags are suggested, and what is telling for starred papers is used and lit up.
        most_reading: How many papers the person wants to be reading at most; 0 for as many as they like.
        review_days: After how many days a starred paper or a note is shown again; 0 for never.
        keys: By command id, the key sequences that run it instead of the default ones; an empty tuple takes all away.
    """

    theme: str = "papershelf"
    signs: Signs = "unicode"
    density: Density = "comfortable"
    motion: bool = True
    measure: int = 88
    preview: bool = True
    toast_seconds: float = 5.0
    note_template: str = ""
    watch_folder: str = ""
    huggingface_url: str = "https://huggingface.co"
    arxiv_url: str = "https://export.arxiv.org"
    crossref_url: str = "https://api.crossref.org"
    contact: str = ""
    suggest: bool = True
    most_reading: int = 0
    review_days: int = 60
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
