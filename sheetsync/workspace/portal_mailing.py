"""The way out of the portal's letters, as the config says."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from sheetsync.config import Config
from sheetsync.letters.rendering import Templates
from sheetsync.mail.addresses import parsed_mailbox
from sheetsync.mail.door import MailDoor
from sheetsync.mail.folder import FolderDoor
from sheetsync.mail.held import HeldDoor
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.workspace.doors import package_templates
from sheetsync.workspace.portal_post import PortalPost
from sheetsync.workspace.portal_worker import PortalWorker
from sheetsync.workspace.secret_files import smtp_of


def open_post(
    config: Config,
    worker: PortalWorker,
    *,
    hold: Callable[[], AbstractContextManager[None]] = nullcontext,
    stop: Callable[[], bool] = lambda: False,
) -> PortalPost:
    """The post of a worker: a connection of its own beside that of the jobs.

    Args:
        config: names server and sender.
        worker: whose letters go.
        hold: a block in which the process is not ended: a letter is in flight.
        stop: asked before each letter.

    Raises:
        ConfigError: the sender's address, the password or the CA file cannot be used.
    """
    sender = parsed_mailbox(config.mail.sender, "mail.sender")
    bounce = config.mail.bounce
    return PortalPost(
        store=worker.store,
        door=HeldDoor(_door(config, worker), hold),
        clock=worker.clock,
        sender=sender,
        bounce=parsed_mailbox(bounce, "mail.bounce").address if bounce else sender.address,
        templates=Templates(package_templates()),
        test_recipient=worker.test_recipient,
        stop=stop,
    )


def _door(config: Config, worker: PortalWorker) -> MailDoor:
    if config.mail.smtp is None:
        return FolderDoor(config.path(config.mail.folder), worker.lang)
    smtp, password = smtp_of(config, config.mail.smtp)
    return SmtpDoor(smtp, worker.clock, password)
