"""``sheetsync doctor``: is every part of the chain in order?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.config import Config, load_config
from sheetsync.language import Lang, Phrase
from sheetsync.workspace.offered_jobs import job_names

if TYPE_CHECKING:
    from sheetsync.workspace.checks import Check

_LOOKING = Phrase(ru="смотрим", en="looking")
_MARKS: Mapping[str, Phrase] = {
    "ok": Phrase(ru="ок", en="ok"),
    "warning": Phrase(ru="замечание", en="note"),
    "bad": Phrase(ru="ОШИБКА", en="BAD"),
}
_PARTS: Mapping[str, Phrase] = {
    "config": Phrase(ru="config.yaml", en="config"),
    "state": Phrase(ru="папка состояния", en="state"),
    "files": Phrase(ru="права на файлы", en="files"),
    "clock": Phrase(ru="часы", en="clock"),
    "spreadsheet": Phrase(ru="таблица", en="spreadsheet"),
    "sharing": Phrase(ru="доступ", en="sharing"),
    "tabs": Phrase(ru="вкладки", en="tabs"),
    "modules": Phrase(ru="модули", en="modules"),
    "protection": Phrase(ru="защита", en="protection"),
    "settings": Phrase(ru="настройки", en="settings"),
    "time zone": Phrase(ru="часовой пояс", en="time zone"),
    "sender": Phrase(ru="отправитель", en="sender"),
    "journal": Phrase(ru="журнал", en="journal"),
    "mirror": Phrase(ru="зеркало", en="mirror"),
    "source": Phrase(ru="таблица команды", en="team's workbook"),
    "source rights": Phrase(ru="права в таблице команды", en="rights in the team's workbook"),
    "portal store": Phrase(ru="база портала", en="portal store"),
    "portal worker": Phrase(ru="обработчик портала", en="portal worker"),
    "portal files": Phrase(ru="файлы партнёров", en="partners' files"),
    "portal archive": Phrase(ru="файлы на Диске или в S3", en="files in Drive or S3"),
    "portal keys": Phrase(ru="ключи портала", en="portal keys"),
    "portal scanner": Phrase(ru="антивирус", en="virus scanner"),
    "templates": Phrase(ru="шаблоны писем", en="templates"),
    "mail": Phrase(ru="почта", en="mail"),
    "schedule": Phrase(ru="расписание", en="schedule"),
}
_CURE = Phrase(ru="что сделать: {cure}", en="cure: {cure}")


@click.command()
@config_option
@speech_option
@json_option
def doctor(config: Path, *, json: bool) -> int:
    """Check config, key, clock, sharing, tabs, protection, zones, templates, mail, journal."""
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.doctor import examined  # noqa: PLC0415

    checked, speaking = load_config(config), speech()
    with progress(quiet=json) as tell:
        tell(_LOOKING)
        checks = examined(checked, SystemClock(), _check_letters, job_names(), speaking.hear)
    if json:
        print_json(
            [
                {"name": check.name, "state": check.state, "text": check.text, "cure": check.cure}
                for check in checks
            ]
        )
    else:
        _print(checks, speaking.lang)
    return 2 if any(check.state == "bad" for check in checks) else 0


def _print(checks: "Sequence[Check]", lang: Lang) -> None:
    """A line a part, and below it what to do."""
    marks = {state: mark.said(lang) for state, mark in _MARKS.items()}
    width = max(map(len, marks.values()))
    for check in checks:
        part = _PARTS[check.name].said(lang)
        click.echo(f"{marks[check.state]:<{width}} {part}: {check.words.said(lang)}")
        if cure := check.cure_words.said(lang):
            click.echo(f"{'':<{width}}   {_CURE.said(lang, cure=cure)}")


def _check_letters(config: Config) -> None:
    from sheetsync.workspace.doors import checked_templates  # noqa: PLC0415

    checked_templates(config)
