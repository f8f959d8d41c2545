"""A bank's statement from a file: which format it is in, and its reader."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from sheetsync.config.payments import StatementTableConfig
from sheetsync.errors import reason_of
from sheetsync.files.archive import opened
from sheetsync.files.refusals import ZIP, refuse, refuse_other_kinds
from sheetsync.files.statements.camt import read_camt
from sheetsync.files.statements.one_c import FIRST_LINE, read_one_c
from sheetsync.files.statements.swift import read_mt940
from sheetsync.files.statements.table import read_table
from sheetsync.files.statements.text_lines import marked_codec
from sheetsync.language import Phrase
from sheetsync.tables.bank_lines import StatementFile, StatementFormat

#: A statement of a year of a busy company is smaller.
MOST_BYTES = 200_000_000
_HEAD_BYTES = 4096
#: Parts by which an archive is a document: the reader of workbooks says which.
_OF_OFFICE = ("[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin", "mimetype")
_MT940 = re.compile(r"^(?:\{1:|:(?:20|25|28C?|60[FM]):)", re.MULTILINE)
FORMATS: tuple[str, ...] = ("auto", *get_args(StatementFormat))


def read_statements(
    path: Path,
    format: Literal["auto"] | StatementFormat = "auto",  # noqa: A002  # the option's name
    mapping: StatementTableConfig | None = None,
    *,
    accounts: Iterable[str] = (),
) -> StatementFile:
    """All that a bank's file says of our accounts.

    Args:
        path: the file.
        format: in which it is written; ``auto``: seen from how it begins.
        mapping: of a table, what its columns mean; None: proposed from its headers and values.
        accounts: of ours, for files that do not say whose statement they are.

    Raises:
        SourceFileError: it cannot be read, is no statement, or is larger than the bounds allow.
    """
    head = _head(path)
    known = _format_of(path, head) if format == "auto" else format
    if known == "1c":
        return read_one_c(path, accounts)
    if known == "camt053":
        return read_camt(path)
    if known == "mt940":
        return read_mt940(path)
    return read_table(path, mapping, accounts)


def _head(path: Path) -> bytes:
    """How a file begins, once its size is known to be within bounds."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        refuse(
            path.name,
            Phrase(ru="не читается ({reason})", en="cannot be read ({reason})").given(
                reason=reason_of(error)
            ),
            Phrase(ru="проверьте права и путь", en="check its rights and its place"),
        )
    if not head:
        refuse(
            path.name,
            Phrase(ru="пуст: в нём нет ни одного байта", en="is empty: it has no bytes at all"),
            Phrase(
                ru="выгрузите выписку из банка ещё раз",
                en="export the statement from the bank again",
            ),
        )
    if size > MOST_BYTES:
        refuse(
            path.name,
            Phrase(
                ru="в нём {size:,} байт; больше {most:,} не читается",
                en="has {size:,} bytes; more than {most:,} are not read",
            ).given(size=size, most=MOST_BYTES),
            Phrase(
                ru="выгрузите из банка выписку за меньший срок",
                en="export the statement of a shorter time from the bank",
            ),
        )
    return head


def _format_of(path: Path, head: bytes) -> StatementFormat:
    """The format by how a file begins.

    Raises:
        SourceFileError: it is another program's.
    """
    text = head.decode(marked_codec(head) or "latin-1", "replace").lstrip("\ufeff\x00 \t\r\n")
    if text[: len(FIRST_LINE)].casefold() == FIRST_LINE.casefold():
        return "1c"
    if text.startswith("<") and _is_plain_xml(text):
        return "camt053"
    if _MT940.search(text.replace("\r", "\n")):
        return "mt940"
    if head.startswith(ZIP):
        _refuse_packed(path)
    else:
        refuse_other_kinds(path, head)
    return "table"


def _refuse_packed(path: Path) -> None:
    """Stop at an archive that is no workbook: banks pack statements."""
    with opened(path) as archive:
        if any(part in archive for part in _OF_OFFICE):
            return
    refuse(
        path.name,
        Phrase(ru="это архив (.zip)", en="is a packed file (.zip)"),
        Phrase(
            ru="распакуйте его и укажите выписку, которая внутри",
            en="unpack it and name the statement inside",
        ),
    )


def _is_plain_xml(text: str) -> bool:
    """Whether it is XML, and neither a web page nor a workbook of Excel 2003."""
    start = text.lower()
    is_page = re.match(r"<(?:html|!doctype html|table|meta|head)\b", start)
    return not is_page and "office:spreadsheet" not in start and "excel.sheet" not in start
