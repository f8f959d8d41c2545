"""Change a mapping.yaml that people have edited: only what differs, all else to the byte."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map

import yaml

from sheetsync.config.mapping_text import (
    TAB,
    Remarks,
    flow_list,
    rule_text,
    tab_lines,
    tab_values,
)
from sheetsync.config.yaml_places import Edit, YamlText, is_block
from sheetsync.tables.adoption.mapping import MappedTab, Mapping


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
    if is_block(listed):
        for node, before, after in zip(listed.value, old.tabs, new.tabs, strict=False):
            if before != after:
                edits += file.tab_edits(node, before, after)
        further = new.tabs[len(old.tabs) :]
        edits += [file.behind_tabs(listed, further, remarks)] if further else []
    elif new.tabs != old.tabs:
        edits.append(file.all_tabs(top, listed, new.tabs, remarks))
    return file.with_edits(edits)


class _File(YamlText):
    """The text of a mapping.yaml, and what changes in it."""

    def tab_edits(self, node: yaml.Node, before: MappedTab, after: MappedTab) -> Iterator[Edit]:
        """What changes in the entry of a tab; one of another shape than ours is written anew."""
        if not self._has_our_shape(node):
            lines = "\n".join(tab_lines(after, Remarks()))
            shifted = _shifted(lines, node.start_mark.column - len(TAB))
            yield Edit(node.start_mark.index, self.end(node), shifted.lstrip(" -"))
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
        if not is_block(node) or tables is None:
            return is_block(node)
        return is_block(tables) and all(is_block(table) for _, table in tables.value)

    def _key(
        self, node: yaml.Node, key: str, value: str, before: MappedTab, after: MappedTab
    ) -> Edit:
        there = self.value(node, key)
        if there is None:
            return self.behind(node, f"{self.indent(node)}{key}: {value}")
        if key == "own":
            return self._extended(there, before.own, after.own)
        return self.instead(there, value)

    def _columns(self, node: yaml.Node, before: MappedTab, after: MappedTab) -> Iterator[Edit]:
        tables = self.value(node, "is")
        for code, rules in after.is_.items():
            known = before.is_.get(code, {})
            texts = {n: rule_text(rule) for n, rule in rules.items() if known.get(n) != rule}
            table = self.value(tables, code)
            if table is not None:
                yield from self._rules(table, texts)
            elif tables is not None:
                yield self.behind(tables, _table(self.indent(tables), code, texts))
            else:
                indent = self.indent(node)
                below = _table(f"{indent}  ", code, texts)
                yield self.behind(node, f"{indent}is:\n{below}")

    def _rules(self, table: yaml.Node, changed: Map[str, str]) -> Iterator[Edit]:
        """Changed rules in their place, new ones behind the last."""
        new = []
        for name, text in changed.items():
            there = self.value(table, name)
            if there is None:
                new.append(f"{self.indent(table)}{name}: {text}")
            else:
                yield self.instead(there, text)
        if new:
            yield self.behind(table, "\n".join(new))

    def _extended(self, node: yaml.Node, before: Sequence[str], after: Sequence[str]) -> Edit:
        """A list with further texts behind those that are there."""
        more = [text for text in after if text not in before]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            return self.instead(node, flow_list(after))
        if node.flow_style:
            end = self.end(node) - 1
            return Edit(end, end, f", {flow_list(more)[1:-1]}")
        dash = self.text.rfind("-", 0, node.value[-1].start_mark.index)
        indent = " " * (dash - self.text.rfind("\n", 0, dash) - 1)
        return self.behind(node, "\n".join(f"{indent}- {flow_list([one])[1:-1]}" for one in more))

    def behind_tabs(self, listed: yaml.Node, tabs: Sequence[MappedTab], remarks: Remarks) -> Edit:
        """Further tabs behind the last one."""
        lines = "\n".join(line for tab in tabs for line in tab_lines(tab, remarks))
        return self.behind(listed, _shifted(lines, listed.start_mark.column - len("  ")))

    def all_tabs(
        self,
        top: yaml.Node | None,
        listed: yaml.Node | None,
        tabs: Sequence[MappedTab],
        remarks: Remarks,
    ) -> Edit:
        """All tabs, of a file that has none or writes them in one line."""
        lines = "\n".join(line for tab in tabs for line in tab_lines(tab, remarks))
        if listed is not None:
            return Edit(listed.start_mark.index, self.end(listed), f"\n{lines}")
        at = self.line_end(self.end(top)) if top is not None else len(self.text)
        return Edit(at, at, f"\ntabs:\n{lines}\n")

    def first_key(self, top: yaml.Node | None, line: str) -> Edit:
        """A line above the first key."""
        at = int(top.start_mark.index) if top is not None else 0
        return Edit(at, at, f"{line}\n")


def _table(indent: str, code: str, texts: Map[str, str]) -> str:
    """A table of ours with its columns."""
    below = "".join(f"\n{indent}  {name}: {text}" for name, text in texts.items())
    return f"{indent}{code}:{below}"


def _shifted(lines: str, by: int) -> str:
    """Lines moved to the right, or to the left where people indent less."""
    if by >= 0:
        return "\n".join(f"{' ' * by}{line}" for line in lines.split("\n"))
    return "\n".join(line[-by:] for line in lines.split("\n"))
