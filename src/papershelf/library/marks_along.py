"""What a person had added to a paper elsewhere, joined to what stands here: nothing that stands here is lost."""

from dataclasses import replace

from papershelf.marks import Mark, Status, merge_tags


def joined(mark: Mark, given: Mark, now: str) -> Mark:
    """The mark with what was given along.

    Tags are added and a star is set; a status counts only for a paper in the inbox, a rating only where there is none,
    and a note is put below the one that stands here unless it is part of it.

    Args:
        mark: As it stands.
        given: What comes along.
        now: When it comes, ISO 8601 in UTC; for a field that says when it changed, that counts.

    Returns:
        The same mark where nothing comes to it.
    """
    joint = replace(
        mark,
        starred=mark.starred or given.starred,
        status=given.status if mark.status is Status.INBOX else mark.status,
        tags=merge_tags(mark.tags, add=given.tags),
        rating=mark.rating or given.rating,
        note=_noted(mark.note, given.note),
    )
    fields = ("starred", "status", "tags", "rating", "note")
    changed = [field for field in fields if getattr(joint, field) != getattr(mark, field)]
    if not changed:
        return mark
    whole = (field for field in changed if getattr(joint, field) == getattr(given, field))
    told = {field: given.changed[field] for field in whole if field in given.changed}
    return replace(joint, changed={**mark.changed, **dict.fromkeys(changed, now), **told})


def _noted(note: str, given: str) -> str:
    """Both notes, one below the other; one that holds the other already says it all."""
    if given.strip() in note:
        return note
    return f"{note.rstrip()}\n\n{given}" if note.strip() else given
