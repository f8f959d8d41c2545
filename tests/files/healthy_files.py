"""Odd but healthy files, as other programs write them, and the cells that they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.files.books import book, inline, links, packed, sheet, texts, workbook

HEADERS = ["Код", "Название", "Группа", "Статус", "Партнёр с"]
#: What every file holds, as the workbook shows it.
PARTNERS = {
    "Код": ["P-001", "007"],
    "Название": ["Вектор", "Север"],
    "Группа": ["studios", "studios"],
    "Статус": ["активен", "пауза"],
    "Партнёр с": ["01.03.2026", "15.01.2025"],
}
DAYS = (46082, 45672)
_TEXTS = (*HEADERS, "P-001", "Вектор", "studios", "активен", "007", "Север", "пауза")


@dataclass(frozen=True)
class Healthy:
    """One file: how it is made, as a whole path or in a folder of .csv files."""

    name: str
    make: Callable[[Path], Path]


def _shared_rows(style: int, days: tuple[float, float] = DAYS) -> str:
    """Headers and two partners with shared texts, as Excel writes them."""
    head = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCDE"))
    rows = [f'<row r="1" spans="1:5">{head}</row>']
    for number, (cells, day) in enumerate(
        zip(((5, 6, 7, 8), (9, 10, 7, 11)), days, strict=True), 2
    ):
        inner = "".join(
            f'<c r="{letter}{number}" t="s"><v>{at}</v></c>'
            for letter, at in zip("ABCD", cells, strict=True)
        )
        rows.append(f'<row r="{number}">{inner}<c r="E{number}" s="{style}"><v>{day}</v></c></row>')
    return "".join(rows)


def _libreoffice(folder: Path) -> Path:
    parts = book(_shared_rows(2), patterns=["General", "DD\\.MM\\.YYYY"], shared=_TEXTS)
    # Rows far below that only have a height.
    parts["xl/worksheets/sheet1.xml"] = sheet(
        _shared_rows(2) + '<row r="1048576" ht="12.8" customHeight="1"/>',
        '<dimension ref="A1:E1048576"/><cols><col min="1" max="16384" style="1"/></cols>',
    )
    return packed(folder / "libreoffice.xlsx", parts)


def _google(folder: Path) -> Path:
    blank = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "ABCDEFGH")
        + "</row>"
        for row in range(4, 1001)
    )
    parts = book(_shared_rows(1) + blank, patterns=["dd.mm.yyyy"], shared=_TEXTS)
    return packed(folder / "google.xlsx", parts)


def _one_c(folder: Path) -> Path:
    """Parts in another case, absolute links, no sizes, everything is text."""
    rows = [HEADERS, ["P-001", "Вектор", "studios", "активен", "01.03.2026 0:00:00"],
            ["007", "Север", "studios", "пауза", "15.01.2025 0:00:00"]]  # fmt: skip
    flat = [cell for row in rows for cell in row]
    cells = "".join(
        f"<row r='{r + 1}'>"
        + "".join(f"<c t='s'><v>{r * 5 + c}</v></c>" for c in range(5))
        + "</row>"
        for r in range(3)
    )
    return packed(
        folder / "one_c.xlsx",
        {
            "_rels/.rels": links(("officeDocument", "/xl/workbook.xml")),
            "xl/workbook.xml": workbook("Партнёры"),
            "xl/_rels/workbook.xml.rels": links(
                ("worksheet", "/xl/worksheets/Sheet1.xml"),
                ("sharedStrings", "/xl/sharedStrings.xml"),
            ),
            "xl/worksheets/sheet1.xml": sheet(cells),
            "xl/SharedStrings.xml": texts(*flat),
        },
    )


def _wps(folder: Path) -> Path:
    parts = book(_shared_rows(1), patterns=["yyyy/m/d;@"], shared=_TEXTS)
    parts["xl/worksheets/sheet1.xml"] = sheet(_shared_rows(1), '<dimension ref="A1"/>')
    return packed(folder / "wps.xlsx", parts)


def _mac_1904(folder: Path) -> Path:
    days = (DAYS[0] - 1462, DAYS[1] - 1462)
    parts = book(_shared_rows(1, days), patterns=["d/m/yy"], shared=_TEXTS)
    parts["xl/workbook.xml"] = workbook("Партнёры", before='<workbookPr date1904="1"/>')
    return packed(folder / "mac.xlsx", parts)


def _numbers(folder: Path) -> Path:
    """A title above the table, rich texts with how they are read aloud."""
    rich = (
        "<si><r><t>Век</t></r><r><rPr><b/></rPr><t>тор</t></r>"
        '<rPh sb="0" eb="1"><t>vektor</t></rPh></si>'
    )
    rows = _shared_rows(1).replace('"1"', '"3"', 1)
    for row in (3, 2, 1):
        rows = rows.replace(f'r="{row}"', f'r="{row + 1}"')
        for letter in "ABCDE":
            rows = rows.replace(f'r="{letter}{row}"', f'r="{letter}{row + 1}"')
    rows = rows.replace('r="4" spans', 'r="2" spans')
    parts = book(rows, patterns=["dd.mm.yyyy"], shared=_TEXTS)
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Table 1</t></is></c></row>'
    parts["xl/worksheets/sheet1.xml"] = sheet(title + rows)
    parts["xl/sharedStrings.xml"] = texts(*_TEXTS).replace(
        '<si><t xml:space="preserve">Вектор</t></si>', rich
    )
    return packed(folder / "numbers.xlsx", parts)


def _pandas(folder: Path) -> Path:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "Код": ["P-001", "007"],
            "Название": ["Вектор", "Север"],
            "Группа": "studios",
            "Статус": ["активен", "пауза"],
            "Партнёр с": pd.to_datetime(["2026-03-01", "2025-01-15"]),
        }
    )
    path = folder / "pandas.xlsx"
    frame.to_excel(path, sheet_name="Партнёры", index=False)
    return path


def _streamed(folder: Path) -> Path:
    """No addresses, texts in the cells, no list of texts, days in ISO form."""
    rows = inline([HEADERS]) + "".join(
        inline([row[:4]]).replace("</row>", f'<c t="d"><v>{row[4]}</v></c></row>')
        for row in (
            ["P-001", "Вектор", "studios", "активен", "2026-03-01T00:00:00"],
            ["007", "Север", "studios", "пауза", "2025-01-15"],
        )
    )
    parts = book(rows)
    del parts["xl/sharedStrings.xml"], parts["xl/styles.xml"]
    return packed(folder / "streamed.xlsx", parts)


def _prefixed(folder: Path) -> Path:
    """Every element of the main kind has a prefix; folders are parted by backslashes."""
    parts = book(_shared_rows(1), patterns=["DD.MM.YYYY"], shared=_TEXTS)
    text = str(parts["xl/worksheets/sheet1.xml"])
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        text = text.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        text = text.replace(f"</{name}>", f"</x:{name}>")
    parts["xl/worksheets/sheet1.xml"] = text.replace("xmlns=", "xmlns:x=")
    return packed(
        folder / "prefixed.xlsx", {name.replace("/", "\\"): part for name, part in parts.items()}
    )


def _wide_xml(folder: Path) -> Path:
    """Parts in UTF-16, escapes for line ends in texts."""
    shared = [
        text.replace("Вектор", "Вектор_x000D_").replace("P-001", "P-001_x000D_") for text in _TEXTS
    ]
    parts = book(_shared_rows(1), patterns=["dd.mm.yyyy"], shared=shared)
    wide = {
        name: str(part).replace("UTF-8", "UTF-16").encode("utf-16") for name, part in parts.items()
    }
    return packed(folder / "wide.xlsx", wide)


def _formulas(folder: Path) -> Path:
    """Formulas with values that the file keeps, a shared one among them."""
    rows = _shared_rows(1).replace(
        f"<v>{DAYS[0]}</v>", f'<f t="shared" ref="E2:E3" si="0">DATE(2026,3,1)</f><v>{DAYS[0]}</v>'
    )
    rows = rows.replace(f"<v>{DAYS[1]}</v>", f'<f t="shared" si="0"/><v>{DAYS[1]}</v>')
    parts = book(rows, patterns=["[$-419]dd\\.mm\\.yyyy;@"], shared=_TEXTS)
    return packed(folder / "formulas.xlsm", parts)


def _csv(name: str, text: str, encoding: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        inside = folder / name
        inside.mkdir()
        (inside / "Партнёры.csv").write_bytes(text.encode(encoding))
        return inside

    return make


_ROWS = "P-001;Вектор;studios;активен;01.03.2026\r\n{zeros};Север;studios;пауза;15.01.2025\r\n"
_HEAD = ";".join(HEADERS) + "\r\n"
_FULL = (_HEAD + _ROWS).format(zeros="007")
HEALTHY = [
    Healthy("LibreOffice", _libreoffice),
    Healthy("Google Sheets", _google),
    Healthy("1C .xlsx", _one_c),
    Healthy("WPS", _wps),
    Healthy("Excel for Mac, 1904", _mac_1904),
    Healthy("Numbers", _numbers),
    Healthy("pandas", _pandas),
    Healthy("a streaming writer", _streamed),
    Healthy("a .NET writer", _prefixed),
    Healthy("UTF-16 inside", _wide_xml),
    Healthy("shared formulas", _formulas),
    Healthy("1C .csv", _csv("one_c", "\ufeff" + _FULL, "utf-8")),
    Healthy("Excel .csv", _csv("excel", _FULL, "cp1251")),
    Healthy("Excel Unicode text", _csv("wide", _FULL.replace(";", "\t"), "utf-16")),
    Healthy("DOS", _csv("dos", _FULL, "cp866")),
    Healthy("Unix of old", _csv("koi", _FULL.replace("\r\n", "\n"), "koi8-r")),
    Healthy("Numbers .csv", _csv("numbers", "Table 1,,,,\n" + _FULL.replace(";", ","), "utf-8")),
    Healthy(
        "kept zeros", _csv("zeros", "sep=;\r\n" + _HEAD + _ROWS.format(zeros='="007"'), "utf-8-sig")
    ),
    Healthy(
        "all quoted",
        _csv(
            "quoted",
            "\n".join(
                ",".join(f'"{cell}"' for cell in line.split(";")) for line in _FULL.splitlines()
            ),
            "utf-8",
        ),
    ),
]
