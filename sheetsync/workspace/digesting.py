"""The digests of one run: written, sent, and remembered, so that no item is told too often."""

from collections.abc import Callable, Sequence
from functools import partial

import requests

from sheetsync.journal.memory import DigestItem
from sheetsync.letters.digest import write_digest
from sheetsync.letters.letter import Letter, LetterKey, person_mark
from sheetsync.letters.rendering import Templates
from sheetsync.mail.open_chat import open_chat
from sheetsync.outbox import LetterOutcome, SendReport
from sheetsync.outbox.announcing import Announcement, announce
from sheetsync.rules.digests import (
    Digest,
    digests,
    with_advances,
    with_bank_lines,
    with_held,
    with_inbox,
)
from sheetsync.workspace.held_tabs import held_news
from sheetsync.workspace.house_links import house_links
from sheetsync.workspace.secret_files import chat_secret
from sheetsync.workspace.workspace import Workspace


def digests_due(ws: Workspace) -> tuple[Digest, ...]:
    """What each of our own people is to hear today."""
    told = {key: (item.level, item.day) for key, item in ws.journal.memory.digest_items().items()}
    mark = _mark_of(ws)
    due = digests(ws.tables, ws.payables, ws.attention, told, mark)
    due = with_inbox(due, ws.tables, ws.as_of, ws.waiting or (), told, mark=mark)
    due = with_bank_lines(due, ws.tables, ws.as_of, ws.bank_lines or (), told, mark=mark)
    due = with_advances(due, ws.tables, ws.as_of, ws.called_advances, told, mark=mark)
    if not ws.config.mirror.is_on:
        return due
    held = held_news(ws.journal.memory, ws.settings.manager_email, mark, ws.lang)
    return with_held(due, ws.tables, ws.as_of, held)


def digest_letters(ws: Workspace, due: tuple[Digest, ...]) -> list[Letter]:
    """The digests as letters."""
    templates, links = Templates(ws.templates), house_links(ws)
    return [write_digest(digest, templates, links) for digest in due]


def remember_items(ws: Workspace, due: tuple[Digest, ...], report: SendReport) -> None:
    """Note the items of digests that went, so that they are not told again tomorrow."""
    if ws.options.dry_run:
        return
    mark = _mark_of(ws)
    gone: set[LetterKey] = {outcome.key for outcome in (*report.sent, *report.drafted)}
    for digest in due:
        if any(key.partner_id == mark(digest.to) for key in gone):
            ws.journal.memory.remember_digest_items(
                {key: DigestItem(level, ws.as_of) for key, level in digest.marks}
            )


def _mark_of(ws: Workspace) -> Callable[[str], str]:
    """What keys hold in place of a person's address."""
    return partial(person_mark, ws.session.spreadsheet_id)


def announce_in_chats(
    ws: Workspace, due: Sequence[Digest], letters: Sequence[Letter]
) -> tuple[LetterOutcome, ...]:
    """Say in the configured chats the digest that tells most, once a day; a chat stops nothing."""
    if not letters or ws.options.dry_run:
        return ()
    sizes = [
        len(digest.invoices)
        + len(digest.attention)
        + len(digest.held)
        + len(digest.waiting)
        + len(digest.bank_lines)
        + len(digest.advances)
        for digest in due
    ]
    widest = letters[sizes.index(max(sizes))]
    announcement = Announcement("digest", ws.as_of, f"{widest.subject}\n\n{widest.text}")
    outcomes = []
    with requests.Session() as http:
        for entry in ws.config.chats:
            chat = open_chat(entry, chat_secret(ws.config, entry), http, ws.clock)
            outcomes.append(announce(ws.journal.memory, chat, announcement))
    return tuple(outcomes)
