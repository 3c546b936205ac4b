"""Runs commands in this process, on a real store, with a clock that is set by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from typer.utils import get_params_from_function

from focus_desktop.app_services import AppServices
from focus_desktop.cli import commands
from focus_desktop.controller import Controller
from focus_desktop.launch import Launch


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit status and the lines it printed."""

    status: int
    out: list[str]
    err: list[str]


Run = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def known_parameters() -> Iterator[None]:
    """Look at the parameters of all commands once, as a process does, which runs a single one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.main.get_params_from_function", cache(get_params_from_function))
        yield


@pytest.fixture
def opened() -> list[Launch]:
    """The windows that were opened."""
    return []


@pytest.fixture
def run(services: AppServices, opened: list[Launch], capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as the shell would."""

    def open_window(launch: Launch) -> int:
        opened.append(launch)
        return 7

    def run(*arguments: str) -> Outcome:
        status = commands.run(arguments, services, open_window)
        printed = capsys.readouterr()
        return Outcome(status, printed.out.splitlines(), printed.err.splitlines())

    return run


@pytest.fixture
def controller(services: AppServices) -> Iterator[Controller]:
    """Another door to the same store."""
    controller = services.open_controller()
    yield controller
    controller.close()
