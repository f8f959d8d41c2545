"""Where money goes, as the tab says it: what is wrong is told apart from what is missing."""

from sheetsync.rules.payments.requisites import Requisites, requisites
from sheetsync.testing import drawn

DRAWN = """
    entities
    entity_id  | partner_id | legal_name   | kind    | inn         | kpp        | vat   | bic         | account
    7707083893 | P-001      | ООО «Вектор» | company | '7707083893 | 770701001  | vat   | '049805746  | '40602810700000000025
    2          | P-001      | ООО «Вектор» | company | '7707083894 | 7707010012 | vat   | '049805746  | '40602810700000000026
    3          | P-001      | GmbH         | foreign | DE1234      |            | novat | COBADEFFXXX | DE89 3704 0044 0532 0130 00
    4          | P-001      | Другое       | sole    |             |            | npd   |             |
    4          | P-001      | Безымянное   | sole    |             |            | npd   |             |
"""  # noqa: E501  # a drawing


def test_every_legal_entity_has_its_requisites() -> None:
    found = requisites(drawn(DRAWN))
    assert set(found) == {"7707083893", "2", "3"}
    assert found["7707083893"] == Requisites(
        legal_name="ООО «Вектор»",
        inn="7707083893",
        kpp="770701001",
        account="40602810700000000025",
        bic="049805746",
        pays_vat=True,
    )


def test_a_wrong_account_stands_as_typed_and_a_wrong_tax_number_nowhere() -> None:
    second = requisites(drawn(DRAWN))["2"]
    assert (second.account, second.bic) == ("40602810700000000026", "049805746")
    assert (second.inn, second.kpp) == ("", "")


def test_an_id_that_stands_twice_has_no_requisites() -> None:
    assert "4" not in requisites(drawn(DRAWN))


def test_a_foreign_entity_is_known_as_one() -> None:
    third = requisites(drawn(DRAWN))["3"]
    assert third.is_foreign
    assert not third.pays_vat
    assert (third.account, third.bic) == ("DE89370400440532013000", "COBADEFFXXX")
