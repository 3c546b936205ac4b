"""What a person can act on. Everything that is not a `FocusError` is our bug."""


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
