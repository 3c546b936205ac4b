"""Why something can be refused: the codes, and what a person is told about each.

Doors word an error by `title` and `sentence`, in the person's language. HTTP and logs use `english`.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.text_direction import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST_SHOWN = 400
"""Characters of a text that a sentence quotes."""


class Refusal(Enum):
    """What was wrong with a request, or with what it needs apart from the store."""

    # The input
    MINUTES = auto()
    DESCRIPTION = auto()
    QUEST_ID = auto()
    QUEST_ID_FILTER = auto()
    SESSION_STATUS = auto()
    LIMIT = auto()
    LIMIT_FILTER = auto()
    QUEST_TITLE = auto()
    QUEST_STATUS = auto()
    PROGRESS = auto()
    TARGET = auto()
    QUEST_COLOUR = auto()
    QUEST_UNIT = auto()
    WEEKLY_BUDGET = auto()
    FIELD = auto()
    """A field whose rule has no words of its own."""
    UNKNOWN_FIELD = auto()
    UNSTORABLE_TEXT = auto()
    NO_OBJECT = auto()
    EXTENSION_TOO_SHORT = auto()
    SESSION_TOO_LONG = auto()
    FLOW_HAS_NO_END = auto()
    SEVERAL_QUESTS = auto()
    DATE = auto()
    DATE_RANGE = auto()
    PERIOD = auto()
    STATISTICS_BY = auto()
    PICTURE_NOT_SAVED = auto()
    PICTURE_KIND = auto()
    """The ending of a picture's name is not that of a kind of picture that can be written."""
    STARTS_IN_FUTURE = auto()
    ENDS_IN_FUTURE = auto()
    ENDS_BEFORE_START = auto()
    LASTS_OVER_A_DAY = auto()
    PAUSE_ENDS_BEFORE_START = auto()
    PAUSE_OUTSIDE = auto()
    """A pause lies outside its session, or inside another pause."""
    NOTHING_WORKED = auto()
    SPLIT_OUTSIDE = auto()
    TOO_FEW_TO_MERGE = auto()
    MERGE_LASTS_OVER_A_DAY = auto()

    ROW_TIME = auto()
    """What would be right in a stored row; so are those that follow."""
    ROW_ID = auto()
    ROW_ONE_OF = auto()
    ROW_NUMBER = auto()
    ROW_TEXT = auto()
    ROW_ANY_TEXT = auto()
    ROW_RULE = auto()
    ROW_NO_PARENT = auto()
    ROW_GONE = auto()
    NO_UNREADABLE_ROW = auto()

    # What is not there
    NO_SUCH_SESSION = auto()
    NO_SESSION_OF_THIS_TEXT = auto()
    """What was given as a session's id is none."""
    NO_SUCH_QUEST = auto()
    NO_QUEST_OF_THIS_TITLE = auto()
    GAP_ANSWERED = auto()
    NOTHING_RUNS = auto()
    NOTHING_TO_COMPLETE = auto()

    # How things stand
    ANOTHER_ACTIVE = auto()
    ANOTHER_UNNAMED_ACTIVE = auto()
    ANOTHER_ENDED_JUST_NOW = auto()
    CANNOT_UNDO_ANOTHER_ACTIVE = auto()
    CANNOT_UNDO_ANOTHER_UNNAMED_ACTIVE = auto()
    SESSION_COMPLETED = auto()
    SESSION_CANCELLED = auto()
    SESSION_ACTIVE = auto()
    """A session that is still active is to be edited like one that has ended."""
    MERGE_ACTIVE = auto()
    OVERLAPS = auto()
    OVERLAPS_UNNAMED = auto()
    CHANGED_MEANWHILE = auto()
    CANNOT_UNDO_CHANGED_MEANWHILE = auto()
    NOT_EDITED = auto()
    KEPT_AFTER_END = auto()
    KEPT_BESIDE_ANOTHER = auto()
    NOT_KEPT = auto()

    # The computer
    TOKEN_NOT_READABLE = auto()
    TOKEN_NOT_TEXT = auto()
    TOKEN_NOT_WRITABLE = auto()
    SETTINGS_NOT_READABLE = auto()
    SETTINGS_NOT_VALID = auto()
    SETTINGS_DAMAGED = auto()
    """They were set aside."""
    SETTINGS_DAMAGED_IN_PLACE = auto()
    """They could not be set aside."""
    PORT_IN_USE = auto()
    PORT_UNUSABLE = auto()
    OTHER_DOES_NOT_ANSWER = auto()
    OPEN_IN_OTHER_VERSION = auto()
    """The process that runs already does not know what is asked of it."""
    LAUNCH_REFUSED = auto()
    """The process that runs already says why, in its own words."""
    OUTPUT_LOST = auto()

    # Files that go out and come in
    FILE_NOT_READABLE = auto()
    FILE_IS_DATABASE = auto()
    FILE_NOT_WRITABLE = auto()
    BACKUP_FAILED = auto()
    BACKUP_OF_DAMAGED = auto()
    NO_BACKUP = auto()
    NOTHING_TO_SALVAGE = auto()
    BACKUP_OF_SERVER = auto()
    FORMAT_UNKNOWN = auto()
    """A text that does not show which format it is of."""
    NOT_IMPORTABLE = auto()
    """A picture, an archive, the database of a program that is not known."""
    CALENDAR_ONLY_GOES_OUT = auto()
    FILE_EMPTY = auto()
    FORMAT_ONLY_GOES_OUT = auto()
    FORMAT_ONLY_COMES_IN = auto()
    FILE_MALFORMED = auto()
    """Its parameter `reason` is one of those that follow."""
    NOT_UNICODE = auto()
    LINE_TOO_LONG = auto()
    NOT_CSV = auto()
    NOT_JSON = auto()
    NOT_OF_FORMAT = auto()
    OTHER_VERSION = auto()
    COLUMN_MISSING = auto()
    COLUMNS_MISCOUNTED = auto()
    VALUE_MISSING = auto()
    VALUE_WRONG = auto()
    VALUE_NOT_ONE_OF = auto()
    VALUE_NOT_IN_RANGE = auto()
    TEXT_TOO_LONG = auto()
    TEXT_UNSTORABLE = auto()
    ZONE_MISSING = auto()
    ENCRYPTED = auto()
    QUEST_NOT_IN_FILE = auto()
    ID_TWICE = auto()
    IDS_TAKEN = auto()

    # Why a session of a file is left out
    STILL_RUNS = auto()
    NO_TIME_WORKED = auto()
    IMPORT_IN_FUTURE = auto()
    IMPORT_ENDS_BEFORE_START = auto()
    IMPORT_OVER_A_DAY = auto()
    OVERLAPS_STORED = auto()
    OVERLAPS_LINE = auto()
    ANOTHER_RUNS_ALREADY = auto()


