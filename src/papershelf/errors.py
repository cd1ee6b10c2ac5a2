"""One family of errors: each says what went wrong, what to do, and which exit code it means."""


class PapershelfError(Exception):
    """Something a person should be told in plain words, without a traceback.

    Attributes:
        title: Two or three words for the head of a dialog.
        message: What happened, where, and what to do about it.
        exit_code: What a command line verb ends with.
    """

    title = "Something went wrong"
    exit_code = 3

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NothingFoundError(PapershelfError):
    """No paper is meant by what was typed."""

    title = "Nothing found"
    exit_code = 1


class UsageError(PapershelfError):
    """What was asked for makes no sense as typed."""

    title = "Not understood"
    exit_code = 2


class DataError(PapershelfError):
    """A file of the library, or one to be read or written, cannot be used."""

    title = "Cannot use the data"


class OnlineError(PapershelfError):
    """A service on the network did not give what it was asked for; the library is as it was."""

    title = "Not to be had"


class OfflineError(OnlineError):
    """A service cannot be reached at all."""

    title = "Not reachable"


class LockedError(DataError):
    """Another process holds the library's lock."""

    title = "The library is busy"


class PluginError(PapershelfError):
    """What another package added failed; the message names both."""

    title = "A plugin failed"


class DependedOnError(PapershelfError):
    """A change cannot be taken back, or done again, by itself: later ones build on it.

    Attributes:
        units: The later changes in words, the newest first.
    """

    title = "Later changes build on it"

    def __init__(self, message: str, units: tuple[str, ...]) -> None:
        super().__init__(message)
        self.units = units


class Cancelled(PapershelfError):
    """Long work was called off; the message says what is as it was, and what was done already.

    Attributes:
        done: What was done before that and stays, thing by thing.
    """

    title = "Cancelled"
    exit_code = 130

    def __init__(self, message: str = "Cancelled; nothing was changed.", done: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.done = done
