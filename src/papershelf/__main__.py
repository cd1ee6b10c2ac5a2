"""`python -m papershelf`: the same door as the `papershelf` command."""

from papershelf.cli import main

raise SystemExit(main())
