"""The composition root: builds the clock, the store and the controller, and starts one of the interfaces.

The interfaces are the window, the command line and the HTTP API. What an interface does not need at
once is imported inside functions, so that nothing but Qt delays the first paint of the window.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from focus_desktop import crash_trace, displays, language, paths, wording
from focus_desktop.clock import SystemClock
from focus_desktop.language import gettext as _
from focus_desktop.launch import Launch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from focus_desktop.api_token import ApiToken
    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from focus_desktop.controller.backups import Backups
    from focus_desktop.data_place import DataPlace
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.first_window import FirstWindow
    from focus_desktop.desktop.system.single_instance import SingleInstance
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.todays_work import DayDone
    from focus_desktop.settings import Settings

COMPLETION_VARIABLE = "_FOCUS_DESKTOP_COMPLETE"
"""Environment variable that a shell sets when it asks the command line for completions."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window if none is given; return the exit status."""
    language.set_up()
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Importing the command-line library would delay the window.
    if given in ([], ["--minimized"]) and COMPLETION_VARIABLE not in os.environ:
        return open_window(Launch(minimized=bool(given)))
    return run_command(given)


def run_command(arguments: Sequence[str]) -> int:
    """Run a command of the command line; return the exit status."""
    _report_bugs(lambda _trace: print(wording.printable(wording.bug(str(paths.log_file()))), file=sys.stderr))
    from focus_desktop.cli import commands  # noqa: PLC0415

    return commands.run(arguments, build_services(), open_window)


def build_services() -> AppServices:
    """Return what the interfaces need from the composition root."""
    from focus_desktop.app_services import AppServices  # noqa: PLC0415 — not before the first paint

    return AppServices(
        clock=SystemClock(),
        open_controller=open_controller,
        day_done=day_done,
        settings_file=paths.settings_file(),
        database_place=database_place,
        data_place=data_place,
        backups=backups,
        token=api_token,
        serve=serve,
        resource=paths.resource,
    )


@contextmanager
def serve(controller: Controller, port: int) -> Iterator[str]:
    """Serve the HTTP API on a port of 127.0.0.1 while the context lasts; yields its address.

    Raises PortUnavailable, and TokenUnavailable if the API's token cannot be read or made.
    """
    from focus_desktop.api.server import ApiServer  # noqa: PLC0415 — FastAPI takes half a second

    server = ApiServer(controller, api_token(), SystemClock(), port, settings)
    server.start()
    try:
        yield server.address
    finally:
        server.stop()


def settings() -> Settings:
    """Return what the user prefers now, as it is stored."""
    from focus_desktop.settings_file import SettingsFile  # noqa: PLC0415 — the window opens them itself

    return SettingsFile(paths.settings_file()).current


def database_place() -> str:
    """Return where the data is, for people; for a URL that cannot be used, why not."""
    from focus_desktop.model.errors import StoreUnavailable  # noqa: PLC0415 — not before the first paint
    from focus_desktop.store import engines  # noqa: PLC0415 — SQLAlchemy

    try:
        return engines.place(engines.parsed(data_place().url))
    except StoreUnavailable as error:
        return _sentence(error)


def data_place() -> DataPlace:
    """Return what knows where the data is."""
    from focus_desktop.data_place import DataPlace  # noqa: PLC0415 — not before the first paint

    return DataPlace(settings, paths.database_file(), SystemClock())


def api_token() -> ApiToken:
    """Return the token of the HTTP API."""
    from focus_desktop.api_token import ApiToken  # noqa: PLC0415

    return ApiToken(paths.api_token_file())


def open_window(launch: Launch) -> int:
    """Open the window, wait until the user quits, and return the exit status.

    If the app is already running with the same store and settings, pass `launch` to that process and
    return at once. The status is 1 if there is no display or that process does not do what was asked.
    """
    if sys.platform == "linux" and not displays.has_display():
        print(_no_screen(), file=sys.stderr)  # Qt would abort the process.
        return 1
    # Starting leaves no garbage, and looking for it takes a fifth of the time. Later
    # desktop/garbage_collector.py collects it on the GUI thread.
    gc.disable()
    _set_windows_app_id()
    from focus_desktop.desktop.system import single_instance  # noqa: PLC0415 — Qt

    instance = single_instance.SingleInstance(paths.runtime_dir(), paths.instance_name())
    if not instance.is_first():
        ended_with = _pass_on(instance, launch)
        if ended_with is not None:
            return ended_with
    crash_trace.start(paths.crash_file())
    first = build_first_window()
    first.show(launch)
    first.wait_for_paint()
    application = build_desktop(first)
    application.quitting.connect(instance.stop_listening)
    application.show(launch)
    instance.listen_soon(application.take)
    status = application.run()
    crash_trace.stop(paths.crash_file())
    instance.release()
    return status


