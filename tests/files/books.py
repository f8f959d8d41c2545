"""Workbooks written by hand, as other programs write them: part by part."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Parts = dict[str, str | bytes]


def links(*targets: tuple[str, str]) -> str:
    """A part with links: kind and target of each; ids are rId1, rId2 …"""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def workbook(*names: str, before: str = "") -> str:
    """The list of sheets; the n-th has the id rIdn."""
    inner = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheets>{inner}</sheets></workbook>"
    )


def sheet(rows: str, before: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def texts(*strings: str) -> str:
    inner = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{len(strings)}">{inner}</sst>'


def styles(*patterns: str) -> str:
    """Styles of cells: 0 is General, then one for each pattern."""
    own = "".join(
        f'<numFmt numFmtId="{164 + number}" formatCode="{escape(pattern, {chr(34): "&quot;"})}"/>'
        for number, pattern in enumerate(patterns)
    )
    used = "".join(f'<xf numFmtId="{164 + number}"/>' for number in range(len(patterns)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def inline(rows: Sequence[Sequence[object]]) -> str:
    """Rows of cells without addresses: texts stand in them, numbers are numbers."""
    return "".join(f"<row>{''.join(map(_inline_cell, row))}</row>" for row in rows)


def _inline_cell(value: object) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def book(
    rows: str, name: str = "Партнёры", *, patterns: Sequence[str] = (), shared: Sequence[str] = ()
) -> Parts:
    """The parts of a workbook with one sheet."""
    return {
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(name),
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet(rows),
        "xl/sharedStrings.xml": texts(*shared),
        "xl/styles.xml": styles(*patterns),
    }


def packed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path
