"""The composition root: the only place that builds clock, store and controller and opens a door.

What a door does not need at once is imported where it is needed: the window's first paint waits for
nothing but Qt.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from focus_desktop import paths, refusals, wording
from focus_desktop.app_services import AppServices
from focus_desktop.clock import SystemClock
from focus_desktop.launch import Launch
from focus_desktop.model.errors import OtherDoesNotAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from focus_desktop.api_token import ApiToken
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application

COMPLETION_VARIABLE = "_FOCUS_DESKTOP_COMPLETE"
"""Set by a shell that asks the command line what could be typed next."""
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NO_SCREEN = (
    f"There is no display here for the window; `{paths.APP_NAME} --help` tells what can be done without."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit status. With no argument: the window."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # The window waits for no command-line library.
    if given in ([], ["--minimized"]) and COMPLETION_VARIABLE not in os.environ:
        return open_window(Launch(minimized=bool(given)))
    return run_command(given)


def run_command(arguments: Sequence[str]) -> int:
    """Open the command-line door; the exit status."""
    _report_bugs(lambda file: print(wording.bug(file), file=sys.stderr))
    from focus_desktop.cli import commands  # noqa: PLC0415

    return commands.run(arguments, build_services(), open_window)


def build_services() -> AppServices:
    """What the doors are lent."""
    return AppServices(
        clock=SystemClock(),
        open_controller=open_controller,
        settings_file=paths.settings_file(),
        token=api_token,
        serve=serve,
        resource=paths.resource,
    )


@contextmanager
def serve(controller: Controller, port: int) -> Iterator[str]:
    """Serve the HTTP API at a port of the loopback; yields its address. Raises PortUnavailable."""
    from focus_desktop.api.server import ApiServer  # noqa: PLC0415 — FastAPI takes half a second

    server = ApiServer(controller, api_token(), SystemClock(), port)
    server.start()
    try:
        yield server.address
    finally:
        server.stop()


def api_token() -> ApiToken:
    """The secret of the HTTP API."""
    from focus_desktop.api_token import ApiToken  # noqa: PLC0415

    return ApiToken(paths.api_token_file())


def open_window(launch: Launch) -> int:
    """Open the desktop door and stay until the user quits."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        print(NO_SCREEN, file=sys.stderr)  # Qt would abort.
        return 1
    _tell_windows_who_we_are()
    from focus_desktop.desktop.system import single_instance  # noqa: PLC0415 — Qt

    instance = single_instance.SingleInstance(paths.runtime_dir(), paths.instance_name())
    try:
        if not instance.claim(launch):
            return 0
    except OtherDoesNotAnswer as error:
        print(refusals.sentence(error), file=sys.stderr)
        single_instance.explain(error)
        return 1
    application = build_desktop()
    application.quitting.connect(instance.stop_listening)
    instance.launched.connect(application.take)
    application.show(launch)
    instance.listen_soon()
    status = application.run()
    instance.release()
    return status


def build_desktop() -> Application:
    """The desktop door with all its parts, not yet shown."""
    # While everything is being built there is no garbage, and looking for it takes a fifth of the time.
    gc.disable()
    from focus_desktop.desktop import application as door  # noqa: PLC0415

    application = door.build(build_services())
    application.ready.connect(_collect_garbage_again)
    application.failed.connect(_collect_garbage_again)
    _report_bugs(application.bug_found.emit)
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


def start_log() -> None:
    """Write the log to its file, at most three files of half a megabyte; once however often called."""
    import logging  # noqa: PLC0415
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    file = paths.log_file()
    if logging.getLogger().handlers:
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file, maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()  # A disk that takes no log must not keep the app from running.
    logging.basicConfig(
        handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _report_bugs(tell: Callable[[str], object]) -> None:
    """Whatever is no FocusError is our bug: log it and tell the user where the log is."""
    telling: set[int] = set()  # the threads that are just telling one

    def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return  # The user's wish.
        import logging  # noqa: PLC0415

        start_log()
        found = error if error is not None else kind()
        logging.getLogger(__name__).critical("unhandled", exc_info=(kind, found, trace))
        # What fails while this is being told is only logged: telling it would fail again, and again.
        thread = threading.get_ident()
        if thread not in telling:
            telling.add(thread)
            tell(str(paths.log_file()))
            telling.discard(thread)

    sys.excepthook = report
    threading.excepthook = lambda hook: report(hook.exc_type, hook.exc_value, hook.exc_traceback)


def _tell_windows_who_we_are() -> None:
    """Else its taskbar does not know the window for that of the Start menu's entry."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(paths.APP_ID)
