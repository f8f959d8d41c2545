"""Lines of a bank with the truth known: whose they are, which invoices they pay, how they say it.

It knows nothing of how purposes are read: what people and their programs write was put together
from statements, templates of banks and reports about other matchers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

_TODAY = date(2026, 3, 31)
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziyklmnoprstufhcye", strict=True)),
        "ё": "e", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya",
        "ъ": "", "ь": "",
        "№": "N ", "«": '"', "»": '"',
    }
)  # fmt: skip
_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
           "октября", "ноября", "декабря")  # fmt: skip
_MONTH = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
          "октябрь", "ноябрь", "декабрь")  # fmt: skip
_FIRMS = ("Вектор", "Заря", "Прогресс", "Север", "Меридиан", "Лидер", "Орион", "Каскад", "Альянс")


@dataclass(slots=True, eq=False)
class MadeInvoice:
    """An invoice, and what of it is still unpaid by the lines made so far."""

    entity: str
    number: str
    day: date
    minor: int
    direction: str = "in"
    currency: str = "RUB"
    status: str = "open"
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.minor


@dataclass(frozen=True, slots=True)
class MadeLine:
    """A line as the bank shows it, and what it truly pays: number and day of an invoice -> sum."""

    shown: Mapping[str, Any]
    truth: Mapping[tuple[str, date], int]
    kind: str


@dataclass(slots=True)
class MadeBank:
    """Everything that the matcher is given, and the truth."""

    entities: list[dict[str, Any]] = field(default_factory=list)
    invoices: list[MadeInvoice] = field(default_factory=list)
    lines: list[MadeLine] = field(default_factory=list)
    our_account: str = "40702810000000000001"


def made_bank(seed: int, line_count: int = 3000) -> MadeBank:
    """A bank's statement of so many lines against unpaid invoices of many partners."""
    return _Maker(Random(seed)).bank(line_count)


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.made = MadeBank()

    def bank(self, line_count: int) -> MadeBank:
        for place in range(max(4, line_count // 12)):
            self._entity(place)
        kinds, weights = zip(*_KINDS, strict=True)
        while len(self.made.lines) < line_count:
            kind = self.chance.choices(kinds, weights)[0]
            line = getattr(self, f"_{kind}")(self.chance.choice(self.made.entities))
            if line:
                shown, truth = line
                self.made.lines.append(MadeLine(shown, truth, kind))
        return self.made

    # Entities and their invoices.

    def _entity(self, place: int) -> None:
        chance = self.chance
        name = f"ООО «{chance.choice(_FIRMS)} {place}»"
        entity = {
            "entity_id": f"E-{place:04d}",
            "partner_id": f"P-{place:04d}",
            "legal_name": name,
            "inn": f"77{place:08d}",
            "kpp": "770101001",
            "account": f"407028109{place:011d}",
        }
        if place % 17 == 5:
            # A branch: one tax id, another KPP.
            entity |= {"inn": self.made.entities[-1]["inn"], "kpp": f"7701{place:05d}"}
        self.made.entities.append(entity)
        monthly = chance.randint(10_000, 90_000) * 100 if chance.random() < 0.3 else 0
        direction = "out" if chance.random() < 0.25 else "in"
        currency = "KZT" if chance.random() < 0.05 else "RUB"
        write = chance.choice(_NUMBERS)
        first = chance.randint(1, 400)
        for n in range(chance.randint(4, 30)):
            minor = monthly or self._sum()
            day = date(2026, 1, 1) + timedelta(days=chance.randint(0, 80))
            number = write(first + n)
            self.made.invoices.append(
                MadeInvoice(entity["entity_id"], number, day, minor, direction, currency)
            )
            if chance.random() < 0.1:
                # Numbers begin anew each year; that one is paid.
                old = MadeInvoice(
                    entity["entity_id"], number, day.replace(year=2025), minor, direction, currency,
                    "paid",
                )  # fmt: skip
                old.left = 0
                self.made.invoices.append(old)

    def _sum(self) -> int:
        if self.chance.random() < 0.3:
            return self.chance.randint(1, 200) * 1000_00
        return self.chance.randint(500_00, 900_000_00)

    def _unpaid(self, entity: Mapping[str, Any]) -> list[MadeInvoice]:
        return [
            one
            for one in self.made.invoices
            if one.entity == entity["entity_id"] and one.status == "open" and one.left == one.minor
        ]

    # Kinds of lines: what is shown, and the truth.

    def _single(self, entity: Mapping[str, Any]) -> Any:  # of each kind alike
        some = self._take(entity, 1)
        return some and self._paying(entity, some, self._named(some))

    def _several(self, entity: Mapping[str, Any]) -> Any:
        some = self._take(entity, self.chance.randint(2, 5))
        return some and self._paying(entity, some, self._named(some))

    def _part(self, entity: Mapping[str, Any]) -> Any:
        some = self._take(entity, 1)
        if not some:
            return None
        minor = max(1, int(some[0].minor * self.chance.uniform(0.1, 0.9)))
        return self._paying(entity, some, self._named(some), minor)

    def _over(self, entity: Mapping[str, Any]) -> Any:
        some = self._take(entity, 1)
        more = self.chance.randint(1, 50_000_00)
        if not some:
            return None
        shown, truth = self._paying(entity, some, self._named(some))
        return {**shown, "amount_minor": some[0].minor + more}, truth

    def _nameless(self, entity: Mapping[str, Any]) -> Any:
        some = self._take(entity, 1)
        return some and self._paying(entity, some, self._about() + self._noise())

    def _of_paper(self, entity: Mapping[str, Any]) -> Any:
        """Another paper has the number of another unpaid invoice."""
        some = self._take(entity, 1)
        others = self._unpaid(entity)
        if not some or not others:
            return None
        other = self.chance.choice(others)
        paper = self.chance.choice(_PAPERS).format(number=other.number, day=self._day(other.day))
        named = self.chance.random() < 0.5
        head = self._named(some) if named else self._about()
        return self._paying(entity, some, f"{head}, {paper}" + self._noise())

    def _unknown_number(self, entity: Mapping[str, Any]) -> Any:
        """An invoice that nobody entered; its sum may be that of one that is unpaid."""
        others = self._unpaid(entity)
        if not others:
            return None
        alike = self.chance.choice(others)
        number = f"{self.chance.randint(70_000, 99_999)}"
        made = MadeInvoice(
            alike.entity, number, _TODAY, alike.minor, alike.direction, alike.currency
        )
        return self._shown(entity, made, self._named([made]), alike.minor), {}

    def _last_year(self, entity: Mapping[str, Any]) -> Any:
        """Last year's invoice once more; this year's of that number has the same sum or not."""
        others = self._unpaid(entity)
        if not others:
            return None
        one = self.chance.choice(others)
        day = self._day(one.day.replace(year=2025))
        text = f"Оплата по счету № {one.number} от {day}"
        return self._shown(entity, one, text + self._noise(), one.minor), {}

    def _mistyped(self, entity: Mapping[str, Any]) -> Any:
        some = self._take(entity, 1)
        if not some:
            return None
        wrong = MadeInvoice(some[0].entity, some[0].number + "9", some[0].day, some[0].minor)
        if any(wrong.number == one.number for one in self.made.invoices):
            return None
        return self._paying(entity, some, self._named([wrong]))

    def _range(self, entity: Mapping[str, Any]) -> Any:
        some = self._take(entity, 3)
        if not some or not all(one.number.isdigit() for one in some):
            return None
        first, last = some[0].number, some[-1].number
        return self._paying(entity, some, f"Оплата по счетам №№ {first}-{last}" + self._noise())

    def _twice(self, _: Mapping[str, Any]) -> Any:
        """The same payment a second time, by mistake: the first got the invoice."""
        paid = [line for line in self.made.lines[-50:] if line.kind == "single"]
        if not paid:
            return None
        line = self.chance.choice(paid)
        day = line.shown["booked_on"] + timedelta(days=1)
        return {**line.shown, "line_id": self._line_id(), "booked_on": day}, {}

    def _class(self, entity: Mapping[str, Any]) -> Any:
        """No payment at all: fees, salaries, taxes, own transfers, refunds."""
        text, told = self.chance.choice(_CLASSES)
        others = self._unpaid(entity)
        number = others[0].number if others else "1"
        made = MadeInvoice(entity["entity_id"], number, _TODAY, others[0].minor if others else 100)
        shown = self._shown({}, made, text.format(number=number), made.minor)
        if text.startswith("Возврат"):
            shown |= self._side(entity)
        return {**shown, **told}, {}

    def _stranger(self, entity: Mapping[str, Any]) -> Any:
        """Somebody else pays or is paid, naming a number that a partner has unpaid."""
        others = self._unpaid(entity)
        if not others:
            return None
        one = self.chance.choice(others)
        side = {"inn": "7799999999", "their_account": "40702810999999999999",
                "counterparty": entity["legal_name"] + " плюс"}  # fmt: skip
        return {**self._shown(entity, one, self._named([one]), one.minor), **side}, {}

    def _for_another(self, entity: Mapping[str, Any]) -> Any:
        """One partner pays for another, whose number it names."""
        other = self.chance.choice(self.made.entities)
        theirs = [one for one in self._unpaid(other) if other is not entity]
        own = {one.number for one in self.made.invoices if one.entity == entity["entity_id"]}
        theirs = [one for one in theirs if one.number not in own]
        if not theirs:
            return None
        one = self.chance.choice(theirs)
        return self._shown(entity, one, self._named([one]), one.minor), {}

    # How it is shown.

    def _take(self, entity: Mapping[str, Any], count: int) -> list[MadeInvoice]:
        unpaid = self._unpaid(entity)
        if len(unpaid) < count:
            return []
        return sorted(self.chance.sample(unpaid, count), key=lambda one: one.number)

    def _paying(
        self, entity: Mapping[str, Any], some: list[MadeInvoice], text: str, minor: int = 0
    ) -> tuple[dict[str, Any], dict[tuple[str, date], int]]:
        total = minor or sum(one.minor for one in some)
        truth = {(one.number, one.day): minor or one.minor for one in some}
        for one in some:
            one.left = 0
        return self._shown(entity, some[0], text, total), truth

    def _line_id(self) -> str:
        return f"L-{len(self.made.lines):05d}"

    def _shown(
        self, entity: Mapping[str, Any], one: MadeInvoice, text: str, minor: int
    ) -> dict[str, Any]:
        return {
            "line_id": self._line_id(),
            "booked_on": date(2026, 3, 1) + timedelta(days=len(self.made.lines) % 28),
            "account": self.made.our_account,
            "flow": "out" if one.direction == "in" else "in",
            "amount_minor": minor,
            "currency": one.currency,
            "purpose": text,
            **self._side(entity),
        }

    def _side(self, entity: Mapping[str, Any]) -> dict[str, Any]:
        if not entity:
            return {"counterparty": "АО «Кто-то»", "inn": "7788888888", "kpp": None,
                    "their_account": "40702810988888888888"}  # fmt: skip
        side = {
            "counterparty": entity["legal_name"].upper(),
            "inn": entity["inn"],
            "kpp": entity["kpp"],
            "their_account": entity["account"],
        }
        roll = self.chance.random()
        if roll < 0.1:
            side["their_account"] = "40702810977777777777"
        elif roll < 0.2:
            side |= {"inn": None, "kpp": None}
        elif roll < 0.22:
            side |= {"inn": None, "kpp": None, "their_account": None}
        return side

    def _named(self, some: list[MadeInvoice]) -> str:
        """The whole purpose, naming the invoices."""
        chance = self.chance
        style = chance.random()
        if style < 0.1 and not any(_has_cyrillic(one.number) for one in some):
            return self._foreign(some)
        numbers = [self._written(one) for one in some]
        if len(some) > 1:
            and_ = chance.choice((", ", ",", " и ", "; "))
            listed = ", ".join(numbers[:-1]) + and_ + numbers[-1]
            sign = chance.choice(("№ ", "№№ ", "№", "", "N "))
            if and_ == "," and not sign:
                sign = "№ "
            head = chance.choice(
                ("Оплата по счетам ", "Оплата счетов ", "по сч. ", "За услуги, сч. ")
            )
            text = f"{head}{sign}{listed}"
        else:
            text = chance.choice(_HEADS).format(number=numbers[0])
        if len(some) == 1 and chance.random() < 0.6:
            text += chance.choice((" от {}", " от {} г.", " ({})")).format(self._day(some[0].day))
        text += self._noise()
        if style < 0.2 and not any(_has_cyrillic(one.number) for one in some):
            return text.lower().translate(_LATIN).upper()
        return text.upper() if style < 0.25 else text

    def _foreign(self, some: list[MadeInvoice]) -> str:
        numbers = [one.number for one in some]
        listed = ", ".join(numbers)
        if len(some) > 1:
            return self.chance.choice(
                ("Payment of invoices {}", "Invoices no. {}", "Rechnungen {}", "inv. {}")
            ).format(listed)
        one = some[0]
        return self.chance.choice(_FOREIGN).format(
            number=one.number,
            day=f"{one.day.day} {one.day:%B} {one.day.year}",
            dots=f"{one.day:%d.%m.%Y}",
        )

    def _written(self, one: MadeInvoice) -> str:
        """The number as somebody types it."""
        roll = self.chance.random()
        if one.number.isdigit() and roll < 0.1:
            return one.number.zfill(6)
        if roll < 0.15:
            return one.number.lower()
        if roll < 0.2:
            return one.number.replace("-", "\u2013")
        if roll < 0.25:
            return one.number.translate(str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX"))
        return one.number

    def _about(self) -> str:
        month = self.chance.randint(0, 2)
        return self.chance.choice(
            (
                "Оплата за услуги", f"За аренду за {_MONTH[month]} 2026 г.", "Оплата товара",
                f"Оплата по договору № {self.chance.randint(1, 99)}/24 от 12.01.2024",
                "Services March 2026", "Оплата за доставку, 5 мест, 120 кг", "аванс",
            )
        )  # fmt: skip

    def _day(self, day: date) -> str:
        return self.chance.choice(
            (
                f"{day:%d.%m.%Y}", f"{day:%d.%m.%y}",
                f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
                f"{day:%Y-%m-%d}", f"«{day:%d}» {_MONTHS[day.month - 1]} {day.year}",
            )
        )  # fmt: skip

    def _noise(self) -> str:
        """What else stands in a purpose, and has numbers in it."""
        chance = self.chance
        parts = chance.sample(_NOISE, chance.choice((0, 1, 1, 2, 3)))
        tax = chance.choice(_TAXES)
        return "".join(
            part.format(
                a=chance.randint(1, 400),
                b=chance.randint(1, 99),
                month=chance.choice(_MONTH),
                day=self._day(_TODAY - timedelta(days=chance.randint(0, 900))),
                sum=f"{chance.randint(1, 900)} {chance.randint(0, 999):03d},{self._kopecks()}",
                kopecks=f"{chance.randint(100, 900_000)}-{self._kopecks()}",
            )
            for part in (*parts, tax)
        )

    def _kopecks(self) -> str:
        return f"{self.chance.randint(0, 99):02d}"


def _has_cyrillic(text: str) -> bool:
    return any("а" <= sign <= "я" for sign in text.lower())


_NUMBERS = (
    str, str, str,
    lambda n: f"УТ-{n}",
    lambda n: f"А-{n}/26",
    lambda n: f"ЦБ-{n:06d}",
    lambda n: f"0000-{n:06d}",
    lambda n: f"{n}/26",
    lambda n: f"INV-2026-{n:03d}",
    lambda n: f"{n}-К",
    lambda n: f"2026/{n:04d}",
)  # fmt: skip
_HEADS = (
    "Оплата по счету № {number}", "Оплата по счёту {number}", "оплата счета №{number}",
    "Сч. № {number}", "по сч.{number}", "Оплата по сч. N {number}", "Счет на оплату № {number}",
    "За услуги связи по счету № {number}", "Оплата № {number}", "Перевод средств. Счет {number}",
    "Предоплата 100 % по счету № {number}", "оплата счета за материалы № {number}",
    "Оплата по счету-договору № {number}", "СЧЕТ № {number}",
)  # fmt: skip
_FOREIGN = (
    "Payment for invoice {number} dated {day}", "Invoice no. {number}", "inv. {number}",
    "Rechnung Nr. {number} vom {dots}", "Rechnung {number}, Kunden-Nr. 4711", "bill #{number}",
    "№ {number} шот бойынша төлем", "төлем шоты № {number}, ҚҚС 12%", "INVOICE {number}/PO 99812",
    "Contract 14/24, invoice {number}",
)  # fmt: skip
_PAPERS = (
    "акт № {number} от {day}", "по акту {number}", "счет-фактура № {number}",
    "с/ф {number} от {day}",
    "УПД № {number} от {day}", "накладная № {number}", "договор № {number}", "дог. {number}",
    "п/п {number}", "заказ № {number}", "сч-ф {number}", "контракт {number} от {day}",
    "по договору поставки № {number} от {day}", "спецификация № {number}",
)  # fmt: skip
_NOISE = (
    ", договор № {a}/24", " по дог. {b} от {day}", ", акт № {a} от {day}", ", УПД {a}",
    " за {month} 2026 г.", ", за {month} 2025", ", тел. 8 (916) 123-45-{b:02d}",
    ", сумма {kopecks}",
    ", на сумму {sum} руб.", ", с/ф {a} от {day}", ", лицевой счет {a}{b}", " ({b} шт.)",
    ", ИНН 7701234567", ", р/с 40702810900000000{b:03d}", ", заявка № {a}", ", 2026 г.",
    ", приложение № {b} к контракту {a}/25", " за {b} дней", ", платежное поручение № {a} от {day}",
)  # fmt: skip
_TAXES = (
    "", "", ". НДС не облагается", ", без НДС", ". Без налога (НДС)",
    ". В т.ч. НДС 20% - {kopecks}",
    ", в том числе НДС (20 %) {sum} руб.", " НДС 10% {kopecks}", ". В т.ч. НДС {sum}",
    ", НДС 20% {sum}", " Сумма {kopecks} В т.ч. НДС (20%) {kopecks}",
)  # fmt: skip
_CLASSES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Комиссия за ведение счета № {number}", {}),
    ("Комиссия банка", {"mark": "charge"}),
    ("Заработная плата по реестру № {number}", {}),
    ("Единый налоговый платеж", {"mark": "budget"}),
    ("Перевод между счетами", {"mark": "own"}),
    ("Возврат по счету № {number}", {}),
    ("Возврат ошибочно перечисленного по п/п № {number}", {}),
)
_KINDS = (
    ("single", 45), ("several", 12), ("part", 6), ("nameless", 9), ("of_paper", 6), ("over", 2),
    ("unknown_number", 3), ("last_year", 2), ("mistyped", 2), ("range", 1), ("twice", 1),
    ("class", 3), ("stranger", 1), ("for_another", 1),
)  # fmt: skip
