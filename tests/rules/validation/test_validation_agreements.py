"""Payment terms that some contracts have and others lack."""

from collections.abc import Callable

import pytest

_HEAD = """
    Договоры
    Код контрагента | Вид     | Номер | Статус | Срок оплаты, дни | Какие дни | Действует с
"""
#: The second contract of E-1 differs from the first; whoever has no days is in nobody's way.
_CONTRADICTED = (
    "E-1 | договор | 1 | active | 10 | |\nE-1 | договор | 2 | active | 30 | |",
    "E-1 | договор | 1 | active | 10 | |\nE-1 | договор | 2 | active |    | |\n"
    "E-1 | договор | 3 | active | 30 | |",
    "E-0 | договор | 1 | active |    | |\nE-1 | договор | 2 | active | 10 | |\n"
    "E-1 | договор | 3 | active | 30 | |\nE-2 | договор | 4 | active |    | |",
    "E-1 | договор | 1 | active | 10 | рабочих |\n    | договор | 2 | active | 10 | |\n"
    "E-1 | договор | 3 | active | 10 | календ. |",
)
_NOT_CONTRADICTED = (
    "E-1 | договор | 1 | active | 10 | |\nE-1 | договор | 2 | active |    | |",
    "E-1 | договор | 1 | active |    | |\nE-1 | договор | 2 | active | 10 | |",
    "E-1 | договор | 1 | active |    | |\nE-1 | договор | 2 | active |    | |",
    "E-1 | договор | 1 | active | 10 | |\nE-2 | договор | 2 | active |    | |",
    "E-1 | договор | 1 | active | 10 | |\nE-1 | договор | 2 | active | x  | |",
)


@pytest.mark.parametrize("rows", _CONTRADICTED)
def test_contracts_with_days_are_compared_whatever_others_lack(
    said: Callable[..., list[str]], rows: str
) -> None:
    (sentence,) = said("V-AGR-03", _HEAD + rows, "en")
    row = 2 + max(place for place, line in enumerate(rows.splitlines()) if line.startswith("E-1"))
    assert sentence.startswith(f"Договоры!E{row}: legal entity E-1")


@pytest.mark.parametrize("rows", _NOT_CONTRADICTED)
def test_a_contract_without_days_contradicts_none(
    said: Callable[..., list[str]], rows: str
) -> None:
    assert said("V-AGR-03", _HEAD + rows, "ru") == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2026-01-01 | | 2026-02-28 |", "2026-03-01 | | |", False),
        ("2026-01-01 | | 2026-03-01 |", "2026-03-01 | | |", True),
        ("2026-01-01 | | 2026-02-28 |", "| 2026-03-01 | |", False),  # signed when it ended
        ("2026-01-01 | | 2026-02-28 |", "| 2026-02-01 | |", True),
        ("2026-01-01 | | 2026-02-28 | yes", "2026-03-01 | | |", True),  # renews itself
        ("| | 2026-02-28 |", "2026-03-01 | | |", False),
        ("| | |", "| | |", True),
    ],
)
def test_contracts_are_held_together_only_while_both_are_in_force(
    said: Callable[..., list[str]], first: str, second: str, *, told: bool
) -> None:
    drawing = f"""
        Договоры
        Код контрагента | Вид     | Номер | Статус | Срок оплаты, дни | Действует с | Подписан | Действует по | Пролонгация
        E-1        | договор | 1     | active | 10               | {first}
        E-1        | договор | 2     | active | 30               | {second}
        """  # noqa: E501  # as wide as the tab
    assert bool(said("V-AGR-03", drawing, "ru")) is told
