"""How the cells of a shared log look in which people answer: coloured, with a list or a box.

They are dressed with the row that is appended: a dropdown that `init` gave to the column ends where
the grid ended then, and boxes in blank rows would make rows of them.
"""

from sheetsync.language import Lang
from sheetsync.tables.schema import Choice, Column
from sheetsync.workbook.tab_requests import WRITTEN_FIELDS, Request

#: Soft yellow: what is to be filled in.
_ANSWER_COLOUR = {"red": 1.0, "green": 0.973, "blue": 0.882}
#: What a person types there stays as typed: an invoice number is neither a day nor a sum.
_AS_TYPED = {"type": "TEXT", "pattern": "@"}
#: Of the cells of a shared log's new row.
DRESSED_FIELDS = f"{WRITTEN_FIELDS},userEnteredFormat.backgroundColor,dataValidation"
#: Of an answer's cell, all but the answer.
DRESS_FIELDS = "userEnteredFormat(numberFormat,backgroundColor),dataValidation"


def one_of(labels: tuple[str, ...]) -> Request:
    """The condition that a cell holds one of some texts."""
    return {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": label} for label in labels]}


def choice_labels(column: Column, lang: Lang) -> tuple[str, ...]:
    """What the list of an enumeration offers."""
    return tuple(
        choice.label(lang) if isinstance(choice, Choice) else choice for choice in column.allowed
    )


def answer_dress(column: Column, lang: Lang) -> Request:
    """A cell for an answer without one: a box for yes or no, else a list, else free text."""
    look: Request = {"backgroundColor": _ANSWER_COLOUR}
    if column.kind == "bool":
        # A box offers nothing to type, so that nothing is lost when other texts are refused.
        box = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}
        return {"userEnteredFormat": look, "dataValidation": box}
    if column.kind == "enum":
        return {
            "userEnteredFormat": look,
            "dataValidation": {
                "condition": one_of(choice_labels(column, lang)),
                "strict": False,
                "showCustomUi": True,
            },
        }
    return {"userEnteredFormat": look | {"numberFormat": _AS_TYPED}}
