"""The command line: finds commands, loads them when called, turns errors into exit codes."""

import importlib
import sys
import traceback
from collections.abc import Sequence

import click
from click.exceptions import NoSuchCommand

from sheetsync import __version__
from sheetsync.cli.help_page import SpokenContext, spoken
from sheetsync.cli.options import speech_option
from sheetsync.cli.output import BUG
from sheetsync.cli.speech import Speech
from sheetsync.cli.termination import EXIT_STOPPED, TERMINATION
from sheetsync.cli.usage_words import show
from sheetsync.errors import SheetsyncError
from sheetsync.language import Phrase
from sheetsync.workspace.options import EXIT_BUG

#: Command by name: where it is, and its line in the help, so that help loads none of them.
COMMANDS = {
    "demo": ("sheetsync.cli.demo:demo", "A partner network in the sandbox, every job run."),
    "adopt": ("sheetsync.cli.adopt:adopt", "Start with the workbook you have; it is only read."),
    "init": ("sheetsync.cli.init:init", "Make missing tabs, headers, dropdowns and colours."),
    "modules": ("sheetsync.cli.modules:modules", "List modules; switch one on or off."),
    "import": ("sheetsync.cli.import_:import_", "Fill an empty workbook from .xlsx or .csv files."),
    "doctor": ("sheetsync.cli.doctor:doctor", "Check every part of the chain; name the cure."),
    "run": (
        "sheetsync.cli.run:run",
        "Run jobs: validate, ratings, overdue, payments, monthly-reports, digest, mirror.",
    ),
    "history": ("sheetsync.cli.history:history", "What became of a row, in all tabs."),
    "changes": ("sheetsync.cli.history:changes", "Every changed cell since a day."),
    "restore": (
        "sheetsync.cli.restore:restore",
        "Bring back a cell, a row, a tab; undo a paste.",
    ),
    "mirror": ("sheetsync.cli.mirror:mirror", "The database of all changes: status, check, show."),
    "backup": ("sheetsync.cli.backup:backup", "Save journal, mirror, keys and config."),
    "restore-state": (
        "sheetsync.cli.backup:restore_state",
        "Bring a backup back, on any machine.",
    ),
    "ratings": ("sheetsync.cli.ratings:ratings", "Rating tables and charts for analysts."),
    "explain": ("sheetsync.cli.ratings:explain", "Why a partner has its score."),
    "overdue": ("sheetsync.cli.overdue:overdue", "Unpaid invoices as a list or a picture."),
    "payments": (
        "sheetsync.cli.payments:payments",
        "The bank's statement: import, match, list.",
    ),
    "outbox": ("sheetsync.cli.outbox:outbox", "Letters that went out, failed or are in doubt."),
    "portal": (
        "sheetsync.cli.portal:portal",
        "Partners' pages: serve them, what waits, recover, export.",
    ),
    "status": ("sheetsync.cli.status:status", "Last and next run, held letters, age of the data."),
    "schedule": ("sheetsync.cli.schedule:schedule", "Keep running and start jobs when due."),
    "crontab": ("sheetsync.cli.units:crontab", "Print a crontab line."),
    "systemd": ("sheetsync.cli.units:systemd", "Print systemd units."),
    "folders": ("sheetsync.cli.folders:folders", "Make a Drive folder for every partner."),
    "sandbox": ("sheetsync.cli.sandbox:sandbox", "A local Google Sheets: serve, import, export."),
}

_ENDED = Phrase(ru="завершено сигналом SIGTERM", en="ended by SIGTERM")
_STOPPED = Phrase(ru="остановлено вручную", en="stopped by hand")


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        return spoken(command) if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; of an unknown one, click looks for those that are near."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 done; 1 done, with rejected rows, held or failed letters; 2 stopped, the "
        "error says what was not done and the cure; 3 another run is active; 70 a bug of ours."
    ),
)
@click.version_option(__version__, prog_name="sheetsync")
@speech_option
def cli() -> None:
    """Guard-rails for a partner network that lives in Google Sheets.

    Start with `sheetsync demo`: it needs no account.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code; SIGTERM ends it early."""
    TERMINATION.install()
    code = exit_code_of(args)
    if TERMINATION.asked():
        TERMINATION.end(code)
    sys.exit(code)


def exit_code_of(args: Sequence[str] | None = None) -> int:  # noqa: PLR0911  # one way out a cause
    """Run the command line; say on stderr what stopped it; answer the exit code."""
    speaking = Speech()
    try:
        code = cli.main(args=args, standalone_mode=False, obj=speaking)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        show(error, speaking)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(speaking.say(_ENDED if TERMINATION.asked() else _STOPPED), err=True)
        return EXIT_STOPPED
    except SheetsyncError as error:
        click.echo(f"sheetsync: {error.said(speaking.lang)}", err=True)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except Exception:  # noqa: BLE001  # Python's own exit code would be 1, which means something here
        traceback.print_exc()
        click.echo(f"sheetsync: {speaking.say(BUG)}", err=True)
        return EXIT_BUG
    return code if isinstance(code, int) else 0
