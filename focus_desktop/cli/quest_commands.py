"""Commands on quests."""

from typing import Annotated

import typer

from focus_desktop import paths, wording
from focus_desktop.cli import options
from focus_desktop.cli.context import opened
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
from focus_desktop.model.status import QuestStatus

GOAL = N_("The goal: 1 or more.")

QuestName = Annotated[str, typer.Argument(metavar=options.QUEST, help=N_("The quest's title or id."))]
Target = Annotated[int, typer.Option(metavar=options.NUMBER, help=GOAL)]

commands = typer.Typer()
quest_command = typer.Typer(cls=Group, help=N_("Add, edit or delete a quest."), no_args_is_help=True)


@commands.command(cls=Command, help=N_("List the quests."))
def quests(context: typer.Context, as_json: AsJson = False) -> None:
    """List the quests."""
    with opened(context) as controller:
        found = controller.list_quests()
        print_unreadable(controller)
    if as_json:
        print_json([documented(quest) for quest in found])
        return
    if not found:
        words = _("No quests yet; `{command}` adds one.")
        print_line(words.format(command=f"{paths.APP_NAME} quest add {_(options.TITLE)}"))
    print_table(
        (
            wording.shortened(quest.title),
            # Translators: The progress of a quest, as in "3 of 12".
            _("{current} of {target}").format(current=quest.current_value, target=quest.target_value),
            wording.quest_status(quest.status),
            str(quest.id),
        )
        for quest in found
    )


@quest_command.command("add", cls=Command, help=N_("Add a quest; prints its id."))
def add_quest(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar=options.TITLE, help=N_("The quest's title."))],
    target: Target = 1,
) -> None:
    """Add a quest."""
    with opened(context) as controller:
        added = controller.add_quest(title, target)
        same = [
            quest for quest in controller.list_quests() if quest.title.casefold() == added.title.casefold()
        ]
    print_line(str(added.id))
    if len(same) > 1:
        words = _("There are now {count} quests called “{title}”; name them by their ids.")
        print_warning(words.format(count=len(same), title=added.title))


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
) -> None:
    """Change a quest."""
    changes = {"title": title, "status": status, "current_value": current, "target_value": target}
    given = {name: value for name, value in changes.items() if value is not None}
    if not given:
        raise typer.BadParameter(_("Say what to change: --title, --status, --current or --target."))
    with opened(context) as controller:
        controller.edit_quest(controller.quest_called(quest).id, **given)


@quest_command.command("delete", cls=Command, help=N_("Delete a quest; its sessions stay."))
def delete_quest(context: typer.Context, quest: QuestName) -> None:
    """Delete a quest."""
    with opened(context) as controller:
        controller.delete_quest(controller.quest_called(quest).id)
