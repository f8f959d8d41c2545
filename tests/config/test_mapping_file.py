"""mapping.yaml: what may stand there, and what is told of everything else."""

from pathlib import Path

import pytest

from sheetsync.config.mapping_file import load_mapping, parse_mapping
from sheetsync.errors import ConfigError

WHOLE = """
# What our workbook means.
version: 1
locale: ru_RU
tabs:
  - from: "Счета 2026"
    header_rows: [4]
    is:
      invoices:
        number: "Номер счёта"
        invoice_date: {column: b}
        entity_id: {from: "Поставщик", find: name}
        amount: "Сумма, руб."
        month: {of: invoice_date}
        paid_amount: {from: "Оплачено?", yes: amount}
        state: "Прим"
        direction: {always: in}
    values: {invoices.state: {"спорный": disputed}, invoices.paid_amount: {"частично": no}}
    words_off: [amount, invoices.paid_amount]
    own: ["Прим."]
    answer: yes
  - titles: [Январь, 2026]
    header_rows: auto
    is: {invoices: {month: {title: month, year: 2026}, entity_id: {band: yes, find: name}}}
    answer: ask
  - titles_like: "Бригада *"
    is: {partners: {name: {card: "Бригада:"}}, jobs: {partner_id: {title: partner, find: name}}}
  - from: Как заполнять
    own:
    answer: no
same: {"Ветор": "Вектор"}
"""


def test_every_leaf_is_the_text_that_stands_there() -> None:
    mapping = parse_mapping(WHOLE)
    invoices, months, crews, other = mapping.tabs
    rules = invoices.is_["invoices"]
    assert rules["number"].from_ == "Номер счёта"
    assert rules["paid_amount"].yes == "amount"
    assert invoices.header_rows == (4,)
    assert (months.named, months.header_rows, months.answer) == (("Январь", "2026"), "auto", "ask")
    assert months.is_["invoices"]["month"].year == 2026
    assert crews.is_["jobs"]["partner_id"].title == "partner"
    assert crews.named == ()
    assert (other.named, other.own, other.answer) == (("Как заполнять",), (), "no")
    assert mapping.used == (invoices, crews)
    assert not mapping.is_complete
    assert parse_mapping("tabs: [{from: A, is: {partners: {name: N}}}]").is_complete


def tab(text: str) -> str:
    """A mapping of one tab, its keys from line 4 on."""
    lines = "".join(f"    {line}\n" for line in text.strip().splitlines())
    return f"tabs:\n  -\n    from: A\n{lines}"