def _pass_on(instance: SingleInstance, launch: Launch) -> int | None:
    """Let the process that is running do what the launch asks for; return the exit status.

    None if it has ended meanwhile, so that this process has to do it.
    """
    from focus_desktop.desktop.system import single_instance  # noqa: PLC0415
    from focus_desktop.model.errors import LaunchRefused, OtherDoesNotAnswer  # noqa: PLC0415 — slow

    try:
        return None if instance.claim(launch) else 0
    except LaunchRefused as error:
        print(wording.printable(_sentence(error)), file=sys.stderr)
    except OtherDoesNotAnswer as error:
        print(_sentence(error), file=sys.stderr)
        single_instance.explain(error)
    return 1


def _sentence(error: FocusError) -> str:
    from focus_desktop import refusals  # noqa: PLC0415 — hundreds of sentences, which are rarely needed

    return refusals.sentence(error)


def _no_screen() -> str:
    text = _("There is no display here for the window; `{command}` tells what can be done without.")
    return text.format(command=f"{paths.APP_NAME} --help")


def build_first_window() -> FirstWindow:
    """Build Qt's application object and the window, and show nothing yet."""
    from focus_desktop.desktop import qt_application  # noqa: PLC0415 — Qt
    from focus_desktop.desktop.first_window import FirstWindow  # noqa: PLC0415

    qt = qt_application.build()
    first = FirstWindow(qt, paths.settings_file(), SystemClock())
    qt.quit_asked.connect(first.quit_asked)
    return first


def build_desktop(first: FirstWindow | None = None) -> Application:
    """Build everything that belongs to the window, and show nothing more yet."""
    first = first or build_first_window()
    from focus_desktop.desktop.application import Application  # noqa: PLC0415 — after the first paint

    application = Application(first.qt, build_services(), first)
    first.quit_asked.connect(application.quit_by_system)
    _report_bugs(application.bug_found.emit)
    return application


def open_controller() -> Controller:
    """Start the log, open the store and return a controller for it. Raises StoreUnavailable."""
    start_log()
    from focus_desktop.controller import Controller  # noqa: PLC0415
    from focus_desktop.store.database import Database  # noqa: PLC0415

    paths.make_data_private()
    kept = backups()
    database = Database(data_place().url_to_open(), kept.make_before_update, kept.has_data)
    return Controller(database, SystemClock(), kept)


def day_done(start: datetime, end: datetime) -> DayDone | None:
    """Return what was done between two moments, before the store is open; None if that takes more."""
    place = data_place()
    if place.is_forced or place.server is not None or place.server_of_before is not None:
        return None
    from focus_desktop.store import first_look  # noqa: PLC0415 — not before the first paint

    return first_look.day_done(place.usual_file, start, end)


def backups() -> Backups:
    """Return what makes backups of the store, and restores them."""
    from focus_desktop.controller.backups import Backups  # noqa: PLC0415

    def folder() -> Path:
        chosen = settings().backup_folder
        return usual if chosen is None else Path(chosen)

    usual = paths.backup_dir()
    return Backups(data_place().url, folder, usual, SystemClock())


def start_log() -> None:
    """Write the log to its file. Later calls do nothing."""
    from focus_desktop import log_file  # noqa: PLC0415

    log_file.start(paths.log_file())


def _report_bugs(show: Callable[[str], object]) -> None:
    """Log each unhandled exception of any thread and call `show` with its traceback.

    Errors that the user can act on are FocusErrors and are handled, so what arrives here is a bug.
    """
    threads_in_show: set[int] = set()

    def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return  # The user pressed Ctrl+C.
        import logging  # noqa: PLC0415

        from focus_desktop import log_file  # noqa: PLC0415

        start_log()
        found = error if error is not None else kind()
        logging.getLogger(__name__).critical("unhandled", exc_info=(kind, found, trace))
        # An exception inside `show` is only logged: showing it could fail again, without end.
        thread = threading.get_ident()
        if thread not in threads_in_show:
            threads_in_show.add(thread)
            show(log_file.traceback_text(found))
            threads_in_show.discard(thread)

    sys.excepthook = report
    threading.excepthook = lambda hook: report(hook.exc_type, hook.exc_value, hook.exc_traceback)


def _set_windows_app_id() -> None:
    """Tell Windows the app's id, so that the taskbar groups the window with the Start menu's entry."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(paths.APP_ID)
