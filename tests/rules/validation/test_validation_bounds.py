"""Where a rule that compares begins: the last value it lets pass, and the first one it names."""

from collections.abc import Callable

import pytest

#: Code of the rule, a drawing with a place, the last sound value, the first wrong one.
BOUNDS = [
    pytest.param(
        "V-JOB-06", "Работы\n№ работы | Сумма\nJ-1 | {}", "0,00", "-0,01", id="a kopeck below zero"
    ),
    pytest.param(
        "V-JOB-06", "Работы\n№ работы | Брак\nJ-1 | {}", "0", "-1", id="defects below zero"
    ),
    pytest.param(
        "V-JOB-06", "Работы\n№ работы | Количество\nJ-1 | {}", "0,01", "0", id="no quantity"
    ),
    pytest.param(
        "V-JOB-02",
        "Работы\n№ работы | Статус | Выполнено\nJ-1 | done | {}",
        "2026-04-15",
        "2026-04-16",
        id="done tomorrow",
    ),
    pytest.param(
        "V-INV-05",
        "Счета\nКод контрагента | Номер | Вид | Сумма\nE-1 | 12 | счёт | {}",
        "0,01",
        "0",
        id="an invoice of nothing",
    ),
    pytest.param(
        "V-INV-08",
        "Счета\nКод контрагента | Номер | Оплачено\nE-1 | 12 | {}",
        "0",
        "0,01",
        id="paid, nobody knows when",
    ),
    pytest.param(
        "V-INV-12",
        "Счета\nКод контрагента | Номер | Вид | Дата | Сумма | Оплачено\n"
        "E-1 | 12 | счёт | 2026-04-01 | 100 | {}",
        "101",
        "101,01",
        id="paid more than the tolerance above",
    ),
    pytest.param(
        "V-INV-02",
        "Счета\nКод контрагента | Номер | Дата\nE-1 | 12 | {}",
        "2026-04-22",
        "2026-04-23",
        id="an invoice of next week",
    ),
    pytest.param(
        "V-INV-10",
        "Счета\nКод контрагента | Номер | Дата оплаты\nE-1 | 12 | {}",
        "2026-04-15",
        "2026-04-16",
        id="paid tomorrow",
    ),
    pytest.param(
        "V-GEN-14",
        "Работы\n№ работы | Срок\nJ-1 | {}",
        "2028-04-15",
        "2028-04-16",
        id="two years ahead",
    ),
    pytest.param(
        "V-GEN-14",
        "Договоры\nКод контрагента | Номер | Действует по\nE-1 | 12 | {}",
        "2036-04-15",
        "2036-04-16",
        id="a contract of ten years",
    ),
    pytest.param(
        "V-FBK-01", "Отзывы\n№ работы | Оценка\nJ-1 | {}", "5", "6", id="a score above the scale"
    ),
]


@pytest.mark.parametrize(("code", "drawing", "sound", "wrong"), BOUNDS)
def test_a_bound_is_exact(
    said: Callable[..., list[str]], code: str, drawing: str, sound: str, wrong: str
) -> None:
    assert said(code, drawing.format(sound), "ru") == []
    assert len(said(code, drawing.format(wrong), "ru")) == 1
