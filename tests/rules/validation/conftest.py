"""One rule at a time: what people read of it in a drawn workbook."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sheetsync.language import Lang
from sheetsync.rules.validation import validate, worded
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)


@pytest.fixture
def said() -> Callable[..., list[str]]:
    """The sentences of one rule: ``said(code, drawing, lang, **settings)``."""

    def sentences(code: str, drawing: str, lang: Lang, **settings: Any) -> list[str]:
        tables = drawn(drawing, **settings)
        words = [worded(finding, tables, lang) for finding in validate(tables, AS_OF)]
        return [word.sentence.replace("\xa0", " ") for word in words if word.code == code]

    return sentences
