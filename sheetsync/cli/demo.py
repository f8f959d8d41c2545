"""``sheetsync demo``: a partner network in the sandbox, every job run, where to look."""

import secrets
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.demo_end import end_demo
from sheetsync.cli.options import headers_lang_option
from sheetsync.cli.output import print_error, print_outcome, progress
from sheetsync.cli.speech import speech
from sheetsync.dates import zone_of
from sheetsync.language import Lang, Phrase
from sheetsync.language.numbers import number
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.workspace.options import Outcome, RunOptions, Section, worst
from sheetsync.workspace.running import run_jobs

_CONFIG = """\
# The demo's config; config.example.yaml shows every key.
sandbox: workbook.sqlite
state: state
mail:
  sender: "{sender} <reports@organizer.example>"
  folder: letters
  unsubscribe_mailto: stop@organizer.example
mirror:
  url: sqlite:///state/mirror.sqlite
payments:
  folder: statements
  accounts:
    - {{account: "{account}", bic: "{bic}", bank: "{bank}", inn: "{inn}", currency: RUB}}
    - {{account: "{reserve}", bic: "{bic}", bank: "{bank}", inn: "{inn}", currency: RUB}}
portal:
  url: http://127.0.0.1:8795
  key_files: [links.key]
"""
_KEY_FILE, _KEY_BYTES = "links.key", 32
_SENDER = Phrase(ru="Организатор", en="Organizer")
_TOO_MANY = Phrase(
    ru="{partners} партнёров — это около {millions} млн ячеек, а в таблицу входит "
    "{most_millions} млн; возьмите не больше {most}",
    en="{partners} partners take about {millions} million cells, and a spreadsheet "
    "holds {most_millions} million; ask for {most} at most",
)
_NEVER = Phrase(
    ru="за день, который ещё не наступил, ничего не публикуют",
    en="a day to come is never published",
)
_JOBS = ("validate", "ratings", "overdue", "payments", "monthly-reports", "digest")
_SEED = 7
#: With the month that the job itself rates, half a year.
_MONTHS_BEFORE = 5
_WAITING_SHOWN = 5
_TEXTS = {
    "building": Phrase(ru="строю сеть партнёров", en="building the partner network"),
    "sending": Phrase(
        ru="партнёры присылают счета через портал", en="partners send invoices by the portal"
    ),
    "banking": Phrase(
        ru="банк отдаёт выписки, бухгалтер отвечает",
        en="the bank hands out statements, the accountant answers",
    ),
    "there": Phrase(
        ru="Демо уже построено, запускаю задания ещё раз.",
        en="The demo is there already; running the jobs once more.",
    ),
    "found": Phrase(ru="Что нашлось", en="What was found"),
    "job": Phrase(ru="Задание", en="Job"),
    "result": Phrase(ru="Итог", en="Result"),
    "partners": Phrase(ru="Кто тянет вверх и вниз", en="Who pulls up and who drags down"),
    "strongest": Phrase(ru="сильные", en="strongest"),
    "drag_down": Phrase(ru="тянут вниз", en="drag down"),
    "partner": Phrase(ru="Партнёр", en="Partner"),
    "score": Phrase(ru="Балл", en="Score"),
    "tier": Phrase(ru="Уровень", en="Tier"),
    "group": Phrase(ru="Группа", en="Group"),
    "waits": Phrase(ru="Что ждёт", en="What waits"),
    "done": Phrase(
        ru="сеть построена, все задания выполнены", en="the network is built and every job has run"
    ),
}


