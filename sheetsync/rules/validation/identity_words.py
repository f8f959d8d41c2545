"""Words for codes, tax numbers, addresses and links that could not be read as they stand."""

from sheetsync.language import Phrase
from sheetsync.rules.validation.rule import (
    MAIL_HELD,
    CellSentence,
    error_words,
    warning_words,
)
from sheetsync.tables.catalogue.finding_codes import (
    V_DOC_04,
    V_ENT_01,
    V_ENT_02,
    V_ENT_09,
    V_GEN_13,
    V_GEN_19,
    V_GEN_20,
    V_GEN_21,
    V_GEN_22,
    V_PAR_01,
)

_CELL_OUT = Phrase(ru="ячейка не учитывается", en="the cell is not counted")
REGISTER_MARK = Phrase(ru="в реестре стоит ⚠", en="the register shows ⚠")
_COPY_CURE = Phrase(
    ru="Введите заново одним алфавитом или скопируйте из исходной вкладки.",
    en="Type it again in one alphabet or copy it from its own tab.",
)
BAD_ADDRESS = error_words(
    V_PAR_01,
    Phrase(
        ru="«{value}» не адрес[: чужая буква «{letter}»].",
        en="“{value}” is not an address[: a foreign letter “{letter}”].",
    ),
    Phrase(
        ru="Исправьте адрес: имя@сайт.зона, латиницей, точка, а не запятая; несколько — через «;».",
        en="Correct the address: name@site.zone, Latin letters, a dot and not a comma; "
        "separate several with ;.",
    ),
    MAIL_HELD,
)

IDENTITY_SENTENCES: dict[str, CellSentence] = {
    "INVISIBLE_CHARS": warning_words(
        V_GEN_13,
        Phrase(
            ru="в «{value}» невидимые знаки.", en="“{value}” has invisible characters."
        ),
        Phrase(ru="Введите значение заново.", en="Enter the value again."),
        Phrase(ru="прочитано без них", en="read without them"),
    ),
    "MIXED_SCRIPT": warning_words(
        V_GEN_13,
        Phrase(
            ru="в «{value}» латинские и русские буквы вперемешку.",
            en="“{value}” mixes Latin and Cyrillic letters.",
        ),
        _COPY_CURE,
        Phrase(ru="взято, если подходит только один код", en="used when only one code fits"),
    ),
    "BAD_EMAIL": BAD_ADDRESS,
    "MULTIPLE_VALUES": error_words(
        V_PAR_01,
        Phrase(ru="«{value}» — несколько адресов.", en="“{value}” are several addresses."),
        Phrase(ru="Оставьте один.", en="Keep one."),
        MAIL_HELD,
    ),
    "BAD_INN": error_words(
        V_ENT_01,
        Phrase(
            ru="«{value}» — не ИНН: [в нём цифр {digits}, а нужно|нужно] 10 (организация)"
            " или 12 (ИП, физлицо).",
            en="“{value}” is not an INN: [it has {digits} digits and needs|it needs] 10 (company)"
            " or 12 (sole trader, person).",
        ),
        Phrase(
            ru="Возможно, потерян ведущий ноль: формат столбца «Текст».",
            en="A leading zero may be lost: set the column's format to Plain text.",
        ),
        REGISTER_MARK,
    ),
    "BAD_INN_CHECKSUM": error_words(
        V_ENT_02,
        Phrase(
            ru="контрольная цифра ИНН «{value}» не сходится.",
            en="the check digit of INN “{value}” does not fit.",
        ),
        Phrase(ru="Сверьте с карточкой.", en="Compare with the company's card."),
        REGISTER_MARK,
    ),
    "ZERO_RESTORED": warning_words(
        V_ENT_09,
        Phrase(
            ru="ИНН «{value}» потерял ведущий ноль[, прочитан как {reading}].",
            en="INN “{value}” has lost its leading zero[, read as {reading}].",
        ),
        Phrase(
            ru="Задайте столбцу формат «Текст» и введите ИНН с нулём.",
            en="Set the column's format to Plain text and enter the INN with its zero.",
        ),
    ),
    "BAD_ID": error_words(
        V_GEN_19,
        Phrase(ru="«{value}» не код.", en="“{value}” is not a code."),
        Phrase(
            ru="Впишите код без дробей.", en="Enter it without fractions."
        ),
    ),
    "ODD_ID": warning_words(
        V_GEN_13,
        Phrase(
            ru="код «{value}» длиннее 64 знаков или со знаками, которых не видно.",
            en="the code “{value}” is longer than 64 characters or has signs that nobody sees.",
        ),
        Phrase(ru="Впишите код покороче, одной строкой.", en="Enter a shorter code, on one line."),
    ),
    "ID_STORED_AS_NUMBER": warning_words(
        V_GEN_20,
        Phrase(
            ru="код «{value}» хранится числом.", en="the code “{value}” is stored as a number."
        ),
        Phrase(ru="Задайте столбцу формат «Текст».", en="Set the column's format to Plain text."),
    ),
    "KEY_IS_FORMULA": warning_words(
        V_GEN_21,
        Phrase(
            ru="ключ «{value}» вычислен формулой и может смениться.",
            en="the key “{value}” is the result of a formula and may change.",
        ),
        Phrase(ru="Вставьте его как значение.", en="Paste it as a value."),
    ),
    "BAD_TAX_ID": error_words(
        V_GEN_22,
        Phrase(ru="«{value}» записан с ошибкой.", en="“{value}” is written wrongly."),
        Phrase(ru="Сверьте с карточкой.", en="Compare with the company's card."),
        _CELL_OUT,
    ),
    "BAD_CHECKSUM": error_words(
        V_GEN_22,
        Phrase(
            ru="контрольная цифра «{value}» не сходится.",
            en="the check digit of “{value}” does not fit.",
        ),
        Phrase(ru="Сверьте с карточкой.", en="Compare with the company's card."),
        _CELL_OUT,
    ),
    "BAD_URL": warning_words(
        V_DOC_04,
        Phrase(ru="«{value}» не ссылка.", en="“{value}” is not a link."),
        Phrase(
            ru="Вставьте адрес целиком, с https://.", en="Paste the whole address, with https://."
        ),
        Phrase(ru="ссылки в реестре нет", en="the register has no link"),
    ),
}  # fmt: skip
