"""Open the doors that the config names; nothing else knows them all."""

from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Literal

from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import Config, SourceConfig
from sheetsync.dates import Clock
from sheetsync.errors import SpreadsheetNotFoundError, TemplateError
from sheetsync.language import Phrase, Sayable
from sheetsync.letters.rendering import is_phrase_file
from sheetsync.workbook.limiter import Limiter
from sheetsync.workbook.open_session import open_session, service_account
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import READ_ONLY_SCOPE, SHEETS_SCOPE, Session

#: Whose share of what Google allows is used.
Share = Literal["jobs", "portal"]
#: Who the sandbox takes us for.
SANDBOX_ACCOUNT = "sheetsync@sandbox.example"


def open_workbook(  # noqa: PLR0913  # what differs between production and a test, by keyword
    config: Config,
    clock: Clock,
    *,
    on_wait: Callable[[float, Sayable], None],
    scopes: tuple[str, ...] = (SHEETS_SCOPE,),
    http: AuthorizedSession | None = None,
    share: Share = "jobs",
) -> Session:
    """The spreadsheet that the config names, Google's or the sandbox's.

    Args:
        config: names it.
        clock: tells the time and sleeps.
        on_wait: told seconds and reason before each wait for Google.
        scopes: what the service account asks for.
        http: a session of your own in front of the sandbox, for tests that meddle with it.
        share: whose share of the writes is used.

    Raises:
        CredentialsError: the key cannot be used.
        SpreadsheetNotFoundError: the sandbox file holds no spreadsheet.
    """
    asked = config.session
    if config.sandbox:
        patience = replace(sandbox_patience(config, clock), on_wait=on_wait)
        return _open_sandbox(config, http or sandbox_http(config.path(config.sandbox)), patience)
    account = service_account(config.path(config.credentials), scopes)
    limits = {"read": asked.reads_per_minute, "write": writes_per_minute(config, share)}
    path = config.path(config.state) / "limiter.sqlite"
    limiter = Limiter(path, clock, limits, writer="" if share == "jobs" else share)
    patience = RetryPolicy(
        clock,
        limiter,
        timeouts_s=(float(asked.connect_timeout_s), float(asked.read_timeout_s)),
        deadline_s=asked.deadline_s,
        account=account.address,
        google_date=lambda: account.tokens.google_date,
        on_wait=on_wait,
    )
    return open_session(account.http, config.spreadsheet_id, patience)


def open_source(  # noqa: PLR0913  # what differs between production and a test, by keyword
    config: Config,
    source: SourceConfig,
    clock: Clock,
    on_wait: Callable[[float, Sayable], None],
    *,
    http: AuthorizedSession | None = None,
    scope: str = READ_ONLY_SCOPE,
) -> Session:
    """A team's Google spreadsheet, with the right to look at it and no other.

    Args:
        config: how patient we are.
        source: names the spreadsheet.
        clock: tells the time and sleeps.
        on_wait: told seconds and reason before each wait for Google.
        http: a session of your own in front of a local Google.
        scope: what the account asks for; none that lets it write.

    Raises:
        CredentialsError: the key cannot be used.
    """
    if http is not None:
        patience = replace(sandbox_patience(config, clock), on_wait=on_wait)
        session = open_session(http, source.spreadsheet_id, patience)
        return replace(session, is_read_only=True)
    key = config.path(source.credentials or config.credentials)
    account = service_account(key, (scope,))
    limits = {"read": config.session.reads_per_minute}
    patience = RetryPolicy(
        clock,
        Limiter(config.path(config.state) / "limiter.sqlite", clock, limits),
        timeouts_s=(float(config.session.connect_timeout_s), float(config.session.read_timeout_s)),
        deadline_s=config.session.deadline_s,
        account=account.address,
        google_date=lambda: account.tokens.google_date,
        on_wait=on_wait,
    )
    return replace(open_session(account.http, source.spreadsheet_id, patience), is_read_only=True)


