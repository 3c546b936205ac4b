"""Tries database servers, moves the data, and changes where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from focus_desktop import refusals
from focus_desktop.desktop.background_call import BackgroundCall
from focus_desktop.desktop.long_task import LongTask
from focus_desktop.desktop.window.file_dialog import FileDialog
from focus_desktop.desktop.window.preferences.move_dialog import MoveDialog
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.wording import moving as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller import Controller
    from focus_desktop.data_place import DataPlace
    from focus_desktop.desktop.long_task import Report
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.preferences.place_section import PlaceSection
    from focus_desktop.model.database_server import DatabaseServer, ServerFacts
    from focus_desktop.model.moved import Moved
    from focus_desktop.settings import Settings


class PlacePresenter(QObject):
    """The settings say where the data is; who follows them opens the other store."""

    def __init__(
        self,
        store: StoreThread,
        place: Callable[[], DataPlace],
        settings: SettingsWriter,
    ) -> None:
        super().__init__()
        self._store = store
        self._place = place
        self._settings = settings
        self._call = BackgroundCall()
        self._task = LongTask(store)

    def show_on(self, section: PlaceSection) -> None:
        """Show the place there, and follow its signals from now on."""
        section.check_requested.connect(lambda: self._check(section))
        section.use_requested.connect(lambda: self._ask(section))
        section.form.certificate_requested.connect(lambda: self._choose_certificate(section))
        self._settings.changed.connect(lambda old, new: self._follow(section, old, new))
        self.show_place(section)

    def _follow(self, section: PlaceSection, old: Settings, new: Settings) -> None:
        """Show a place that was chosen meanwhile, by another process as well."""
        if old.database_server != new.database_server:
            self.show_place(section)

    def show_place(self, section: PlaceSection) -> None:
        """Show where the data is now."""
        place = self._place()
        if place.is_forced:
            section.show_forced()
        else:
            section.show_place(place.server, suggested=place.server_of_before)

    def close(self) -> None:
        """End what is under way; nothing of it has changed anything."""
        self._call.forget()
        self._task.close()

    def _check(self, section: PlaceSection) -> None:
        server, password = section.server, section.form.password.text()
        if server is None:
            return
        section.show_busy(_("Trying {account} …").format(account=server.account))
        self._call.begin(
            lambda: self._place().check(server, password or None),
            done=lambda facts: section.show_outcome(" ".join(words.works(facts))),
            refused=lambda error: section.show_outcome(refusals.sentence(error)),
        )

    def _ask(self, section: PlaceSection) -> None:
        """Try the place that is chosen, and then ask whether the data comes along."""
        server, password = section.server, section.form.password.text()
        if server is None:
            self._open_dialog(section, None, None)
            return

        def check() -> tuple[ServerFacts, bool]:
            facts = self._place().check(server, password or None)
            return facts, not password or self._place().keep_password(server, password)

        def show(answer: tuple[ServerFacts, bool]) -> None:
            facts, is_kept = answer
            told = [*words.works(facts), *([] if is_kept else [words.no_keyring()])]
            section.show_outcome(" ".join(told))
            if server == self._place().server:  # Only its password is another one.
                self._store.reopen()
            else:
                self._open_dialog(section, server, facts)

        section.show_busy(_("Trying {account} …").format(account=server.account))
        self._call.begin(
            check, done=show, refused=lambda error: section.show_outcome(refusals.sentence(error))
        )

    def _open_dialog(
        self, section: PlaceSection, server: DatabaseServer | None, facts: ServerFacts | None
    ) -> None:
        now, file = self._place().name, self._place().usual_file
        name = str(file) if server is None else server.account
        about = (
            words.left_here(now) if facts is None or not facts.sessions else words.found(facts.sessions, now)
        )
        if server is None and file.exists():
            about = f"{about} {words.will_be_kept(str(file))}"
        is_open = self._store.controller is not None
        dialog = MoveDialog(
            section, name, about, can_move=is_open and not (facts is not None and facts.sessions)
        )
        dialog.use_requested.connect(lambda: self._use(section, server))
        dialog.move_requested.connect(lambda: self._move(dialog, section, server))
        dialog.cancel_requested.connect(self._task.cancel)
        self._task.progressed.connect(dialog.show_progress)
        dialog.open()

    def _move(self, dialog: MoveDialog, section: PlaceSection, server: DatabaseServer | None) -> None:
        place, before = self._place(), self._place().name

        def move(controller: Controller, report: Report) -> Moved:
            if server is None:
                return controller.move_to_file(place.usual_file, report)
            return controller.move_to_server(place.url_of(server), report)

        def tell(moved: Moved) -> None:
            self._use(section, server)
            if not isValid(dialog):
                return
            if self._place().server == server:
                dialog.show_moved(words.moved(moved, before, place.name))
            else:
                dialog.show_refusal(StoreUnavailable(StoreProblem.PLACE_NOT_SAVED, place=before))

        self._task.begin(
            move,
            done=tell,
            refused=lambda error: dialog.show_refusal(error) if isValid(dialog) else None,
            writes=True,
        )

    def _use(self, section: PlaceSection, server: DatabaseServer | None) -> None:
        if server is None:
            self._place().use_this_computer()
        self._settings.save(database_server=None if server is None else server.url())
        if self._place().server == server:
            section.show_outcome(words.used(self._place().name))
        else:
            unsaved = StoreUnavailable(StoreProblem.PLACE_NOT_SAVED, place=self._place().name)
            section.show_outcome(refusals.sentence(unsaved))

    def _choose_certificate(self, section: PlaceSection) -> None:
        dialog = FileDialog(section, _("Root certificate"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(section.form.certificate.setText)
        dialog.open()
