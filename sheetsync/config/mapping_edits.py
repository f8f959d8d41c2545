"""Change a mapping.yaml that people have edited: only the places that differ, all else to the byte.

No library that writes YAML keeps a file as it is: ruamel.yaml puts new keys behind the comment of
the next one and writes lists anew. So the places come from PyYAML's own parser, and the text around
them is never touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import TypeGuard

import yaml

from sheetsync.config.mapping_text import (
    TAB,
    Remarks,
    flow_list,
    rule_text,
    tab_lines,
    tab_values,
)
from sheetsync.tables.adoption.mapping import MappedTab, Mapping


@dataclass(frozen=True, slots=True)
class _Edit:
    """A text in place of what stands between two places of the file."""

    start: int
    end: int
    text: str


def edited_mapping(text: str, old: Mapping, new: Mapping, remarks: Remarks) -> str:
    """The file with what is new in it; the same text when nothing is.

    Args:
        text: the file, which says `old`.
        old: what the file says.
        new: the tabs of the old mapping in their order, further ones behind.
        remarks: comments for further tabs.
    """
    top = yaml.compose(text, Loader=yaml.BaseLoader)
    file = _File(text)
    listed = file.value(top, "tabs")
    edits = [file.first_key(top, f"locale: {new.locale}")] if new.locale != old.locale else []
    if _is_block(listed):
        for node, before, after in zip(listed.value, old.tabs, new.tabs, strict=False):
            if before != after:
                edits += file.tab_edits(node, before, after)
        further = new.tabs[len(old.tabs) :]
        edits += [file.behind_tabs(listed, further, remarks)] if further else []
    elif new.tabs != old.tabs:
        edits.append(file.all_tabs(top, listed, new.tabs, remarks))
    return file.with_edits(edits)


def _is_block(node: yaml.Node | None) -> TypeGuard[yaml.CollectionNode]:
    """Whether a node is a map or a list with something in it, written on lines of its own."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