def writes_per_minute(config: Config, share: Share) -> int:
    """The pace of writing: beside a portal, jobs leave it its share (portal.md 5.5, quota)."""
    taken = config.portal.writes_per_minute if config.portal else 0
    return taken if share == "portal" else max(config.session.writes_per_minute - taken, 1)


def sandbox_patience(config: Config, clock: Clock) -> RetryPolicy:
    """Patience without a limiter: the sandbox has no quota of its own."""
    http = config.session
    return RetryPolicy(
        clock,
        None,
        timeouts_s=(float(http.connect_timeout_s), float(http.read_timeout_s)),
        deadline_s=http.deadline_s,
        account=SANDBOX_ACCOUNT,
    )


def sandbox_http(path: Path) -> AuthorizedSession:
    """An HTTP session whose Google is a sandbox file; no port, no network."""
    from sheetsync.sandbox.adapter import mount  # noqa: PLC0415  # who asks Google needs no Flask
    from sheetsync.sandbox.server import create_app  # noqa: PLC0415

    session = AuthorizedSession(Credentials(token="owner"))  # noqa: S106  # the sandbox's own word
    mount(session, create_app(path))
    return session


def _open_sandbox(config: Config, http: AuthorizedSession, patience: RetryPolicy) -> Session:
    session = open_session(http, "", patience)
    files = session.client.list_spreadsheet_files()
    if not files:
        raise SpreadsheetNotFoundError(
            Phrase(
                ru="В песочнице {sandbox} нет таблицы",
                en="The sandbox {sandbox} holds no spreadsheet",
            ),
            cure=Phrase(
                ru="запустите sheetsync init, чтобы сделать её, или sheetsync demo, "
                "чтобы получить целую сеть",
                en="run sheetsync init to make one, or sheetsync demo for a whole network",
            ),
            sandbox=config.sandbox,
        )
    # Drive lists the newest first; a backup copy must not become the workbook.
    return Session(session.client, files[-1]["id"], session.account)


def package_templates() -> dict[str, str]:
    """Template texts by name, the package's own alone: of letters that go whatever a team wrote."""
    package = resources.files("sheetsync.letters") / "templates"
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in package.iterdir()
        if file.name.endswith((".j2", ".css"))
    }


def letter_templates(config: Config) -> dict[str, str]:
    """Template texts by name: the package's own, a team's own over and beside them.

    Beside them stand only phrases of a language: a kind's layout is ours.

    Raises:
        TemplateError: the folder that the config names is missing or a file is not text.
    """
    texts = package_templates()
    if config.letters.templates:
        folder = config.path(config.letters.templates)
        if not folder.is_dir():
            raise TemplateError(
                Phrase(
                    ru="config.yaml: letters.templates: папки {templates} нет",
                    en="config.yaml: letters.templates: there is no folder {templates}",
                ),
                cure=Phrase(
                    ru="создайте папку или уберите ключ: тогда возьмутся шаблоны пакета",
                    en="make the folder, or leave the key out for the package's templates",
                ),
                templates=config.letters.templates,
            )
        for file in sorted(folder.iterdir()):
            if file.name in texts or is_phrase_file(file.name):
                texts[file.name] = _text_of(file)
    return texts


def checked_templates(config: Config) -> dict[str, str]:
    """The template texts, once every sample letter could be written with a team's own.

    Raises:
        TemplateError: naming the first template and line that is broken.
    """
    texts = letter_templates(config)
    if not config.letters.templates:
        return texts
    from sheetsync.letters.checking import template_problems  # noqa: PLC0415  # sample letters

    for problem in template_problems(texts):
        raise problem
    return texts


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            Phrase(
                ru="Шаблон письма {name} не читается ({error})",
                en="The letter template {name} cannot be read ({error})",
            ),
            cure=Phrase(ru="сохраните его в UTF-8", en="save it as UTF-8"),
            name=file.name,
            error=error,
        ) from None
