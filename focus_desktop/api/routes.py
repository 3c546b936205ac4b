"""The documented operations as HTTP endpoints, each of which calls one method of the controller."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.exceptions import HTTPException
from starlette.routing import Match

from focus_desktop.api import statistics_routes
from focus_desktop.api.dependencies import InjectedController
from focus_desktop.controller import Controller
from focus_desktop.model.errors import (
    AnotherSessionActive,
    FocusError,
    InvalidField,
    NotFound,
    Refusal,
    SessionAlreadyEnded,
    StoreUnavailable,
    UnknownQuest,
)
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.limits import LONGEST_PAGE
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_shapes import QuestCreate, QuestPublic, QuestUpdate
from focus_desktop.model.session_shapes import FocusSessionCreate, FocusSessionPublic, FocusSessionUpdate
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.validation import REFUSED, Rule, Shape
from focus_desktop.settings import Settings

_STATUSES: dict[type[FocusError], int] = {
    InvalidField: 422,
    NotFound: 404,
    UnknownQuest: 404,
    AnotherSessionActive: 409,
    SessionAlreadyEnded: 409,
    StoreUnavailable: 503,
}

_QUEST_ID = Rule(Refusal.QUEST_ID_FILTER)
_STATUS = Rule(Refusal.SESSION_STATUS)
_LIMIT = Rule(Refusal.LIMIT_FILTER, highest=LONGEST_PAGE)

NO_OBJECT = "The body must be a JSON object."
NO_JSON = "The body must be a JSON object, and come with the header “Content-Type: application/json”."


class Problem(BaseModel):
    """Why a request was refused, in one sentence."""

    detail: str


class SessionFilter(Shape):
    """Which sessions to list; an empty value filters nothing."""

    quest_id: Annotated[UUID | Literal[""] | SkipJsonSchema[None], _QUEST_ID] = Field(
        default=None, description=_QUEST_ID.english
    )
    status: Annotated[SessionStatus | Literal[""] | SkipJsonSchema[None], _STATUS] = Field(
        default=None, description=_STATUS.english
    )
    limit: Annotated[int, _LIMIT] = Field(default=20, ge=1, le=LONGEST_PAGE, description=_LIMIT.english)


def _error_responses(**reasons: str) -> dict[int | str, dict[str, object]]:
    """Describe error statuses, given as `_404="reason"`, for the schema."""
    return {int(status[1:]): {"model": Problem, "description": text} for status, text in reasons.items()}


_COMMON_RESPONSES = _error_responses(
    _401="No token, or a wrong one",
    _403="A wrong Host, or an Origin",
    _413="The body is larger than 256 KiB",
    _422="A field is not valid",
    _503="The data cannot be read or written just now",
)
_UNKNOWN_ID = _error_responses(_404="No session or quest has this id")


sessions = APIRouter(prefix="/focus-sessions", tags=["Focus sessions"])
quests = APIRouter(prefix="/quests", tags=["Quests"])


@sessions.post(
    "",
    response_model=FocusSessionPublic,
    responses=_UNKNOWN_ID | _error_responses(_409="Another session is active"),
)
def start_session(new_session: FocusSessionCreate, controller: InjectedController) -> FocusSession:
    """Start a focus session. Only one can be active at a time."""
    return controller.start_session(**new_session.model_dump())


@sessions.patch(
    "/{session_id}",
    response_model=FocusSessionPublic,
    responses=_UNKNOWN_ID | _error_responses(_409="The session has already ended, or there is no such quest"),
)
def update_session(
    session_id: UUID, changes: FocusSessionUpdate, controller: InjectedController
) -> FocusSession:
    """Complete or cancel the active session by its `status`, or change what a session is about."""
    return controller.update_session(session_id, **changes.model_dump(exclude_unset=True))


@sessions.get("", response_model=list[FocusSessionPublic])
def list_sessions(
    query: Annotated[SessionFilter, Query()], controller: InjectedController
) -> list[FocusSession]:
    """List focus sessions, newest first."""
    return controller.list_sessions(query.quest_id or None, query.status or None, query.limit)


@sessions.delete("/{session_id}", responses=_UNKNOWN_ID)
def delete_session(session_id: UUID, controller: InjectedController) -> None:
    """Delete a focus session for good, active or not."""
    controller.delete_session(session_id)


@quests.get("", response_model=list[QuestPublic])
def list_quests(controller: InjectedController) -> list[Quest]:
    """List all quests, by title."""
    return controller.list_quests()


@quests.post("", response_model=QuestPublic)
def add_quest(new_quest: QuestCreate, controller: InjectedController) -> Quest:
    """Add a quest: a big, finite goal with progress."""
    return controller.add_quest(**new_quest.model_dump())


@quests.patch("/{quest_id}", response_model=QuestPublic, responses=_UNKNOWN_ID)
def edit_quest(quest_id: UUID, changes: QuestUpdate, controller: InjectedController) -> Quest:
    """Change a quest's title, status, progress or target."""
    return controller.edit_quest(quest_id, **changes.model_dump(exclude_unset=True))


