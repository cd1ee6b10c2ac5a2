"""The way to a remote and back: which branch there, what it holds, and whether it took what we sent."""

from papershelf.sync.runner import Git

_THEIRS = "refs/papershelf/theirs"
_REJECTED = ("[rejected]", "fetch first", "non-fast-forward", "cannot lock ref", "stale info")


class Transport:
    """A branch of a remote.

    Args:
        git: Runs git in the repository.
        remote: Name or address of the remote.
        branch: The branch here.
    """

    def __init__(self, git: Git, remote: str, branch: str) -> None:
        self._git = git
        self._remote = remote
        self._branch = branch
        self._there = ""

    def fetch(self) -> str | None:
        """The commit that the remote's branch is at, now in our repository too; None where it has no such branch.

        Raises:
            DataError: The remote cannot be reached.
        """
        heads = self._heads()
        there = self._upstream()
        if there not in heads and len(heads) == 1:
            there = next(iter(heads))  # the only branch there is, whatever it is called
        self._there = there
        if there not in heads:
            return None
        self._git.run("fetch", "-q", "--no-tags", "--no-write-fetch-head", self._remote, f"+{there}:{_THEIRS}")
        return self._git.run("rev-parse", _THEIRS).line

    def _heads(self) -> set[str]:
        lines = self._git.run("ls-remote", "--heads", self._remote).line.splitlines()
        return {name for _, _, name in (line.partition("\t") for line in lines)}

    def _upstream(self) -> str:
        known = self._git.run("config", "--get", f"branch.{self._branch}.merge", fine=(0, 1)).line
        return known or f"refs/heads/{self._branch}"

    def push(self, commit: str) -> bool:
        """Send a commit; says whether the remote took it, which it does not if others were quicker.

        Raises:
            DataError: The remote cannot be reached, or lets nobody write.
        """
        done = self._git.run("push", "-q", self._remote, f"{commit}:{self._there}", fine=(0, 1))
        if done.code == 0:
            return True
        if any(word in done.err for word in _REJECTED):
            return False
        self._git.run("push", "-q", self._remote, f"{commit}:{self._there}")  # once more, for its words
        return True

    def remember(self) -> None:
        """Let a plain `git pull` find the same branch, unless another is set."""
        key = f"branch.{self._branch}"
        names = self._git.run("remote").line.split()
        if self._remote in names and not self._git.run("config", "--get", f"{key}.remote", fine=(0, 1)).line:
            self._git.run("config", "--local", f"{key}.remote", self._remote)
            self._git.run("config", "--local", f"{key}.merge", self._there)
