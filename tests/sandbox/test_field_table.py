"""The table of fields the sandbox accepts is the one that Google publishes."""

import json
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


def field_table(doc: dict[str, Any]) -> dict[str, Any]:
    """The compact table that `sheetsync/sandbox/fields.json` holds."""
    enums: dict[str, list[str]] = {}

    def code(owner: str, field: str, spec: dict[str, Any]) -> str:
        if "$ref" in spec:
            return str(spec["$ref"])
        if spec["type"] == "array":
            return "[]" + code(owner, field, spec["items"])
        if spec["type"] == "object":
            inner = spec.get("additionalProperties")
            return "{}" + code(owner, field, inner) if inner else "any"
        if "enum" in spec:
            name = _OWN.get((owner, field)) or _SHARED.get(field)
            name = name or f"{owner}.{field[0].upper()}{field[1:]}".lstrip(".")
            enums[name] = spec["enum"]
            return f"enum {name}"
        return _FORMATS.get(spec.get("format", ""), _SCALARS.get(spec["type"], "any"))

    schemas = {
        name: {field: code(name, field, spec) for field, spec in fields.items()}
        for name, schema in doc["schemas"].items()
        if (fields := schema.get("properties", {})) or name
    }
    queries: dict[str, dict[str, str]] = {}

    def walk(node: dict[str, Any]) -> None:
        for method in node.get("methods", {}).values():
            queries[method["id"].removeprefix("sheets.spreadsheets.")] = {
                name: ("[]" if spec.get("repeated") else "") + code("", name, spec)
                for name, spec in method["parameters"].items()
                if spec["location"] == "query"
            }
        for inner in node.get("resources", {}).values():
            walk(inner)

    walk(doc)
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
