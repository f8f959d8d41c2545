"""``sheetsync status``: what ran and runs next, what is held or in doubt, age of the data."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import pandas as pd

from sheetsync.cli.aligned import aligned
from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.config import known_job, unknown_jobs
from sheetsync.language import DEFAULT, Lang, Phrase
from sheetsync.language.days import month_year, typed_day
from sheetsync.tables.catalogue.logs import LETTERS, RUN_LOG
from sheetsync.workspace import RunOptions, Workspace, open_workspace
from sheetsync.workspace.offered_jobs import job_names
from sheetsync.workspace.timetable import next_moment

_WORDS: Mapping[str, Phrase] = {
    "as_of": Phrase(ru="На {day}", en="As of {day}"),
    "job": Phrase(ru="Задание", en="Job"),
    "last": Phrase(ru="Последний запуск", en="Last run"),
    "ended": Phrase(ru="Чем закончился", en="How it ended"),
    "next": Phrase(ru="Следующий запуск", en="Next run"),
    "never": Phrase(ru="Не запустится: {message}", en="Will never run: {message}"),
    "none": Phrase(ru="нет", en="none"),
    "letters": Phrase(
        ru="Письма: отложено {held}, неясно {unknown}",
        en="Letters: {held} on hold, {unknown} unclear",
    ),
    "closed": Phrase(ru="Последний закрытый месяц: {period}", en="Last month closed: {period}"),
    "portal": Phrase(ru="Портал: {line}", en="Portal: {line}"),
    "paid": Phrase(ru="Оплаты внесены по: {day}", en="Payments entered up to: {day}"),
    "bank": Phrase(ru="Выписка загружена по: {day}", en="Bank statements up to: {day}"),
}
#: How a run ended, by its exit code (README, Exit codes).
_ENDINGS: Mapping[str, Phrase] = {
    "0": Phrase(ru="готово", en="done"),
    "1": Phrase(
        ru="готово, но не всё: см. Проверку и Письма",
        en="done, but not all: see Validation, Letters",
    ),
    "2": Phrase(ru="остановлено", en="stopped"),
    "3": Phrase(ru="шёл другой запуск", en="another run was active"),
    "70": Phrase(ru="наша ошибка", en="a bug of ours"),
}


@click.command()
@config_option
@speech_option
@json_option
def status(config: Path, *, json: bool) -> int:
    """Tell the last run of each job, the next one, held letters, letters in doubt, age of data."""
    speaking = speech()
    with progress(quiet=json) as tell:
        options = RunOptions(dry_run=True, progress=tell, on_language=speaking.hear)
        with open_workspace(config, options=options) as workspace:
            found = state_of(workspace)
    if json:
        messages = [error.said(DEFAULT) for error in found["unknown_jobs"]]
        print_json({**found, "unknown_jobs": messages})
    else:
        _print(found, speaking.lang)
    return 0


def state_of(ws: Workspace) -> dict[str, Any]:
    """The state as JSON values, the catalogue's codes as keys; entries of no job as their words."""
    runs = ws.reading.tool_frame(RUN_LOG)
    letters = ws.reading.tool_frame(LETTERS)
    states = ws.journal.letters.states().values()
    return {
        "as_of": ws.as_of.isoformat(),
        "last_runs": _last_runs(runs),
        "next_runs": _next_runs(ws),
        "unknown_jobs": [error.words for error in unknown_jobs(ws.config.schedule, job_names())],
        "held": int((letters["state"] == "held").sum()),
        "unknown": sum(letter.state == "unknown" for letter in states),
        "month_closed": ws.settings.month_closed,
        "paid_until": _iso(ws.payables.paid_until),
        **({"bank_until": str(ws.payables.bank.until)} if ws.payables.bank else {}),
        **_portal(ws),
    }


def _portal(ws: Workspace) -> dict[str, Any]:
    """What waits in the portal; nothing where there is none, or no worker has run yet."""
    if ws.config.portal is None:
        return {}
    from sheetsync.cli.portal_told import queue_told  # noqa: PLC0415  # the database is slow
    from sheetsync.portal.store.opening import store_address  # noqa: PLC0415
    from sheetsync.portal.store.owner import owner_of  # noqa: PLC0415
    from sheetsync.workspace.portal_config import made_store  # noqa: PLC0415

    if not owner_of(store_address(ws.config)):
        return {"portal": None}
    with made_store(ws.config) as store:
        return {"portal": queue_told(store, ws.clock.now(), ws.config.portal)}


def _last_runs(runs: pd.DataFrame) -> list[dict[str, object]]:
    last = runs.drop_duplicates("job", keep="last")
    return [
        {name: row[name] for name in ("job", "started", "finished", "status")}
        for row in last.to_dict("records")
    ]


def _next_runs(ws: Workspace) -> list[dict[str, str]]:
    now: datetime = ws.clock.now()
    jobs = job_names()
    moments = [
        (next_moment(entry, now, ws.zone), entry.job)
        for entry in ws.config.schedule
        if known_job(entry.job, jobs)
    ]
    return [
        {"job": job, "at": f"{at.astimezone(ws.zone):%Y-%m-%d %H:%M}"}
        for at, job in sorted(moments)
    ]


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _print(found: dict[str, Any], lang: Lang) -> None:
    """Tables of what ran and runs, then a sentence a fact."""
    as_of = typed_day(date.fromisoformat(found["as_of"]), lang)
    click.echo(_WORDS["as_of"].said(lang, day=as_of))
    last = [
        (run["job"], _moment(run["started"], lang), _ending(str(run["status"]), lang))
        for run in found["last_runs"]
    ]
    _table(("job", "last", "ended"), last, lang)
    coming = [(run["job"], _moment(run["at"], lang)) for run in found["next_runs"]]
    _table(("job", "next"), coming, lang)
    for message in found["unknown_jobs"]:
        click.echo(_WORDS["never"].said(lang, message=message.said(lang)))
    none = _WORDS["none"].said(lang)
    click.echo()
    period, told = found["month_closed"], "bank" if "bank_until" in found else "paid"
    paid = found[f"{told}_until"]
    facts = {
        "letters": {"held": found["held"], "unknown": found["unknown"]},
        "closed": {"period": month_year(period, lang) if period else none},
        told: {"day": typed_day(date.fromisoformat(paid), lang) if paid else none},
    }
    for name, values in facts.items():
        click.echo(_WORDS[name].said(lang, **values))
    if found.get("portal"):
        from sheetsync.cli.portal_told import queue_words  # noqa: PLC0415  # likewise

        for line in queue_words(found["portal"], speech()):
            click.echo(_WORDS["portal"].said(lang, line=line))


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang) -> None:
    lines = [tuple(_WORDS[name].said(lang) for name in headers), *rows]
    if rows:
        for line in ("", *aligned(lines, range(len(headers)))):
            click.echo(line)


def _moment(text: str, lang: Lang) -> str:
    """A day and a time, the same way everywhere; what people changed in the log stays theirs."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{typed_day(at.date(), lang)} {at:%H:%M}"


def _ending(code: str, lang: Lang) -> str:
    return _ENDINGS[code].said(lang) if code in _ENDINGS else code
