"""Adopt a team's workbook: read it, write beside it what it means, look at what comes of it.

Source: adoption.md A1. The team's workbook is only read; everything is written into a folder.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp

from google.auth.transport.requests import AuthorizedSession
from msgspec.structs import replace as replace_struct

from sheetsync.config import Config, SourceConfig, load_config
from sheetsync.config.mapping_edits import edited_mapping
from sheetsync.config.mapping_file import parse_mapping
from sheetsync.config.mapping_remarks import remarks_of
from sheetsync.config.mapping_text import mapping_text, quoted
from sheetsync.config.spreadsheet_address import is_spreadsheet_id, spreadsheet_id_of
from sheetsync.dates import Clock
from sheetsync.errors import AdoptionError, reason_of
from sheetsync.language import Lang, Phrase, Sayable
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.tables.adoption.again import Again, again, merged
from sheetsync.tables.adoption.answers import Answers
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.mapping import Mapping as Meant
from sheetsync.tables.adoption.proposal import Proposal
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.adoption.source import Source
from sheetsync.tables.cells import Grid
from sheetsync.tables.settings.keys import Settings
from sheetsync.workbook.setup import SetupOptions
from sheetsync.workspace.adopted import Adopted
from sheetsync.workspace.making import make_workbook

CONFIG, MAPPING, BOOK, REPORT = "config.yaml", "mapping.yaml", "workbook.sqlite", "report.html"
_CONFIG = """\
# {about}
source:
{source}
  mapping: {mapping}
sandbox: {book}
state: state
mail:
  folder: letters
