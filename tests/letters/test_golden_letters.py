"""Every letter as it goes out, kept as files to be read.

After a change that is meant: ``REWRITE_GOLDEN=1 pytest tests/letters/test_golden_letters.py``, then
read the difference as if you were the partner.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheetsync.language import Lang
from sheetsync.letters.digest import write_digest
from sheetsync.letters.house_samples import SAMPLE_LINKS, digest_samples, notice_samples
from sheetsync.letters.letter import Letter
from sheetsync.letters.monthly import Sender, write_monthly
from sheetsync.letters.notice import write_notice
from sheetsync.letters.rendering import Templates
from sheetsync.letters.samples import monthly_samples
from sheetsync.letters.upload_links import UploadLinks

GOLDEN = Path(__file__).parent / "golden"
LANGS: tuple[Lang, ...] = ("ru", "en")
REPORTS = (
    "busy", "fine", "weak", "first_month", "not_rated", "late", "foreign", "silent", "corrected",
    "full", "orders", "classes", "no_orders",
)  # fmt: skip
#: Without an upload page, partners reply or use their folder.
WITHOUT_PAGE = ("first_month", "not_rated")
MAX_BYTES = 100_000


def compare(letter: Letter, name: str) -> None:
    for ending, content in (
        ("txt", f"Subject: {letter.subject}\n\n{letter.text}"),
        ("html", letter.html),
    ):
        path = GOLDEN / f"{name}.{ending}"
        if os.environ.get("REWRITE_GOLDEN"):
            path.write_text(content, encoding="utf-8")
        assert content == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_monthly_letter_reads_as_its_golden_file(
    name: str,
    lang: Lang,
    templates: Templates,
    links: UploadLinks,
    sender: Callable[[Lang], Sender],
) -> None:
    report = monthly_samples(lang)[name]
    ways = UploadLinks(datetime(2026, 4, 2, tzinfo=UTC)) if name in WITHOUT_PAGE else links
    letter = write_monthly(report, templates, ways, sender(lang))
    compare(letter, f"monthly_{name}.{lang}")
    assert len(letter.html.encode()) < MAX_BYTES
    assert len(letter.subject) <= 120


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "name", ["invoices", "attention", "stale", "never_paid", "held", "bank", "advances", "old_bank"]
)
def test_a_digest_reads_as_its_golden_file(name: str, lang: Lang, templates: Templates) -> None:
    letter = write_digest(digest_samples(lang)[name], templates, SAMPLE_LINKS)
    compare(letter, f"digest_{name}.{lang}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["month_open", "before", "after", "both"])
def test_a_notice_reads_as_its_golden_file(name: str, lang: Lang, templates: Templates) -> None:
    letter = write_notice(notice_samples(lang)[name], templates, SAMPLE_LINKS)
    compare(letter, f"notice_{name}.{lang}")
