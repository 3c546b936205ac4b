"""Fixtures that all tests share: a clock that can be set, real stores, a controller on them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path

import pytest
from hypothesis import settings

from focus_desktop import paths
from focus_desktop.api.server import ApiServer
from focus_desktop.api_token import ApiToken
from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.controller.backups import Backups
from focus_desktop.data_place import DataPlace
from focus_desktop.model.changes import Change
from focus_desktop.model.reading import Reading
from focus_desktop.settings_file import SettingsFile
from focus_desktop.store import first_look
from focus_desktop.store.database import Database
from tests.homes import Home
from tests.locks import locked
from tests.postgres import PostgresServer
from tests.reliability import table

ROOT = Path(__file__).resolve().parent.parent
# The tests expect English, whatever the language of the developer. Child processes inherit it.
os.environ["LANGUAGE"] = "en"
# A check in the background of a shell ignores Ctrl-C. Its child processes would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


settings.register_profile("some examples", max_examples=100, derandomize=True, deadline=None)
settings.register_profile("many examples", max_examples=5_000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--reliability`, which makes the tests of reliability take as long as they need."""
    parser.addoption(
        "--reliability", action="store_true", help="all rounds of the tests of reliability, not only some"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples Hypothesis makes up; without `--reliability` they are always the same."""
    settings.load_profile("many examples" if config.getoption("--reliability") else "some examples")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let some of the workers begin with the tests that mostly wait: the others use the processors meanwhile.

    xdist gives each worker a run of consecutive tests, and the runs differ in length by one test at most,
    the longer ones last. A worker that has done its own takes some of the others'.
    """
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    waiting = sorted(filter(_mostly_waits, items), key=_is_short)
    busy = [item for item in items if not _mostly_waits(item)]
    beginners = workers if len(waiting) > len(busy) else max(1, workers * 2 // 3)
    mixed = chain.from_iterable(busy[worker::workers] for worker in range(workers))
    sizes = [(len(items) + worker) // workers for worker in range(workers)]
    items.clear()
    for worker, size in enumerate(sizes):
        begun = waiting[worker::beginners] if worker < beginners else []
        items.extend(begun)
        items.extend(islice(mixed, max(0, size - len(begun))))
    items.extend(mixed)


def _mostly_waits(item: pytest.Item) -> bool:
    return not _is_short(item) or "desktop_e2e" in item.path.parts


def _is_short(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests of reliability have counted."""
    table.show(terminalreporter)


class SettableClock:
    """A clock that changes only by its methods."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.boot = 1
        self.up = self.awake = timedelta(hours=1)

    def now(self) -> datetime:
        """The time that is set."""
        return self.moment

    def read(self) -> Reading:
        """The time on all clocks."""
        return Reading(self.moment, "here", f"boot {self.boot}", self.up, self.awake)

    def advance(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass."""
        self.sleep(minutes=minutes, seconds=seconds)
        self.awake += timedelta(minutes=minutes, seconds=seconds)

    def sleep(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let the machine sleep."""
        self.up += timedelta(minutes=minutes, seconds=seconds)
        self.jump(minutes=minutes, seconds=seconds)

    def jump(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Set only the wall clock forward, or back."""
        self.moment += timedelta(minutes=minutes, seconds=seconds)

    def restart(self, *, minutes: float) -> None:
        """Switch the machine off, and on again after so many minutes."""
        self.jump(minutes=minutes)
        self.boot += 1
        self.up = self.awake = timedelta(minutes=1)


@pytest.fixture
def clock() -> SettableClock:
    """A clock that says nine in the morning of a Monday."""
    return SettableClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server, only for these tests."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store as the app makes it. A copy of it is there much sooner than one more new store."""
    file = tmp_path_factory.mktemp("store") / "focus.db"
    Database(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def new_server_store(postgres: PostgresServer) -> str:
    """The URL of a PostgreSQL store as the app makes it, to be copied as well."""
    url = postgres.new_database()
    Database(url).close()
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path, new_store: Path) -> str:
    """The URL of a SQLite store without rows."""
    file = tmp_path / "data" / "focus.db"
    file.parent.mkdir(mode=0o700)
    shutil.copy(new_store, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a store without rows, of each kind in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.copy(request.getfixturevalue("new_server_store"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An open store, of each kind in turn."""
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_controller(sqlite_url: str, clock: SettableClock) -> Iterator[Controller]:
    """A controller on a SQLite file."""
    controller = Controller(Database(sqlite_url), clock)
    yield controller
    controller.close()


@pytest.fixture
def controller(database: Database, clock: SettableClock) -> Controller:
    """A controller on a store, of each kind in turn."""
    return Controller(database, clock)


@pytest.fixture
def open_again(url: str, clock: SettableClock) -> Iterator[Callable[[], Controller]]:
    """Opens the same store again, as another process would."""
    opened: list[Database] = []

    def open_again() -> Controller:
        opened.append(Database(url))
        return Controller(opened[-1], clock)

    yield open_again
    for database in opened:
        database.close()


@pytest.fixture
def changes(controller: Controller) -> list[Change]:
    """Everything that the controller has announced."""
    announced: list[Change] = []
    controller.subscribe(announced.append)
    return announced


@pytest.fixture
def backups(sqlite_url: str, clock: SettableClock, tmp_path: Path) -> Backups:
    """The backups of the SQLite store."""
    folder = tmp_path / "backups"
    return Backups(sqlite_url, lambda: folder, folder, clock)


@pytest.fixture
def open_controller(sqlite_url: str, clock: SettableClock, backups: Backups) -> Callable[[], Controller]:
    """Opens the store, as another process would."""
    return lambda: Controller(Database(sqlite_url, backups.make_before_update), clock, backups)


@pytest.fixture
def services(
    open_controller: Callable[[], Controller],
    sqlite_url: str,
    clock: SettableClock,
    tmp_path: Path,
    backups: Backups,
) -> AppServices:
    """The services of the composition root, which really serve the API."""

    @contextmanager
    def serve(controller: Controller, port: int) -> Iterator[str]:
        server = ApiServer(controller, ApiToken(tmp_path / "api-token"), clock, port)
        server.start()
        yield server.address
        server.stop()

    return AppServices(
        clock=clock,
        open_controller=open_controller,
        day_done=partial(first_look.day_done, Path(sqlite_url.removeprefix("sqlite:///"))),
        settings_file=tmp_path / "settings.json",
        database_place=lambda: str(tmp_path / "focus.db"),
        data_place=lambda: DataPlace(
            lambda: SettingsFile(tmp_path / "settings.json").current, tmp_path / "data" / "focus.db", clock
        ),
        backups=lambda: backups,
        token=lambda: ApiToken(tmp_path / "api-token"),
        serve=serve,
        resource=paths.resource,
    )


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Path:
    """The folder with the output of `bootstrap.py build --quick`, which is run once for all workers."""
    folder = shared_folder / "dist"
    with locked(shared_folder):
        log = shared_folder / "build.log"
        if not log.exists():
            command = [sys.executable, str(ROOT / "packaging" / "build.py"), "--quick", "--into", str(folder)]
            done = subprocess.run(
                [*command, "--work", str(shared_folder / "build")],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            log.write_text(f"{done.stdout}\nexit status {done.returncode}\n")
    assert log.read_text().endswith("\nexit status 0\n"), log.read_text()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home, whose processes end with the test."""
    home = Home(tmp_path)
    yield home
    home.close()
