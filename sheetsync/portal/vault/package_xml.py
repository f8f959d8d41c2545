"""The two descriptions of an Office package: what its parts are, and what belongs to what.

They are read by expat alone: no type of a document, no entities, nothing fetched.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from sheetsync.portal.vault.refusals import refused

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a package, in small letters.

    Attributes:
        kind: the last word of its type.
        target: a part, or an address when it is external.
    """

    kind: str
    target: str
    is_external: bool


def content_types(text: bytes) -> Mapping[str, str]:
    """Types in small letters, of parts by ``/name`` and of extensions by their name.

    Raises:
        FileRefusedError: broken or unsafe.
    """
    found: dict[str, str] = {}

    def started(name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").casefold()
        if name == "Override":
            found[attributes.get("PartName", "").casefold()] = kind
        elif name == "Default":
            found[attributes.get("Extension", "").casefold()] = kind

    _read(text, started)
    return found


def relations(text: bytes) -> Sequence[Relation]:
    """The relations of one part.

    Raises:
        FileRefusedError: broken or unsafe.
    """
    found: list[Relation] = []

    def started(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2].casefold()
            target = attributes.get("Target", "").casefold().replace("\\", "/")
            is_external = attributes.get("TargetMode", "").casefold() == "external"
            found.append(Relation(kind, target, is_external or "://" in target))

    _read(text, started)
    return found


def _read(text: bytes, started: Callable[[str, Attributes], None]) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def began(name: str, attributes: Attributes) -> None:
        started(name.rpartition(" ")[2], attributes)

    def refuse(*_: object) -> None:
        raise refused("unsafe")

    parser.StartElementHandler = began
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise refused("broken") from error
