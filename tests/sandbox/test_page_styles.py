"""Formats in the API's words become CSS."""

from typing import Any

import pytest

from sheetsync.sandbox.pages.styles import css_of

RED = {"red": 1.0}
PALE = {"red": 1.0, "green": 0.9, "blue": 0.9}
NAVY = {"blue": 0.4}


@pytest.mark.parametrize(
    ("cell_format", "css"),
    [
        ({}, ""),
        ({"numberFormat": {"type": "DATE"}}, ""),
        ({"backgroundColor": PALE}, "background:#ffe6e6;color:#1f1f1f"),
        ({"backgroundColor": NAVY}, "background:#000066;color:#ffffff"),
        ({"backgroundColorStyle": {"rgbColor": PALE}}, "background:#ffe6e6;color:#1f1f1f"),
        ({"backgroundColorStyle": {"themeColor": "ACCENT1"}, "backgroundColor": PALE}, ""),
        (
            {"backgroundColor": PALE, "textFormat": {"foregroundColor": RED}},
            "background:#ffe6e6;color:#ff0000",
        ),
        ({"textFormat": {"foregroundColor": RED}}, "--ink:#ff0000"),
        (
            {"textFormat": {"bold": True, "italic": True, "fontSize": 14}},
            "font-weight:bold;font-style:italic;font-size:14pt",
        ),
        ({"textFormat": {"bold": False, "fontSize": 10}}, ""),
        ({"textFormat": {"underline": True}}, "text-decoration:underline"),
        (
            {"textFormat": {"underline": True, "strikethrough": True}},
            "text-decoration:underline line-through",
        ),
        ({"horizontalAlignment": "CENTER"}, "text-align:center"),
        ({"verticalAlignment": "TOP"}, "vertical-align:top"),
    ],
)
def test_a_format_becomes_css(cell_format: dict[str, Any], css: str) -> None:
    assert css_of(cell_format) == css
