"""Make a backup: a copy of every store as it is at one moment, whoever writes meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sheetsync import __version__
from sheetsync.archive import new_archive
from sheetsync.archive.manifest import Member
from sheetsync.config import Config, PortalConfig, load_config
from sheetsync.config.vault import DRIVE
from sheetsync.dates import Clock
from sheetsync.workspace.backup.part import Installation
from sheetsync.workspace.backup.parts import parts

#: Beside the config, unless another folder is named.
FOLDER = "backups"
_KEYS_OF_S3 = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that was made.

    Attributes:
        path: the archive.
        members: what is in it.
        brought_by_hand: secrets that are not in it, as the config calls them.
    """

    path: Path
    members: tuple[Member, ...]
    brought_by_hand: tuple[str, ...]


def back_up(
    file: Path, clock: Clock, folder: Path | None = None, without: Collection[str] = ()
) -> Saved:
    """Put copies of all stores into one archive, which only its owner may read.

    Args:
        file: the config.
        clock: names the archive.
        folder: for the archive; `FOLDER` beside the config when not given.
        without: codes of parts that are left out.

    Raises:
        ConfigError: the config is wrong.
        BackupError: something cannot be copied; there is no archive then.
        DatabaseError: the mirror's server cannot be asked; likewise.
    """
    ours = Installation(load_config(file), file)
    into = folder or ours.config.path(FOLDER)
    with new_archive(into, clock.now(), __version__) as archive:
        for part in parts():
            if part.code not in without:
                for name, save in part.found(ours).items():
                    archive.add(f"{part.code}/{name}", save)
    return Saved(archive.path, tuple(archive.members), brought_by_hand(ours.config))


def _is_s3(portal: PortalConfig) -> bool:
    return portal.is_vault_away and portal.vault != DRIVE


def brought_by_hand(config: Config) -> tuple[str, ...]:
    """Secrets of other services, which are in no archive: files and variables, by key."""
    mail = config.mail.smtp
    named = [
        ("credentials", "" if config.sandbox else config.credentials),
        ("mail.smtp.password_file", mail.password_file if mail else ""),
        ("mail.smtp.password_env", mail.password_env if mail else ""),
        ("mail.smtp.ca_file", mail.ca_file if mail else ""),
        ("mirror.password_file", config.mirror.password_file),
        ("mirror.url_env", config.mirror.url_env),
        ("portal.database_env", config.portal.database_env if config.portal else ""),
        ("portal.vault", _KEYS_OF_S3 if config.portal and _is_s3(config.portal) else ""),
    ]
    for chat in config.chats:
        named += [
            ("chats.token_file", chat.token_file),
            ("chats.token_env", chat.token_env),
            ("chats.url_env", chat.url_env),
        ]
    return tuple(f"{key}: {value}" for key, value in named if value)
