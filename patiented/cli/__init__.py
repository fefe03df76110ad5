"""The commands: parse the request, call a use case, shape the answer. No rules live here.

Each command stands in its own module and is imported only when it is asked for, so that
`patiented --version` does not wait for the database.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import NoArgsIsHelpError

from patiented import __version__
from patiented.cli import streams
from patiented.errors import PatientedError

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "patiented"

COMMANDS = {
    "serve": ("patiented.cli.serving:serve", "Show the site, on an embedded SQLite."),
    "write": ("patiented.cli.serving:write", "Open the desks on this machine, without a login."),
    "read": ("patiented.cli.reading:read_source", "Read any source into the document model."),
    "render": ("patiented.cli.rendering:render", "Write one edition in a chosen format."),
    "rewrite": ("patiented.cli.lines:rewrite", "Rewrite JSON lines for one audience."),
    "guard": ("patiented.cli.lines:guard", "Judge JSON lines of source and rewrite."),
    "score": ("patiented.cli.scoring:score_file", "Score the readability of a text."),
    "check": ("patiented.cli.checking:check", "Check editions against facts and targets."),
    "ask": ("patiented.cli.asking:ask", "Answer a question from one edition, word for word."),
    "wording": ("patiented.cli.wording:wording", "Work with the wording catalogues."),
    "learn": ("patiented.cli.learning:learn", "Turn confirmations into reviewed table rows."),
    "diff": ("patiented.cli.differing:diff", "Show what a new version of a source lets lapse."),
    "review": ("patiented.cli.reviewing:review", "Move an edition through its review."),
    "withdraw": ("patiented.cli.reviewing:withdraw", "Take a page off, with a notice."),
    "reinstate": ("patiented.cli.reviewing:reinstate", "Bring a withdrawn page back."),
    "reports": ("patiented.cli.reports:reports", "List and close mistakes that readers report."),
    "user": ("patiented.cli.users:user", "Say who may log in at the desks."),
    "db": ("patiented.cli.database:db", "Bring the database up to date."),
}
"""Each command: where its function stands, and its line in the list of commands."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module_name, _, function = COMMANDS[cmd_name][0].partition(":")
        module = importlib.import_module(module_name)
        command: click.Command = getattr(module, function)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader who has left (`| head`) ends it without a word.

        Caught here, because click would exit 1, which says that something was found.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            streams.abandon()
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=PROGRAM)
def cli() -> None:
    """One clinician-level monograph in, one guarded edition per audience out."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; an expected failure is one line on stderr and its exit code."""
    streams.prepare()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status = cli.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
        # Here, where a full disk can still be told of.
        sys.stdout.flush()
    except PatientedError as error:
        return _failed(str(error), error.exit_code)
    except NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _failed(f"{error.format_message()}{_hint(error)}")
    except click.Abort:
        return _failed("stopped", 130)
    except OSError as error:
        # This is the door: what no module below foresaw is still one line.
        return _lost(error)
    return status if isinstance(status, int) else 0


def _lost(error: OSError) -> int:
    """Answer a failure of the system; when the reader of the last lines has left, it is none."""
    streams.abandon()
    if isinstance(error, BrokenPipeError):
        return 0
    return _failed(f"{error.filename or 'output'}: {error.strerror or error}")


def _hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f" See: {context.command_path} --help" if context else ""


def _failed(message: str, status: int = 2) -> int:
    """Say what is wrong in one line, whatever is quoted in it."""
    click.echo(f"{PROGRAM}: {' '.join(message.split())}", err=True)
    return status
