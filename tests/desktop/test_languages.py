"""The desktop in other languages: nothing of it stays English, and there is room for longer words."""

from __future__ import annotations

import errno
import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLineF, QLocale, QPoint, QRectF, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

import catalogues
from focus_desktop import wording
from focus_desktop.desktop.qt_language import follow_language
from focus_desktop.desktop.window.focus.timer_ring import TimerRing
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings import DEFAULT_PRESETS
from focus_desktop.settings_file import SettingsFile
from focus_desktop.timer_display import Kind, TimerDisplay
from focus_desktop.wording.imports import FORMAT_NAMES
from tests import pseudo_language
from tests.desktop.conftest import work
from tests.desktop.records import NINE
from tests.desktop.seen import faults, notification_texts, texts, tray_texts, visible, windows
from tests.desktop.tour import SIZES, WRITTEN, Tour
from tests.pseudo_language import pseudo, untranslated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from babel.messages.catalog import Message
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.notifications.notification import Notification
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened
    from tests.portal import FakePortal

    OpenTour = Callable[[], tuple[Application, Tour]]

KNOWN = (
    wording.APP_TITLE,
    *WRITTEN,
    *FORMAT_NAMES.values(),
    *(preset.name for preset in DEFAULT_PRESETS),  # They are the user's own from the first start on.
)
"""Words that are the same in every language."""
ONLY_DRAWN = ("goal",)
"""What no widget can be asked for."""
NOT_ON_THE_TOUR = ("settings_writer.py", "system/portal.py", "window/statistics/picture.py")


@pytest.fixture
def in_pseudo_language(tmp_path: Path) -> Iterator[None]:
    with pseudo_language.spoken(tmp_path / "locale"):
        yield


@pytest.fixture
def in_german(choose_language: Callable[[str], None]) -> None:
    choose_language("de")


@pytest.fixture
def open_tour(open_app: Opened, clock: SettableClock, qtbot: QtBot, tmp_path: Path) -> OpenTour:
    def open_tour() -> tuple[Application, Tour]:
        app = open_app()
        return app, Tour(app, clock, qtbot, tmp_path)

    return open_tour


def seen(app: Application, sent: list[Notification]) -> set[str]:
    """The texts that are shown now, or have been told."""
    told = [text for notification in sent for text in notification_texts(notification)]
    return {*texts(), *tray_texts(app.tray), *told}


@pytest.mark.usefixtures("in_pseudo_language")
def test_everything_on_the_tour_is_translated_and_has_room(
    open_tour: OpenTour, sent: list[Notification], services: AppServices
) -> None:
    app, tour = open_tour()
    all_seen = set()
    for stop in tour.stops():
        now = seen(app, sent) - {services.token().current()}
        assert {text for text in now if untranslated(text, *KNOWN, *keys(app))} == set(), stop
        all_seen |= now
        assert_room(stop)

    looked_up = "\n".join(all_seen)
    missing = [text for text in messages_of_the_desktop() if not re.search(pattern(text), looked_up)]
    assert not missing, "\n".join(missing)


def keys(app: Application) -> list[str]:
    """The names of keys, which Qt translates."""
    return ["F2", *(str(command.data()) for group in app.window.commands.groups() for command in group)]


def messages_of_the_desktop() -> list[str]:
    """But for those that are tested below, and nothing else."""
    return [
        form
        for message in catalogues.collected()
        for form in catalogues._forms(message.id)
        if message.id not in ONLY_DRAWN
        if {f"focus_desktop/desktop/{file}" for file in NOT_ON_THE_TOUR}.isdisjoint(files_of(message))
        if any(file.startswith("focus_desktop/desktop/") for file in files_of(message))
    ]


def files_of(message: Message) -> list[str]:
    return [file for file, _ in message.locations]


def pattern(message: str) -> str:
    """Finds the message in the made-up language, whatever its placeholders stand for."""
    return re.sub(r"\\\{[^{}]*\\\}", "(.|\n)*", re.escape(pseudo(message)))


@pytest.mark.parametrize("content", ["{", '{"page": -1}', '{"page": -1, "minutes": 0}', None])
@pytest.mark.usefixtures("in_pseudo_language")
def test_what_is_wrong_with_the_settings_is_translated(
    open_app: Opened, sent: list[Notification], services: AppServices, content: str | None
) -> None:
    file = services.settings_file
    if content is None:  # It is damaged, and cannot be set aside.
        file.with_name(f"{file.name}.broken").mkdir()
    file.write_text(content or "{", encoding="utf-8")
    app = open_app()
    assert app.window.banner.isVisible()
    known = (*KNOWN, *keys(app), "page", "minutes", os.strerror(errno.EISDIR))
    assert {text for text in seen(app, sent) if untranslated(text, *known)} == set()


@pytest.mark.usefixtures("in_german")
def test_the_desktop_asks_for_the_key_in_the_users_language(
    portal: FakePortal, open_app: Opened, qtbot: QtBot
) -> None:
    app = open_app()
    with qtbot.waitSignal(app.global_shortcut.bound):
        app.global_shortcut.switch(on=True)
    assert portal.shortcuts == {"start": "Die letzte Fokus-Sitzung noch einmal starten"}


# Room


def assert_room(stop: str) -> None:
    """Nothing is cut off or covered, whatever size the windows have."""
    assert list(faults()) == [], stop
    for size in SIZES:
        for window in windows():
            if window.windowState() == Qt.WindowState.WindowNoState:
                window.resize(size)
        assert list(faults()) == [], (stop, size)


