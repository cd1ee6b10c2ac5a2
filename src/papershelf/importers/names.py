"""Names of people as formats write them, in the order in which they are spoken."""

_PARTICLES_END = ("jr", "jr.", "sr", "sr.", "ii", "iii", "iv")


def spoken(name: str) -> str:
    """A name as it is spoken: `Sattler, Kai-Uwe` → `Kai-Uwe Sattler`, `Last, Jr., First` → `First Last Jr.`

    RIS has `Last, First, Jr.`; a name with a comma that is none of these forms, such as that of an institute, stays as
    it is.
    """
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and parts[1].lower() in _PARTICLES_END:
        return " ".join(filter(None, parts))
    if len(parts) == 2:
        return " ".join(filter(None, reversed(parts)))
    if len(parts) == 3 and parts[1].lower() in _PARTICLES_END:
        return " ".join(filter(None, (parts[2], parts[0], parts[1])))
    if len(parts) == 3 and parts[2].lower() in _PARTICLES_END:
        return " ".join(filter(None, (parts[1], parts[0], parts[2])))
    return name.strip()
