"""Whatever apprise can notify; an optional package, fenced in.

Source: mail.md 6: one object a target, since a partial success tells nothing; texts as plain text,
since apprise escapes nothing by itself.
"""

import importlib
from typing import Any

from sheetsync.errors import ConfigError, LetterRefusedError, MissingExtraError
from sheetsync.language import Phrase


class AppriseChat:
    """A target of apprise.

    Args:
        name: as `Chat.name`.
        url: apprise's address of the target; it holds secrets.

    Raises:
        MissingExtraError: apprise is not installed.
        ConfigError: apprise does not know the address.
    """

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        apprise = _apprise()
        self._text_format = apprise.NotifyFormat.TEXT
        self._target = apprise.Apprise()
        if not self._target.add(url):
            raise ConfigError(
                Phrase(
                    ru="chats: {name}: apprise не знает такого адреса",
                    en="chats: {name}: apprise does not know the address",
                ),
                cure=Phrase(
                    ru="смотрите https://github.com/caronc/apprise/wiki",
                    en="see https://github.com/caronc/apprise/wiki",
                ),
                name=name,
            )

    def say(self, text: str) -> None:
        """Say a text; see `Chat.say`."""
        if not self._target.notify(body=text, body_format=self._text_format):
            raise LetterRefusedError(
                Phrase(
                    ru="apprise не смог доставить текст", en="apprise could not deliver the text"
                ),
                temporary=True,
            )


def _apprise() -> Any:  # noqa: ANN401  # an optional package without types
    try:
        return importlib.import_module("apprise")
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="для чатов вида apprise нужен ещё один пакет",
                en="chats of kind apprise need a further package",
            ),
            cure=Phrase(ru="pip install 'sheetsync[notify]'", en="pip install 'sheetsync[notify]'"),
        ) from None
