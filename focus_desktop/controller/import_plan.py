"""An import that is planned, and one that is done: both hold the rows in a temporary file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from focus_desktop.controller.file_quests import FileQuests
from focus_desktop.model.importing import MOST_REASONS, ImportPreview
from focus_desktop.store.import_stage import ImportStage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from focus_desktop.model.importing import QuestMatch
    from focus_desktop.model.transfer import LeftOut, QuestCopy


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

    @property
    def preview(self) -> ImportPreview:
        """What the import would do, as things stood when it was planned."""
        staged, added, duplicates = self.stage.count, self.stage.added, self.stage.duplicates
        reasons = sorted(self.of_file + self.of_store, key=lambda one: one.line)
        return ImportPreview(
            name=self.name,
            format=self.format,
            added=added,
            duplicates=duplicates,
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
            for quest in self.quests.new_quests(self.matches)
        ]
        ids = [None if match.quest_id is None else match.quest_id.hex for match in self.matches]
        self.stage.set_quests(new, ids)

    def leave_out(self, reason: LeftOut) -> None:
        """A session is not staged; only the first reasons are kept."""
        self.left_out += 1
        if len(self.of_file) < MOST_REASONS:
            self.of_file.append(reason)

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
