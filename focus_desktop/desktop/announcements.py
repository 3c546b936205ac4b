"""Model changes as Qt signals, on the GUI thread. The only crossing; nothing else lives here."""

from PySide6.QtCore import QObject, Signal, Slot

from focus_desktop.model.changes import (
    Change,
    ChangedElsewhere,
    GapFound,
    QuestsChanged,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)


class Announcements(QObject):
    """Relays what the controller announces, whichever thread it happened on."""

    session_started = Signal(object)
    """SessionStarted"""
    session_ended = Signal(object)
    """SessionEnded"""
    session_deleted = Signal(object)
    """SessionDeleted"""
    session_changed = Signal(object)
    """SessionPaused, SessionResumed or SessionEdited"""
    gap_found = Signal()
    quests_changed = Signal()
    changed_elsewhere = Signal()

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        # A slot of a QObject runs on that object's thread, so this is where the threads are crossed.
        self._arrived.connect(self._relay)

    def announce(self, change: Change) -> None:
        """Tell everyone on the GUI thread; callable from any thread."""
        self._arrived.emit(change)

    @Slot(object)
    def _relay(self, change: Change) -> None:
        match change:
            case SessionStarted():
                self.session_started.emit(change)
            case SessionEnded():
                self.session_ended.emit(change)
            case SessionDeleted():
                self.session_deleted.emit(change)
            case SessionPaused() | SessionResumed() | SessionEdited():
                self.session_changed.emit(change)
            case GapFound():
                self.gap_found.emit()
            case QuestsChanged():
                self.quests_changed.emit()
            case ChangedElsewhere():
                self.changed_elsewhere.emit()
