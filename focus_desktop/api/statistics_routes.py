"""The endpoint of statistics."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BeforeValidator, Field, WithJsonSchema
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
_YEAR, _LEAP_YEAR = (
    r"(?:19(?:7[1-9]|[89]\d)|20\d\d)",
    r"(?:19(?:7[26]|8[048]|9[26])|20(?:[02468][048]|[13579][26]))",
)
_DAYS = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])",
    r"(?:0[469]|11)-(?:0[1-9]|[12]\d|30)",
    r"02-(?:0[1-9]|1\d|2[0-8])",
)
PATTERN = rf"^(?:{_YEAR}-(?:{'|'.join(_DAYS)})|{_LEAP_YEAR}-02-29)$"
"""The days from `EARLIEST_DATE` to `LATEST_DATE`, so that tools that read the schema send no others."""
_SCHEMA = WithJsonSchema({"type": "string", "format": "date", "pattern": PATTERN})


def _parsed(text: object) -> object:
    """A date of ISO 8601, and not the seconds since 1970 that pydantic takes as well."""
    return date.fromisoformat(text) if isinstance(text, str) and text else text


Date = Annotated[
    Annotated[date, _SCHEMA] | Literal[""] | SkipJsonSchema[None], BeforeValidator(_parsed), _DATE
]


class StatisticsFilter(Shape):
    """Which figures are asked for; an empty value counts as none."""

    start: Date = Field(
        default=None,
        description=f"The first day, {EARLIEST_DATE} or later; usually that of the week of the last day.",
    )
    end: Date = Field(
        default=None,
        description=f"The last day, {LATEST_DATE} or earlier, not before the first one; usually today, or "
        "without a start that of this week.",
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
