"""The views a person made or changed, in `views.json`: a few lines, and absent until there is one."""

from papershelf.saved import SavedView
from papershelf.store.recordfile import RecordFile
from papershelf.store.records import VIEWS


class SavedViews(RecordFile[SavedView]):
    """Every saved view by its id; one that ships is here only once it was changed or hidden."""

    name = "views.json"
    table = "views"
    codec = VIEWS
