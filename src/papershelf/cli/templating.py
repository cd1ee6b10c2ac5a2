"""The verb for templates of exports and of what is copied: where they are, whether they are fine, and one in full."""

from typing import TYPE_CHECKING

from papershelf.cli.output import complain, put, put_json, say
from papershelf.errors import DataError, UsageError
from papershelf.settings import find_places
from papershelf.text import safe_line

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def templates(arguments: "argparse.Namespace") -> int:
    """`papershelf templates`."""
    config = find_places(getattr(arguments, "data_dir", None)).config
    if arguments.show is None:
        return _list(config, as_json=arguments.json)
    if arguments.json:
        raise UsageError("--show prints the template as it is; leave --json out.")
    return _show(arguments.show, config)


def _list(config: "Path", *, as_json: bool) -> int:
    from papershelf.library.templating import KINDS, TemplateFolder, problem_of

    folders = [TemplateFolder(config, kind) for kind in KINDS]
    rows = [(each, problem_of(each, config)) for folder in folders for each in folder.all()]
    if as_json:
        put_json(
            {
                "folders": {folder.kind: str(folder.folder) for folder in folders},
                "templates": [
                    {
                        "name": safe_line(each.name),
                        "kind": each.kind,
                        "path": safe_line(str(each.path)),
                        "ships": each.ships,
                        "problem": problem or None,
                    }
                    for each, problem in rows
                ],
            }
        )
    else:
        wide = max(len(safe_line(each.name)) for each, _ in rows)
        for each, problem in rows:
            where = "ships" if each.ships else safe_line(str(each.path))
            put(f"{each.kind:<7}  {safe_line(each.name):<{wide}}  {'wrong' if problem else 'fine ':<5}  {where}")
    for _, problem in rows:
        if problem:
            complain(f"papershelf: {problem}")
    return DataError.exit_code if any(problem for _, problem in rows) else 0


def _show(name: str, config: "Path") -> int:
    from papershelf.library.templating import TemplateFolder, find_template

    template = find_template(name, config)
    folder = TemplateFolder(config, template.kind)
    put(folder.text(template.file).rstrip("\n"))
    own = f"; save your own as {safe_line(str(folder.folder / template.file))}" if template.ships else ""
    say(f"papershelf: {template.place}{own}.")
    return 0
