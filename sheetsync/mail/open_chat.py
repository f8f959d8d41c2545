"""Open the chat that an entry of the config names."""

import hashlib

import requests

from sheetsync.config import ChatConfig
from sheetsync.dates import Clock
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase
from sheetsync.mail.apprise_chat import AppriseChat
from sheetsync.mail.chat import Chat
from sheetsync.mail.telegram import TelegramChat
from sheetsync.mail.webhook import WebhookChat

_MARK_LENGTH = 8


def open_chat(config: ChatConfig, secret: str, http: requests.Session, clock: Clock) -> Chat:
    """The chat of one entry of the config's ``chats``.

    Args:
        config: the entry.
        secret: Telegram's token, or the address from `url_env`; "" where the config has it all.
        http: what requests are made with.
        clock: for the waits that a server asks for.

    Raises:
        ConfigError: the address, the token or the chat's id is missing.
        MissingExtraError: apprise is not installed.
    """
    address = secret or config.url
    mark = hashlib.sha256(f"{address} {config.chat_id}".encode()).hexdigest()[:_MARK_LENGTH]
    name = f"{config.kind}-{mark}"
    if not address:
        raise ConfigError(
            Phrase(
                ru="chats: {kind}: нет ни адреса, ни токена",
                en="chats: {kind}: neither address nor token is given",
            ),
            cure=Phrase(
                ru="задайте url, url_env, token_env или token_file",
                en="set url, url_env, token_env or token_file",
            ),
            kind=config.kind,
        )
    if config.kind == "telegram":
        if not config.chat_id:
            raise ConfigError(
                Phrase(ru="chats: telegram: нет chat_id", en="chats: telegram: chat_id is missing"),
                cure=Phrase(ru="добавьте его", en="add it"),
            )
        return TelegramChat(name, secret, config.chat_id, http, clock)
    if config.kind == "apprise":
        return AppriseChat(name, address)
    return WebhookChat(name, address, config.kind, http, clock)
