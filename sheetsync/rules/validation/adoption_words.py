"""Words for what a mapping of a team's workbook brings to light. Source: adoption.md A3, A4."""

from sheetsync.language import Phrase
from sheetsync.rules.validation.rule import NOTHING, ROW_OUT, CellSentence, Wording

_NOT_READ = Phrase(ru="не читается", en="it is not read")
_ASK_AGAIN = Phrase(
    ru="`sheetsync adopt --again` спросит, что это.",
    en="`sheetsync adopt --again` asks what it is.",
)
_NOT_COMPUTED = Phrase(
    ru="что от них зависит, не считается", en="what depends on them is not computed"
)

ADOPTION_SENTENCES: dict[str, CellSentence] = {
    "ADOPT_UNKNOWN_NAME": CellSentence(
        "", "error",
        Wording(
            Phrase(
                ru="«{value}» нет среди партнёров и контрагентов.",
                en="“{value}” is neither a partner nor a legal entity.",
            ),
            Phrase(
                ru="[Похоже «{near}»; если это он, добавьте в mapping.yaml {line}.|"
                "Исправьте название или добавьте его в справочник.]",
                en="[“{near}” is similar; if that is meant, add to mapping.yaml {line}.|"
                "Correct the name, or add it to the directory.]",
            ),
            ROW_OUT,
        ),
    ),
    "ADOPT_TWO_NAMES": CellSentence(
        "", "error",
        Wording(
            Phrase(
                ru="«{value}» — это и {several}.", en="“{value}” may be any of {several}."
            ),
            Phrase(
                ru="Скажите в mapping.yaml, чей код имеется в виду: {line}.",
                en="Say in mapping.yaml whose code is meant: {line}.",
            ),
            ROW_OUT,
        ),
    ),
    "ADOPT_NO_COLUMN": CellSentence(
        "", "warning",
        Wording(
            Phrase(ru="нет столбцов: {lacking}.", en="there are no columns {lacking}."),
            Phrase(
                ru="Если они нужны, заведите их и опишите в mapping.yaml.",
                en="If they are needed, add them and map them in mapping.yaml.",
            ),
            _NOT_COMPUTED,
        ),
    ),
    "ADOPT_NEW": CellSentence(
        "", "warning",
        Wording(
            Phrase(
                ru="[новые столбцы: {headers}.|новая вкладка.]",
                en="[new columns: {headers}.|a new tab.]",
            ),
            _ASK_AGAIN,
            _NOT_READ,
        ),
    ),
    "ADOPT_OTHER_TABLE": CellSentence(
        "", "warning",
        Wording(
            Phrase(
                ru="здесь начинается другая таблица, под той, которая читается.",
                en="another table begins here, below the one that is read.",
            ),
            Phrase(
                ru="Перенесите её на отдельную вкладку, тогда и она прочитается.",
                en="Move it to a tab of its own to have it read as well.",
            ),
            _NOT_READ,
        ),
    ),
    "ADOPT_SIMILAR_NAME": CellSentence(
        "", "warning",
        Wording(
            Phrase(
                ru="«{value}» похоже на «{near}» ({code}).",
                en="“{value}” is similar to “{near}” ({code}).",
            ),
            Phrase(
                ru="Одно и то же: добавьте в mapping.yaml {line}. Разные: {apart}.",
                en="One and the same: add to mapping.yaml {line}. Two: {apart}.",
            ),
            NOTHING,
        ),
    ),
}  # fmt: skip
