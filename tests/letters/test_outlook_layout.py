"""Outlook for Windows draws with Word's engine, which knows no max-width."""

import re
from collections.abc import Callable

import pytest

from sheetsync.language import Lang
from sheetsync.letters.digest import write_digest
from sheetsync.letters.house_samples import digest_samples, notice_samples
from sheetsync.letters.monthly import Sender, write_monthly
from sheetsync.letters.notice import write_notice
from sheetsync.letters.rendering import Templates
from sheetsync.letters.samples import monthly_samples
from sheetsync.letters.upload_links import UploadLinks

_CONDITIONAL = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)


@pytest.fixture
def pages(
    templates: Templates, links: UploadLinks, sender: Callable[[Lang], Sender]
) -> dict[str, str]:
    """One letter of every kind in both languages, as it is mailed."""
    found: dict[str, str] = {}
    for lang in ("ru", "en"):
        full = monthly_samples(lang)["full"]
        found[f"monthly {lang}"] = write_monthly(full, templates, links, sender(lang)).html
        found[f"digest {lang}"] = write_digest(digest_samples(lang)["invoices"], templates).html
        found[f"notice {lang}"] = write_notice(notice_samples(lang)["both"], templates).html
    return found


def test_every_letter_has_a_table_of_600_px_for_outlook(pages: dict[str, str]) -> None:
    for page in pages.values():
        opening = next(part for part in _CONDITIONAL.findall(page) if "<table" in part)
        # Inliners leave comments alone: what stands in one brings its own widths.
        assert 'width="600"' in opening
        assert "width:600px" in opening
        assert 'cellspacing="0"' in opening
        assert "class=" not in opening


def test_what_outlook_opens_it_closes(pages: dict[str, str]) -> None:
    for page in pages.values():
        seen_by_outlook = "".join(_CONDITIONAL.findall(page))
        for tag in ("table", "tr", "td"):
            assert seen_by_outlook.count(f"<{tag}") == seen_by_outlook.count(f"</{tag}>")


def test_no_word_of_a_letter_is_for_outlook_alone(pages: dict[str, str]) -> None:
    """A letter that Outlook forwards loses what stands in conditionals."""
    for page in pages.values():
        for part in _CONDITIONAL.findall(page):
            assert re.sub(r"<[^>]+>", "", part).strip() in {"", "96"}


def test_other_programs_keep_max_width(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert re.search(r'style="[^"]*max-width: ?600px', page)


def test_tables_say_in_attributes_that_cells_touch(pages: dict[str, str]) -> None:
    """Word draws gaps between cells unless the table itself says there are none."""
    for page in pages.values():
        for table in re.findall(r"<table[^>]*>", page):
            assert 'cellspacing="0"' in table
            assert 'cellpadding="0"' in table
