"""Payment terms that some contracts have and others lack."""

from collections.abc import Callable

import pytest

_HEAD = """
    Договоры
    Код юрлица | Вид     | Номер | Статус | Срок оплаты, дни | Какие дни | Действует с
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
