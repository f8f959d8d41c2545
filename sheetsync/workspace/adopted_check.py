"""What doctor tells of a team's own workbook: whether it can be read, and whether all is mapped."""

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.tables.adoption.lens import wanted_titles
from sheetsync.workspace.adopted import adopted_of, waits_unheard
from sheetsync.workspace.checks import Check

_NAME = "source"
_AGAIN = as_it_is("sheetsync adopt --again")


def source_check(config: Config, clock: Clock) -> Check:
    """Whether the source can be read and every tab of it has its answer.

    Raises:
        ConfigError: the mapping is missing, or says what cannot be meant.
        SourceFileError: the file cannot be read.
        WorkbookError: the spreadsheet cannot be read.
    """
    adopted = adopted_of(config, clock, waits_unheard, None)
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
