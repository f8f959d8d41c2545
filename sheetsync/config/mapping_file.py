"""Read and check mapping.yaml: what the tabs of a team's workbook mean."""

from collections.abc import Mapping as Map
from pathlib import Path

import yaml

from sheetsync.config.file_text import file_text
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase, Sayable
from sheetsync.tables.adoption.mapping import Mapping
from sheetsync.tables.adoption.mapping_checks import check_mapping
from sheetsync.tables.adoption.mapping_tree import Path as Place
from sheetsync.tables.adoption.mapping_tree import WrongMappingError, mapping_from

_ADOPT = Phrase(ru="сделайте его: sheetsync adopt", en="make it with sheetsync adopt")
_WRONG = Phrase(ru="{name}, строка {line}: {key}: {what}", en="{name}, line {line}: {key}: {what}")
_TOP_LEVEL = Phrase(ru="верхний уровень", en="top level")


def load_mapping(path: Path) -> Mapping:
    """Read and check a mapping file.

    Raises:
        ConfigError: it is missing, is not YAML, or says what cannot be meant; the message names
            the line and the key, and of an unknown key the nearest.
    """
    return parse_mapping(file_text(path, _ADOPT), name=path.name)


def parse_mapping(text: str, *, name: str = "mapping.yaml") -> Mapping:
    """Check the text of a mapping file; see `load_mapping`.

    Every leaf is a text as it stands: ``yes`` is no truth, ``2026`` and ``01.2026`` are titles.
    """
    lines: dict[Place, int] = {}
    try:
        top = _composed(text, name)
        mapping = mapping_from({} if top is None else _tree(top, (), lines))
        check_mapping(mapping)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _not_yaml(name, mark.line + 1 if mark else 1) from None
    except WrongMappingError as wrong:
        raise _told(wrong, lines, name) from None
    return mapping


def _composed(text: str, name: str) -> yaml.Node | None:
    """The nodes of a text. A mapping needs no aliases; nested ones would grow without bounds."""
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _not_yaml(name, event.start_mark.line + 1 if event.start_mark else 1)
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    return node


def _not_yaml(name: str, line: int) -> ConfigError:
    return ConfigError(
        Phrase(ru="{name}, строка {line}: это не YAML", en="{name}, line {line}: is not YAML"),
        cure=Phrase(ru="исправьте отступы или кавычки", en="mend the indentation or quotes"),
        name=name,
        line=line,
    )


def _tree(node: yaml.Node, place: Place, lines: dict[Place, int]) -> object:
    """A node as dicts, lists and texts; keys without a value are left out."""
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_tree(part, (*place, number), lines) for number, part in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    found: dict[str, object] = {}
    for key_node, value in node.value:
        key = str(key_node.value)
        inside = (*place, key)
        if inside in lines:
            lines[inside] = key_node.start_mark.line + 1
            raise WrongMappingError(
                inside,
                Phrase(ru="ключ стоит дважды", en="the key stands twice"),
                Phrase(ru="оставьте один", en="leave one of them"),
            )
        lines[inside] = key_node.start_mark.line + 1
        if not _is_nothing(value):
            found[key] = _tree(value, inside, lines)
    return found


def _is_nothing(node: yaml.Node) -> bool:
    """Whether nothing stands behind a key; a text in quotes is something."""
    return isinstance(node, yaml.ScalarNode) and not node.value and node.style is None


def _told(wrong: WrongMappingError, lines: Map[Place, int], name: str) -> ConfigError:
    key: Sayable | str = _named(wrong.path) or _TOP_LEVEL
    return ConfigError(
        _WRONG, cure=wrong.cure, name=name, line=lines[wrong.path], key=key, what=wrong.what
    )


def _named(place: Place) -> str:
    """A place as people write it: ``tabs[0].is.invoices.number``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")
