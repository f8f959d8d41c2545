"""``sheetsync outbox``: letters that went out, failed or are in doubt, and what to do with them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from sheetsync.cli.aligned import aligned, fitting, terminal_width
from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.journal.drafts import Draft
from sheetsync.journal.letters import JournaledLetter
from sheetsync.language import Lang, Phrase
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox import Outbox
from sheetsync.outbox.ports import LogRow
from sheetsync.tables.catalogue.logs import LETTER_STATE, SEND_LOG
from sheetsync.tables.schema import Choice
from sheetsync.workspace import RunOptions, Workspace, open_workspace

_STATES = (
    *LETTER_STATE,
    Choice("pending", en="waiting for a run", ru="ждёт запуска"),
    Choice("reserved", en="reserved", ru="зарезервировано"),
)
_LISTED = ("key", "state", "to", "at", "reason")
_SHOWN = ("at", "state", "run_id", "reason")
#: Of both tables, which columns go first where the terminal is narrow; the reason goes last.
_SPARE = (2, 3, 4)
_CODES = ("pending", "sent", "drafted", "failed", "unknown")

_RETRIED = Phrase(ru="{key}: уйдёт при следующем запуске", en="{key}: the next run takes it")
_WAS_SENT = Phrase(ru="{key}: отмечено как отправленное", en="{key}: it was sent")
_SENT_AGAIN = Phrase(
    ru="{key}: уйдёт ещё раз при следующем запуске", en="{key}: the next run sends it again"
)
_NONE_IN_DOUBT = Phrase(ru="за {period} неясных писем нет", en="no letter of {period} is in doubt")
_SAY_WHAT = Phrase(
    ru="скажите, что нашли: --sent или --resend", en="say what you found: --sent or --resend"
)
_NAME_THEM = Phrase(
    ru="назовите письма: КЛЮЧ … или --all --period ГГГГ-ММ",
    en="name the letters: KEY …, or --all --period YYYY-MM",
)


class _KeyType(click.ParamType[LetterKey]):
    """KIND/PARTNER/PERIOD/REVISION, as the list prints it."""

    name = "key"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> LetterKey:
        """The key, or a usage error."""
        try:
            return LetterKey.parsed(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


_key_argument = click.argument("key", type=_KeyType())


@click.group()
def outbox() -> None:
    """Letters that went out, failed or are in doubt."""


@outbox.command("list")
@config_option
@speech_option
@click.option("--state", type=click.Choice(_CODES), help="Only letters in this state.")
@json_option
def list_letters(config: Path, *, state: str | None, json: bool) -> int:
    """List every letter that was sent, drafted, refused or perhaps sent."""
    with _looking(config, quiet=json) as workspace:
        letters = letter_rows(workspace.outbox)
        rows = [row for row in letters if state is None or row["state"] == state]
        _print(rows, _LISTED, speech().lang, as_json=json)
    return 0


@outbox.command()
@config_option
@speech_option
@_key_argument
@json_option
def show(config: Path, key: LetterKey, *, json: bool) -> int:
    """Show what the Send log tells of one letter."""
    with _looking(config, quiet=json) as workspace:
        _print(workspace.outbox.history(key), _SHOWN, speech().lang, as_json=json)
    return 0


@outbox.command()
@config_option
@speech_option
@_key_argument
def retry(config: Path, key: LetterKey) -> int:
    """Let a letter that was refused for good, or only drafted, go out with the next run."""
    with _deciding(config) as workspace:
        workspace.outbox.retry(key)
    click.echo(speech().say(_RETRIED, key=key))
    return 0


@outbox.command()
@config_option
@speech_option
@click.argument("keys", metavar="KEY…", type=_KeyType(), nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All letters in doubt of a period.")
@click.option("--period", metavar="YYYY-MM", help="The period that --all means; a day for digests.")
@click.option("--sent", is_flag=True, help="They were sent after all.")
@click.option("--resend", is_flag=True, help="They were not: send them again.")
def resolve(
    config: Path,
    keys: tuple[LetterKey, ...],
    *,
    is_all: bool,
    period: str | None,
    **found: bool,
) -> int:
    """Settle letters in doubt; look into the account's Sent folder or the server's log first."""
    if found["sent"] == found["resend"]:
        raise click.UsageError(speech().say(_SAY_WHAT))
    if is_all == bool(keys) or is_all != bool(period):
        raise click.UsageError(speech().say(_NAME_THEM))
    with _deciding(config) as workspace:
        box = workspace.outbox
        asked = box.in_doubt(period) if period else keys
        box.resolve(asked, "sent" if found["sent"] else "resend")
    for key in asked:
        click.echo(speech().say(_WAS_SENT if found["sent"] else _SENT_AGAIN, key=key))
    if not asked:
        click.echo(speech().say(_NONE_IN_DOUBT, period=period))
    return 0


def letter_rows(outbox: Outbox) -> Iterator[LogRow]:
    """One row a letter by the codes of the Send log's columns, in the order of keys.

    A draft is listed unless the letter was mailed or is to be.
    """
    states = outbox.states()
    drafts = {draft.key: draft for draft in outbox.drafts() if draft.key not in states}
    for key in sorted({*states, *drafts}):
        yield _letter_row(states[key]) if key in states else _draft_row(drafts[key])


def _letter_row(letter: JournaledLetter) -> LogRow:
    envelope = letter.envelope
    return {
        **_key_cells(letter.key),
        "state": "unknown" if letter.state == "sending" else letter.state,
        "to": envelope.recipients,
        "subject": envelope.subject,
        "at": _minute(letter.changed_at or envelope.dated_at),
        "reason": letter.reason,
        "message_id": envelope.message_id,
    }


def _draft_row(draft: Draft) -> LogRow:
    return {
        **_key_cells(draft.key),
        "state": "drafted",
        "to": draft.recipients,
        "subject": draft.subject,
        "at": _minute(draft.changed_at) if draft.changed_at else "",
        "reason": draft.place,
        "message_id": "",
    }


def _key_cells(key: LetterKey) -> dict[str, str | int]:
    return {
        "key": str(key),
        "kind": key.kind,
        "partner_id": key.partner_id,
        "period": key.period,
        "revision": key.revision,
    }


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"


@contextmanager
def _looking(config: Path, *, quiet: bool) -> Iterator[Workspace]:
    with progress(quiet=quiet) as tell:
        options = RunOptions(dry_run=True, progress=tell, on_language=speech().hear)
        with open_workspace(config, options=options) as workspace:
            yield workspace


@contextmanager
def _deciding(config: Path) -> Iterator[Workspace]:
    """The workspace for a decision of a person; the terminal speaks its language."""
    options = RunOptions(on_language=speech().hear)
    with open_workspace(config, options=options, job="outbox") as workspace:
        yield workspace


def _print(rows: Sequence[LogRow], codes: tuple[str, ...], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        print_json([dict(row) for row in rows])
        return
    headers = {column.name: column.header(lang) for column in SEND_LOG.columns}
    lines = [[headers[code] for code in codes]]
    lines += [[_shown(row, code, lang) for code in codes] for row in rows]
    # Not a table that folds: a key must be there to be copied whole.
    for line in aligned(lines, fitting(lines, terminal_width(), _SPARE)):
        click.echo(line)


def _shown(row: LogRow, code: str, lang: Lang) -> str:
    value = str(row.get(code, ""))
    if code != "state":
        return value
    return next((choice.label(lang) for choice in _STATES if choice.code == value), value)
