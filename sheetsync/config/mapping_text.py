"""Write mapping.yaml as people read it: short, texts in quotes, a line a column.

Source: adoption.md A3.
"""

import json
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from sheetsync.language import Lang, Phrase
from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab, Mapping

#: Words that YAML takes for texts without quotes, and nobody for anything else.
_BARE = re.compile(r"[a-z][a-z_]*(?:\.[a-z_]+)?")
#: What stands before the lines of a tab, of a column's map inside it.
TAB, KEY, TABLE, COLUMN = "  - ", " " * 4, " " * 6, " " * 8

_ABOUT = Phrase(
    ru="Что значат вкладки вашей таблицы. Правьте смело: sheetsync adopt --again сохранит правки,\n"
    "комментарии и порядок и спросит только о новом.",
    en="What the tabs of your workbook mean. Edit at will: sheetsync adopt --again keeps edits,\n"
    "comments and order, and asks only about what is new.",
)
_SUGGESTED = Phrase(
    ru="возможно, {score:.2f}; если так, уберите # и заголовок из own",
    en="perhaps, {score:.2f}; if so, take the # away, and the header out of own",
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A meaning that is in the mapping as a comment only.

    Attributes:
        title: of the tab, the first of several.
        meaning: ``tab.column``.
        score: 0 to 1.
    """

    title: str
    meaning: str
    rule: ColumnRule
    score: float


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a new mapping says in comments.

    Attributes:
        tabs: a line by title, of a tab or of the first of several.
        suggestions: meanings that nobody has agreed to.
        lang: of all comments.
    """

    tabs: Map[str, str] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    lang: Lang = "ru"

    def of_tab(self, tab: MappedTab) -> str:
        """The line above a tab; "" for none."""
        return next((self.tabs[title] for title in tab.named if title in self.tabs), "")

    def suggested(self, tab: MappedTab, code: str) -> Iterator[str]:
        """The lines of what a table of ours may have besides."""
        for one in self.suggestions:
            if one.title in tab.named and one.meaning.startswith(f"{code}."):
                name = one.meaning.partition(".")[2]
                why = _SUGGESTED.said(self.lang, score=one.score)
                yield f"{COLUMN}# {name}: {rule_text(one.rule)}  # {why}"


def mapping_text(mapping: Mapping, remarks: Remarks) -> str:
    """The whole file."""
    lines = [f"# {line}" for line in _ABOUT.said(remarks.lang).split("\n")]
    lines.append(f"version: {mapping.version}")
    if mapping.locale:
        lines.append(f"locale: {mapping.locale}")
    lines.append("tabs:" if mapping.tabs else "tabs: []")
    for tab in mapping.tabs:
        lines += tab_lines(tab, remarks)
    if mapping.same:
        lines.append(f"same: {flow_map(mapping.same)}")
    return "\n".join(lines) + "\n"


def tab_lines(tab: MappedTab, remarks: Remarks) -> list[str]:
    """One entry of the list, its remark above it."""
    about = remarks.of_tab(tab)
    lines = [f"  # {about}"] if about else []
    lines.append(f"{TAB}{_named(tab)}")
    values = tab_values(tab)
    rows = values.pop("header_rows", "")
    if rows:
        lines.append(f"{KEY}header_rows: {rows}")
    lines += _is_lines(tab, remarks)
    lines += (f"{KEY}{key}: {value}" for key, value in values.items())
    return lines


def _is_lines(tab: MappedTab, remarks: Remarks) -> Iterator[str]:
    if not tab.is_:
        return
    yield f"{KEY}is:"
    for code, columns in tab.is_.items():
        yield f"{TABLE}{code}:"
        for name, rule in columns.items():
            yield f"{COLUMN}{name}: {rule_text(rule)}"
        yield from remarks.suggested(tab, code)


def _named(tab: MappedTab) -> str:
    if tab.from_:
        return f"from: {quoted(tab.from_)}"
    if tab.titles:
        return f"titles: {flow_list(tab.titles)}"
    return f"titles_like: {quoted(tab.titles_like)}"


def tab_values(tab: MappedTab) -> dict[str, str]:
    """The keys of a tab beside its title and columns, in order, as they are written."""
    values: dict[str, str] = {}
    if tab.header_rows != "auto":
        values["header_rows"] = f"[{', '.join(map(str, tab.header_rows))}]"
    if tab.values:
        inner = ", ".join(f"{key}: {flow_map(words)}" for key, words in tab.values.items())
        values["values"] = f"{{{inner}}}"
    if tab.words_off:
        values["words_off"] = flow_list(tab.words_off)
    if tab.own:
        values["own"] = flow_list(tab.own)
    values["answer"] = tab.answer
    return values


def rule_text(rule: ColumnRule) -> str:
    """A rule in one line; a header alone stands for itself.

    >>> rule_text(ColumnRule(from_="От")), rule_text(ColumnRule(from_="Кто", find="name"))
    ('"От"', '{from: "Кто", find: name}')
    """
    said: dict[str, str] = {
        "from": rule.from_,
        "column": rule.column,
        "title": rule.title,
        "of": rule.of,
        "always": rule.always,
        "card": rule.card,
        "band": rule.band,
        "year": str(rule.year or ""),
        "find": rule.find,
        "yes": rule.yes,
    }
    filled = {key: value for key, value in said.items() if value}
    if list(filled) == ["from"]:
        return quoted(rule.from_)
    bare = {"column", "year"}
    parts = (
        f"{key}: {value if key in bare else _word(key, value)}" for key, value in filled.items()
    )
    return f"{{{', '.join(parts)}}}"


def _word(key: str, value: str) -> str:
    return quoted(value) if key in {"from", "card"} or not _BARE.fullmatch(value) else value


def flow_list(texts: Iterable[str]) -> str:
    """Texts in square brackets."""
    return f"[{', '.join(map(_plain, texts))}]"


def flow_map(words: Map[str, str]) -> str:
    """Texts and what they stand for, in braces."""
    return f"{{{', '.join(f'{quoted(word)}: {_plain(value)}' for word, value in words.items())}}}"


def _plain(text: str) -> str:
    return text if _BARE.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    r"""A text in double quotes, as YAML reads it back.

    >>> quoted('ООО "Вектор"')
    '"ООО \\"Вектор\\""'
    """
    return json.dumps(text, ensure_ascii=False)
