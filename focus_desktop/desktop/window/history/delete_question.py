"""Asks for confirmation before a session is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop import wording
from focus_desktop.desktop.window.confirm_dialog import Confirmation, confirm
from focus_desktop.language import gettext as _
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord


def ask_to_delete(
    parent: QWidget, record: SessionRecord, reading: Reading, confirmed: Callable[[], object]
) -> None:
    """Show the question and return at once; `confirmed` is called if the answer is yes."""
    asked = Confirmation(
        title=_("Delete session"),
        question=_("Delete this session from the history?"),
        detail=_detail(record, reading),
        keep=_("Keep"),
        act=_("Delete"),
        is_destructive=True,
    )
    confirm(parent, asked, confirmed)


def _detail(record: SessionRecord, reading: Reading) -> str:
    if record.session.status is SessionStatus.ACTIVE:
        detail = _(
            "{started}, {duration} focused. It is still running and ends with this. This cannot be undone."
        )
    else:
        detail = _("{started}, {duration} focused. This cannot be undone.")
    words = detail.format(
        started=wording.day_and_time(record.session.started_at, reading.wall),
        duration=wording.duration(record.focused(record.time(reading))),
    )
    about = wording.shortened(wording.subject(record), 100)
    return f"{about}\n{words}" if about else words
