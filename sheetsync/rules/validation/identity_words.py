"""Words for codes, tax numbers, addresses and links that could not be read as they stand."""

from sheetsync.rules.validation.rule import MAIL_HELD, Phrase
from sheetsync.rules.validation.sentence import CellSentence, error_words, warning_words

_CELL_OUT = Phrase("ячейка не учитывается", "the cell is not counted")
REGISTER_MARK = Phrase("в реестре стоит ⚠", "the register shows ⚠")
_COPY_CURE = Phrase(
    "Введите заново одним алфавитом или скопируйте из исходной вкладки.",
    "Type it again in one alphabet or copy it from its own tab.",
)
BAD_ADDRESS = error_words(
    "V-PAR-01",
    Phrase(
        "«{value}» не адрес[: чужая буква «{letter}»].",
        "“{value}” is not an address[: a foreign letter “{letter}”].",
    ),
    Phrase(
        "Исправьте адрес: имя@сайт.зона, латиницей, точка, а не запятая; несколько — через «;».",
        "Correct the address: name@site.zone, Latin letters, a dot and not a comma; "
        "part several with ;.",
    ),
    MAIL_HELD,
)

IDENTITY_SENTENCES: dict[str, CellSentence] = {
    "INVISIBLE_CHARS": warning_words(
        "V-GEN-13",
        Phrase(
            "в «{value}» невидимые знаки.", "“{value}” has invisible characters."
        ),
        Phrase("Введите значение заново.", "Enter the value again."),
        Phrase("прочитано без них", "read without them"),
    ),
    "MIXED_SCRIPT": warning_words(
        "V-GEN-13",
        Phrase(
            "в «{value}» латинские и русские буквы вперемешку.",
            "“{value}” mixes Latin and Cyrillic letters.",
        ),
        _COPY_CURE,
        Phrase("найдено, если подходит одно", "matched when only one fits"),
    ),
    "BAD_EMAIL": BAD_ADDRESS,
    "MULTIPLE_VALUES": error_words(
        "V-PAR-01",
        Phrase("«{value}» — несколько адресов.", "“{value}” are several addresses."),
        Phrase("Оставьте один.", "Keep one."),
        MAIL_HELD,
    ),
    "BAD_INN": error_words(
        "V-ENT-01",
        Phrase(
            "ИНН «{value}»[ из {digits} цифр|] не ИНН.",
            "INN “{value}”[ of {digits} digits|] is not an INN.",
        ),
        Phrase(
            "Возможно, потерян ведущий ноль: формат столбца «Текст».",
            "A leading zero may be lost: set the column's format to Plain text.",
        ),
        REGISTER_MARK,
    ),
    "BAD_INN_CHECKSUM": error_words(
        "V-ENT-02",
        Phrase(
            "контрольная цифра ИНН «{value}» не сходится.",
            "the check digit of INN “{value}” does not fit.",
        ),
        Phrase("Сверьте с карточкой.", "Compare with the company's card."),
        REGISTER_MARK,
    ),
    "ZERO_RESTORED": warning_words(
        "",
        Phrase(
            "ИНН «{value}» потерял ведущий ноль[, прочитан как {reading}].",
            "INN “{value}” has lost its leading zero[, read as {reading}].",
        ),
        Phrase(
            "Задайте столбцу формат «Текст» и введите ИНН с нулём.",
            "Set the column's format to Plain text and enter the INN with its zero.",
        ),
    ),
    "BAD_ID": error_words(
        "",
        Phrase("«{value}» не код.", "“{value}” is not a code."),
        Phrase(
            "Впишите код без дробей.", "Enter it without fractions."
        ),
    ),
    "ODD_ID": warning_words(
        "V-GEN-13",
        Phrase(
            "код «{value}» длиннее 64 знаков или со знаками, которых не видно.",
            "the code “{value}” is longer than 64 characters or has signs that nobody sees.",
        ),
        Phrase("Впишите код покороче, одной строкой.", "Enter a shorter code, on one line."),
    ),
    "ID_STORED_AS_NUMBER": warning_words(
        "",
        Phrase(
            "код «{value}» хранится числом.", "the code “{value}” is stored as a number."
        ),
        Phrase("Задайте столбцу формат «Текст».", "Set the column's format to Plain text."),
    ),
    "KEY_IS_FORMULA": warning_words(
        "",
        Phrase(
            "ключ «{value}» вычислен формулой и может смениться.",
            "the key “{value}” is the result of a formula and may change.",
        ),
        Phrase("Вставьте его как значение.", "Paste it as a value."),
    ),
    "BAD_TAX_ID": error_words(
        "",
        Phrase("«{value}» записан с ошибкой.", "“{value}” is written wrongly."),
        Phrase("Сверьте с карточкой.", "Compare with the company's card."),
        _CELL_OUT,
    ),
    "BAD_CHECKSUM": error_words(
        "",
        Phrase(
            "контрольная цифра «{value}» не сходится.", "the check digit of “{value}” does not fit."
        ),
        Phrase("Сверьте с карточкой.", "Compare with the company's card."),
        _CELL_OUT,
    ),
    "BAD_URL": warning_words(
        "V-DOC-04",
        Phrase("«{value}» не ссылка.", "“{value}” is not a link."),
        Phrase(
            "Вставьте адрес целиком, с https://.", "Paste the whole address, with https://."
        ),
        Phrase("ссылки в реестре нет", "the register has no link"),
    ),
}  # fmt: skip