class StoreProblem(Enum):
    """Why the database cannot be opened, read or written."""

    LOCKED = auto()
    """Another program holds the lock."""
    BUSY = auto()
    """Other threads of this process, or too many clients of the server, were in the way."""
    IMPORTING = auto()
    """An import of this process, or its undo, was in the way."""
    DISK_FULL = auto()
    DISK_ERROR = auto()
    """The disk cannot be read or written."""
    READ_ONLY = auto()
    MISSING = auto()
    """The file was there and is gone."""
    EMPTY = auto()
    """The file has nothing in it, although there was data."""
    CANNOT_OPEN = auto()
    NO_FOLDER = auto()
    """The folder for the file cannot be made."""
    DAMAGED = auto()
    NOT_A_DATABASE = auto()
    NOT_A_FILE = auto()
    """A folder, a pipe or a device is in its place."""
    FOREIGN = auto()
    """The file or database belongs to another program."""
    INCOMPLETE = auto()
    """Tables or columns are missing."""
    NEWER = auto()
    """A newer version of the app wrote it."""
    UNREADABLE_VALUE = auto()
    """A row holds a value that is none of its kind."""
    NO_ANSWER = auto()
    """The call was interrupted, by `Controller.interrupt` or by the server's administrator."""
    NO_CONNECTION = auto()
    """The server cannot be reached, lets nobody in or was lost."""
    OTHER_PASSWORD = auto()
    """The server lets nobody in without one, or with another one."""
    OUTCOME_UNKNOWN = auto()
    """The call hangs and cannot be interrupted."""
    NOT_OPEN = auto()
    """It is still being opened."""
    NOT_WATCHED = auto()
    """The system does not tell of others' changes: it has no watch left."""
    BAD_URL = auto()
    UNKNOWN_DATABASE = auto()
    """The URL names a database that is neither SQLite nor PostgreSQL."""
    NO_DRIVER = auto()
    UNKNOWN = auto()

    # What a test of a server finds
    SERVER_ADDRESS = auto()
    SERVER_NOT_FOUND = auto()
    SERVER_NOT_THERE = auto()
    """Nothing listens at the port, or at the socket."""
    SERVER_SILENT = auto()
    SERVER_REFUSES = auto()
    """For another reason than those below."""
    PASSWORD_MISSING = auto()
    PASSWORD_WRONG = auto()
    PASSWORD_IN_ADDRESS = auto()
    NO_SUCH_DATABASE = auto()
    NO_RIGHTS = auto()
    """The user may not make tables."""
    NO_TLS = auto()
    NOT_TRUSTED = auto()
    """The server's certificate."""
    NO_ROOT_CERTIFICATE = auto()
    SERVER_TOO_OLD = auto()
    TABLES_OF_OTHERS = auto()

    # Moving the data to another store
    NOT_EMPTY = auto()
    SAME_PLACE = auto()
    NOT_MOVED = auto()
    """The other store does not take a value, or gives another one back."""
    PLACE_IS_FORCED = auto()
    PLACE_UNKNOWN = auto()
    """The data was on a server, and the settings do not say so any more."""
    PLACE_NOT_SAVED = auto()
    """The settings that say where the data is cannot be written."""


