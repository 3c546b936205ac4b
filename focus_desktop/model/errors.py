"""What a person can act on. Everything that is not a `FocusError` is our bug."""

from enum import Enum, auto


class StoreProblem(Enum):
    """Why the database cannot be opened, read or written."""

    LOCKED = auto()
    """Another program holds the lock."""
    BUSY = auto()
    """Other threads of this process, or too many clients of the server, were in the way."""
    DISK_FULL = auto()
    DISK_ERROR = auto()
    """The disk cannot be read or written."""
    READ_ONLY = auto()
    MISSING = auto()
    """The file was there and is gone."""
    CANNOT_OPEN = auto()
    NO_FOLDER = auto()
    """The folder for the file cannot be made."""
    DAMAGED = auto()
    NOT_A_DATABASE = auto()
    FOREIGN = auto()
    """The file or database belongs to another program."""
    NEWER = auto()
    """A newer version of the app wrote it."""
    UNREADABLE_VALUE = auto()
    """A row holds a value that is none of its kind."""
    NO_ANSWER = auto()
    """The server cannot be reached, lets nobody in or was lost, or the call was interrupted."""
    NOT_WATCHED = auto()
    """The system tells of no changes of the file: it has no watch left."""
    BAD_URL = auto()
    UNKNOWN_DATABASE = auto()
    """The URL names a database that is neither SQLite nor PostgreSQL."""
    NO_DRIVER = auto()
    UNKNOWN = auto()


class FocusError(Exception):
    """Something the user can act on: a short title, and one sentence that says what to do."""

    title = "That did not work"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidField(FocusError):
    """A value is out of its documented range."""

    title = "Please check your input"


class NotFound(FocusError):
    """No session or quest has this id."""

    title = "Not found"


class UnknownQuest(NotFound):
    """A session is to be for a quest that does not exist."""


class NothingRuns(NotFound):
    """A session is to be completed, and none is active."""

    title = "No session is running"


class AnotherSessionActive(FocusError):
    """Only one session can be active at a time."""

    title = "A session is already running"


class SessionAlreadyEnded(FocusError):
    """An ended session never changes its status."""

    title = "The session has already ended"


class StoreUnavailable(FocusError):
    """The database cannot be opened, read or written: the environment's fault, not the request's."""

    title = "The data cannot be used"

    def __init__(self, message: str, reason: StoreProblem = StoreProblem.UNKNOWN) -> None:
        super().__init__(message)
        self.reason = reason


class TokenUnavailable(FocusError):
    """The file with the API's token cannot be read or written."""

    title = "The API token cannot be used"


class OtherDoesNotAnswer(FocusError):
    """The app is open in another process, which does not react."""

    title = "Focus Desktop is open already"

    def __init__(self, process: int) -> None:
        super().__init__(
            f"Focus Desktop is open already, but does not answer; end its process {process} and try again."
        )


class PortUnavailable(FocusError):
    """The API cannot be served at this port."""

    title = "The API cannot be served"
