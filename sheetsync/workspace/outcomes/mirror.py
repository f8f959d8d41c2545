"""What the job `mirror` says."""

from dataclasses import asdict

from sheetsync.language import Lang, Phrase
from sheetsync.mirror.report import TabCounts
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.workspace.mirroring import Mirrored, no_mirror
from sheetsync.workspace.options import MIRROR_JOB, Outcome, Section

_WORDS = {
    "news": Phrase(
        ru="строк новых {inserted}, изменённых {updated}, удалённых {deleted}, "
        "вернувшихся {returned}",
        en="rows new {inserted}, changed {updated}, removed {deleted}, back {returned}",
    ),
    "none": Phrase(ru="изменений нет", en="nothing has changed"),
    "title": Phrase(ru="Что изменилось", en="What changed"),
    "tab": Phrase(ru="Вкладка", en="Tab"),
    "inserted": Phrase(ru="Новых", en="New"),
    "updated": Phrase(ru="Изменено", en="Changed"),
    "deleted": Phrase(ru="Удалено", en="Removed"),
    "returned": Phrase(ru="Вернулось", en="Back"),
}
_COUNTED = ("inserted", "updated", "deleted", "returned")


def mirror_outcome(mirrored: Mirrored | None, lang: Lang) -> Outcome:
    """What keeping the workbook brought.

    Raises:
        ConfigError: the config names no mirror.
        DatabaseError: nothing could be written.
    """
    if mirrored is None:
        raise no_mirror()
    if mirrored.error is not None:
        raise mirrored.error
    assert mirrored.report is not None  # noqa: S101  # else there is an error
    counts = mirrored.report.counts
    total = {name: sum(getattr(one, name) for one in counts.values()) for name in _COUNTED}
    headline = _WORDS["news"].said(lang, **total) if any(total.values()) else ""
    titles = {tab.code: tab.title(lang) for tab in all_tabs()}
    rows = tuple(_row(titles.get(code, code), one) for code, one in counts.items())
    return Outcome(
        MIRROR_JOB,
        0,
        headline or _WORDS["none"].said(lang),
        sections=(Section(_WORDS["title"].said(lang), _headers(lang), rows),) if rows else (),
        payload={
            "sync": mirrored.report.sync_id,
            "tabs": {code: asdict(one) for code, one in counts.items()},
        },
        # Nothing but the database was written; it has a log of its own.
        is_logged=False,
    )


def _headers(lang: Lang) -> tuple[str, ...]:
    return tuple(_WORDS[name].said(lang) for name in ("tab", *_COUNTED))


def _row(title: str, counts: TabCounts) -> tuple[str, ...]:
    return (title, *(str(getattr(counts, name)) for name in _COUNTED))
