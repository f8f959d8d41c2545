"""What doctor tells of a team's own workbook: can it be read, is all mapped, could we write."""

from collections.abc import Iterator

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.errors import SheetsyncError
from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.tables.adoption.lens import wanted_titles
from sheetsync.workbook.drive import may_edit
from sheetsync.workbook.session import METADATA_SCOPE
from sheetsync.workspace.adopted import adopted_of, waits_unheard
from sheetsync.workspace.checks import Check, guarded
from sheetsync.workspace.doors import open_source

_NAME, _RIGHTS = "source", "source rights"
_AGAIN = as_it_is("sheetsync adopt --again")
_VIEWER = Phrase(
    ru="{account} может только смотреть, этого достаточно",
    en="{account} may only look, which is enough",
)
_EDITOR = Phrase(
    ru="{account} может там и править; sheetsync просит у Google только чтение, но кто завладеет "
    "ключом, сможет больше",
    en="{account} may edit there too; sheetsync asks Google for reading only, but whoever gets "
    "hold of the key could do more",
)
_LESS = Phrase(
    ru="в «Настройках доступа» таблицы смените у {account} «Редактор» на «Читатель»",
    en="change {account} from Editor to Viewer where the spreadsheet is shared",
)
_NOT_KNOWN = Phrase(
    ru="может ли аккаунт там править, неизвестно: {why}",
    en="whether the account may edit there is not known: {why}",
)


def source_checks(
    config: Config, clock: Clock, http: AuthorizedSession | None = None
) -> Iterator[Check]:
    """What is told of the source: whether it can be read; of Google's, whether we could write.

    Args:
        config: names it.
        clock: paces the reads of Google.
        http: a session of your own in front of a local Google.
    """
    read = guarded(_NAME, lambda: source_check(config, clock, http))
    yield read
    if read.state != "bad" and config.source is not None and config.source.spreadsheet:
        yield guarded(_RIGHTS, lambda: _rights_check(config, clock, http))


def source_check(config: Config, clock: Clock, http: AuthorizedSession | None = None) -> Check:
    """Whether the source can be read and every tab of it has its answer.

    Raises:
        ConfigError: the mapping is missing, or says what cannot be meant.
        SourceFileError: the file cannot be read.
        WorkbookError: the spreadsheet cannot be read.
    """
    adopted = adopted_of(config, clock, waits_unheard, http)
    assert adopted is not None  # noqa: S101  # asked only where there is a source
    mapping = adopted.mapping
    source = adopted.read(lambda titles: wanted_titles(mapping, titles))
    asked = [tab for tab in mapping.tabs if tab.answer == "ask"]
    facts = {"name": source.name, "read": len(source.sheets), "tabs": len(source.titles)}
    told: Sayable = Phrase(
        ru="«{name}» читается: вкладок {read} из {tabs}",
        en="{name!r} can be read: {read} of {tabs} tabs",
    ).given(**facts)
    if not asked:
        return Check(_NAME, "ok", told)
    waits = Phrase(
        ru="{told}; ждут ответа: {count}", en="{told}; waiting for an answer: {count}"
    ).given(told=told, count=len(asked))
    return Check(_NAME, "warning", waits, _AGAIN)


def _rights_check(config: Config, clock: Clock, http: AuthorizedSession | None) -> Check:
    """Whether a viewer's rights are all that the account has.

    The token of the reads cannot tell: Drive is asked, by a token of its own that shows no cell.
    """
    assert config.source is not None  # noqa: S101  # asked only where there is a source
    session = open_source(
        config, config.source, clock, waits_unheard, http=http, scope=METADATA_SCOPE
    )
    facts = {"account": session.account}
    try:
        is_editor = may_edit(session)
    except SheetsyncError as error:
        # No run needs Drive: its silence is no fault of the source.
        return Check(_RIGHTS, "ok", _NOT_KNOWN.given(why=error.words))
    if is_editor:
        return Check(_RIGHTS, "warning", _EDITOR.given(**facts), _LESS.given(**facts))
    return Check(_RIGHTS, "ok", _VIEWER.given(**facts))
