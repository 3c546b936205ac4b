"""What the verbs that edit history and quests share: an edit is recorded, undone and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.controller.unsaved_verbs import UnsavedVerbs
from focus_desktop.controller.verb_base import one_at_a_time
from focus_desktop.model.changes import QuestsChanged, SessionsChanged
from focus_desktop.model.edit import Edit, Scope
from focus_desktop.model.errors import ChangedMeanwhile, Refusal
from focus_desktop.store import edits, focus_sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from focus_desktop.model.record import SessionRecord


class UndoableEdits(UnsavedVerbs):
    """Records what an edit changes, whatever that is, by reading all rows in its scope before and after."""

    @one_at_a_time
    def undo(self, edit: Edit) -> None:
        """Store the rows that were there before the edit.

        Raises ChangedMeanwhile, and changes nothing, if they are no longer as the edit has left them.
        """
        self._write(edit.reversed())

    @one_at_a_time
    def redo(self, edit: Edit) -> None:
        """Do an edit again that was undone. Raises ChangedMeanwhile, like `undo`."""
        self._write(edit)

    def _edit(self, scope: Scope, change: Callable[[Session], object]) -> Edit:
        """Let `change` do an edit in one transaction, announce it, and return it."""
        self.save_unsaved()
        with self._database.writing() as work:
            before = edits.read(work, scope)
            change(work)
            edit = Edit(scope, before, edits.read(work, scope))
            records = _records(work, scope)
        self._announce_edit(edit, records)
        return edit

    def _write(self, edit: Edit) -> None:
        self.save_unsaved()
        with self._database.writing() as work:
            if not edits.apply(work, edit):
                raise ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE)
            records = _records(work, edit.scope)
        self._announce_edit(edit, records)

    def _announce_edit(self, edit: Edit, records: list[SessionRecord]) -> None:
        if edit.is_empty:
            return
        if edit.scope.quests:
            self._announce(QuestsChanged())
        if edit.scope.sessions:
            there = {record.id for record in records}
            deleted = sorted(edit.scope.sessions - there, key=str)
            self._announce(SessionsChanged(tuple(records), tuple(deleted)))


def _records(work: Session, scope: Scope) -> list[SessionRecord]:
    found = (focus_sessions.get(work, session_id) for session_id in scope.sessions)
    return focus_sessions.records(work, [session for session in found if session is not None])
