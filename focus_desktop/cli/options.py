"""Options and arguments that several commands have."""

from typing import Annotated

import typer

from focus_desktop.language import N_

# Translators: Stands for what an option takes, as in "--colour COLOUR". In capital letters.
COLOUR = N_("COLOUR")
# Translators: Stands for what an option takes, as in "--minutes MINUTES". In capital letters.
MINUTES = N_("MINUTES")
# Translators: Stands for what an option takes, as in "--limit NUMBER". In capital letters.
NUMBER = N_("NUMBER")
# Translators: Stands for what an option takes, as in "--quest QUEST". In capital letters.
QUEST = N_("QUEST")
# Translators: Stands for what an option takes, as in "--unit UNIT". In capital letters.
UNIT = N_("UNIT")
# Translators: Stands for what an option takes, as in "--description TEXT". In capital letters.
TEXT = N_("TEXT")
# Translators: Stands for what an option takes, as in "--start WHEN". In capital letters.
WHEN = N_("WHEN")
# Translators: Stands for what an option takes, as in "--title TITLE". In capital letters.
TITLE = N_("TITLE")

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print JSON for programs."))]
