"""What a person can act on. Everything that is not a `FocusError` is our bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop import refusals
from focus_desktop.refusals import Code, Refusal, StoreProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "AnotherSessionActive",
    "ChangedMeanwhile",
    "FocusError",
    "InvalidField",
    "LaunchRefused",
    "MalformedFile",
    "NotFound",
    "NotSavedAsDone",
    "NothingRuns",
    "OtherDoesNotAnswer",
    "PictureNotSaved",
    "PortUnavailable",
    "Refusal",
    "SessionAlreadyEnded",
    "SessionStillActive",
    "SessionsOverlap",
    "StoreProblem",
    "StoreUnavailable",
    "TokenUnavailable",
    "UnknownQuest",
    "UnusableFile",
    "UnusableSettings",
]


class FocusError(Exception):
    """Something that a person can act on: a code that says what, and its parameters by name.

    `refusals` has the words. As text it is the English sentence, for HTTP and for logs.
    """

    def __init__(self, code: Code, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code: Code = code
        self.parameters: Mapping[str, object] = parameters

    def __str__(self) -> str:
        return refusals.english(self.code, self.parameters)

    @property
    def message(self) -> str:
        """The English sentence."""
        return str(self)


class InvalidField(FocusError):
    """A value is out of its documented range."""


class NotFound(FocusError):
    """No session or quest has this id."""


class UnknownQuest(NotFound):
    """A session is to be for a quest that does not exist."""


class NothingRuns(NotFound):
    """The active session is asked for, and none is active."""


class AnotherSessionActive(FocusError):
    """Only one session can be active at a time."""


class SessionAlreadyEnded(FocusError):
    """An ended session never changes its status."""


class SessionStillActive(FocusError):
    """Only a session that has ended can be edited like this."""


class SessionsOverlap(FocusError):
    """At the times that a session is to have, another one took place."""


class ChangedMeanwhile(FocusError):
    """What is to be changed, undone or done again is no longer as the person saw it."""


class NotSavedAsDone(FocusError):
    """What a person did while the store could not be written does not fit to what is stored."""


class StoreUnavailable(FocusError):
    """The database cannot be opened, read or written: the environment's fault, not the request's."""

    def __init__(self, reason: StoreProblem, **parameters: object) -> None:
        super().__init__(reason, **parameters)
        self.reason = reason


class PictureNotSaved(FocusError):
    """A chart cannot be saved as a picture there."""


class TokenUnavailable(FocusError):
    """The file with the API's token cannot be read or written."""


class OtherDoesNotAnswer(FocusError):
    """The app is open in another process, which does not react."""

    def __init__(self, process: int) -> None:
        super().__init__(Refusal.OTHER_DOES_NOT_ANSWER, process=process)


class LaunchRefused(FocusError):
    """The process that runs already cannot do what a second launch asks for."""

    def __init__(self, reason: str) -> None:
        super().__init__(Refusal.LAUNCH_REFUSED, reason=reason)


class UnusableFile(FocusError):
    """A file cannot be read or written, or is not of the format that it is said to be of."""


class MalformedFile(UnusableFile):
    """Something in a file is not as its format wants it; nothing of the file is used."""

    def __init__(self, name: str, line: int, reason: FocusError) -> None:
        super().__init__(Refusal.FILE_MALFORMED, name=name, line=line, reason=reason)
        self.line = line
        """Counted from 1; of a database, the row."""
        self.reason = reason


class UnusableSettings(FocusError):
    """The settings file, or a value in it, cannot be used; defaults take its place."""


class PortUnavailable(FocusError):
    """The API cannot be served at this port."""
