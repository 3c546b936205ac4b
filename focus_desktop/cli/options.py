"""Options and arguments that several commands have."""

from typing import Annotated

import typer

from focus_desktop.language import N_

MINUTES = N_("MINUTES")
NUMBER = N_("NUMBER")
QUEST = N_("QUEST")
TEXT = N_("TEXT")
TITLE = N_("TITLE")

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print JSON for programs."))]
