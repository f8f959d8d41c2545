"""The table of fields the sandbox accepts is the one that Google publishes."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import googleapiclient

_SHARED = {
    "dimension": "Dimension",
    "majorDimension": "Dimension",
    "shiftDimension": "Dimension",
    "dateTimeRenderOption": "DateTimeRenderOption",
    "responseDateTimeRenderOption": "DateTimeRenderOption",
    "valueRenderOption": "ValueRenderOption",
    "responseValueRenderOption": "ValueRenderOption",
    "valueInputOption": "ValueInputOption",
    "pasteType": "PasteType",
    "themeColor": "ThemeColorType",
    "colorType": "ThemeColorType",
    "horizontalAlignment": "HorizontalAlign",
    "verticalAlignment": "VerticalAlign",
    "sortOrder": "SortOrder",
    "sheetType": "SheetType",
    "autoRecalc": "RecalculationInterval",
    "visibility": "DeveloperMetadataVisibility",
    "commentsViewMode": "CommentsViewMode",
}
_OWN = {
    ("BooleanCondition", "type"): "ConditionType",
    ("ErrorValue", "type"): "ErrorType",
    ("Border", "style"): "Style",
    ("PasteDataRequest", "type"): "PasteType",
    ("MergeCellsRequest", "mergeType"): "MergeType",
}
_FORMATS = {"google-fieldmask": "mask"}
_SCALARS = {"string": "string", "integer": "int", "number": "double", "boolean": "bool"}


def document() -> dict[str, Any]:
    """Google's discovery document of Sheets v4."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    found: dict[str, Any] = json.loads((folder / "sheets.v4.json").read_text("utf-8"))
    return found


def _code(owner: str, field: str, spec: dict[str, Any], enums: dict[str, list[str]]) -> str:
    if "$ref" in spec:
        return str(spec["$ref"])
    if spec["type"] == "array":
        return "[]" + _code(owner, field, spec["items"], enums)
    if spec["type"] == "object":
        inner = spec.get("additionalProperties")
        return "{}" + _code(owner, field, inner, enums) if inner else "any"
    if "enum" in spec:
        name = _OWN.get((owner, field)) or _SHARED.get(field)
        name = name or f"{owner}.{field[0].upper()}{field[1:]}".lstrip(".")
        enums[name] = spec["enum"]
        return f"enum {name}"
    return _FORMATS.get(spec.get("format", ""), _SCALARS.get(spec["type"], "any"))


def _methods(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from node.get("methods", {}).values()
    for inner in node.get("resources", {}).values():
        yield from _methods(inner)


def field_table(doc: dict[str, Any]) -> dict[str, Any]:
    """The compact table that `sheetsync/sandbox/fields.json` holds."""
    enums: dict[str, list[str]] = {}
    schemas = {
        name: {
            field: _code(name, field, spec, enums)
            for field, spec in schema.get("properties", {}).items()
        }
        for name, schema in doc["schemas"].items()
    }
    queries = {
        method["id"].removeprefix("sheets.spreadsheets."): {
            name: ("[]" if spec.get("repeated") else "") + _code("", name, spec, enums)
            for name, spec in method["parameters"].items()
            if spec["location"] == "query"
        }
        for method in _methods(doc)
    }
    return {
        "source": f"Google's discovery document sheets:v4, revision {doc['revision']}",
        "schemas": schemas,
        "enums": enums,
        "queries": queries,
    }


def test_the_shipped_table_holds_every_field_of_the_installed_discovery_document() -> None:
    shipped = json.loads((files("sheetsync.sandbox") / "fields.json").read_text("utf-8"))
    published = field_table(document())
    if shipped["source"] == published["source"]:
        assert shipped == published
    assert set(shipped["schemas"]) & {"CellData", "Request", "GridRange"}
