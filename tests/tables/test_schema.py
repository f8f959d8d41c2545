"""The words that tabs are described in."""

import pytest

from sheetsync.language import Phrase
from sheetsync.tables import Column, TableSchema, read_table
from sheetsync.tables.catalogue.documents import AGREEMENTS
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.rating import RATING_HISTORY
from sheetsync.tables.frames import dtype_of
from sheetsync.tables.reading.defaults import default_of
from sheetsync.tables.schema import Choice
from sheetsync.tables.settings.keys import Settings


def test_a_column_is_headed_in_either_language_or_by_its_name() -> None:
    both = Column("amount", heading=Phrase(ru="Сумма", en="Amount"))
    assert (both.header("en"), both.header("ru")) == ("Amount", "Сумма")
    assert Column("amount").header("ru") == "amount"
    assert Column("amount", headers=("Сумма к оплате",)).header("en") == "amount"


def test_a_choice_is_labelled_in_either_language() -> None:
    choice = Choice("paid", en="paid", ru="оплачен")
    assert (choice.label("en"), choice.label("ru")) == ("paid", "оплачен")


def test_a_key_is_one_name_or_several() -> None:
    assert TableSchema("a", ()).key_names == ("a",)
    assert TableSchema(("a", "b"), ()).key_names == ("a", "b")


def test_tabs_have_titles_keys_and_columns() -> None:
    assert (PARTNERS.title("en"), PARTNERS.title("ru")) == ("Partners", "Партнёры")
    assert AGREEMENTS.key == ("entity_id", "kind", "number")
    assert AGREEMENTS.schema.key_names == AGREEMENTS.key
    assert RATING_HISTORY.title("ru") == "История рейтинга"
    assert RATING_HISTORY.title("en") == "Rating history"
    assert RATING_HISTORY.key == ("period", "revision", "partner_id")


def test_a_column_that_the_tab_lacks_is_an_error() -> None:
    assert PARTNERS.column("name").every_header == ("Name", "Название")
    with pytest.raises(KeyError, match="amount"):
        PARTNERS.column("amount")


@pytest.mark.parametrize(
    ("column", "default"),
    [
        (Column("x"), None),
        (Column("x", default="settings.currency"), "EUR"),
        (Column("x", "bool", default="yes"), True),
        (Column("x", "bool", default="no"), False),
        (Column("x", "integer", default="3"), 3),
        (Column("x", "decimal", default="2.5"), 2.5),
        (Column("x", "percent", default="0.6"), 0.6),
        (Column("x", "enum", default="in"), "in"),
    ],
)
def test_a_blank_cell_means_its_default(column: Column, default: object) -> None:
    assert default_of(column, Settings(currency="EUR")) == default


def test_names_are_loaded_when_asked_for() -> None:
    import sheetsync.tables

    assert sheetsync.tables.read_table is read_table
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = sheetsync.tables.nothing  # type: ignore[attr-defined]  # that it fails is the point


def test_only_several_addresses_are_tuples_in_a_frame() -> None:
    one, several = Column("x", "email"), Column("x", "email", multiple=True)
    assert (dtype_of(one), dtype_of(several)) == ("str", "object")
    assert dtype_of(Column("x", "text", multiple=True)) == "str"
