"""Where partners' files are kept, by `portal.vault`: a folder, Drive or S3 (portal.md 12)."""

import re

from sheetsync.errors import ConfigError
from sheetsync.language import Phrase

#: What `vault` says for Drive.
DRIVE = "drive"
#: Names of buckets as S3 allows them; no key of a file leaves its prefix.
S3_ADDRESS = re.compile(
    r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(?:/(?!\.\.?(?:/|$))[\w.-]+)*)/?",
    re.ASCII,
)

_NO_BUCKET = Phrase(
    ru="{name}: portal.vault: «{vault}» — не s3://bucket/prefix",
    en="{name}: portal.vault: {vault!r} is not s3://bucket/prefix",
)
_A_BUCKET = Phrase(
    ru="впишите папку, drive или s3:// с именем bucket строчными, без ключей: они стоят в "
    "окружении (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)",
    en="write a folder, drive, or s3:// with the bucket's name in small letters and no keys: those "
    "stand in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)",
)
_NO_SPOOL = Phrase(
    ru="{name}: portal.spool: «{spool}» — не папка",
    en="{name}: portal.spool: {spool!r} is no folder",
)
_A_FOLDER = Phrase(ru="впишите папку, например vault", en="write a folder, as vault")
_NO_PARENT = Phrase(
    ru="{name}: portal.vault: для drive нужна папка в folders.parent",
    en="{name}: portal.vault: drive needs a folder in folders.parent",
)
_A_PARENT = Phrase(
    ru="впишите код или адрес папки на общем диске, куда сервисный аккаунт может класть файлы",
    en="give the id or address of a folder in a shared drive to which the service account may add "
    "files",
)


def is_away(vault: str) -> bool:
    """Whether files are kept beyond this machine.

    >>> is_away("drive"), is_away("s3://files/partners"), is_away("/srv/vault")
    (True, True, False)
    """
    return vault == DRIVE or "://" in vault or vault.lower().startswith("s3:")


def check_vault(vault: str, spool: str, parent: str, name: str) -> None:
    """Refuse a place that is none.

    Args:
        vault: where files are kept.
        spool: the folder where they lie before.
        parent: folder in Drive below which partners' folders stand, "" for none.
        name: of the config file.

    Raises:
        ConfigError: the message names the key.
    """
    if not is_away(vault):
        return
    if vault != DRIVE and not S3_ADDRESS.fullmatch(vault):
        raise ConfigError(_NO_BUCKET, cure=_A_BUCKET, name=name, vault=_without_keys(vault))
    if is_away(spool):
        raise ConfigError(_NO_SPOOL, cure=_A_FOLDER, name=name, spool=_without_keys(spool))
    if vault == DRIVE and not parent:
        raise ConfigError(_NO_PARENT, cure=_A_PARENT, name=name)


def _without_keys(address: str) -> str:
    """An address as it may stand in a message: what is before an @ is left out."""
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"