Code = Refusal | StoreProblem


@runtime_checkable
class Refused(Protocol):
    """An error that carries what has happened as data; `model.errors.FocusError` is one."""

    code: Code
    parameters: Mapping[str, object]


def title(error: Refused) -> str:
    """What has happened, in a few words in the person's language."""
    return title_of(error.code)


def title_of(code: Code) -> str:
    """The title of every error with this code."""
    return _(_TITLES[code])


def sentence(error: Refused) -> str:
    """What has happened and what to do, in one sentence in the person's language."""
    return _(_SENTENCES[error.code]).format(**{name: _worded(one) for name, one in error.parameters.items()})


def _worded(parameter: object) -> object:
    """A parameter may be an error itself: the reason for the other one. It may be text from people."""
    if isinstance(parameter, Refused):
        return sentence(parameter)
    beginning = _shortened(parameter)
    return isolated(beginning) if isinstance(beginning, str) else beginning


def _shortened(parameter: object) -> object:
    """Of a long text its beginning; it would hide the sentence."""
    if not isinstance(parameter, str | PurePath) or len(str(parameter)) <= LONGEST_SHOWN:
        return parameter
    return str(parameter)[: LONGEST_SHOWN - 1] + "…"


def english(code: Code, parameters: Mapping[str, object]) -> str:
    """That sentence in English, for HTTP and for logs."""
    return _SENTENCES[code].format(**{name: _shortened(one) for name, one in parameters.items()})


_DID_NOT_WORK = N_("That did not work")
_CHECK_INPUT = N_("Please check your input")
_NOT_FOUND = N_("Not found")
_NOTHING_RUNS = N_("No session is running")
_ALREADY_RUNNING = N_("A session is already running")
_ALREADY_ENDED = N_("The session has already ended")
_STILL_RUNNING = N_("The session is still running")
_OVERLAPS = N_("There is another session at that time")
_CHANGED_MEANWHILE = N_("Nothing was changed")
_SAVED_DIFFERENTLY = N_("Something happened elsewhere meanwhile")
_NO_DATA = N_("The data cannot be used")
_NO_TOKEN = N_("The API token cannot be used")
_SETTINGS = N_("Settings")
_NO_API = N_("The API cannot be served")
_ALREADY_OPEN = N_("Focus Desktop is open already")
_FILE = N_("The file cannot be used")
_LEFT_OUT = N_("Left out")

