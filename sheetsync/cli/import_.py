"""``sheetsync import``: tables that lie in files, into a workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.options import config_option, headers_lang_option, json_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.config import load_config
from sheetsync.language import DEFAULT, Lang, Phrase, Sayable, Several
from sheetsync.language.phrases import as_it_is

_REASONS: Mapping[str, Phrase] = {
    "unknown": Phrase(
        ru="такой вкладки в таблице нет; какая это, можно сказать в config.yaml: tabs:",
        en="no tab of the workbook is called so; tabs: in config.yaml can say which one it is",
    ),
    "headers": Phrase(
        ru="ни в одной строке нет известных заголовков; что они значат, можно сказать в "
        "config.yaml: columns:",
        en="no row is known as headers; columns: in config.yaml can say what they mean",
    ),
    "unsure": Phrase(
        ru="точно не понятно, что это; sheetsync adopt спросит, затем import --mapping",
        en="not surely known; sheetsync adopt asks what they mean, then import --mapping",
    ),
    "empty": Phrase(ru="под заголовками ничего нет", en="nothing stands below the headers"),
    "tool": Phrase(ru="их заполняет сам sheetsync", en="sheetsync writes them itself"),
    "off": Phrase(
        ru="их модуль в этой таблице выключен; включить: sheetsync modules on ИМЯ",
        en="their module is off in this workbook; sheetsync modules on NAME switches one on",
    ),
}
_LEFT_OUT = Phrase(ru="не загружено: {names}: {why}", en="left out: {names}: {why}")
_TAB = Phrase(
    ru="{title}: строк {rows}, колонок {columns} из {source!r}",
    en="{title}: {rows} rows, {columns} columns from {source!r}",
)
_NOTHING_WRITTEN = Phrase(ru="ничего не записано", en="nothing was written")
_NOTHING_NEW = Phrase(
    ru="всё уже есть; ничего не записано", en="all of it is there; nothing was written"
)
_THERE = Phrase(
    ru="уже есть, оставлены как есть (строка файла = строка вкладки)",
    en="there already, left as they are (row of the file = row of the tab)",
)
_WRONG_ROWS = Phrase(ru="строки с ошибками, не загружены", en="rows with errors, left out")
_STRANGERS = Phrase(
    ru="таких кодов нет ни в одной строке; загружается и это, проверка их назовёт",
    en="codes that no row has; taken all the same, validation will name them",
)
_NEXT = Phrase(ru="дальше: sheetsync run validate", en="next: sheetsync run validate")
_AND_MORE = Phrase(ru="{named} и ещё {rest}", en="{named} and {rest} more")
_READ_AS = Phrase(
    ru="кодировка в файле не указана; прочитано как",
    en="the file says nothing of its encoding; read as",
)
_OWN = Phrase(ru="ваши собственные колонки, оставлены", en="columns of your own, kept")
_REQUIRED = Phrase(ru="нужны, а в файле их нет", en="required, and not in the file")
_WRONG = Phrase(ru="похоже, заголовки с ошибкой", en="headers that look wrong")
_ABOVE = Phrase(ru="строк над заголовками, не загружены", en="rows above the headers, left out")
_MONTHS = Phrase(
    ru="предупреждение: месяца в файле нет, взят из даты счёта; проверьте: {rows}",
    en="warning: the file says no month, that of the invoice's date was taken; check: {rows}",
)
_DOUBTFUL = Phrase(
    ru="оставлены как есть, проверка их назовёт",
    en="kept as they were, validation will name them",
)
_FORMULAS = Phrase(
    ru="формулы, значения которых в файле нет, записаны текстом",
    en="formulas whose value the file does not keep, written as text",
)
#: Of these nobody misses anything.
_HARMLESS = frozenset({"tool", "empty"})
_SHOWN_CELLS = 5


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@config_option
@headers_lang_option()
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="What the tabs of a workbook of your own form mean (mapping.yaml).",
)
@click.option(
    "--append", is_flag=True, help="Add to tabs that hold rows what they lack, below the last row."
)
@click.option("--no-backup", is_flag=True, help="Make no backup copy before tabs are added.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@json_option
def import_(path: Path, config: Path, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Fill people's tabs from PATH: an .xlsx file, or a folder with one .csv a tab.

    Tabs and headers are found by their English or Russian names, or by those that config.yaml tells
    under tabs: and columns:. Tabs that the workbook lacks are made. A tab with values stops the
    import before anything is written; with --append it gets the rows whose keys it lacks, below
    its last one. What is there stays as it is; doubles and rows with errors are named and left out.

    With --mapping, PATH is a workbook of the team's own form, or a Google spreadsheet's address: it
    is read once through the mapping that sheetsync adopt makes, for a team that wants to move.
    """
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.importing import ImportOptions, import_files  # noqa: PLC0415

    speaking = speech()
    with progress(quiet=bool(asked["json"])) as tell:
        done = import_files(
            load_config(config),
            path,
            ImportOptions(
                lang=str(asked["lang"]),
                now=SystemClock().now(),
                dry_run=bool(asked["dry_run"]),
                backup=not asked["no_backup"],
                append=bool(asked["append"]),
                tell=tell,
                mapping=asked["mapping"],
            ),
        )
    speaking.hear(str(asked["lang"]))
    if asked["json"]:
        print_json({"dry_run": bool(asked["dry_run"]), **_document(done)})
    else:
        for line in _lines(done, speaking.lang):
            click.echo(line)
        click.echo(speaking.say(_last_words(done, dry_run=bool(asked["dry_run"]))))
    is_whole = all(left.reason in _HARMLESS for left in done.left_out)
    return 0 if is_whole and not any(one.new.wrong for one in done.appended.values()) else 1


