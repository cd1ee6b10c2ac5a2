"""Makes the site of the documents in `build/site`, and fails at any warning: `python -m tools.site [FOLDER]`."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def build(target: Path) -> int:
    """Make the site.

    Args:
        target: The folder that is to hold it.

    Returns:
        0, or Sphinx's exit code.
    """
    from sphinx.cmd.build import main  # a tool of the documents only

    kept = target.parent / f".{target.name}-doctrees"
    words = ["-W", "--keep-going", "-q", "-b", "html", "-c", str(ROOT / "docs"), "-d", str(kept)]
    return main([*words, str(ROOT), str(target)])


if __name__ == "__main__":
    raise SystemExit(build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"))
