"""The letter's plain text as a PDF, for partners who file their reports on paper.

Needs fpdf2, and matplotlib for its DejaVu fonts (``pip install 'sheetsync[pdf,charts]'``); both are
loaded only when a PDF is written.
"""

import re
from datetime import UTC, datetime
from typing import Any

from sheetsync.errors import MissingExtraError
from sheetsync.language import Phrase
from sheetsync.letters.letter import Attachment, Letter

_MARGIN_MM = 18
_LINE_MM = 5.2
#: A heading is all large; a unit or a figure may follow it.
_HEADING = re.compile(r"[^a-zа-яё,:]+(?:[,:]|$)")


def letter_pdf(letter: Letter, name: str) -> Attachment:
    """The letter as a PDF: subject, then the text as it stands, headings in bold.

    The same letter gives the same bytes.

    Args:
        letter: what is written.
        name: file name without its ending.

    Raises:
        MissingExtraError: fpdf2 or matplotlib is not installed.
    """
    page = _new_page()
    year, month = (int(part) for part in letter.key.period.split("-")[:2])
    page.set_creation_date(datetime(year, month, 1, tzinfo=UTC))
    page.set_title(letter.subject)
    page.set_lang(letter.lang)
    page.set_font("sans", style="B", size=13)
    page.multi_cell(0, _LINE_MM * 1.3, letter.subject, align="L", new_x="LMARGIN", new_y="NEXT")
    page.ln(_LINE_MM)
    for line in letter.text.splitlines():
        _write(page, line)
    return Attachment(f"{name}.pdf", bytes(page.output()), "application/pdf")


def _write(page: Any, line: str) -> None:  # noqa: ANN401  # fpdf2 ships no types
    if not line.strip():
        page.ln(_LINE_MM / 2)
        return
    if line.startswith(" "):
        page.set_font("mono", size=7.5)
    elif _HEADING.match(line):
        page.set_font("sans", style="B", size=10)
    else:
        page.set_font("sans", size=10)
    page.multi_cell(0, _LINE_MM, line, align="L", wrapmode="CHAR" if "://" in line else "WORD",
                    new_x="LMARGIN", new_y="NEXT")  # fmt: skip


def _new_page() -> Any:  # noqa: ANN401  # fpdf2 ships no types
    try:
        from fpdf import FPDF  # noqa: PLC0415  # a second to load
        from matplotlib import get_data_path  # noqa: PLC0415  # likewise
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="для letters.attach_pdf нужны fpdf2 и matplotlib, установлены не оба",
                en="letters.attach_pdf needs fpdf2 and matplotlib, which are not both installed",
            ),
            cure=Phrase(
                ru="pip install 'sheetsync[pdf,charts]' или letters.attach_pdf: false",
                en="pip install 'sheetsync[pdf,charts]', or set letters.attach_pdf to false",
            ),
        ) from None
    page = FPDF(format="A4")
    fonts = f"{get_data_path()}/fonts/ttf"
    page.add_font("sans", fname=f"{fonts}/DejaVuSans.ttf")
    page.add_font("sans", style="B", fname=f"{fonts}/DejaVuSans-Bold.ttf")
    page.add_font("mono", fname=f"{fonts}/DejaVuSansMono.ttf")
    # Matplotlib's fixed-width face lacks ₽.
    page.set_fallback_fonts(["sans"])
    page.set_margins(_MARGIN_MM, _MARGIN_MM)
    page.set_auto_page_break(auto=True, margin=_MARGIN_MM)
    page.add_page()
    return page
