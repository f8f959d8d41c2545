"""Russian texts: what the walker of the demo sees, and what header notes say."""

import pytest

from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.workbook.setup.notes import header_note
from tests.stories.mechanical_words import faults


@pytest.mark.parametrize(
    "text",
    [
        "брак 2 %", "450 000 ₽", "№ 12", "12,4 балла", "счёт - оплачен", "1-30 дней", 'ключ "а"',
        "Отчёт: ИСТИНА", "Код юрлица", "последнее касание", "группа contractors_all",
        "ZERO_RESTORED",
    ],
)  # fmt: skip
def test_a_text_that_breaks_a_rule_is_seen(text: str) -> None:
    assert len(faults(text)) == 1


def test_what_people_type_breaks_no_rule() -> None:
    assert not faults("Впишите 2026-10 в строку month_closed вкладки «Настройки»")
    assert not faults("Попросите создать (`sheetsync init --repair`); брак 2\u00a0%, J-0301")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_note_tells_only_a_type(lang: Lang) -> None:
    example = {"ru": "Например: ", "en": "For example: "}[lang]
    for tab in PEOPLE_TABS:
        for column in tab.columns:
            what_for, shown, *_ = header_note(column, lang).split("\n")
            assert len(what_for.split()) >= 2, f"{tab.code}.{column.name}: {what_for}"
            assert shown.startswith(example), f"{tab.code}.{column.name}: {shown}"
