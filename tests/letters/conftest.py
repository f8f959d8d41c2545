from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import resources

import pytest

from sheetsync.language import Lang
from sheetsync.letters.monthly import Sender
from sheetsync.letters.rendering import Templates
from sheetsync.letters.upload_links import UploadLinks

KEY = "a key that nobody guesses, ever"
PAGE = "https://upload.company.example/u?p={partner_id}&e={entity_id}&m={month}&k={kind}&t={token}"


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    package = resources.files("sheetsync.letters") / "templates"
    return {file.name: file.read_text(encoding="utf-8") for file in package.iterdir()}


@pytest.fixture(scope="session")
def templates(texts: Mapping[str, str]) -> Templates:
    return Templates(texts)


@pytest.fixture
def links() -> UploadLinks:
    account = "https://partners.company.example/p/{token}"
    return UploadLinks(datetime(2026, 4, 2, tzinfo=UTC), PAGE, (KEY,), account=account)


@pytest.fixture
def sender() -> Callable[[Lang], Sender]:
    def of(lang: Lang) -> Sender:
        if lang == "en":
            return Sender("Organizer LLC", "Organizer LLC, INN 9900000024", "1 Lenin St, Ufa")
        return Sender("ООО «Организатор»", "ООО «Организатор», ИНН 9900000024", "Уфа, Ленина, 1")

    return of
