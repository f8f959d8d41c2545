"""The digests of one run: written, sent, and remembered, so that no item is told too often."""

from sheetsync.journal.memory import DigestItem
from sheetsync.letters.digest import write_digest
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.rendering import Templates
from sheetsync.outbox import SendReport
from sheetsync.rules.digests import Digest, digests
from sheetsync.workspace.workspace import Workspace


def digests_due(ws: Workspace) -> tuple[Digest, ...]:
    """What each of our own people is to hear today."""
    told = {key: (item.level, item.day) for key, item in ws.journal.memory.digest_items().items()}
    return digests(ws.tables, ws.payables, ws.attention, told)


def digest_letters(ws: Workspace, due: tuple[Digest, ...]) -> list[Letter]:
    """The digests as letters."""
    templates = Templates(ws.templates)
    return [write_digest(digest, templates) for digest in due]


def remembered(ws: Workspace, due: tuple[Digest, ...], report: SendReport) -> None:
    """Note the items of digests that went, so that they are not told again tomorrow."""
    if ws.options.dry_run:
        return
    gone: set[LetterKey] = {outcome.key for outcome in (*report.sent, *report.drafted)}
    for digest in due:
        if any(key.partner_id == digest.to for key in gone):
            ws.journal.memory.remember_digest_items(
                {key: DigestItem(level, ws.as_of) for key, level in digest.marks}
            )
