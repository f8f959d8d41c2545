import sys

import pytest
import responses

from sheetsync.errors import ConfigError, LetterRefusedError, MissingExtraError
from sheetsync.mail.apprise_chat import AppriseChat

#: apprise itself still imports it on Python 3.11 and 3.12.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def test_apprise_gets_plain_text() -> None:
    with responses.RequestsMock() as wire:
        wire.post("http://127.0.0.1/hook", json={})
        AppriseChat("apprise-1", "json://127.0.0.1/hook").say("<ООО Ромашка> & Co")
        body = wire.calls[0].request.body
    assert body is not None
    assert "<ООО Ромашка> & Co" in str(
        body.encode().decode("unicode_escape") if isinstance(body, str) else body.decode()
    )


def test_a_target_that_refuses_is_told() -> None:
    with responses.RequestsMock() as wire:
        wire.post("http://127.0.0.1/hook", status=500)
        with pytest.raises(LetterRefusedError) as caught:
            AppriseChat("apprise-1", "json://127.0.0.1/hook").say("Обзор")
    assert caught.value.message == "apprise could not deliver the text"
    assert caught.value.temporary


def test_an_address_that_apprise_does_not_know_is_told() -> None:
    with pytest.raises(ConfigError) as caught:
        AppriseChat("apprise-1", "nonsense://secret")
    assert str(caught.value) == (
        "chats: apprise-1: apprise does not know the address\n"
        "  cure: see https://github.com/caronc/apprise/wiki"
    )


def test_without_apprise_the_cure_is_a_pip_line() -> None:
    installed = sys.modules.pop("apprise", None)
    sys.modules["apprise"] = None  # type: ignore[assignment]  # Python's way to say: not there
    try:
        with pytest.raises(MissingExtraError) as caught:
            AppriseChat("apprise-1", "json://127.0.0.1/hook")
    finally:
        sys.modules.pop("apprise")
        if installed is not None:
            sys.modules["apprise"] = installed
    assert str(caught.value) == (
        "chats of kind apprise need a further package\n  cure: pip install 'sheetsync[notify]'"
    )
