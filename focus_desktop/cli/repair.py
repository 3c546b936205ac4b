"""Lets a person choose, in a terminal, what is done about a store that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from focus_desktop import refusals, wording
from focus_desktop.cli.context import services
from focus_desktop.cli.output import print_line, print_warning
from focus_desktop.cli.progress import progress_line
from focus_desktop.controller.store_repair import StoreRepair
from focus_desktop.language import gettext as _
from focus_desktop.model.store_repair import Remedy
from focus_desktop.wording import backups as backup_words
from focus_desktop.wording import repair as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from focus_desktop.model.errors import StoreUnavailable

MOST_BACKUPS = 20
"""Backups that are listed; `restore` takes any."""


def repair(context: typer.Context, error: StoreUnavailable) -> None:
    """Tell what was found and what can be done, and do what is chosen. Raises the error if nothing can be."""
    lent = services(context)
    about = StoreRepair(lent.backups(), lent.clock)
    remedies, found = about.remedies(error), about.file
    if not remedies or found is None:
        raise error
    print_warning(refusals.sentence(error))
    print_warning(wording.listed(str(found.file), words.known_of(found)))
    print_warning(words.kept())
    chosen = _chosen([f"{words.name(one).rstrip('…')}: {words.effect(one)}" for one in remedies])
    if chosen is None:
        raise typer.Exit(1)
    done: dict[Remedy, Callable[[StoreRepair], None]] = {
        Remedy.RESTORE: _restore,
        Remedy.SALVAGE: _salvage,
        Remedy.START_EMPTY: _start_empty,
    }
    done[remedies[chosen]](about)


def _restore(about: StoreRepair) -> None:
    found = about.backups.all()[:MOST_BACKUPS]
    if not found:
        print_line(_("No backups yet in {folder}.").format(folder=about.backups.folder))
        raise typer.Exit(1)
    chosen = _chosen([f"{backup_words.when(one)}  {backup_words.content(one)}" for one in found])
    if chosen is None:
        raise typer.Exit(1)
    with progress_line() as show:
        done = about.backups.restore(found[chosen].file, show)
    print_line(backup_words.restored(found[chosen].file.name))
    for kept in (done.set_aside, None if done.backup is None else done.backup.file):
        if kept is not None:
            print_line(backup_words.kept_as(str(kept)))


def _salvage(about: StoreRepair) -> None:
    with progress_line() as show:
        done = about.salvage(show)
    print_line(words.salvaged(done))
    print_line(backup_words.kept_as(str(done.set_aside)))


def _start_empty(about: StoreRepair) -> None:
    aside = about.start_empty()
    print_line(_("The history is empty now."))
    if aside is not None:
        print_line(backup_words.kept_as(str(aside)))


def _chosen(choices: Sequence[str]) -> int | None:
    """Let the person choose by number; None if nothing is to be done."""
    for number, words_of in enumerate(choices, start=1):
        print_warning(f"{number:2}  {words_of}")
    question = _("Number of your choice; Enter changes nothing")
    while True:
        try:
            answer = typer.prompt(question, default="", show_default=False, err=True).strip()
        except typer.Abort:  # There is nobody to answer.
            answer = ""
            print_warning("")
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1
