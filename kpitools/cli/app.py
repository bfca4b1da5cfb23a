"""The `kpitools` command: its subcommands, and the one place where errors become messages and exit codes."""

import difflib
import io
import re
import signal
import sys
from typing import Annotated, Any

import typer
import typer.exceptions

from kpitools import __version__
from kpitools.cli.batch import batch
from kpitools.cli.check import check
from kpitools.cli.compute import compute
from kpitools.cli.console import voice
from kpitools.cli.demo import demo
from kpitools.cli.explain import explain
from kpitools.cli.init import init
from kpitools.cli.layout import layout
from kpitools.cli.new import new
from kpitools.cli.options import UsageError
from kpitools.cli.outbox import outbox
from kpitools.cli.overview import overview
from kpitools.cli.render import render
from kpitools.cli.send import send
from kpitools.cli.status import status
from kpitools.cli.system import refused
from kpitools.cli.tables import tables
from kpitools.errors import KpitoolsError, ParametersError, UnknownKpi, WorkspaceError
from kpitools.language import CODES, language, mark
from kpitools.problems import Problem

WRONG = 2  # the command is wrong, or the parameters are; nothing was started
FAILED = 1  # an edition failed

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
_SHOWN = (demo, init, new, check, compute, overview, explain, render, batch, status, send, outbox, tables)
for command in _SHOWN:
    app.command()(command)
app.add_typer(layout, name="layout")


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"kpitools {__version__}\n")
        raise typer.Exit


@app.callback()
def common(
    code: Annotated[str | None, typer.Option("--language", metavar="fr|en", help=mark("Langue des messages."))] = None,
    json: Annotated[bool, typer.Option("--json", help=mark("Messages en JSON, une ligne chacun."))] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=mark("Version."))
    ] = False,
) -> None:
    """Bilans social media : chaque chiffre avec sa preuve."""
    if code is not None:
        if code not in CODES:
            text = mark("« {code} » n'est pas une langue de kpitools. Langues : {names}.")
            raise UsageError(Problem("usage", text, {"code": code, "names": ", ".join(CODES)}))
        voice.words = language(code)
    voice.json = json


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0 (all good), 1 (an edition failed) or 2 (the command is wrong)."""
    # A polite end lets a running notebook's kernel be ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    _write_utf8()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def _write_utf8() -> None:
    """French is written in any locale: a file or a pipe gets UTF-8, a terminal what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    if "--language" in arguments[:-1]:  # helps and usage errors come before the callback
        voice.words = language(arguments[arguments.index("--language") + 1])
    arguments = _hoisted(arguments)
    try:
        code = translated(typer.main.get_command(app))(arguments, standalone_mode=False, prog_name="kpitools")
        return code if isinstance(code, int) else 0
    except typer.exceptions.TyperException as error:
        context = vars(error).get("ctx")
        if context is not None and error.message == context.get_help():  # no command: the help is the message
            sys.stdout.write(error.format_message() + "\n")
        else:
            voice.say(usage(error), "bold red")
        return WRONG
    except (typer.Abort, KeyboardInterrupt):
        voice.say(voice.words.text("Interrompu."))
        return 130
    except KpitoolsError as error:
        voice.problems(error.problems)
        return WRONG if isinstance(error, ParametersError | WorkspaceError | UnknownKpi | UsageError) else FAILED
    except OSError as error:
        voice.problems(refused(error).problems)
        return FAILED


def _hoisted(arguments: list[str]) -> list[str]:
    """`--language` and `--json` are understood after the command's name too."""
    front: list[str] = []
    rest = list(arguments)
    if "--language" in rest[:-1]:
        at = rest.index("--language")
        front += rest[at : at + 2]
        del rest[at : at + 2]
    if "--json" in rest:
        rest.remove("--json")
        front.append("--json")
    return [*front, *rest]


def translated(command: Any) -> Any:
    """The command with its helps in the user's language."""
    command.help = voice.words.text(command.help) if command.help else command.help
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = voice.words.text(parameter.help)
    for sub in getattr(command, "commands", {}).values():
        translated(sub)
    return command


def usage(error: typer.exceptions.TyperException) -> str:
    """What is wrong with the command as typed."""
    words, facts = voice.words, vars(error)
    parameter = facts.get("param")
    hint = facts.get("param_hint") or (parameter.get_error_hint() if parameter is not None else "")
    name = hint if isinstance(hint, str) else " / ".join(hint)
    near = facts.get("possibilities") or ()
    if "possibilities" in facts:
        text = words.text("L'option {name} n'existe pas.", name=facts["option_name"])
    elif facts.get("option_name"):
        text = words.text("L'option {name} ne s'emploie pas ainsi.", name=facts["option_name"])
    elif extra := re.search(r"unexpected extra argument(?:\(s\)|s)? \((.*)\)", error.format_message()):
        text = words.text("« {value} » est en trop.", value=extra[1])
    elif name and not error.message:
        text = words.text("Il manque {name}.", name=name)
    elif name:
        given, *choices = [*re.findall(r"'([^']*)'", error.message), ""]
        text = words.text("« {value} » ne convient pas pour {name}.", value=given, name=name)
        text += " " + words.text("Valeurs possibles : {names}.", names=", ".join(choices[:-1])) if choices[:-1] else ""
    elif unknown := re.search(r"No such command '([^']*)'", error.message):
        text = words.text("La commande {name} n'existe pas.", name=unknown[1])
        near = difflib.get_close_matches(unknown[1], facts["cmd"].commands, 1)
    elif error.message == "Missing command.":
        text = words.text("Il manque une commande.")
    else:
        text = words.text("Commande incorrecte : {message}", message=error.format_message())
    text += " " + words.text("Peut-être {near} ?", near=", ".join(near)) if near else ""
    return text + " " + words.text("« kpitools --help » montre les commandes.")
