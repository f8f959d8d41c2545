"""Secrets that stand in files and in the environment; never in the workbook, never in a message."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sheetsync.config import ChatConfig, Config, SmtpConfig
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase

_OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO


def secret_of(path: Path, key: str) -> str:
    """The text of a secret's file.

    Args:
        path: the file.
        key: the config's key, for messages.

    Raises:
        ConfigError: it is missing, or others on this machine may read it.
    """
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            Phrase(
                ru="config.yaml: {key}: {name} не читается",
                en="config.yaml: {key}: {name} cannot be read",
            ),
            cure=Phrase(ru="положите туда секрет", en="put the secret there"),
            key=key,
            name=path.name,
        ) from None
    if mode & _OTHERS_MAY_READ:
        raise ConfigError(
            Phrase(
                ru="config.yaml: {key}: {name} могут прочесть другие на этой машине",
                en="config.yaml: {key}: others on this machine may read {name}",
            ),
            cure=Phrase(ru="chmod 600 {name}", en="chmod 600 {name}"),
            key=key,
            name=path.name,
        )
    return text.strip()


def variable_of(name: str, key: str) -> str:
    """The value of an environment variable.

    Raises:
        ConfigError: it is not set.
    """
    value = os.environ.get(name, "")
    if not value:
        raise ConfigError(
            Phrase(
                ru="config.yaml: {key}: переменная {name} не задана",
                en="config.yaml: {key}: the variable {name} is not set",
            ),
            cure=Phrase(
                ru="задайте её для процесса, который запускает sheetsync",
                en="set it for the process that runs sheetsync",
            ),
            key=key,
            name=name,
        )
    return value


def smtp_of(config: Config, smtp: SmtpConfig) -> tuple[SmtpConfig, str]:
    """The SMTP section with absolute paths, and the password it names; "" without one.

    Raises:
        ConfigError: the password's file or variable is missing.
    """
    ca_file = str(config.path(smtp.ca_file)) if smtp.ca_file else ""
    password = ""
    if smtp.password_env:
        password = variable_of(smtp.password_env, "mail.smtp.password_env")
    elif smtp.password_file:
        password = secret_of(config.path(smtp.password_file), "mail.smtp.password_file")
    return msgspec.structs.replace(smtp, ca_file=ca_file), password


def chat_secret(config: Config, chat: ChatConfig) -> str:
    """The token or the address that a chat's entry names; "" when the entry has it all.

    Raises:
        ConfigError: the file or the variable is missing.
    """
    if chat.token_file:
        return secret_of(config.path(chat.token_file), "chats.token_file")
    for name, key in ((chat.token_env, "chats.token_env"), (chat.url_env, "chats.url_env")):
        if name:
            return variable_of(name, key)
    return ""


def signing_keys(config: Config) -> Sequence[str]:
    """The keys of upload links, oldest first.

    Raises:
        ConfigError: a file is missing.
    """
    return tuple(
        secret_of(config.path(name), "uploads.key_files") for name in config.uploads.key_files
    )


def portal_keys(config: Config) -> Sequence[str]:
    """The keys of the portal's links, oldest first: its own, else those of upload links.

    Raises:
        ConfigError: a file is missing, or none is named at all.
    """
    own = config.portal.key_files if config.portal else ()
    keys = tuple(secret_of(config.path(name), "portal.key_files") for name in own)
    if found := keys or tuple(signing_keys(config)):
        return found
    raise ConfigError(
        Phrase(
            ru="portal.key_files: ключа для подписи ссылок нет",
            en="portal.key_files: there is no key to sign links with",
        ),
        cure=Phrase(
            ru="сделайте файл с ключом и назовите его: python -c 'import secrets; "
            "print(secrets.token_urlsafe(32))' > credentials/links.key",
            en="make a file with a key and name it: python -c 'import secrets; "
            "print(secrets.token_urlsafe(32))' > credentials/links.key",
        ),
    )
