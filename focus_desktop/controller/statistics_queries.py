"""The questions that statistics answer; they change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.controller.session_queries import SessionQueries

if TYPE_CHECKING:
    from datetime import date, datetime

    from focus_desktop.model.local_days import DayRules
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.statistics import By, Statistics, Totals


class StatisticsQueries(SessionQueries):
    """The figures of a period. Rows that cannot be read are left out: see `Controller.unreadable_rows`."""

    def statistics(self, start: date | None, end: date | None, by: By, rules: DayRules) -> Statistics:
        """The figures from the day `start` to the day `end`, both included.

        Without any dates they are of this week; without a start, of the week of the end, up to that;
        without an end, until today. A session that runs counts until now. Raises InvalidField.
        """
        from focus_desktop.controller import period_statistics  # noqa: PLC0415 — start-up would wait for it

        reading = self._clock.read()
        now = self._counted_until(reading)
        asked = period_statistics.asked_for(start, end, by, rules, reading.wall)
        with self._database.reading() as work:
            return period_statistics.read(work, asked, now)

    def totals_before(self, start: date | None, end: date | None, rules: DayRules) -> Totals | None:
        """What the period before comes to, to compare with; None if that is too long ago.

        Before a week, month or year that is the one before; else as many days. Raises InvalidField.
        """
        from focus_desktop.controller import period_statistics  # noqa: PLC0415
        from focus_desktop.model.statistics import By  # noqa: PLC0415

        reading = self._clock.read()
        now = self._counted_until(reading)
        asked = period_statistics.asked_for(start, end, By.QUEST, rules, reading.wall)
        with self._database.reading() as work:
            return period_statistics.read_totals_before(work, asked, now)

    def _counted_until(self, reading: Reading) -> datetime:
        """The time until which a session that runs counts."""
        record = self.active_session()
        return reading.wall if record is None else record.time(reading)
