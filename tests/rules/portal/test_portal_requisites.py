"""A change of requisites: what may be asked for, and when Legal entities says it."""

from typing import Any

import pytest

from sheetsync.rules.portal.deciders import BY_ENTITIES
from sheetsync.rules.portal.requisites import (
    EntityRow,
    change_lines,
    is_entered,
    masked_value,
    read_wanted,
)
from sheetsync.rules.portal.standing import Entered, Standing, standings
from sheetsync.rules.portal.submissions import Event
from sheetsync.tables.wanted_requisites import Wanted, wanted_of
from tests.rules.portal.told import event, sent

#: Of a bank and an account that fit each other, as amendments.md 2 has them.
BIC, ACCOUNT = "049805746", "40602810700000000025"
INN, PERSON_INN = "7707083893", "500100732259"
NOW = {"legal_name": "ООО «Север»", "inn": INN, "kpp": "770701001", "bic": "044525974"}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"bic": BIC, "account": ACCOUNT}, {"bic": BIC, "account": ACCOUNT}),
        ({"bic": " 0498 05746 ", "account": "40602 810 7 0000 0000025"},
         {"bic": BIC, "account": ACCOUNT}),
        ({"legal_name": "  ООО   «Юг» "}, {"legal_name": "ООО «Юг»"}),
        # What stays is no change, whatever the quotation marks; nor is a blank field.
        ({"legal_name": 'ООО "СЕВЕР"', "inn": INN, "kpp": "", "bic": "044525974"}, {}),
        ({"kpp": "770701002"}, {"kpp": "770701002"}),
        # One zero in front gets lost in a spreadsheet, and the check digits prove it.
        ({"inn": "ИНН 7707083893"}, {}),
    ],
)  # fmt: skip
def test_what_is_new_is_asked_for(typed: dict[str, str], fields: dict[str, str]) -> None:
    assert read_wanted(typed, NOW, "company") == (fields, {})


@pytest.mark.parametrize(
    ("typed", "kind", "problems"),
    [
        ({"inn": "7707083894"}, "company", {"inn": "req_inn_wrong"}),
        ({"inn": PERSON_INN}, "company", {"inn": "req_inn_wrong"}),
        ({"inn": INN}, "sole", {"inn": "req_inn_wrong"}),
        ({"kpp": "7707"}, "company", {"kpp": "req_kpp_wrong"}),
        ({"kpp": "770701001"}, "sole", {"kpp": "req_kpp_wrong"}),
        ({"bic": "04452522"}, "company", {"bic": "req_bic_wrong"}),
        ({"account": "4060281070000000002"}, "company", {"account": "req_account_wrong"}),
        ({"account": "4.06028E+19"}, "company", {"account": "req_account_wrong"}),
        # One digit of either is another one: the key of the account does not fit.
        ({"bic": BIC, "account": "40602810700000000026"}, "company",
         {"account": "req_account_key"}),
        ({"bic": "049805747", "account": ACCOUNT}, "company", {"account": "req_account_key"}),
        # Without a new BIC the account has to fit the one that is known.
        ({"account": ACCOUNT}, "company", {"account": "req_account_key"}),
        ({"bic": BIC}, "company", {"account": "req_account_missing"}),
        ({"legal_name": "Ж" * 201}, "company", {"legal_name": "req_legal_name_wrong"}),
        ({"inn": "!"}, "foreign", {"inn": "req_inn_wrong"}),
        ({"inn": "x", "bic": "y", "account": "z"}, "company",
         {"inn": "req_inn_wrong", "bic": "req_bic_wrong", "account": "req_account_wrong"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_by_its_field(
    typed: dict[str, str], kind: str, problems: dict[str, str]
) -> None:
    assert read_wanted(typed, NOW, kind)[1] == problems


def test_an_account_needs_its_bank() -> None:
    assert read_wanted({"account": ACCOUNT}, {}, "company")[1] == {"bic": "req_bic_missing"}


def test_another_countrys_numbers_know_no_russian_rule() -> None:
    typed = {"inn": "DE-123456789", "bic": "DEUTDEFF", "account": "DE89370400440532013000"}
    assert read_wanted(typed, {}, "foreign") == (typed, {})


def test_a_wish_is_kept_as_a_text_and_read_again() -> None:
    wanted = Wanted(fields={"bic": BIC, "account": ACCOUNT}, comment='Банк\n"закрыт"')
    assert wanted_of(wanted.encoded()) == wanted
    # What another version, or a hand, wrote is no wish.
    assert wanted_of("Сменился банк") == Wanted(fields={}, comment="Сменился банк")
    assert wanted_of('{"fields": {"vat": "npd", "bic": "1"}}').fields == {"bic": "1"}


@pytest.mark.parametrize(
    ("now", "is_so"),
    [
        ({"bic": BIC, "account": ACCOUNT, "legal_name": 'ооо "север"'}, True),
        ({"bic": BIC, "account": ACCOUNT, "legal_name": "ООО «Юг»"}, False),
        ({"bic": BIC, "legal_name": "ООО «Север»"}, False),
        ({}, False),
    ],
)
def test_it_is_entered_once_the_tab_says_all_of_it(now: dict[str, str], *, is_so: bool) -> None:
    wanted = Wanted(fields={"bic": BIC, "account": ACCOUNT, "legal_name": "ООО «Север»"})
    assert is_entered(wanted, now) is is_so
    assert not is_entered(Wanted(fields={}), now)


def test_our_people_read_old_beside_new_and_partners_the_end_of_an_account() -> None:
    wanted = Wanted(fields={"bic": BIC, "account": ACCOUNT})
    assert change_lines(wanted, NOW, "en") == [
        f"BIC: 044525974 → {BIC}",
        f"Bank account: {ACCOUNT}",
    ]
    assert masked_value("account", "") == ""
    assert ACCOUNT not in masked_value("account", ACCOUNT)


WISH = Wanted(fields={"bic": BIC, "account": ACCOUNT}).encoded()
ROW = EntityRow(7, {"bic": BIC, "account": ACCOUNT})


def stands(*events: Event, row: EntityRow | None = None, **told: Any) -> Standing:
    one = sent(*events, kind="requisites", number="", text=WISH, **told)
    return standings([one], Entered(requisites={"E-1": row} if row else {}))["S-1"]


def test_the_tab_accepts_it_and_nothing_else() -> None:
    assert stands().state == "waiting"
    assert stands(row=EntityRow(7, {"bic": BIC})).state == "waiting"
    # Somebody wrote «accept» in Decisions, and entered nothing.
    assert stands(event("accepted", 2)).state == "waiting"
    accepted = stands(row=ROW)
    assert (accepted.state, accepted.entered and accepted.entered.row) == ("accepted", 7)
    assert stands(row=ROW, entity_id="E-2").state == "waiting"
    assert stands(event("rejected", 2)).state == "rejected"
    assert stands(event("withdrawn", 2), row=ROW).state == "withdrawn"


def test_what_was_entered_once_stays_so_when_the_tab_changes_again() -> None:
    seen = Event(
        row_id="r", submission_no="S-1", kind="accepted", at=event("accepted", 2).at,
        by=BY_ENTITIES, seq=2,
    )  # fmt: skip
    assert stands(seen, row=EntityRow(7, {"bic": "044525974"})).state == "accepted"
