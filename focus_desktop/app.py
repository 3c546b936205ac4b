"""The composition root: the only place that builds clock, store and controller and opens a door.

What a door does not need at once is imported where it is needed: the window's first paint waits for
nothing but Qt.
"""

from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING

from focus_desktop import paths
from focus_desktop.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit status. With no argument: the window."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    minimized = given == ["--minimized"]
    if given and not minimized:
        minimized = _parsed(given)
    return open_window(minimized=minimized)


def open_window(*, minimized: bool) -> int:
    """Open the desktop door and stay until the user quits."""
    application = build_desktop()
    application.show(minimized=minimized)
    return application.run()


def build_desktop() -> Application:
    """The desktop door with all its parts, not yet shown."""
    # While everything is being built there is no garbage, and looking for it takes a fifth of the time.
    gc.disable()
    from focus_desktop.desktop import application as door  # noqa: PLC0415
    from focus_desktop.settings import SettingsFile  # noqa: PLC0415

    application = door.build(
        open_controller=open_controller,
        clock=SystemClock(),
        settings=SettingsFile(paths.settings_file()),
        resource=paths.resource,
    )
    application.ready.connect(_collect_garbage_again)
    application.failed.connect(_collect_garbage_again)
    _report_bugs(application)
    return application


def _collect_garbage_again() -> None:
    gc.freeze()  # What has been built stays: it need not be looked at again and again.
    gc.enable()


def open_controller() -> Controller:
    """Open the log and the store. Raises StoreUnavailable with what the user can do about it."""
    start_log()
    from focus_desktop.controller import Controller  # noqa: PLC0415
    from focus_desktop.store.database import Database  # noqa: PLC0415

    return Controller(Database(paths.database_url()), SystemClock())


def _parsed(given: Sequence[str]) -> bool:
    """Whether to start minimized. Ends the program for --help, --version and wrong usage."""
    import argparse  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog=paths.APP_NAME, description="Focus sessions on the desktop. Without options: the window."
    )
    parser.add_argument("--minimized", action="store_true", help="start in the tray, without the window")
    parser.add_argument("--version", action="version", version=version(paths.APP_NAME))
    return bool(parser.parse_args(given).minimized)


def start_log() -> None:
    """Write the log to its file, at most three files of half a megabyte; once however often called."""
    import logging  # noqa: PLC0415
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    file = paths.log_file()
    if logging.getLogger().handlers:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file, maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()  # A disk that takes no log must not keep the app from running.
    logging.basicConfig(
        handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _report_bugs(application: Application) -> None:
    """Whatever is no FocusError is our bug: log it and tell the user where the log is."""
    telling: set[int] = set()  # the threads that are just telling one

    def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        import logging  # noqa: PLC0415

        start_log()
        found = error if error is not None else kind()
        logging.getLogger(__name__).critical("unhandled", exc_info=(kind, found, trace))
        # What fails while this is being told is only logged: telling it would fail again, and again.
        thread = threading.get_ident()
        if thread not in telling:
            telling.add(thread)
            application.bug_found.emit(str(paths.log_file()))
            telling.discard(thread)

    sys.excepthook = report
    threading.excepthook = lambda hook: report(hook.exc_type, hook.exc_value, hook.exc_traceback)
