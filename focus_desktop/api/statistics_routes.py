"""The endpoint of statistics."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from focus_desktop.api.dependencies import InjectedController, InjectedSettings
from focus_desktop.model.errors import Refusal
from focus_desktop.model.limits import EARLIEST_DATE, LATEST_DATE
from focus_desktop.model.statistics import By
from focus_desktop.model.statistics_document import StatisticsPublic
from focus_desktop.model.validation import Rule, Shape
from focus_desktop.settings import day_rules

_DATE = Rule(Refusal.DATE)
_BY = Rule(Refusal.STATISTICS_BY)


def _parsed(text: object) -> object:
    """A date of ISO 8601, and not the seconds since 1970 that pydantic takes as well."""
    return date.fromisoformat(text) if isinstance(text, str) and text else text


Date = Annotated[date | Literal[""] | SkipJsonSchema[None], BeforeValidator(_parsed), _DATE]


class StatisticsFilter(Shape):
    """Which figures are asked for; an empty value counts as none."""

    start: Date = Field(
        default=None,
        description=f"The first day, {EARLIEST_DATE} or later; usually the first one of the week of the last day.",
    )
    end: Date = Field(
        default=None,
        description=f"The last day, not before the first one, {LATEST_DATE} or earlier; usually today, or the "
        "last day of this week if there is no start either.",
    )
    by: Annotated[By, _BY] = Field(default=By.DAY, description="What the rows are.")


router = APIRouter(prefix="/statistics", tags=["Statistics"])


@router.get("", response_model=StatisticsPublic)
def statistics(
    query: Annotated[StatisticsFilter, Query()], controller: InjectedController, settings: InjectedSettings
) -> StatisticsPublic:
    """Tell how much was worked in a period of local days, on what, and when; this week if none is given."""
    rules = day_rules(settings)
    start, end = query.start or None, query.end or None
    found = controller.statistics(start, end, query.by, rules)
    return StatisticsPublic.made_of(found, controller.totals_before(start, end, rules))
