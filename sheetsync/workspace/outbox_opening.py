"""The outbox of a run: journal, door, Send log and lease joined as the config says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.journal import Journal
from sheetsync.language import Lang
from sheetsync.mail.addresses import parsed_mailbox
from sheetsync.mail.door import MailDoor
from sheetsync.mail.folder import FolderDoor
from sheetsync.mail.held import HeldDoor
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.outbox import Outbox
from sheetsync.outbox.sending_context import SendingContext
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.send_log import SpreadsheetSendLog
from sheetsync.workbook.session import Session
from sheetsync.workspace.secret_files import smtp_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What an outbox is made of besides the config.

    Attributes:
        test_recipient: gets every letter instead of the partners, "" for none.
        hold: a block in which the process is not ended: a letter is in flight.
    """

    session: Session
    journal: Journal
    clock: Clock
    run_id: str
    lang: Lang
    test_recipient: str
    hold: Callable[[], AbstractContextManager[None]]


def open_outbox(config: Config, post: Post) -> Outbox:
    """The outbox of one run.

    Raises:
        ConfigError: the sender's address, the password or the CA file cannot be used.
    """
    smtp = config.mail.smtp
    sender = parsed_mailbox(config.mail.sender, "mail.sender")
    return Outbox(
        SendingContext(
            journal=post.journal,
            door=HeldDoor(_door(config, post), post.hold),
            send_log=SpreadsheetSendLog(post.session, config.tabs),
            lease=SpreadsheetLease(
                post.session, post.clock, run_id=post.run_id, owner=post.journal.owner
            ),
            clock=post.clock,
            sender=sender,
            bounce=_bounce(config) or sender.address,
            run_id=post.run_id,
            lang=post.lang,
            test_recipient=post.test_recipient,
            letters_per_day=smtp.letters_per_day if smtp else None,
        )
    )


def preview_door(config: Config, lang: Lang) -> FolderDoor:
    """Where a dry run puts letters to look at."""
    return FolderDoor(preview_folder(config), lang)


def preview_folder(config: Config) -> Path:
    """The folder of letters that are only to be looked at."""
    return config.path(config.mail.folder) / "preview"


def _bounce(config: Config) -> str:
    bounce = config.mail.bounce
    return parsed_mailbox(bounce, "mail.bounce").address if bounce else ""


def _door(config: Config, post: Post) -> MailDoor:
    if config.mail.smtp is None:
        return FolderDoor(config.path(config.mail.folder), post.lang)
    smtp, password = smtp_of(config, config.mail.smtp)
    return SmtpDoor(smtp, post.clock, password)
