"""The reading lists that a person made, in `lists.json`; absent until there is one."""

from papershelf.lists import ReadingList
from papershelf.store.recordfile import RecordFile
from papershelf.store.records import LISTS


class ReadingLists(RecordFile[ReadingList]):
    """Every reading list by its id."""

    name = "lists.json"
    table = "lists"
    codec = LISTS