def _last_words(done: Any, *, dry_run: bool) -> Phrase:  # noqa: ANN401  # an Imported; it is imported lazily
    if done.is_nothing_new:
        return _NOTHING_NEW
    return _NOTHING_WRITTEN if dry_run else _NEXT


def _document(done: Any) -> dict[str, object]:  # noqa: ANN401  # an Imported; it is imported lazily
    return {
        "made": list(done.made),
        "tabs": [
            {
                "code": one.target.tab.code,
                "title": one.target.title,
                "source": one.source,
                "rows": one.rows,
                "columns": list(one.matched),
                "missing": list(one.missing),
                "nearest": [near.said(DEFAULT) for near in one.nearest],
                "extra": list(one.extra),
                "doubtful": list(one.doubtful),
                "left_above": one.left_above,
                "valueless": list(done.valueless.get(one.source, ())),
                "read_as": done.read_as.get(one.source, ""),
                **_told_of_rows(done.appended.get(one.target.tab.code), one.target.tab.code),
            }
            for one in done.transfers
        ],
        "months": list(done.months),
        "left_out": [
            {
                "source": left.source,
                "reason": left.reason,
                "detail": left.detail.said(DEFAULT) if left.detail else "",
            }
            for left in done.left_out
        ],
    }


def _told_of_rows(appended: Any, code: str) -> dict[str, object]:  # noqa: ANN401  # an Appended
    """Of rows that were compared with those that are there, which ones do not go."""
    if appended is None:
        return {}
    return {
        "doubles": appended.doubles(code),
        "wrong": appended.wrong(DEFAULT),
        "unknown": appended.strangers(DEFAULT),
    }


def _lines(done: Any, lang: Lang) -> Iterator[str]:  # noqa: ANN401  # likewise
    yield from done.made
    for one in done.transfers:
        yield _TAB.said(
            lang,
            title=one.target.title,
            rows=one.rows,
            columns=len(one.matched),
            source=one.source,
        )
        yield from _with_words(_remarks(one, done, lang), lang)
    if done.months:
        yield _MONTHS.said(lang, rows=_cells(done.months, lang))
    for reason, words in _REASONS.items():
        names = [repr(left.source) for left in done.left_out if left.reason == reason]
        if names:
            yield _LEFT_OUT.said(lang, names=", ".join(names), why=words.said(lang))
    for left in done.left_out:
        detail = left.detail.said(lang) if left.detail else ""
        yield from _with_words([(as_it_is(repr(left.source)), detail)], lang)


def _with_words(remarks: Iterable[tuple[Sayable, str]], lang: Lang) -> Iterator[str]:
    """The remarks that say anything, indented."""
    return (f"  {what.said(lang)}: {said}" for what, said in remarks if said)


def _remarks(one: Any, done: Any, lang: Lang) -> Iterator[tuple[Sayable, str]]:  # noqa: ANN401  # a Transfer, an Imported
    """What a person should know of a tab besides; "" where there is nothing to say."""
    yield _READ_AS, done.read_as.get(one.source, "")
    yield _OWN, ", ".join(map(repr, one.extra))
    yield _REQUIRED, ", ".join(one.missing)
    yield _WRONG, Several(one.nearest).said(lang)
    yield _ABOVE, str(one.left_above or "")
    yield _DOUBTFUL, _cells(one.doubtful, lang)
    appended = done.appended.get(one.target.tab.code)
    if appended is not None:
        yield _THERE, _cells(appended.doubles(one.target.tab.code), lang)
        yield _WRONG_ROWS, _cells(appended.wrong(lang), lang)
        yield _STRANGERS, _cells(appended.strangers(lang), lang)
    yield _FORMULAS, _cells(done.valueless.get(one.source, ()), lang)


def _cells(addresses: Sequence[str], lang: Lang) -> str:
    """So many cells or rows, the first ones named."""
    rest = len(addresses) - _SHOWN_CELLS
    named = ", ".join(addresses[:_SHOWN_CELLS])
    return _AND_MORE.said(lang, named=named, rest=rest) if rest > 0 else named