@click.command()
@headers_lang_option()
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Folder for the workbook, the letters and the journal.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day the network is at.")
@click.option("--partners", type=click.IntRange(min=48), default=60, show_default=True)
@click.option(
    "--serve/--no-serve",
    default=None,
    help="Serve the workbook and the partners' pages at the end; by default on a terminal.",
)
def demo(
    lang: str, into: Path, as_of: datetime | None, partners: int, *, serve: bool | None
) -> int:
    """Build a partner network in a local file and run every job on it. Needs no account."""
    # The demo's workbook speaks it, and so does the terminal from the start.
    speech().hear(lang)
    texts = _texts(lang)
    config = into / "config.yaml"
    day = as_of.date() if as_of else None
    if not config.exists():
        _refuse_too_many(partners)
    _refuse_day_to_come(day)
    with progress() as tell:
        options = RunOptions(as_of=day, publish=True, progress=tell, on_error=print_error)
        if config.exists():
            click.echo(texts["there"], err=True)
        else:
            tell(_TEXTS["building"])
            build_demo(into, lang, day, partners)
            # Before the mirror's first sight: what the bank takes over from people is no change.
            tell(_TEXTS["banking"])
            _take_statements(config, lang, day, options)
            _record_months_before(config, options)
            tell(_TEXTS["sending"])
            _send_submissions(config, lang, day)
        outcomes = run_jobs(config, _jobs(config), options)
    print_outcome(summary(outcomes, lang))
    serves = sys.stdout.isatty() if serve is None else serve
    code = end_demo(into, day or _today(), serves=serves)
    return worst([code, *(outcome.exit_code for outcome in outcomes if outcome.exit_code != 1)])


def _jobs(config: Path) -> tuple[str, ...]:
    """The jobs that a demo has use for: one of an earlier version has no bank."""
    from sheetsync.config import load_config  # noqa: PLC0415  # pandas and gspread take a while

    has_bank = load_config(config).payments is not None
    return tuple(job for job in _JOBS if has_bank or job != "payments")


def _refuse_too_many(partners: int) -> None:
    """A workbook that no spreadsheet holds is not drawn first."""
    from sheetsync.demo.size import cells_reckoned, most_partners  # noqa: PLC0415  # as holidays
    from sheetsync.sandbox.switches import Switches  # noqa: PLC0415

    most_cells, cells = Switches().most_cells, cells_reckoned(partners)
    if cells > most_cells:
        lang = speech().lang
        told = _TOO_MANY.said(
            lang,
            partners=number(partners, lang, 0),
            millions=number(cells / 1e6, lang),
            most_millions=number(most_cells / 1e6, lang, 0),
            most=number(most_partners(most_cells), lang, 0),
        )
        raise click.BadParameter(told, param_hint="--partners")


def _refuse_day_to_come(day: date | None) -> None:
    """The jobs would not publish it."""
    if day and day > _today():
        raise click.BadParameter(speech().say(_NEVER), param_hint="--as-of")


def _today() -> date:
    """The day where the demo's company is."""
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415  # pandas takes a while
    from sheetsync.workspace.making import TIME_ZONE  # noqa: PLC0415

    return SystemClock().now().astimezone(zone_of(TIME_ZONE)).date()


def build_demo(into: Path, lang: str, as_of: date | None, partners: int) -> None:
    """Make the folder: config, workbook with tabs, rows below their headers.

    The config is written last: a demo that was interrupted is built again.
    """
    from sheetsync.config import load_config  # noqa: PLC0415  # pandas and gspread take a while
    from sheetsync.demo import build  # noqa: PLC0415
    from sheetsync.demo.loading import load, room_for  # noqa: PLC0415
    from sheetsync.demo.rulebook import DEMO_MODULES  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415
    from sheetsync.workspace.making import (  # noqa: PLC0415
        make_sandbox,
        set_up_book,
        wanted_tabs,
    )

    make_private_folder(into)
    (into / "workbook.sqlite").unlink(missing_ok=True)
    day = as_of or SystemClock().now().date()
    book = build(lang, _SEED, partners, as_of=day)
    draft = into / "config.draft.yaml"
    write_private(into / _KEY_FILE, secrets.token_urlsafe(_KEY_BYTES).encode())
    write_private(draft, _config(lang).encode())
    config = load_config(draft)
    session = make_sandbox(config, book.title, book.locale, book.time_zone)
    set_up_book(session, book.lang, room_for(book), wanted_tabs(config), DEMO_MODULES)
    load(session, book)
    draft.rename(into / "config.yaml")


