"""Whether an XLSX or a DOCX is what it says, and holds nothing but its own pages.

A main part that the package names, of the right type; no macros, no embedded files, no links that
are opened without a click. Names of parts prove nothing: what each begins with is looked at too.
"""

import mmap
import re
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from sheetsync.portal.vault.kinds import OLE, ZIP
from sheetsync.portal.vault.package_xml import Relation, content_types, relations
from sheetsync.portal.vault.refusals import refused
from sheetsync.portal.vault.zip_entries import checked_entries, part_name, unpacked

_MAIN_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
}
_TYPES, _ROOT = "[content_types].xml", "_rels/.rels"
#: Larger descriptions of a package are none.
_MOST_XML = 4_000_000
_ACTING_NAMES = re.compile(
    r"vba(project|data)|/activex/|/embeddings/|/macrosheets/|/dialogsheets/|/externallinks/|oleobject"
)
_ACTING_TYPES = re.compile(
    r"macroenabled|vbaproject|activex|oleobject|macrosheet|dialogsheet|externallink"
)
#: Relations to what acts or comes from elsewhere, wherever it lies.
_ACTING_RELATIONS = frozenset(
    {
        "attachedtemplate", "oleobject", "package", "vbaproject", "control", "externallink",
        "frame", "subdocument", "afchunk", "xlmacrosheet", "xlintlmacrosheet", "externallinkpath",
        "wordvbadata",
    }
)  # fmt: skip
_ACTING_STARTS = (OLE, ZIP, b"MZ", b"{\\rtf", b"%PDF-", b"#!")
#: So much tells the start of every part.
_START = 8


def check_office(file: BinaryIO, data: mmap.mmap, ext: str) -> None:
    """See that a package is a workbook or a text without anything that acts.

    Args:
        file: the package.
        data: the same, in memory.
        ext: xlsx or docx.

    Raises:
        FileRefusedError: mismatch, broken, locked or unsafe.
    """
    names: list[str] = []
    texts: dict[str, bytes] = {}
    for entry in checked_entries(file, data):
        name = part_name(entry)
        names.append(name)
        kept = bytearray()
        is_read = name == _TYPES or name.endswith(".rels")
        if is_read and entry.file_size > _MOST_XML:
            raise refused("unsafe")
        for piece in unpacked(data, entry):
            if is_read or len(kept) < _START:
                kept += piece
        if kept.startswith(_ACTING_STARTS):
            raise refused("unsafe")
        if is_read:
            texts[name] = bytes(kept)
    _check_parts(names, texts, ext)


def _check_parts(names: Sequence[str], texts: Mapping[str, bytes], ext: str) -> None:
    if _TYPES not in texts or _ROOT not in texts:
        raise refused("mismatch")
    types = content_types(texts[_TYPES])
    related = {name: relations(text) for name, text in texts.items() if name.endswith(".rels")}
    acting = [name for name in names if _ACTING_NAMES.search(f"/{name}")]
    acting += [kind for kind in types.values() if _ACTING_TYPES.search(kind)]
    if acting or any(_acts(one) for found in related.values() for one in found):
        raise refused("unsafe")
    mains = [one.target for one in related[_ROOT] if one.kind == "officedocument"]
    main = mains[0].lstrip("/").removeprefix("./") if len(mains) == 1 else ""
    if main not in names:
        raise refused("mismatch")
    kind = types.get(f"/{main}") or types.get(main.rpartition(".")[2], "")
    if kind != _MAIN_TYPES[ext]:
        raise refused("mismatch")


def _acts(one: Relation) -> bool:
    if one.kind in _ACTING_RELATIONS:
        return True
    # A hyperlink waits for a click; anything else from outside is fetched when the file is opened.
    return one.is_external and one.kind != "hyperlink"
