"""Places in a YAML file that people write, so that only what is new changes, all else to the byte.

No library that writes YAML keeps a file as it is: ruamel.yaml puts new keys behind the comment of
the next one and writes lists anew. So the places come from PyYAML's own parser, and the text around
them is never touched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeGuard

import yaml


@dataclass(frozen=True, slots=True)
class Edit:
    """A text in place of what stands between two places of the file."""

    start: int
    end: int
    text: str


def is_block(node: yaml.Node | None) -> TypeGuard[yaml.CollectionNode]:
    """Whether a node is a map or a list with something in it, written on lines of its own."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


@dataclass(frozen=True, slots=True)
class YamlText:
    """Finds places in the text of a file."""

    text: str

    def with_edits(self, edits: Iterable[Edit]) -> str:
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

    def instead(self, node: yaml.Node, text: str) -> Edit:
        """A text in place of a value, a space before it where nothing stood behind the key."""
        start = int(node.start_mark.index)
        space = " " if self.text[start - 1 : start] == ":" else ""
        return Edit(start, self.end(node), f"{space}{text}")

    def behind(self, node: yaml.Node, lines: str) -> Edit:
        """Lines below the last one of a node, behind the comment that stands in it."""
        at = self.line_end(self.end(node))
        return Edit(at, at, f"\n{lines}")

    def end(self, node: yaml.Node) -> int:
        """Where a node's own text ends: the mark of a block is that of what comes behind."""
        if is_block(node):
            last = node.value[-1]
            return self.end(last[1] if isinstance(node, yaml.MappingNode) else last)
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            return len(self.text[:end].rstrip())
        return end

    def line_end(self, at: int) -> int:
        """Where the line of a place ends, before whatever ends it."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[at:end].endswith("\r") else end

    def indent(self, node: yaml.Node) -> str:
        """The spaces before the keys of a map."""
        return " " * int(node.start_mark.column)
