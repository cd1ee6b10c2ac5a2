"""What a person had added to a paper elsewhere, joined to what stands here: nothing that stands here is lost."""

from dataclasses import replace

from papershelf.marks import MARK_FIELDS, Mark, Priority, Status, merge_tags


def joined(mark: Mark, given: Mark, now: str) -> Mark:
    """The mark with what was given along.

    Tags are added and a star is set; a status counts only for a paper in the inbox, a rating and days only where there
    is none, and a note is put below the one that stands here unless it is part of it.

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
        priority=given.priority if mark.priority is Priority.NORMAL else mark.priority,
        due=mark.due or given.due,
        snoozed=mark.snoozed or given.snoozed,
        place=given.place if mark.place is None else mark.place,
        review=mark.review or given.review,
    )
    changed = [field for field in MARK_FIELDS if getattr(joint, field) != getattr(mark, field)]
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
