"""Files for 1C as banks write them, made here in our own words."""

from collections.abc import Mapping
from pathlib import Path

OURS = "40702810500000000011"
OTHER_OURS = "40702810700000000022"
THEIRS = "40702810900000000033"
OUR_INN, THEIR_INN = "7736050003", "7707083893"

#: A payment that came to us.
PAID_TO_US: Mapping[str, str] = {
    "Номер": "45",
    "Дата": "02.03.2026",
    "Сумма": "50000.00",
    "ПлательщикСчет": THEIRS,
    "ПлательщикИНН": THEIR_INN,
    "ПлательщикКПП": "773601001",
    "Плательщик1": 'ООО "Ромашка"',
    "ПлательщикБИК": "044525225",
    "ДатаПоступило": "03.03.2026",
    "ПолучательСчет": OURS,
    "ПолучательИНН": OUR_INN,
    "Получатель1": 'АО "Мы"',
    "НазначениеПлатежа": "Оплата по счету № 12 от 01.03.2026. В т.ч. НДС 8333.33",
}


def document(changed: Mapping[str, str] | None = None, **more: str) -> str:
    """A document: the payment to us with some keys changed."""
    values = {**PAID_TO_US, **(changed or {}), **more}
    lines = "\n".join(f"{key}={value}" for key, value in values.items())
    return f"СекцияДокумент=Платежное поручение\n{lines}\nКонецДокумента"


def paid_by_us(**changed: str) -> str:
    """A payment that left us."""
    sides = {
        "ПлательщикСчет": OURS,
        "ПлательщикИНН": OUR_INN,
        "Плательщик1": 'АО "Мы"',
        "ПолучательСчет": THEIRS,
        "ПолучательИНН": THEIR_INN,
        "Получатель1": 'ООО "Ромашка"',
        "ПолучательКПП": "773601001",
        "ПолучательБИК": "044525225",
        "ДатаПоступило": "",
        "ДатаСписано": "04.03.2026",
    }
    return document({**sides, **changed})


def balances(opening: str, closing: str, account: str = OURS, **changed: str) -> str:
    values = {
        "ДатаНачала": "01.03.2026",
        "ДатаКонца": "31.03.2026",
        "РасчСчет": account,
        "НачальныйОстаток": opening,
        "КонечныйОстаток": closing,
        **changed,
    }
    lines = "\n".join(f"{key}={value}" for key, value in values.items())
    return f"СекцияРасчСчет\n{lines}\nКонецРасчСчет"


def statement(
    *sections: str,
    accounts: tuple[str, ...] = (OURS,),
    encoding: str = "Windows",
    end: str = "КонецФайла\n",
) -> str:
    """A whole file."""
    own = "\n".join(f"РасчСчет={account}" for account in accounts)
    head = (
        f"1CClientBankExchange\nВерсияФормата=1.03\nКодировка={encoding}\nОтправитель=Банк\n"
        f"ДатаНачала=01.03.2026\nДатаКонца=31.03.2026\n{own}"
    )
    return "\n".join((head, *sections, end))


def written(folder: Path, text: str, codec: str = "cp1251", name: str = "kl_to_1c.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode(codec))
    return path