"""
_ABOUT = Phrase(
    ru="Создано sheetsync adopt: таблица команды только читается, письма ложатся в папку.\n"
    "# Все ключи — в config.example.yaml.",
    en="Made by sheetsync adopt: the team's workbook is only read, letters go to a folder.\n"
    "# config.example.yaml shows every key.",
)
READING = Phrase(ru="читаем таблицу команды", en="reading the team's workbook")
LOOKING = Phrase(ru="разбираем вкладку «{title}»", en="looking at the tab {title!r}")
MAKING = Phrase(ru="создаём собственную таблицу", en="making the own workbook")
_IS_THERE = Phrase(
    ru="{folder}: папка уже есть; ничего не записано",
    en="{folder} is there already; nothing was written",
)
_AGAIN = Phrase(
    ru="добавьте --again, чтобы сохранить прежние ответы, или назовите другую папку: --into",
    en="add --again to keep the earlier answers, or name another folder with --into",
)
_NOT_ADOPTED = Phrase(
    ru="{folder}: здесь нет mapping.yaml, продолжать нечего",
    en="{folder} holds no mapping.yaml: there is nothing to go on with",
)
_FIRST = Phrase(ru="запустите без --again", en="run it without --again")
_IN_PLACE = Phrase(
    ru="если sheetsync работает в самом файле, правьте tabs: и columns: в config.yaml",
    en="if sheetsync works in the file itself, change tabs: and columns: of config.yaml",
)
_NO_TABLE = Phrase(
    ru="{name}: ни одной понятной таблицы; ничего не записано",
    en="{name}: no table that is understood; nothing was written",
)
_HEADERS = Phrase(
    ru="над строками должны стоять названия столбцов; что понятно, перечислено в "
    "docs/ru/adopting.md",
    en="headers have to stand above the rows; docs/adopting.md lists what is understood",
)
CANNOT_WRITE = Phrase(
    ru="{folder}: не записывается ({reason})", en="{folder}: cannot be written ({reason})"
)
CHOOSE_FOLDER = Phrase(ru="назовите другую папку: --into", en="name another folder with --into")


@dataclass(frozen=True, slots=True)
class AdoptOptions:
    """What was asked.

    Attributes:
        into: the folder.
        lang: of comments, of the own workbook.
        locale: how the team writes days and sums; "" when nobody said it.
        credentials: the service account's key for a Google spreadsheet; "" for the usual place.
        is_again: whether the folder holds answers that stand.
        as_of: the day of the first picture; None: today.
        tell: told what is being done.
    """

    into: Path
    lang: Lang
    locale: str = ""
    credentials: str = ""
    is_again: bool = False
    as_of: date | None = None
    tell: Callable[[Sayable], None] = lambda _words: None


@dataclass(frozen=True, slots=True)
class Adoption:
    """A team's workbook, what it is thought to mean, and what people agreed to earlier.

    Attributes:
        where: address or path, as it was named.
        source: as it was read.
        proposal: what is shown and asked; earlier answers are in it.
        asked: titles of the tabs in which something is new or still open.
        old: the mapping of an earlier time with its text; None for the first.
    """

    where: str
    source: Source
    proposal: Proposal
    asked: frozenset[str]
    options: AdoptOptions
    config: SourceConfig
    old: Meant | None = None
    old_text: str = ""
    news: Again | None = field(default=None, repr=False)

    def mapping(self, answers: Answers) -> Meant:
        """What mapping.yaml says with these answers."""
        if self.old is None or self.news is None:
            return mapping_of(self.proposal, answers)
        return merged(self.old, self.news, answers)

    def text(self, answers: Answers) -> str:
        """The file: a new one, or the old one with what is new, all else to the byte."""
        mapping = self.mapping(answers)
        remarks = remarks_of(self.proposal, self.options.lang)
        if self.old is None:
            return mapping_text(mapping, remarks)
        return edited_mapping(self.old_text, self.old, mapping, remarks)


def begin(
    where: str, options: AdoptOptions, clock: Clock, http: AuthorizedSession | None = None
) -> Adoption:
    """Read a team's workbook and propose what it means; nothing is written yet.

    Args:
        where: address or id of a spreadsheet, an .xlsx file, a folder of .csv files.
        options: what was asked.
        clock: paces the reads of Google.
        http: a session of your own in front of a local Google.

    Raises:
        AdoptionError: the folder is there already, or holds nothing to go on with; or no table
            is found.
        SourceFileError, WorkbookError: the source cannot be read.
        ConfigError: the mapping that people have edited cannot be used.
    """
    old_text = _old_text(options)
    old = parse_mapping(old_text) if options.is_again else None
    section = _with_kept_key(source_section(where, options), options)
    options.tell(READING)
    source = _read(section, options, clock, http)
    grids: dict[str, Grid] = {sheet.title: sheet.grid for sheet in source.sheets}
    locale = options.locale or (old.locale if old else "") or source.locale or None
    proposal = propose(grids, locale, lambda title: options.tell(LOOKING.given(title=title)))
    if not proposal.read_tabs:
        raise AdoptionError(_NO_TABLE, cure=_HEADERS, name=source.name)
    if old is None:
        titles = frozenset(tab.title for tab in proposal.read_tabs)
        return Adoption(where, source, proposal, titles, options, section)
    news = again(proposal, old)
    return Adoption(where, source, news.proposal, news.asked, options, section, old, old_text, news)


def _old_text(options: AdoptOptions) -> str:
    """The mapping of an earlier time; "" for the first."""
    path = options.into / MAPPING
    if not options.is_again:
        if options.into.exists():
            raise AdoptionError(_IS_THERE, cure=_AGAIN, folder=options.into)
        return ""
    if not path.is_file():
        cure = _IN_PLACE if (options.into / CONFIG).is_file() else _FIRST
        raise AdoptionError(_NOT_ADOPTED, cure=cure, folder=options.into)
    return path.read_bytes().decode("utf-8-sig")


def source_section(where: str, options: AdoptOptions) -> SourceConfig:
    """What ``source:`` of config.yaml says; paths as they are seen from the folder."""
    spreadsheet = spreadsheet_id_of(where)
    if not Path(where).exists() and is_spreadsheet_id(spreadsheet):
        key = options.credentials or "credentials/service_account.json"
        return SourceConfig(spreadsheet=where, credentials=_from(options.into, key))
    return SourceConfig(file=_from(options.into, where))


def _with_kept_key(section: SourceConfig, options: AdoptOptions) -> SourceConfig:
    """The key of an earlier time, where no other is named.

    Raises:
        ConfigError: the folder's config.yaml cannot be used.
    """
    kept = options.into / CONFIG
    if not (options.is_again and section.spreadsheet and kept.is_file()) or options.credentials:
        return section
    source = load_config(kept).source
    key = source.credentials if source is not None else ""
    return replace_struct(section, credentials=key or section.credentials)


def _from(folder: Path, path: str) -> str:
    """A path as it is written into a file of the folder."""
    return Path(os.path.relpath(Path(path).resolve(), folder.resolve())).as_posix()


def _read(
    section: SourceConfig, options: AdoptOptions, clock: Clock, http: AuthorizedSession | None
) -> Source:
    # The pace of reads is kept in a file: beside the mapping, once there is a folder for it.
    with TemporaryDirectory() as passing:
        state = Config().state if options.is_again else passing
        config = Config(sandbox=BOOK, state=state, source=section, base=options.into.resolve())
        adopted = Adopted(config, section, clock, lambda _wait_s, why: options.tell(why), http)
        return adopted.read(lambda titles: titles, looks=True)


def finish(adoption: Adoption, answers: Answers, now: datetime) -> bool:
    """Write the folder; of one that is there only the mapping, and that only where it changes.

    Returns:
        Whether anything was written.

    Raises:
        AdoptionError: it cannot be written; what was there stands.
    """
    into, content = adoption.options.into, adoption.text(answers).encode()
    try:
        if adoption.old is not None:
            if content.decode() == adoption.old_text:
                return False
            write_private(into / MAPPING, content)
            return True
        adoption.options.tell(MAKING)
        make_private_folder(into.parent)
        half = Path(mkdtemp(prefix=f".{into.name}.", dir=into.parent))
        try:
            _fill(half, adoption, content, now)
            half.rename(into)
        finally:
            rmtree(half, ignore_errors=True)
    except OSError as error:
        raise AdoptionError(
            CANNOT_WRITE, cure=CHOOSE_FOLDER, folder=into, reason=reason_of(error)
        ) from None
    return True


def write_report(adoption: Adoption, page: str) -> None:
    """Put the report into the folder, in place of an earlier one.

    Raises:
        AdoptionError: it cannot be written.
    """
    into = adoption.options.into
    try:
        write_private(into / REPORT, page.encode())
    except OSError as error:
        raise AdoptionError(
            CANNOT_WRITE, cure=CHOOSE_FOLDER, folder=into, reason=reason_of(error)
        ) from None


def _fill(folder: Path, adoption: Adoption, mapping: bytes, now: datetime) -> None:
    """All files of a new folder, in one that is moved to its name once it is whole."""
    write_private(folder / MAPPING, mapping)
    write_private(folder / CONFIG, config_text(adoption.config, adoption.options.lang).encode())
    currency = adoption.proposal.currency or Settings().currency
    options = SetupOptions(
        lang=adoption.options.lang, examples=False, settings={"currency": currency}
    )
    make_workbook(load_config(folder / CONFIG), options, backup=False, now=now)


def config_text(source: SourceConfig, lang: Lang) -> str:
    """A config whose letters go to a folder, so that nothing can leave."""
    said: Mapping[str, str] = {
        "spreadsheet": source.spreadsheet,
        "file": source.file,
        "credentials": source.credentials,
    }
    lines = "\n".join(f"  {key}: {quoted(value)}" for key, value in said.items() if value)
    return _CONFIG.format(about=_ABOUT.said(lang), source=lines, mapping=MAPPING, book=BOOK)
