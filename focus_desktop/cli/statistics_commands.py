"""The command that tells the statistics of a period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from focus_desktop import refusals, wording
from focus_desktop.cli.context import opened, saved_settings
from focus_desktop.cli.options import AsJson  # noqa: TC001 — Typer reads the annotations
from focus_desktop.cli.output import print_json, print_line, print_table, print_unreadable
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.statistics import By
from focus_desktop.settings import day_rules
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from focus_desktop.model.local_days import DayRules
    from focus_desktop.model.statistics import Row, Statistics, Totals

commands = typer.Typer()
# Translators: Stands for what an option takes, as in "--from DATE". In capital letters.
DATE = N_("DATE")


@commands.command(cls=Command, help=N_("Tell how much you focused, on what, and when."))
def stats(
    context: typer.Context,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar=DATE, help=N_("The first day, as 2026-01-31; usually of this week.")),
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar=DATE, help=N_("The last day, as 2026-01-31."))
    ] = None,
    by: Annotated[By, typer.Option(help=N_("What the lines are."))] = By.DAY,
    as_json: AsJson = False,
) -> None:
    """Tell the statistics of a period."""
    first, last = _date(start), _date(end)
    rules = day_rules(saved_settings(context))
    with opened(context) as controller:
        controller.complete_due_session()
        found = controller.statistics(first, last, by, rules)
        before = controller.totals_before(first, last, rules)
        print_unreadable(controller)
    if as_json:
        from focus_desktop.model.statistics_document import StatisticsPublic  # noqa: PLC0415 — pydantic

        print_json(StatisticsPublic.made_of(found, before).model_dump(mode="json"))
        return
    _print(found, before, rules)


def _date(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(refusals.sentence(InvalidField(Refusal.DATE))) from None


def _print(found: Statistics, before: Totals | None, rules: DayRules) -> None:
    if not found.totals.sessions.sessions and not found.totals.focused:
        print_line(_("No focus in this time yet."))
        return
    print_table(_row(found, row) for row in found.rows)
    print_line("")
    numbers = words.numbers(found.totals, before, rules.goal, rules.calendar.span(found.period))
    print_table((number.caption, number.value, number.note, number.before) for number in numbers)
    calibration = found.calibration
    if calibration is not None:
        print_line(words.calibration(calibration))
    if found.streak is not None:
        print_line(words.streak(found.streak))


def _row(found: Statistics, row: Row) -> tuple[str, ...]:
    done = row.sessions.done_part
    return (
        words.row_name(row, found.by, found.titles),
        wording.worked_minutes(row.focused),
        words.sessions_count(row.sessions.sessions),
        # Translators: The part of what was planned that was worked, as in "83 % of the plan".
        "" if done is None else _("{part} of the plan").format(part=words.percent(done)),
    )