IS = "is: {invoices: {number: N, invoice_date: D, amount: S}}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "line 1: is not YAML\n  cure: mend the indentation or quotes"),
        ("\x00", "line 1: is not YAML\n  cure: mend the indentation or quotes"),
        ("a: &x {b: c}\nd: *x", "line 2: is not YAML\n  cure: mend the indentation or quotes"),
        ("[1]", "line 1: top level: expected `object`, got `array`\n  cure: correct the value"),
        ("version: 2", "line 1: version: cannot be '2'\n  cure: choose one of: 1"),
        ("tabs: A", "line 1: tabs: expected `array`, got `str`\n  cure: correct the value"),
        (
            "tabs:\n  - A",
            "line 2: tabs[0]: expected `object`, got `str`\n  cure: correct the value",
        ),
        ("same: {A: B}\nsam: {}", "line 2: sam: unknown key\n  cure: did you mean 'same'?"),
        ("same: {A: [B]}", "line 1: same: expected `str`, got `array`\n  cure: correct the value"),
        (
            "version: 1\nversion: 1",
            "line 2: version: the key stands twice\n  cure: leave one of them",
        ),
        (
            "locale: Russian",
            "line 1: locale: 'Russian' is not known\n  cure: write en_US, for example",
        ),
        (
            "same:\n  A: B\n  B: C",
            "line 2: same.A: 'B' itself stands for 'C'\n  cure: name 'C' at once",
        ),
        (
            tab("form: B"),
            "line 4: tabs[0].form: unknown key\n  cure: did you mean 'from'?",
        ),
        (
            tab("zzz: B"),
            "line 4: tabs[0].zzz: unknown key\n  cure: choose one of: answer, from, header_rows, "
            "is, own, titles, titles_like, values, words_off",
        ),
        (
            tab("titles: [B]"),
            "line 3: tabs[0]: exactly one of from, titles and titles_like is needed\n"
            '  cure: name the tab: from: "Invoices 2026"',
        ),
        (
            tab("answer: maybe"),
            "line 4: tabs[0].answer: cannot be 'maybe'\n  cure: choose one of: ask, no, yes",
        ),
        (
            tab("answer: yes"),
            "line 3: tabs[0]: no column is mapped\n"
            "  cure: map columns under is:, or write answer: no",
        ),
        (
            tab("header_rows: last"),
            "line 4: tabs[0].header_rows: cannot be 'last'\n"
            "  cure: choose one of: [3, 4], [4], auto",
        ),
        *(
            (
                tab(f"header_rows: {rows}\n{IS}"),
                "line 4: tabs[0].header_rows: one row of headers is needed, or two that follow "
                "each other\n  cure: write [4], [3, 4] or auto",
            )
            for rows in ("[]", "[0]", "[1, 3]", "[1, 2, 3]")
        ),
        (
            tab("header_rows: [x]"),
            "line 4: tabs[0].header_rows[0]: expected `int`, got `str`\n  cure: correct the value",
        ),
        (
            tab("is: {invoice: {number: N}}"),
            "line 4: tabs[0].is.invoice: sheetsync has no such tab\n"
            "  cure: did you mean 'invoices'?",
        ),
        (
            tab("is: {settings: {key: K}}"),
            "line 4: tabs[0].is.settings: that tab lives in the own workbook\n"
            "  cure: remove it, and fill the tab there",
        ),
        (
            tab("is:\n  invoices:\n    amont: S"),
            "line 6: tabs[0].is.invoices.amont: there is no such column\n"
            "  cure: did you mean 'amount'?",
        ),
        (
            tab("is: {invoices: N}"),
            "line 4: tabs[0].is.invoices: expected `object`, got `str`\n  cure: correct the value",
        ),
        (
            tab("is: N"),
            "line 4: tabs[0].is: expected `object`, got `str`\n  cure: correct the value",
        ),
        (
            tab("is: {invoices: {amount: {form: S}}}"),
            "line 4: tabs[0].is.invoices.amount.form: unknown key\n  cure: did you mean 'from'?",
        ),
        (
            tab("is: {invoices: {amount: [S]}}"),
            "line 4: tabs[0].is.invoices.amount: expected `object`, got `array`\n"
            "  cure: correct the value",
        ),
        (
            tab("is: {invoices: {amount: {from: S, column: C}}}"),
            "line 4: tabs[0].is.invoices.amount: one place of the values is needed; said is: "
            "from, column\n  cure: leave one of from, column, title, of, always, card, band",
        ),
        (
            tab("is: {invoices: {entity_id: {find: name}}}"),
            "line 4: tabs[0].is.invoices.entity_id: one place of the values is needed; said is: "
            "nothing\n  cure: leave one of from, column, title, of, always, card, band",
        ),
        (
            tab("is: {invoices: {amount: {column: C4}}}"),
            "line 4: tabs[0].is.invoices.amount.column: is no letter of a column\n"
            "  cure: write C, for example",
        ),
        (
            tab("is: {invoices: {amount: {from: S, find: name}}}"),
            "line 4: tabs[0].is.invoices.amount.find: that column names neither a partner nor a "
            "legal entity\n  cure: take that key out",
        ),
        (
            tab("is: {invoices: {entity_id: {from: S, find: nam}}}"),
            "line 4: tabs[0].is.invoices.entity_id.find: cannot be 'nam'\n"
            "  cure: did you mean 'name'?",
        ),
        (
            tab("is: {invoices: {amount: {title: partner}}}"),
            "line 4: tabs[0].is.invoices.amount.title: that column names neither a partner nor a "
            "legal entity\n  cure: take that key out",
        ),
        *(
            (
                tab(f"is: {{invoices: {{number: N, amount: {{{key}: {value}{more}}}}}}}"),
                f"line 4: tabs[0].is.invoices.amount.{key}: that column is no month\n"
                "  cure: take that key out",
            )
            for key, value, more in (("title", "month", ""), ("of", "invoice_date", ""))
        ),
        (
            tab("is: {invoices: {amount: {from: S, year: 2026}}}"),
            "line 4: tabs[0].is.invoices.amount.year: that column is no month\n"
            "  cure: take that key out",
        ),
        (
            tab("is: {invoices: {number: N, month: {of: number}}}"),
            "line 4: tabs[0].is.invoices.month.of: the column 'number' is no day\n"
            "  cure: map it, or name another one",
        ),
        (
            tab("is: {invoices: {number: N, month: {of: invoice_date}}}"),
            "line 4: tabs[0].is.invoices.month.of: the column 'invoice_date' is not mapped here\n"
            "  cure: map it, or name another one",
        ),
        (
            tab("is: {invoices: {number: N, month: {of: invoice_dat}}}"),
            "line 4: tabs[0].is.invoices.month.of: there is no such column\n"
            "  cure: did you mean 'invoice_date'?",
        ),
        (
            tab("is: {invoices: {amount: S, paid_amount: {from: P, yes: paid_amount}}}"),
            "line 4: tabs[0].is.invoices.paid_amount.yes: the column 'paid_amount' is not mapped "
            "here\n  cure: map it, or name another one",
        ),
        (
            tab(f"{IS}own: [X, 'n ']"),
            "line 5: tabs[0].own[1]: the header is both mapped and left alone\n"
            "  cure: leave one of them",
        ),
        (
            tab(f"{IS}words_off: [amount, paid_amount]"),
            "line 5: tabs[0].words_off[1]: that column is not mapped here\n"
            "  cure: did you mean 'amount'?",
        ),
        (
            tab(f"{IS}words_off: [number]"),
            "line 5: tabs[0].words_off[0]: that column holds no numbers\n  cure: take that key out",
        ),
        (
            tab(f"{IS}values: {{invoices.state: {{x: void}}}}"),
            "line 5: tabs[0].values.invoices.state: that column is not mapped here\n"
            "  cure: did you mean 'invoices.amount'?",
        ),
        (
            tab(f"{IS}values: {{invoices.number: [x]}}"),
            "line 5: tabs[0].values.invoices.number: expected `object`, got `array`\n"
            "  cure: correct the value",
        ),
        (
            tab("is: {invoices: {state: N}}\nvalues:\n  invoices.state:\n    спор: disputd"),
            "line 7: tabs[0].values.invoices.state.спор: the column has no value 'disputd'\n"
            "  cure: did you mean 'disputed'?",
        ),
        (
            tab("is: {partners: {portal: N}}\nvalues: {partners.portal: {ага: maybe}}"),
            "line 5: tabs[0].values.partners.portal.ага: the column has no value 'maybe'\n"
            "  cure: choose one of: no, yes, да, нет",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_cure(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_mapping(text)
    assert str(caught.value) == f"mapping.yaml, {message}"


def test_a_tab_that_is_mapped_twice_is_refused_under_any_case() -> None:
    one = "is: {partners: {name: N}}"
    with pytest.raises(ConfigError, match="the tab 'счета' is mapped above"):
        parse_mapping(f"tabs:\n  - {{from: Счета, {one}}}\n  - {{titles: [B, счета], {one}}}")


def test_words_of_theirs_may_stand_for_any_text_where_a_column_has_no_list() -> None:
    read = parse_mapping(
        "tabs: [{from: A, is: {partners: {group_id: G}}, values: {partners.group_id: {М: m}}}]"
    )
    assert read.tabs[0].values == {"partners.group_id": {"М": "m"}}


def test_what_is_left_out_needs_no_columns_that_there_are() -> None:
    assert not parse_mapping("tabs: [{from: A, is: {bills: {x: N}}, answer: no}]").used


def test_a_file_says_which_it_is(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    with pytest.raises(ConfigError, match=r"ours.yaml: cannot be read .*\n  cure: make it with"):
        load_mapping(file)
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load_mapping(file)
    file.write_text("﻿" + WHOLE, encoding="utf-8")
    assert len(load_mapping(file).tabs) == 4
    file.write_text("version: 3", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_mapping(file)
    assert caught.value.said("ru") == (
        "ours.yaml, строка 1: version: «3» здесь не бывает\n  что сделать: выберите одно из: 1"
    )


def test_an_empty_file_maps_nothing() -> None:
    assert parse_mapping("") == parse_mapping("version: 1")
