"""Tabs whose history waits, as every run notes them in the journal and the digest tells them.

The journal is this machine's own file: the digest knows of a held tab where the mirror's database
is gone, or is looked after by the job `mirror` alone.
"""

from collections.abc import Callable, Mapping

from sheetsync.journal.memory import HeldTab, Memory
from sheetsync.language import Lang
from sheetsync.mirror.report import HELD, STALE, Notice, SyncReport
from sheetsync.mirror.words import said

_KEY = "{person}/held/{tab}"


def note_held(memory: Memory, report: SyncReport) -> None:
    """Note which tabs wait after a sight; one that is settled is told again when it waits again."""
    # A newer sight was kept by another run, which noted what it brought.
    stale = {notice.tab for notice in report.notices if notice.code == STALE}
    before = memory.held_tabs()
    waits = {tab: before[tab] for tab in stale if tab in before}
    waits |= {
        notice.tab: HeldTab(notice.code, notice.facts)
        for notice in report.notices
        if notice.code in HELD
    }
    if waits == before:
        return
    memory.remember_held_tabs(waits)
    ends = tuple(_KEY.format(person="", tab=tab) for tab in before.keys() - waits.keys())
    settled = [key for key in memory.digest_items() if key.endswith(ends)] if ends else []
    memory.forget_digest_items(settled)


def held_news(
    memory: Memory, manager: str, mark: Callable[[str], str], lang: Lang
) -> Mapping[str, str]:
    """What waits and was not told to the manager yet: sentences by the keys of the journal."""
    told = memory.digest_items()
    found = {
        _KEY.format(person=mark(manager), tab=tab): said(Notice(held.code, tab, held.facts), lang)
        for tab, held in memory.held_tabs().items()
    }
    return {key: sentence for key, sentence in found.items() if key not in told}
