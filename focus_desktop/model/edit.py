"""What an edit of the history or of the quests has changed, so that it can be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from focus_desktop.model.focus_session import FocusSession

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from sqlmodel import SQLModel

Rows: TypeAlias = "Mapping[tuple[type[SQLModel], UUID], Mapping[str, Any]]"
"""Rows by table and primary key; each is its values by column."""


@dataclass(frozen=True)
class Scope:
    """Which rows an edit is about."""

    sessions: frozenset[UUID] = frozenset()
    """Sessions with all that belongs to them."""
    quests: frozenset[UUID] = frozenset()
    """Quests with their details."""
    sessions_of_quests: frozenset[UUID] = frozenset()
    """Sessions of which only the row itself is meant: they lose their quest when that is deleted."""


@dataclass(frozen=True)
class Edit:
    """All rows in an edit's scope before it and after it."""

    scope: Scope
    before: Rows = field(repr=False)
    after: Rows = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return self.before == self.after

    @property
    def added_sessions(self) -> frozenset[UUID]:
        """The sessions that are there only after the edit."""
        return frozenset(key for kind, key in self.after.keys() - self.before.keys() if kind is FocusSession)

    def reversed(self) -> Edit:
        """The edit that undoes this one."""
        return Edit(self.scope, before=self.after, after=self.before)
