"""The comments of a new mapping.yaml: what each tab holds, and what nobody has agreed to yet."""

from collections.abc import Iterator

from sheetsync.config.mapping_text import Remarks, Suggestion
from sheetsync.language import Lang, Phrase
from sheetsync.language.plurals import Noun
from sheetsync.tables.adoption.mapped_tabs import column_rule
from sheetsync.tables.adoption.proposal import Proposal, TabProposal

_ROW = Noun(ru=("строка", "строки", "строк"), en=("row", "rows"))
_TABLE = Phrase(ru="{count} {rows}; {why}", en="{count} {rows}; {why}")
_LACKS = Phrase(ru="{about}; нет столбцов: {names}", en="{about}; no column for: {names}")


def remarks_of(proposal: Proposal, lang: Lang) -> Remarks:
    """A line above each tab, and the suggested columns."""
    return Remarks(
        {tab.title: _about(tab, lang) for tab in proposal.tabs},
        tuple(one for tab in proposal.read_tabs for one in _suggestions(tab)),
        lang,
    )


def _about(tab: TabProposal, lang: Lang) -> str:
    why = tab.why.said(lang)
    if tab.kind != "table":
        return why
    about = _TABLE.said(lang, count=tab.rows, rows=_ROW.form(tab.rows, lang), why=why)
    if not tab.lacks:
        return about
    return _LACKS.said(lang, about=about, names=", ".join(tab.lacks))


def _suggestions(tab: TabProposal) -> Iterator[Suggestion]:
    for column in tab.columns:
        if column.level == "suggested":
            yield Suggestion(tab.title, column.meaning, column_rule(column), column.score)
