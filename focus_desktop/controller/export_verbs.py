"""The verb that writes sessions to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from focus_desktop.controller.verb_base import VerbBase
from focus_desktop.model.history_query import HistoryFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from focus_desktop.exchange.format import Format
    from focus_desktop.model.importing import ExportResult
    from focus_desktop.model.progress import Progress
    from focus_desktop.model.transfer import QuestCopy
    from focus_desktop.store import exports


EVERYTHING = HistoryFilter(with_short_cancelled=True)


class ExportVerbs(VerbBase):
    """Reads page by page, so that nobody has to wait for an export."""

    def export_sessions(
        self,
        path: Path,
        chosen: Format,
        wanted: HistoryFilter = EVERYTHING,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> ExportResult:
        """Write the sessions that the filter lets through to a file, oldest first.

        JSON has the quests of these sessions as well, or all quests if nothing is left out, and the ids of
        the sessions that cannot be read.
        The file appears when it is complete. `on_progress` is called often; an exception that it raises, such
        as `Cancelled`, ends the export, and there is no file. Raises UnusableFile, StoreUnavailable.
        """
        from focus_desktop.exchange import formats, target  # noqa: PLC0415 — start-up would wait for them
        from focus_desktop.model.importing import ExportResult  # noqa: PLC0415
        from focus_desktop.model.progress import Progress  # noqa: PLC0415
        from focus_desktop.store import exports  # noqa: PLC0415

        with self._database.reading() as work:
            total = exports.count(work, wanted)
            quests = exports.all_quests(work) if wanted == EVERYTHING else []
        known = {quest.id: quest for quest in quests}
        done, left_out = 0, list[str]()
        with target.written(path) as stream:
            writer = formats.writer(chosen, stream)
            for page in self._pages(chosen, wanted, known):
                writer.write(page.sessions)
                done += len(page.sessions)
                left_out += page.left_out
                if on_progress is not None:
                    on_progress(Progress(done, total, done))
            writer.end(known.values(), left_out)
        return ExportResult(done, len(left_out))

    def _pages(
        self, chosen: Format, wanted: HistoryFilter, known: dict[str | None, QuestCopy]
    ) -> Iterator[exports.Page[Any]]:
        """All pages; quests that are met are put to those that are known."""
        from focus_desktop.exchange.format import Format  # noqa: PLC0415
        from focus_desktop.store import exports  # noqa: PLC0415

        read: Callable[..., exports.Page[Any]]
        read = exports.line_page if chosen is Format.CSV else exports.page
        after: tuple[str, str] | None = None
        while True:
            with self._database.reading() as work:
                page = read(work, wanted, after)
                # Read together with the sessions: it may be deleted before the next page.
                new = _quest_ids(page.sessions) - known.keys()
                known.update((quest.id, quest) for quest in exports.quests(work, sorted(new)))
            yield page
            after = page.last
            if after is None:
                return


def _quest_ids(sessions: list[Any]) -> set[str]:
    return {one.quest_id for one in sessions if one.quest_id is not None}