@quests.delete("/{quest_id}", responses=_UNKNOWN_ID)
def delete_quest(quest_id: UUID, controller: InjectedController) -> None:
    """Delete a quest; its sessions stay, without a quest."""
    controller.delete_quest(quest_id)


ROUTES = [
    route
    for route in (*sessions.routes, *quests.routes, *statistics_routes.router.routes)
    if isinstance(route, APIRoute)
]


def build(controller: Controller, version: str, settings: Callable[[], Settings] = Settings) -> FastAPI:
    """Return the API as an ASGI application. It does not check the token: `security.Guard` does."""
    api = FastAPI(
        title="Focus Desktop",
        version=version,
        description="The focus sessions of the person at this computer, and what they come to.",
        # Only describes in the schema how to send the token.
        dependencies=[Depends(HTTPBearer(auto_error=False, description="`focus-desktop token` tells it."))],
        responses=_COMMON_RESPONSES,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
    )
    api.state.controller = controller
    api.state.settings = settings
    api.include_router(sessions)
    api.include_router(quests)
    api.include_router(statistics_routes.router)
    api.add_exception_handler(FocusError, _answer_focus_error)
    api.add_exception_handler(RequestValidationError, _answer_validation_error)
    api.add_exception_handler(HTTPException, _answer_http_error)
    api.add_exception_handler(Exception, _answer_unexpected_error)
    return api


async def _answer_focus_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, FocusError)
    status = _STATUSES[type(error)]
    if isinstance(error, UnknownQuest) and "session_id" in request.path_params:
        status = 409  # The path names a session: 404 would mean that there is no such session.
    return JSONResponse({"detail": str(error)}, status)


async def _answer_validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place, *_rest = first["loc"]
    if place == "body" and "json" not in request.headers.get("content-type", ""):
        return JSONResponse({"detail": NO_JSON}, 422)
    sentence = {"path": "An id is a UUID.", "body": NO_OBJECT}.get(place)
    detail = first["msg"] if first["type"] == REFUSED else sentence or first["msg"]
    return JSONResponse({"detail": detail}, 422)


async def _answer_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = ", ".join(sorted(_allowed_methods(request)))
        return JSONResponse({"detail": f"Here only {allowed} can be used."}, 405, {"allow": allowed})
    if error.status_code == 404:
        return JSONResponse({"detail": "There is nothing here; GET /openapi.json lists all paths."}, 404)
    if error.status_code == 400:  # FastAPI's status for a body that is not JSON.
        return JSONResponse({"detail": NO_OBJECT}, 422)
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)


def _allowed_methods(request: Request) -> set[str]:
    """All methods that the path of a request has. Starlette lists only those of the first route."""
    matching = [route for route in ROUTES if route.matches(request.scope)[0] is not Match.NONE]
    return {method for route in matching for method in route.methods or ()}


async def _answer_unexpected_error(_: Request, __: Exception) -> JSONResponse:
    """Answer without details. The exception is a bug; uvicorn logs it."""
    return JSONResponse(
        {"detail": "Something went wrong; this is our mistake. The log has the details."}, 500
    )