@dataclass(frozen=True, slots=True)
class _File:
    """Finds places in the text of a file."""

    text: str

    def with_edits(self, edits: Iterable[_Edit]) -> str:
        """The text with all edits, made from the end so that no place moves."""
        text = self.text
        ordered = sorted(enumerate(edits), key=lambda one: (one[1].start, one[0]))
        for _, edit in reversed(ordered):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def value(self, node: yaml.Node | None, key: str) -> yaml.Node | None:
        """What stands behind a key of a map; None without it."""
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        return next((value for name, value in pairs if name.value == key), None)

    def tab_edits(self, node: yaml.Node, before: MappedTab, after: MappedTab) -> Iterator[_Edit]:
        """What changes in the entry of a tab; one of another shape than ours is written anew."""
        if not self._has_our_shape(node):
            lines = "\n".join(tab_lines(after, Remarks()))
            shifted = _shifted(lines, node.start_mark.column - len(TAB))
            yield _Edit(node.start_mark.index, self._end(node), shifted.lstrip(" -"))
            return
        titles = self.value(node, "titles")
        if titles is not None and before.titles != after.titles:
            yield self._extended(titles, before.titles, after.titles)
        yield from self._columns(node, before, after)
        old, new = tab_values(before), tab_values(after)
        for key in ("values", "words_off", "own", "answer"):
            if old.get(key) != new.get(key):
                yield self._key(node, key, new[key], before, after)

    def _has_our_shape(self, node: yaml.Node) -> bool:
        tables = self.value(node, "is")
        if not _is_block(node) or tables is None:
            return _is_block(node)
        return _is_block(tables) and all(_is_block(table) for _, table in tables.value)

    def _key(
        self, node: yaml.Node, key: str, value: str, before: MappedTab, after: MappedTab
    ) -> _Edit:
        there = self.value(node, key)
        if there is None:
            return self._behind(node, f"{self._indent(node)}{key}: {value}")
        if key == "own":
            return self._extended(there, before.own, after.own)
        return self._instead(there, value)

    def _columns(self, node: yaml.Node, before: MappedTab, after: MappedTab) -> Iterator[_Edit]:
        tables = self.value(node, "is")
        for code, rules in after.is_.items():
            known = before.is_.get(code, {})
            texts = {n: rule_text(rule) for n, rule in rules.items() if known.get(n) != rule}
            table = self.value(tables, code)
            if table is not None:
                yield from self._rules(table, texts)
            elif tables is not None:
                yield self._behind(tables, _table(self._indent(tables), code, texts))
            else:
                indent = self._indent(node)
                below = _table(f"{indent}  ", code, texts)
                yield self._behind(node, f"{indent}is:\n{below}")

    def _rules(self, table: yaml.Node, changed: Map[str, str]) -> Iterator[_Edit]:
        """Changed rules in their place, new ones behind the last."""
        new = []
        for name, text in changed.items():
            there = self.value(table, name)
            if there is None:
                new.append(f"{self._indent(table)}{name}: {text}")
            else:
                yield self._instead(there, text)
        if new:
            yield self._behind(table, "\n".join(new))

    def _extended(self, node: yaml.Node, before: Sequence[str], after: Sequence[str]) -> _Edit:
        """A list with further texts behind those that are there."""
        more = [text for text in after if text not in before]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            return self._instead(node, flow_list(after))
        if node.flow_style:
            end = self._end(node) - 1
            return _Edit(end, end, f", {flow_list(more)[1:-1]}")
        dash = self.text.rfind("-", 0, node.value[-1].start_mark.index)
        indent = " " * (dash - self.text.rfind("\n", 0, dash) - 1)
        return self._behind(node, "\n".join(f"{indent}- {flow_list([one])[1:-1]}" for one in more))

    def _instead(self, node: yaml.Node, text: str) -> _Edit:
        """A text in place of a value, a space before it where nothing stood behind the key."""
        start = int(node.start_mark.index)
        space = " " if self.text[start - 1 : start] == ":" else ""
        return _Edit(start, self._end(node), f"{space}{text}")

    def behind_tabs(self, listed: yaml.Node, tabs: Sequence[MappedTab], remarks: Remarks) -> _Edit:
        """Further tabs behind the last one."""
        lines = "\n".join(line for tab in tabs for line in tab_lines(tab, remarks))
        return self._behind(listed, _shifted(lines, listed.start_mark.column - len("  ")))

    def all_tabs(
        self,
        top: yaml.Node | None,
        listed: yaml.Node | None,
        tabs: Sequence[MappedTab],
        remarks: Remarks,
    ) -> _Edit:
        """All tabs, of a file that has none or writes them in one line."""
        lines = "\n".join(line for tab in tabs for line in tab_lines(tab, remarks))
        if listed is not None:
            return _Edit(listed.start_mark.index, self._end(listed), f"\n{lines}")
        at = self._line_end(self._end(top)) if top is not None else len(self.text)
        return _Edit(at, at, f"\ntabs:\n{lines}\n")

    def first_key(self, top: yaml.Node | None, line: str) -> _Edit:
        """A line above the first key."""
        at = int(top.start_mark.index) if top is not None else 0
        return _Edit(at, at, f"{line}\n")

    def _behind(self, node: yaml.Node, lines: str) -> _Edit:
        """Lines below the last one of a node, behind the comment that stands in it."""
        at = self._line_end(self._end(node))
        return _Edit(at, at, f"\n{lines}")

    def _end(self, node: yaml.Node) -> int:
        """Where a node's own text ends: the mark of a block is that of what comes behind."""
        if _is_block(node):
            last = node.value[-1]
            return self._end(last[1] if isinstance(node, yaml.MappingNode) else last)
        return int(node.end_mark.index)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _indent(self, node: yaml.Node) -> str:
        """The spaces before the keys of a map."""
        return " " * int(node.start_mark.column)


def _table(indent: str, code: str, texts: Map[str, str]) -> str:
    """A table of ours with its columns."""
    below = "".join(f"\n{indent}  {name}: {text}" for name, text in texts.items())
    return f"{indent}{code}:{below}"


def _shifted(lines: str, by: int) -> str:
    """Lines moved to the right, or to the left where people indent less."""
    if by >= 0:
        return "\n".join(f"{' ' * by}{line}" for line in lines.split("\n"))
    return "\n".join(line[-by:] for line in lines.split("\n"))
