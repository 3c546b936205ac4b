"""Makes Typer speak the user's language: the help of our commands, and its own words.

The texts of our commands are marked where the commands are defined, and translated here before a command
runs. Of Typer's own words some are looked up by the standard library, which finds them in our catalogue;
the others, and those of pydantic, are recognised here.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.wording import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS_OF_A_COMMAND = ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar")

LOOKED_UP_BY_TYPER = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("Error"),
    N_("Aborted."),
    N_("[required]"),
    N_("[default: {}]"),
    # Translators: [blue] and [/] colour what is between them; keep them.
    N_("Try [blue]'{command_path} {help_option}'[/] for help."),
    N_("No such command {name!r}."),
)
TEXTS_OF_TYPERS_PARAMETERS = (
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
TYPERS_MESSAGES = (
    # Translators: {problem} is another message, without a full stop.
    N_("{problem}. Did you mean {suggestions}?"),
    N_("No such option: {name} (Possible options: {suggestions})"),
    N_("No such option: {name}"),
    # Translators: {problem} is another message.
    N_("Invalid value for {name}: {problem}"),
    # Translators: {problem} is another message.
    N_("Invalid value: {problem}"),
    N_("Missing argument {name}."),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("Got unexpected extra argument(s) ({arguments})"),
)
NONE_OF = N_("{value} is none of {choices}.")
_WHOLE = N_("Give a whole number.")
PYDANTICS_MESSAGES = {
    "Value error, {value} is not one of {choices}.": NONE_OF,
    "Input should be a valid integer, unable to parse string as an integer": _WHOLE,
    "Input should be a valid string, unable to parse raw data as a unicode string": _WHOLE,
    "Unable to parse input string as an integer, exceeded maximum size": _WHOLE,
    "Input should be greater than or equal to {limit}": N_("Give {limit} or more."),
    "Input should be less than or equal to {limit}": N_("Give {limit} or less."),
}
"""Words for programmers, and what a person is told in place of them."""


LONGEST_MESSAGE = 1000
"""Characters of an error message."""


class Command(TyperCommand):
    """A command whose usage line is in the user's language."""

    # Typer exports no types for the arguments of what is overridden here.
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)


class Group(TyperGroup):
    """A command with subcommands, whose usage line and error messages are in the user's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        """Read this command's own options."""
        with _translated_errors():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:
        """Run the command and its subcommand."""
        with _translated_errors():
            return super().invoke(ctx)


def translate_help(command: Any, parent: Any = None) -> None:
    """Translate all that the help of a command, its parameters and its subcommands says."""
    context = command.context_class(
        command, info_name=command.name, parent=parent, **command.context_settings
    )
    for name in TEXTS_OF_A_COMMAND:
        if text := getattr(command, name, None):
            setattr(command, name, _(text))
    for parameter in command.get_params(context):
        parameter.help = parameter.help and _(parameter.help)
        # A flag takes no value, but Typer would show one of the type <bool>.
        parameter.metavar = "" if getattr(parameter, "is_flag", False) else _metavar(parameter.metavar)
    for subcommand in getattr(command, "commands", {}).values():
        translate_help(subcommand, context)


def translated_message(text: str) -> str:
    """One of Typer's messages in the user's language; as it is, if it is not known here."""
    known = {message: message for message in TYPERS_MESSAGES} | PYDANTICS_MESSAGES
    for message, told in known.items():
        if found := _pattern(message).fullmatch(text):
            values = found.groupdict()
            if "problem" in values:
                values["problem"] = translated_message(values["problem"])
            return _(told).format(**values)
    return text


def _metavar(text: str | None) -> str | None:
    return text if text is None else _(text)


def _pattern(message: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", message)
    return re.compile(
        "".join(f"(?P<{piece}>.+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)),
        re.DOTALL,
    )


def _write_usage(command: Any, context: Any, formatter: Any) -> None:
    pieces = command.collect_usage_pieces(context)
    # Translators: Stands before a command, as in "Usage: focus-desktop start [OPTIONS]". Keep the space.
    formatter.write_usage(context.command_path, " ".join(pieces), prefix=_("Usage: "))


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except TyperException as error:
        # What was typed is quoted in it.
        message = printable(shortened(translated_message(error.format_message()), LONGEST_MESSAGE))
        error.format_message = lambda: message  # type: ignore[method-assign] # Typer shows what it returns.
        raise
