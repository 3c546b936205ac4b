"""What assistive technology can tell of the app, wherever the tour leads: names, and no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface

from tests.desktop.seen import windows
from tests.desktop.tour import Tour
from tests.desktop_e2e.accessibility import MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened


@pytest.fixture
def listener() -> Iterator[None]:
    """Somebody listens: only then does Qt keep what it tells up to date."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("listener")
def test_everything_on_the_tour_can_be_heard(
    open_app: Opened, clock: SettableClock, qtbot: QtBot, tmp_path: Path
) -> None:
    for stop in Tour(open_app(), clock, qtbot, tmp_path).stops():
        for window in windows():
            found = list(faults(QAccessible.queryAccessibleInterface(window)))
            assert not found, (stop, found)


def faults(part: QAccessibleInterface, place: str = "") -> Iterator[str]:
    """What can be used and has no name, and what is read with its markup, in a part of a window."""
    name, description = (part.text(one) for one in (QAccessible.Text.Name, QAccessible.Text.Description))
    actions: QAccessibleActionInterface | None = part.actionInterface()  # The stub does not know None.
    if not name.strip() and (part.state().focusable or (actions and actions.actionNames())):
        yield f"no name: {part.role()} in {place}"
    if MARKUP.search(name) or MARKUP.search(description):
        yield f"markup: {name!r}, {description!r} in {place}"
    children: Iterator[QAccessibleInterface | None] = map(part.child, range(part.childCount()))
    for child in children:
        if child is not None and not child.state().invisible:
            yield from faults(child, " › ".join(filter(None, (place, name))))
