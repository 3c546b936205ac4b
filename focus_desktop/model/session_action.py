"""What a person does with the running session, and when: what a controller does now, or saves later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.status import SessionStatus, TimeUp


@dataclass(frozen=True)
class Start:
    """Start a session of so many minutes; for a flow session they are not used."""

    at: Reading
    minutes: int
    quest_id: UUID | None
    description: str | None
    time_up: TimeUp
    session_id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Pause:
    """Stop the session's time."""

    at: Reading
    session_id: UUID


@dataclass(frozen=True)
class Resume:
    """Let the session's time go on."""

    at: Reading
    session_id: UUID


@dataclass(frozen=True)
class Extend:
    """Give the session so many minutes more."""

    at: Reading
    session_id: UUID
    minutes: int


@dataclass(frozen=True)
class Describe:
    """Give the session another description, or none."""

    at: Reading
    session_id: UUID
    description: str | None


@dataclass(frozen=True)
class End:
    """Complete or cancel the session."""

    at: Reading
    session_id: UUID
    status: SessionStatus


SessionAction = Start | Pause | Resume | Extend | Describe | End
