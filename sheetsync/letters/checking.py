"""Prove templates before any letter is written with them: each is rendered on every sample.

Source: workbook-and-rules.md 4.3; a broken override is refused by doctor and by the run.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from sheetsync.errors import TemplateError
from sheetsync.language import Lang, languages
from sheetsync.letters.digest import write_digest
from sheetsync.letters.house_samples import SAMPLE_LINKS, digest_samples, notice_samples
from sheetsync.letters.letter import Letter
from sheetsync.letters.monthly import Sender, write_monthly
from sheetsync.letters.notice import write_notice
from sheetsync.letters.rendering import Templates
from sheetsync.letters.samples import monthly_samples
from sheetsync.letters.upload_links import UploadLinks

_SENDER = Sender("Company", "Company, INN 9900000024", "1 Street, City", "stop@company.example")
_MOMENT = datetime(2026, 4, 2, tzinfo=UTC)
_PAGE = UploadLinks(_MOMENT, "https://upload.company.example/{partner_id}/{month}/{kind}")
_REPLY = UploadLinks(_MOMENT)


def template_problems(texts: Mapping[str, str]) -> tuple[TemplateError, ...]:
    """What is wrong with templates; () when every sample letter can be written.

    Args:
        texts: template texts by file name, a team's own among them.

    Returns:
        One error a place, each naming template and line and the cure.
    """
    problems: dict[str, TemplateError] = {}
    templates = Templates(texts)
    for lang in languages():
        for write in sample_letters(templates, lang):
            try:
                write()
            except TemplateError as error:
                problems.setdefault(error.message, error)
    return tuple(problems.values())


def sample_letters(templates: Templates, lang: Lang) -> Iterator[Callable[[], Letter]]:
    """What writes each sample letter of a language: by links to a page, and by reply."""
    for report in monthly_samples(lang).values():
        for links in (_PAGE, _REPLY):
            yield partial(write_monthly, report, templates, links, _SENDER)
    for digest in digest_samples(lang).values():
        yield partial(write_digest, digest, templates, SAMPLE_LINKS)
    for notice in notice_samples(lang).values():
        yield partial(write_notice, notice, templates, SAMPLE_LINKS)
