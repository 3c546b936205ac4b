"""What the endpoints are given: the controller, and what the user prefers."""

from typing import Annotated

from fastapi import Depends, Request

from focus_desktop.controller import Controller
from focus_desktop.settings import Settings


def _controller(request: Request) -> Controller:
    controller = request.app.state.controller
    assert isinstance(controller, Controller)
    return controller


def _settings(request: Request) -> Settings:
    settings = request.app.state.settings()
    assert isinstance(settings, Settings)
    return settings


InjectedController = Annotated[Controller, Depends(_controller)]
InjectedSettings = Annotated[Settings, Depends(_settings)]
