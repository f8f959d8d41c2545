import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from sheetsync.errors import MissingExtraError
from sheetsync.language import Lang
from sheetsync.letters.chart_picture import chart_picture
from sheetsync.letters.extras import Extras, write_monthly_with
from sheetsync.letters.letter import Letter
from sheetsync.letters.monthly import Sender, write_monthly
from sheetsync.letters.pdf import letter_pdf
from sheetsync.letters.rendering import Templates
from sheetsync.letters.samples import monthly_samples
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Chart, MonthJob

JOB = MonthJob("J-1", "ООО «Вектор»", "done", None, None, None, None, None, None)
BUSY = replace(monthly_samples("ru")["busy"], jobs=(JOB,))


@pytest.fixture
def no_libraries() -> Iterator[None]:
    """matplotlib and fpdf2 as if they were not installed."""
    names = [name for name in sys.modules if name.split(".")[0] in ("matplotlib", "fpdf")]
    kept = {name: sys.modules.pop(name) for name in names}
    blocked = {"matplotlib": None, "fpdf": None}
    sys.modules.update(blocked)  # type: ignore[arg-type]  # None is how Python blocks an import
    yield
    for name in blocked:
        del sys.modules[name]
    sys.modules.update(kept)


def written(
    extras: Extras, templates: Templates, links: UploadLinks, report: MonthlyReport = BUSY
) -> Letter:
    return write_monthly_with(extras, report, templates, links, Sender())


def test_nothing_is_attached_unless_wished_for(templates: Templates, links: UploadLinks) -> None:
    assert written(Extras(), templates, links) == write_monthly(BUSY, templates, links, Sender())


def test_all_that_is_wished_for_is_attached(templates: Templates, links: UploadLinks) -> None:
    letter = written(Extras(jobs_csv=True, chart=True, pdf=True), templates, links)
    assert [(file.name, file.media_type) for file in letter.attachments] == [
        ("chart.png", "image/png"),
        ("работы-2026-03.csv", "text/csv"),
        ("отчёт-2026-03.pdf", "application/pdf"),
    ]


def test_the_html_shows_the_picture_in_the_place_of_the_bars(
    templates: Templates, links: UploadLinks
) -> None:
    letter = written(Extras(chart=True), templates, links)
    assert re.findall(r'<img src="cid:([^"]+)"', letter.html) == [letter.attachments[0].content_id]
    assert 'alt="Оборот, тыс. ₽"' in letter.html
    assert ">285</td>" not in letter.html


def test_a_short_letter_has_no_attachments(templates: Templates, links: UploadLinks) -> None:
    silent = monthly_samples("ru")["silent"]
    letter = written(Extras(jobs_csv=True, chart=True, pdf=True), templates, links, silent)
    assert letter.attachments == ()


def test_what_there_is_nothing_of_is_not_attached(templates: Templates, links: UploadLinks) -> None:
    report = replace(BUSY, jobs=(), chart=Chart())
    letter = written(Extras(jobs_csv=True, chart=True), templates, links, report)
    assert letter.attachments == ()
    assert "<img" not in letter.html


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("name", ["busy", "first_month"])
def test_a_chart_is_a_sharp_picture_and_always_the_same(name: str, lang: Lang) -> None:
    report = monthly_samples(lang)[name]
    first, second = chart_picture(report), chart_picture(report)
    assert first is not None
    assert first == second
    with Image.open(io.BytesIO(first.content)) as picture:
        assert (picture.format, picture.width) == ("PNG", 1088)
    assert len(first.content) < 60_000


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_pdf_is_always_the_same(lang: Lang, templates: Templates, links: UploadLinks) -> None:
    letter = write_monthly(monthly_samples(lang)["full"], templates, links, Sender())
    first, second = letter_pdf(letter, "report"), letter_pdf(letter, "report")
    assert first == second
    assert first.content.startswith(b"%PDF-")
    assert len(first.content) < 200_000


@pytest.mark.usefixtures("no_libraries")
@pytest.mark.parametrize(
    ("extras", "message", "cure"),
    [
        (
            Extras(chart=True),
            "letters.attach_chart needs matplotlib, which is not installed",
            "pip install 'sheetsync[charts]', or set letters.attach_chart to false",
        ),
        (
            Extras(pdf=True),
            "letters.attach_pdf needs fpdf2 and matplotlib, which are not both installed",
            "pip install 'sheetsync[pdf,charts]', or set letters.attach_pdf to false",
        ),
    ],
)
def test_a_library_that_is_not_installed_is_named(
    extras: Extras, message: str, cure: str, templates: Templates, links: UploadLinks
) -> None:
    with pytest.raises(MissingExtraError) as missing:
        written(extras, templates, links)
    assert (missing.value.message, missing.value.cure) == (message, cure)
