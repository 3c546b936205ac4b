"""An import that is planned, and one that is done: both hold the rows in a temporary file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.controller.file_quests import FileQuests
from focus_desktop.model.importing import MOST_REASONS, ImportPreview
from focus_desktop.model.transfer import LeftOut
from focus_desktop.store.import_stage import ImportStage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.importing import QuestMatch
    from focus_desktop.model.transfer import QuestCopy, SessionCopy
    from focus_desktop.store.import_clashes import Clash


@dataclass
class ImportPlan:
    """The sessions of a file, read and checked. Close it unless it is imported."""

    name: str
    format: str
    wanted: Mapping[str, UUID | None]
    """The quests that the person wants for projects, by title; None for no quest."""
    stage: ImportStage = field(default_factory=ImportStage)
    quests: FileQuests = field(default_factory=FileQuests)
    of_file: list[LeftOut] = field(default_factory=list)
    """What the file itself stands against."""
    of_store: list[LeftOut] = field(default_factory=list)
    """What stands in the store."""
    left_out: int = 0
    """How many of the file's sessions were not even staged."""
    matches: Sequence[QuestMatch] = ()
    span: tuple[str | None, str | None, timedelta] = (None, None, timedelta())
    """The first start and the last end of the sessions that are added, and the time worked in them."""

    @property
    def preview(self) -> ImportPreview:
        """What the import would do, as things stood when it was planned."""
        staged, added, duplicates = self.stage.count, self.stage.added, self.stage.duplicates
        first, last, worked = self.span
        reasons = sorted(self.of_file + self.of_store, key=lambda one: one.line)
        return ImportPreview(
            name=self.name,
            format=self.format,
            added=added,
            duplicates=duplicates,
            first=first,
            last=last,
            worked=worked,
            left_out=self.left_out + staged - added - duplicates,
            reasons=tuple(reasons[:MOST_REASONS]),
            quests=tuple(match for match in self.matches if match.sessions or match.is_new),
        )

    def match_quests(self, existing: Sequence[QuestCopy]) -> None:
        """Decide which quests the sessions get, now that it is known which sessions are added."""
        self.matches = self.quests.matches(existing, self.stage.added_of_projects(), self.wanted)
        new = [
            (
                quest.id,
                quest.title,
                quest.status,
                quest.current_value,
                quest.target_value,
                quest.colour,
                quest.unit,
                quest.weekly_budget_minutes,
            )
            for quest in self.quests.new_quests(self.matches, existing)
        ]
        ids = [None if match.quest_id is None else match.quest_id.hex for match in self.matches]
        self.stage.set_quests(new, ids)

    def measure(self) -> None:
        """Find out when the sessions were that are added, and how much was worked in them."""
        first, last, days = self.stage.span_of_added()
        self.span = first, last, timedelta(seconds=round(timedelta(days=days).total_seconds()))

    def leave_out(self, session: SessionCopy, reason: FocusError) -> None:
        """A session is not staged; only the first reasons are kept."""
        self.left_out += 1
        if len(self.of_file) < MOST_REASONS:
            title = session.description or session.quest_title
            self.of_file.append(LeftOut(session.line, reason, session.started_at, title))

    def told(self, clashes: Sequence[Clash]) -> list[LeftOut]:
        """What is told of staged sessions that are left out: of the first ones."""
        first = sorted(clashes, key=lambda one: one.line)[:MOST_REASONS]
        about = self.stage.sessions([one.number for one in first])
        found = []
        for line, number, reason in first:
            started_at, description, project = about[number]
            found.append(LeftOut(line, reason, started_at, description or self.quests.title(project)))
        return found

    def close(self) -> None:
        """Delete the temporary file."""
        self.stage.close()


@dataclass(frozen=True)
class ImportEdit:
    """An import that was done: `Controller.undo` takes it back, `redo` does it again, with the same ids."""

    preview: ImportPreview
    """What it has done."""
    plan: ImportPlan = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return self.preview.is_empty
