"""Commands on quests."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from focus_desktop import paths, wording
from focus_desktop.cli import options
from focus_desktop.cli.context import opened, saved_settings
from focus_desktop.cli.options import AsJson
from focus_desktop.cli.output import (
    documented,
    print_json,
    print_line,
    print_table,
    print_unreadable,
    print_warning,
)
from focus_desktop.cli.translated_typer import Command, Group
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.quest_colour import QuestColour
from focus_desktop.model.status import QuestStatus
from focus_desktop.settings import first_weekday

GOAL = N_("The goal: 1 or more.")
EDITED = ("--title", "--status", "--current", "--target", "--unit", "--colour", "--budget")


class Colour(StrEnum):
    """A colour, or that the app may choose one."""

    INDIGO = QuestColour.INDIGO
    RUST = QuestColour.RUST
    GREEN = QuestColour.GREEN
    VIOLET = QuestColour.VIOLET
    TEAL = QuestColour.TEAL
    NONE = "none"


QuestName = Annotated[str, typer.Argument(metavar=options.QUEST, help=N_("The quest's title or id."))]
Target = Annotated[int, typer.Option(metavar=options.NUMBER, help=GOAL)]
Unit = Annotated[
    str | None,
    typer.Option(metavar=options.UNIT, help=N_("What the progress counts, as in “books”; empty for none.")),
]
ColourName = Annotated[
    Colour | None,
    typer.Option(
        metavar=options.COLOUR,
        help=N_("The colour it is told apart by: indigo, rust, green, violet, teal or none."),
    ),
]
Budget = Annotated[
    int | None,
    typer.Option(metavar=options.MINUTES, help=N_("Focused minutes that a week is to have; 0 for none.")),
]

commands = typer.Typer()
quest_command = typer.Typer(cls=Group, help=N_("Add, edit or delete a quest."), no_args_is_help=True)


@commands.command(cls=Command, help=N_("List the quests."))
def quests(context: typer.Context, as_json: AsJson = False) -> None:
    """List the quests."""
    settings = saved_settings(context)
    with opened(context) as controller:
        controller.complete_due_session()
        found = controller.quest_records(settings.day_start_hour, first_weekday(settings))
        print_unreadable(controller)
    if as_json:
        print_json([documented(one.quest) for one in found])
        return
    if not found:
        words = _("No quests yet; `{command}` adds one.")
        print_line(words.format(command=f"{paths.APP_NAME} quest add {_(options.TITLE)}"))
    print_table(
        (
            wording.shortened(one.quest.title),
            wording.quest_steps(one),
            wording.quest_week(one),
            wording.quest_total(one.total),
            wording.quest_status(one.quest.status),
            str(one.id),
        )
        for one in found
    )


@quest_command.command("add", cls=Command, help=N_("Add a quest; prints its id."))
def add_quest(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar=options.TITLE, help=N_("The quest's title."))],
    *,
    target: Target = 1,
    unit: Unit = None,
    colour: ColourName = None,
    budget: Budget = None,
) -> None:
    """Add a quest."""
    with opened(context) as controller:
        (added,) = controller.new_quest(title, target, **_details(unit, colour, budget)).scope.quests
        listed = controller.list_quests()
    print_line(str(added))
    title = next(quest.title for quest in listed if quest.id == added)
    count = sum(quest.title.casefold() == title.casefold() for quest in listed)
    if count > 1:
        words = _("There are now {count} quests called “{title}”; name them by their ids.")
        print_warning(words.format(count=count, title=title))


@quest_command.command("edit", cls=Command, help=N_("Change a quest."))
def edit_quest(
    context: typer.Context,
    quest: QuestName,
    *,
    title: Annotated[str | None, typer.Option(metavar=options.TITLE, help=N_("A new title."))] = None,
    status: Annotated[QuestStatus | None, typer.Option(help=N_("Where it stands."))] = None,
    current: Annotated[
        int | None, typer.Option(metavar=options.NUMBER, help=N_("The progress: 0 or more."))
    ] = None,
    target: Annotated[int | None, typer.Option(metavar=options.NUMBER, help=GOAL)] = None,
    unit: Unit = None,
    colour: ColourName = None,
    budget: Budget = None,
) -> None:
    """Change a quest."""
    fields = {"title": title, "status": status, "current_value": current, "target_value": target}
    changes = {name: value for name, value in fields.items() if value is not None}
    changes |= _details(unit, colour, budget)
    if not changes:
        words = _("Say what to change: {options} or {last}.")
        *others, last = EDITED
        raise typer.BadParameter(words.format(options=", ".join(others), last=last))
    with opened(context) as controller:
        controller.change_quest(controller.quest_called(quest).id, **changes)


@quest_command.command("delete", cls=Command, help=N_("Delete a quest; its sessions stay."))
def delete_quest(context: typer.Context, quest: QuestName) -> None:
    """Delete a quest."""
    with opened(context) as controller:
        edit = controller.discard_quest(controller.quest_called(quest).id)
    print_line(wording.sessions_stay(len(edit.scope.sessions_of_quests)))


def _details(unit: str | None, colour: Colour | None, budget: int | None) -> dict[str, Any]:
    """The details that are given; those that are to be taken away are None."""
    details: dict[str, Any] = {}
    if unit is not None:
        details["unit"] = unit
    if colour is not None:
        details["colour"] = None if colour is Colour.NONE else QuestColour(colour.value).number
    if budget is not None:
        details["weekly_budget_minutes"] = budget or None
    return details