def _config(lang: Lang) -> str:
    from sheetsync.demo import bank_story  # noqa: PLC0415  # pandas takes a while
    from sheetsync.demo.rulebook import OUR_INN  # noqa: PLC0415

    return _CONFIG.format(
        sender=_SENDER.said(lang),
        account=bank_story.OUR_ACCOUNT,
        reserve=bank_story.OUR_RESERVE,
        bic=bank_story.BANK_BIC,
        bank=bank_story.BANK_NAME.said(lang),
        inn=OUR_INN,
    )


def _record_months_before(config: Path, options: RunOptions) -> None:
    """A network that has been rated for half a year: trends, previous tiers, what has changed."""
    from sheetsync.workspace.opening import open_workspace  # noqa: PLC0415  # pandas takes a while
    from sheetsync.workspace.past_ratings import record_months_before  # noqa: PLC0415

    with open_workspace(config, options=options, job="ratings") as ws:
        ws.run(partial(record_months_before, count=_MONTHS_BEFORE))


def _send_submissions(config: Path, lang: Lang, day: date | None) -> None:
    """What partners have sent by the portal, as its worker shows it."""
    from sheetsync.config import load_config  # noqa: PLC0415  # pandas and gspread take a while
    from sheetsync.demo.submissions import send_submissions  # noqa: PLC0415

    send_submissions(load_config(config), day or _today(), lang)


def _take_statements(config: Path, lang: Lang, day: date | None, options: RunOptions) -> None:
    """Three months of the bank, most of them decided."""
    from sheetsync.config import load_config  # noqa: PLC0415  # likewise
    from sheetsync.demo.banking import bank_the_demo  # noqa: PLC0415

    bank_the_demo(load_config(config), day or _today(), lang, options)


def _texts(lang: Lang) -> dict[str, str]:
    return {name: text.said(lang) for name, text in _TEXTS.items()}


def summary(outcomes: Sequence[Outcome], lang: Lang) -> Outcome:
    """What the jobs found, on one screen: their sentences, best and worst partners, what waits."""
    texts = _texts(lang)
    by_job = {outcome.job: outcome for outcome in outcomes}
    jobs = tuple((outcome.job, outcome.headline) for outcome in outcomes)
    rated = by_job["ratings"].payload
    ratings, groups = rated.get("ratings", []), rated.get("groups", {})
    partners = tuple(
        (
            texts[name],
            str(row["name"]),
            number(row["score"], lang),
            str(row["tier"]),
            groups.get(row["group"], str(row["group"])),
        )
        for name, rows in _best_and_worst(ratings)
        for row in rows
    )
    waiting = next(
        (section for section in by_job["overdue"].sections[-1:]), Section(texts["waits"], (), ())
    )
    sections = (
        Section(texts["found"], (texts["job"], texts["result"]), jobs),
        Section(
            texts["partners"],
            ("", texts["partner"], texts["score"], texts["tier"], texts["group"]),
            partners,
        ),
        Section(waiting.title, waiting.headers, waiting.rows[:_WAITING_SHOWN]),
    )
    return Outcome("demo", 0, texts["done"], sections=sections)


def _best_and_worst(
    ratings: Sequence[Mapping[str, Any]],
) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The two strongest, and the two who drag down most."""
    strongest = [row for row in ratings if row["list"] == "strongest"]
    drag_down = [row for row in ratings if row["list"] == "drag_down"]
    return [
        ("strongest", sorted(strongest, key=lambda row: -row["score"])[:2]),
        ("drag_down", sorted(drag_down, key=lambda row: float(row["score"]))[:2]),
    ]