_WORDS: dict[str, dict[Code, str]] = {
    _CHECK_INPUT: {
        Refusal.MINUTES: N_("Minutes must be a whole number from {lowest} to {highest}."),
        Refusal.DESCRIPTION: N_("A description is text of at most {longest:,} characters."),
        Refusal.QUEST_ID: N_("A quest's id is a UUID, or null."),
        Refusal.QUEST_ID_FILTER: N_("A quest's id is a UUID."),
        Refusal.SESSION_STATUS: N_("A session's status is active, completed or cancelled."),
        Refusal.LIMIT: N_("The limit must be from 1 to {highest:,}."),
        Refusal.LIMIT_FILTER: N_("The limit is a whole number from 1 to {highest}."),
        Refusal.QUEST_TITLE: N_("A quest's title is text of 1 to {longest} characters."),
        Refusal.QUEST_STATUS: N_("A quest's status is active, completed or archived."),
        Refusal.PROGRESS: N_("A quest's progress is a whole number from 0 to {highest:,}."),
        Refusal.TARGET: N_("A quest's target is a whole number from 1 to {highest:,}."),
        Refusal.QUEST_COLOUR: N_("A quest's colour is a whole number from 0 to {highest}, or none."),
        Refusal.QUEST_UNIT: N_("A quest's unit is text of at most {longest} characters."),
        Refusal.WEEKLY_BUDGET: N_("A weekly budget is a whole number of minutes from 1 to {highest:,}."),
        Refusal.FIELD: N_("The value of {field} is not valid."),
        Refusal.UNKNOWN_FIELD: N_("There is no field “{field}” here; the fields are {fields}."),
        Refusal.UNSTORABLE_TEXT: N_(
            "The {field} has something in it that is no character of a text; type it again."
        ),
        Refusal.NO_OBJECT: N_("Send an object with some of the fields {fields}."),
        Refusal.EXTENSION_TOO_SHORT: N_("A session can be extended by 1 minute or more."),
        Refusal.SESSION_TOO_LONG: N_("A session takes at most {highest:,} minutes in all."),
        Refusal.FLOW_HAS_NO_END: N_("A flow session has no planned end that could be put off."),
        Refusal.DATE: N_("A date is a day of the calendar, written as 2026-01-31."),
        Refusal.DATE_RANGE: N_("Dates are from {earliest} to {latest}."),
        Refusal.PERIOD: N_("The last day, {last}, is before the first one, {first}."),
        Refusal.STATISTICS_BY: N_("Statistics are by day, week, month or quest."),
        Refusal.SEVERAL_QUESTS: N_("{count} quests are called “{title}”; give the id of the one meant."),
        Refusal.STARTS_IN_FUTURE: N_("The start is in the future; choose an earlier time."),
        Refusal.ENDS_IN_FUTURE: N_("The end is in the future; choose an earlier time."),
        Refusal.ENDS_BEFORE_START: N_("The end must be after the start."),
        Refusal.LASTS_OVER_A_DAY: N_(
            "A session lasts a day at most; choose a later start or an earlier end."
        ),
        Refusal.PAUSE_ENDS_BEFORE_START: N_("A pause must end after its start."),
        Refusal.PAUSE_OUTSIDE: N_("Pauses must lie inside the session, one after the other."),
        Refusal.NOTHING_WORKED: N_("Without the pauses nothing is left of the session; shorten them."),
        Refusal.SPLIT_OUTSIDE: N_("Choose a time with focused time of this session before and after it."),
        Refusal.TOO_FEW_TO_MERGE: N_("Select at least two sessions to merge."),
        Refusal.MERGE_LASTS_OVER_A_DAY: N_(
            "From the first start to the last end is over a day; merge sessions that are closer together."
        ),
        Refusal.ROW_TIME: N_("This must be a time of UTC, such as 2026-01-31 08:00."),
        Refusal.ROW_ID: N_("This must be an id: 32 digits and letters from a to f."),
        Refusal.ROW_ONE_OF: N_("This must be one of: {known}."),
        Refusal.ROW_NUMBER: N_("This must be a whole number from {lowest} to {highest:,}."),
        Refusal.ROW_TEXT: N_("This must be text of 1 to {longest:,} characters."),
        Refusal.ROW_ANY_TEXT: N_("This must be text."),
        Refusal.ROW_RULE: N_("This does not go with the other values of the entry."),
        Refusal.ROW_NO_PARENT: N_("There is no entry with this id in the table {table}."),
        Refusal.ROW_GONE: N_("The entry is no longer there; close the dialog and open it again."),
        Refusal.NO_UNREADABLE_ROW: N_(
            "There is no unreadable entry with the id {id}; `check` shows the ids."
        ),
    },
    _NOT_FOUND: {
        Refusal.NO_SUCH_SESSION: N_("The session cannot be found; it may have been deleted."),
        Refusal.NO_SESSION_OF_THIS_TEXT: N_("There is no session with the id {id}; `history` shows the ids."),
        Refusal.NO_SUCH_QUEST: N_("The quest cannot be found; it may have been deleted."),
        Refusal.NO_QUEST_OF_THIS_TITLE: N_(
            "There is no quest called “{title}”; list the quests to see their titles."
        ),
        Refusal.GAP_ANSWERED: N_("This gap has been answered before."),
    },
    _NOTHING_RUNS: {
        Refusal.NOTHING_RUNS: N_("No session is running."),
        Refusal.NOTHING_TO_COMPLETE: N_("There is nothing to complete."),
    },
    _ALREADY_RUNNING: {
        Refusal.ANOTHER_ACTIVE: N_("“{name}” is running; complete or cancel it first."),
        Refusal.ANOTHER_UNNAMED_ACTIVE: N_("“Focus session” is running; complete or cancel it first."),
        Refusal.ANOTHER_ENDED_JUST_NOW: N_("Another session ended just now; try again."),
        Refusal.CANNOT_UNDO_ANOTHER_ACTIVE: N_(
            "This cannot be undone: another session, “{name}”, has started."
        ),
        Refusal.CANNOT_UNDO_ANOTHER_UNNAMED_ACTIVE: N_("This cannot be undone: another session has started."),
    },
    _ALREADY_ENDED: {
        Refusal.SESSION_COMPLETED: N_(
            "This session is completed; an ended session cannot change its status."
        ),
        Refusal.SESSION_CANCELLED: N_(
            "This session is cancelled; an ended session cannot change its status."
        ),
    },
    _STILL_RUNNING: {
        Refusal.SESSION_ACTIVE: N_("This session is still running; complete or cancel it first."),
        Refusal.MERGE_ACTIVE: N_(
            "A running session cannot be merged with others; complete or cancel it first."
        ),
    },
    _OVERLAPS: {
        Refusal.OVERLAPS: N_("“{name}” was from {start} to {end}; choose times beside it."),
        Refusal.OVERLAPS_UNNAMED: N_("Another session was from {start} to {end}; choose times beside it."),
    },
    _CHANGED_MEANWHILE: {
        Refusal.CHANGED_MEANWHILE: N_(
            "It was changed elsewhere in the meantime; look at it again before you change it."
        ),
        Refusal.CANNOT_UNDO_CHANGED_MEANWHILE: N_(
            "It was changed elsewhere in the meantime, and stays as it is now."
        ),
        Refusal.NOT_EDITED: N_("This session is as it was at first."),
    },
    _SAVED_DIFFERENTLY: {
        Refusal.KEPT_AFTER_END: N_(
            "“{name}” was ended elsewhere; the {minutes} min between {start} and {end} "
            "are a session of their own."
        ),
        Refusal.KEPT_BESIDE_ANOTHER: N_(
            "Another session was running elsewhere; “{name}” has ended, with {minutes} min "
            "between {start} and {end}."
        ),
        Refusal.NOT_KEPT: N_(
            "“{name}” from {start} to {end} was not saved, because another session took place at that time."
        ),
    },
    _NO_TOKEN: {
        Refusal.TOKEN_NOT_READABLE: N_(
            "The API token in {path} cannot be read ({cause}); "
            "`focus-desktop token --rotate` makes a new one."
        ),
        Refusal.TOKEN_NOT_TEXT: N_(
            "The API token in {path} cannot be read (it is no text); "
            "`focus-desktop token --rotate` makes a new one."
        ),
        Refusal.TOKEN_NOT_WRITABLE: N_(
            "The API token in {path} cannot be written ({cause}); "
            "`focus-desktop token --rotate` makes a new one."
        ),
    },
    _SETTINGS: {
        Refusal.SETTINGS_NOT_READABLE: N_("The settings could not be read ({cause}); defaults are used."),
        Refusal.SETTINGS_NOT_VALID: N_(
            "The settings hold a value that makes no sense ({names}); a default is used."
        ),
        Refusal.SETTINGS_DAMAGED: N_(
            "The settings were damaged. Defaults are used; the old file is kept as {aside}."
        ),
        Refusal.SETTINGS_DAMAGED_IN_PLACE: N_(
            "The settings are damaged; defaults are used. The old file cannot be kept as {aside} ({cause}): "
            "move it away before you change any setting."
        ),
    },
    _NO_API: {
        Refusal.PORT_IN_USE: N_("Port {port} is used by another program; choose another port."),
        Refusal.PORT_UNUSABLE: N_("Port {port} cannot be used ({cause}); choose another port."),
    },
    _ALREADY_OPEN: {
        Refusal.OPEN_IN_OTHER_VERSION: N_(
            "Focus Desktop is open already, in another version; quit it and try again."
        ),
        Refusal.LAUNCH_REFUSED: N_("{reason}"),
        Refusal.OTHER_DOES_NOT_ANSWER: N_(
            "Focus Desktop is open already, but does not answer; end its process {process} and try again."
        ),
    },
    _FILE: {
        Refusal.FILE_NOT_READABLE: N_("{name} cannot be read ({cause})."),
        Refusal.FILE_IS_DATABASE: N_("{name} is a database and is not replaced; choose another name."),
        Refusal.FILE_NOT_WRITABLE: N_("{name} cannot be written ({cause})."),
        Refusal.BACKUP_FAILED: N_("No backup could be made in {folder} ({cause}); choose another folder."),
        Refusal.NO_BACKUP: N_("{name} is no backup of Focus Desktop."),
        Refusal.NOTHING_TO_SALVAGE: N_("Nothing in {name} can be read."),
        Refusal.BACKUP_OF_SERVER: N_(
            "The data is on a database server; an export as JSON has all of it, and can be imported again."
        ),
        Refusal.BACKUP_OF_DAMAGED: N_("{name} is damaged, and was not backed up."),
        Refusal.FORMAT_UNKNOWN: N_("{name} is of no known format; say which it is: {formats}."),
        Refusal.NOT_IMPORTABLE: N_("{name} is no file of a program whose sessions can be imported."),
        Refusal.CALENDAR_ONLY_GOES_OUT: N_("{name} is a calendar; calendars can be exported only."),
        Refusal.FILE_EMPTY: N_("{name} is empty."),
        Refusal.FORMAT_ONLY_GOES_OUT: N_("The format {format} can be exported only; import {formats}."),
        Refusal.FORMAT_ONLY_COMES_IN: N_("The format {format} can be imported only; export {formats}."),
        Refusal.FILE_MALFORMED: N_("{name}, line {line}: {reason} Nothing was imported."),
        Refusal.NOT_UNICODE: N_("This is not written in UTF-8; save the file with that encoding."),
        Refusal.LINE_TOO_LONG: N_("This is longer than {longest:,} characters."),
        Refusal.NOT_CSV: N_("A quotation mark is missing or out of place."),
        Refusal.NOT_JSON: N_("This is no valid JSON."),
        Refusal.NOT_OF_FORMAT: N_("This is no file of the format {format}."),
        Refusal.OTHER_VERSION: N_("This is version {version} of the format; only {known} can be read."),
        Refusal.COLUMN_MISSING: N_("The column “{column}” is missing."),
        Refusal.COLUMNS_MISCOUNTED: N_(
            "The number of columns ({count}) is not that of the header ({expected})."
        ),
        Refusal.VALUE_MISSING: N_("“{field}” is missing."),
        Refusal.VALUE_WRONG: N_("“{value}” cannot be the value of “{field}”."),
        Refusal.VALUE_NOT_ONE_OF: N_("“{value}” cannot be the value of “{field}”; that is one of {known}."),
        Refusal.VALUE_NOT_IN_RANGE: N_(
            "“{value}” cannot be the value of “{field}”, a whole number from {lowest} to {highest:,}."
        ),
        Refusal.TEXT_TOO_LONG: N_("“{field}” is longer than {longest:,} characters."),
        Refusal.TEXT_UNSTORABLE: N_("“{field}” has something in it that is no character of a text."),
        Refusal.ZONE_MISSING: N_(
            "“{value}” in “{field}” names no time zone; write it with one, like {example}."
        ),
        Refusal.ENCRYPTED: N_("The file is encrypted; export it without encryption."),
        Refusal.QUEST_NOT_IN_FILE: N_("The quest {id} is not in the file."),
        Refusal.ID_TWICE: N_("The id {id} is there twice."),
        Refusal.IDS_TAKEN: N_(
            "{name} has ids of other entries that are stored already; nothing was imported."
        ),
    },
    _LEFT_OUT: {
        Refusal.STILL_RUNS: N_("It was still running."),
        Refusal.NO_TIME_WORKED: N_("It took no time."),
        Refusal.IMPORT_IN_FUTURE: N_("It lies in the future."),
        Refusal.IMPORT_ENDS_BEFORE_START: N_("It ends before it starts."),
        Refusal.IMPORT_OVER_A_DAY: N_("It takes longer than a day."),
        Refusal.OVERLAPS_STORED: N_("It overlaps a session that is in the history."),
        Refusal.OVERLAPS_LINE: N_("It overlaps the session of line {other}."),
        Refusal.ANOTHER_RUNS_ALREADY: N_("It is running, and so is another session."),
    },
    _DID_NOT_WORK: {
        Refusal.PICTURE_NOT_SAVED: N_("The picture cannot be saved as {path}; choose another place."),
        Refusal.PICTURE_KIND: N_(
            "A picture cannot end in {ending}; choose a name that ends in .png or .svg."
        ),
        Refusal.OUTPUT_LOST: N_("It is done, but what it printed is lost ({cause})."),
    },
    _NO_DATA: {
        StoreProblem.LOCKED: N_("{place} is in use by another program; try again in a moment."),
        StoreProblem.BUSY: N_("{place} is very busy; try again in a moment."),
        StoreProblem.IMPORTING: N_("An import is under way; try again when it is done."),
        StoreProblem.DISK_FULL: N_("The disk with {place} is full; make room and try again."),
        StoreProblem.DISK_ERROR: N_("{place} cannot be used ({cause})."),
        StoreProblem.READ_ONLY: N_("{place} cannot be written; check its permissions."),
        StoreProblem.MISSING: N_("{place} cannot be found; put it back, or restore a backup."),
        StoreProblem.EMPTY: N_("{place} is empty, although there was data; restore a backup."),
        StoreProblem.CANNOT_OPEN: N_("{place} cannot be opened; check that it may be read and written."),
        StoreProblem.NO_FOLDER: N_("The folder {folder} cannot be made ({cause}); check its permissions."),
        StoreProblem.DAMAGED: N_("{place} is damaged; restore a backup, or salvage what can be read."),
        StoreProblem.NOT_A_FILE: N_("{place} is no file; move it away, or restore a backup."),
        StoreProblem.NOT_A_DATABASE: N_(
            "{place} is not a database; restore a backup, or salvage what can be read."
        ),
        StoreProblem.FOREIGN: N_(
            "{place} belongs to another program; choose another file in FOCUS_DESKTOP_DATABASE_URL."
        ),
        StoreProblem.INCOMPLETE: N_("{place} is not complete ({missing} is missing); restore a backup."),
        StoreProblem.NEWER: N_(
            "The data in {place} was written by a newer Focus Desktop, {version}; please update the app."
        ),
        StoreProblem.UNREADABLE_VALUE: N_(
            "The {column} of row {row} in the table {table} cannot be read; repair it in the History,"
            " or set it aside with `check --set-aside {row}`."
        ),
        StoreProblem.NO_ANSWER: N_("{place} does not answer; try again in a moment."),
        StoreProblem.OUTCOME_UNKNOWN: N_("The data does not answer; what you asked for may still be done."),
        StoreProblem.NOT_OPEN: N_("The data is still being opened; try again in a moment."),
        StoreProblem.NO_CONNECTION: N_("{place} cannot be used ({cause})."),
        StoreProblem.OTHER_PASSWORD: N_(
            "{place} asks for a password that fits; enter it in Preferences, Data, or in ~/.pgpass."
        ),
        StoreProblem.NOT_WATCHED: N_("What other programs change in {place} is not noticed now ({cause})."),
        StoreProblem.BAD_URL: N_(
            "FOCUS_DESKTOP_DATABASE_URL is not a database URL; "
            "it looks like sqlite:////folder/focus.db or postgresql://user@host/name."
        ),
        StoreProblem.UNKNOWN_DATABASE: N_(
            "FOCUS_DESKTOP_DATABASE_URL names {name}; only sqlite and postgresql are supported."
        ),
        StoreProblem.NO_DRIVER: N_("The driver for {name} is not installed."),
        StoreProblem.UNKNOWN: N_("{place} cannot be used ({cause})."),
        StoreProblem.SERVER_ADDRESS: N_(
            "An address needs a server, a database and a user, as in postgresql://user@host/name."
        ),
        StoreProblem.SERVER_NOT_FOUND: N_(
            "The server {host} cannot be found; check how it is written, and the network."
        ),
        StoreProblem.SERVER_NOT_THERE: N_(
            "Nothing answers at {host}, port {port}; check the port, and that PostgreSQL runs there."
        ),
        StoreProblem.SERVER_SILENT: N_(
            "{host} does not answer in time; check the network, and whether a firewall is in between."
        ),
        StoreProblem.SERVER_REFUSES: N_("{host} lets nobody in as {user} ({cause})."),
        StoreProblem.PASSWORD_MISSING: N_("{host} asks for the password of {user}; enter it."),
        StoreProblem.PASSWORD_WRONG: N_("{host} does not accept this password for {user}; enter it again."),
        StoreProblem.PASSWORD_IN_ADDRESS: N_(
            "Leave the password out of the address, where others can read it; you are asked for it."
        ),
        StoreProblem.NO_SUCH_DATABASE: N_(
            "There is no database {database} on {host}; make it there first, or check how it is written."
        ),
        StoreProblem.NO_RIGHTS: N_(
            "{user} may not make tables in {database}; let its owner grant that, or choose another user."
        ),
        StoreProblem.NO_TLS: N_("{host} does not encrypt; switch TLS on there, or choose another mode here."),
        StoreProblem.NOT_TRUSTED: N_(
            "The certificate of {host} is not trusted ({cause}); choose the one of its authority."
        ),
        StoreProblem.NO_ROOT_CERTIFICATE: N_(
            "Without a root certificate the server cannot be checked; choose its file ({cause})."
        ),
        StoreProblem.SERVER_TOO_OLD: N_(
            "{host} has PostgreSQL {version}; version {oldest} or a newer one is needed."
        ),
        StoreProblem.TABLES_OF_OTHERS: N_(
            "There are tables of another program in {database}; choose an empty database."
        ),
        StoreProblem.NOT_EMPTY: N_(
            "There is data in {place} already; it can be used as it is, but nothing can be moved to it."
        ),
        StoreProblem.SAME_PLACE: N_("The data is in {place} already."),
        StoreProblem.NOT_MOVED: N_(
            "A row of the table {table} cannot be kept in {place} as it is ({cause}); nothing was moved."
        ),
        StoreProblem.PLACE_UNKNOWN: N_(
            "The settings do not say any more that the data is in {place}; choose it in Preferences, Data,"
            " or use this computer by `focus-desktop move --to here --without-data`."
        ),
        StoreProblem.PLACE_NOT_SAVED: N_(
            "The settings cannot be saved, so the data stays in use in {place}; what was copied is not used."
        ),
        StoreProblem.PLACE_IS_FORCED: N_(
            "FOCUS_DESKTOP_DATABASE_URL says where the data is; remove it from the environment first."
        ),
    },
}
_TITLES = {code: words for words, sentences in _WORDS.items() for code in sentences}
_SENTENCES = {code: words for sentences in _WORDS.values() for code, words in sentences.items()}
