"""The comments of a new mapping.yaml."""

from datetime import date

from sheetsync.config.mapping_file import parse_mapping
from sheetsync.config.mapping_remarks import remarks_of
from sheetsync.config.mapping_text import mapping_text
from sheetsync.tables.adoption.answers import all_taken
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.proposing import propose
from tests.tables.adoption.workbook_grids import grid

DAY = date(2026, 1, 31)


def test_a_tab_says_what_it_holds_and_what_perhaps_is_meant() -> None:
    rows = [
        ("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта", "Дата регистрации"),
        ("1", DAY, "Вектор", 5, DAY),
        ("2", DAY, "Заря", 6, DAY),
    ]
    paid = [(*row, "") for row in rows]
    proposal = propose({"Счета": grid(*paid), "Заметки": grid(("позвонить",))}, "ru_RU")
    mapping = mapping_of(proposal, all_taken(proposal))
    text = mapping_text(mapping, remarks_of(proposal, "ru"))
    assert "  # 2 строки; понятно столбцов: 4 из 5; нет столбцов: invoices.month\n" in text
    assert '  # таблицы в ней нет\n  - from: "Заметки"\n' in text
    (suggested,) = [line for line in text.splitlines() if "возможно" in line]
    assert suggested.endswith(
        '"Дата регистрации"  # возможно, 0.47; если так, уберите # и заголовок из own'
    )
    assert parse_mapping(text) == mapping
    own = text.replace(f"{suggested}\n", suggested.replace("# ", "", 1) + "\n")
    freed = own.replace('    own: ["Дата регистрации"]\n', "")
    assert "received_on" in parse_mapping(freed).tabs[0].is_["invoices"]