@pytest.mark.usefixtures("in_pseudo_language")
def test_there_is_room_for_longer_and_larger_words(open_tour: OpenTour, services: AppServices) -> None:
    SettingsFile(services.settings_file).change(text_percent=125)
    _, tour = open_tour()
    for stop in tour.stops():
        assert_room(stop)


@pytest.mark.usefixtures("in_pseudo_language")
def test_the_ring_stays_in_the_middle_above_a_form_that_grew(app: Application) -> None:
    panel = app.session_panel
    middles = {
        round(QRectF(part.rect()).translated(part.mapTo(panel, QPoint())).center().x())
        for part in (panel, panel.ring, panel.form)
    }
    assert max(middles) - min(middles) <= 1


def test_a_caption_stays_inside_its_ring(qtbot: QtBot) -> None:
    ring = TimerRing()
    qtbot.addWidget(ring)
    ring.resize(ring.minimumSizeHint())

    def picture(caption: str) -> QImage:
        ring.show_time(TimerDisplay(Kind.RUNNING, "10:00", caption, seconds=600, total=1500, lap=0.4))
        return ring.grab().toImage()

    without, centre = picture(""), ring.rect().center()
    for caption in ("ends 14:05", "a caption that has more words than most captions have"):
        image = picture(caption)
        changed = [
            QLineF(centre, QPoint(x, y)).length()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixel(x, y) != without.pixel(x, y)
        ]
        assert 0 < max(changed) < ring.height() * 0.45


# German


@pytest.mark.usefixtures("in_german")
def test_the_window_speaks_german(app: Application, clock: SettableClock) -> None:
    assert {"Fokus", "Verlauf", "Beschreibung", "Vorgaben", "Minuten", "Starten", "Menü"} <= set(texts())
    assert {"25 min starten", "Mit Quest starten", "Fenster zeigen", "Beenden"} <= set(tray_texts(app.tray))
    work(app, clock, 10)
    end = wording.clock_time(NINE + timedelta(minutes=25))
    assert {"Abschließen", "Anhalten", "Restzeit", f"15:00, bis {end}"} <= set(texts())
    app.session_panel.running.more.click()
    assert {"Umbenennen", "Minifenster", "Abbrechen"} <= set(texts())
    app.user_actions.end(SessionStatus.COMPLETED)
    assert {"10 min, 10 von 25 min behalten", "Pause starten, 5 min", "Nächste starten"} <= set(texts())
    app.window.pages.setCurrentIndex(1)
    clock.sleep(minutes=3 * 24 * 60)
    app.history.reload()
    assert {"Konzentriert", "Abgeschlossen", "Montag, 2. März"} <= set(texts())
    assert wording.date(NINE) == "2. März 2026"


@pytest.fixture
def qt_speaks(qapp: QApplication) -> Iterator[Callable[[], None]]:
    """Has Qt follow the language until the end of the test."""
    before = QLocale()

    def speak() -> None:
        follow_language(qapp)

    yield speak
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def menu_of_a_line(qtbot: QtBot) -> list[str]:
    line = QLineEdit()
    qtbot.addWidget(line)
    return [
        entry.text().replace("&", "").partition("\t")[0]
        for entry in line.createStandardContextMenu().actions()
    ]


@pytest.mark.usefixtures("in_german")
def test_qt_speaks_german_too(qt_speaks: Callable[[], None], qtbot: QtBot) -> None:
    qt_speaks()
    assert {"Rückgängig", "Ausschneiden", "Kopieren", "Einfügen"} <= set(menu_of_a_line(qtbot))
    question = QMessageBox()
    qtbot.addWidget(question)
    assert question.addButton(QMessageBox.StandardButton.Cancel).text() == "Abbrechen"
    assert QLocale().toString(1.5) == "1,5"


@pytest.mark.usefixtures("in_pseudo_language")
def test_a_language_that_qt_does_not_know_does_no_harm(qt_speaks: Callable[[], None], qtbot: QtBot) -> None:
    before = QLocale()
    qt_speaks()
    assert "Undo" in menu_of_a_line(qtbot)
    assert QLocale() == before


def test_in_english_the_names_are_those_of_the_contract(app: Application, clock: SettableClock) -> None:
    names = {widget.accessibleName() for widget in visible(app.window)}
    assert {"Focus Desktop", "Description", "Quest", "Minutes", "Focus", "Time left"} <= names
    assert {"Focus", "History", "Start"} <= set(texts())
    assert tray_menu(app) == ["Today: 0 min", "Start 25 min", "Start with quest", "Show window", "Quit"]
    work(app, clock, 10)
    assert {"Pause", "Complete"} <= set(texts())
    app.session_panel.running.more.click()
    assert "Cancel" in texts()
    app.user_actions.pause()
    assert "Resume" in texts()
    header, *entries = tray_menu(app)
    assert header == "Paused, 15 min left · Focus session"
    assert entries == [
        *("Resume", "Extend by 5 min", "Complete", "Cancel", "Show window", "Mini window", "Quit")
    ]
    app.window.pages.setCurrentIndex(1)
    assert app.history_page.table.accessibleName() == "History"


def tray_menu(app: Application) -> list[str]:
    actions = app.tray.menu.actions()
    return [entry.text() for entry in actions if entry.isVisible() and not entry.isSeparator()]
