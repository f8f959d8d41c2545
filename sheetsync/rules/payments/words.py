"""Words of others in the purpose of a payment, in small letters with ё as е, as patterns.

Russian, the Russian of banks that write it in Latin letters (two ways), English, German, Kazakh.
Only what stands before a number matters: which paper the number is of.
"""

#: Begins a word: not within another, nor behind a slash or a hyphen (р/сч).
START = r"(?<![\w/-])"
_CH = "(?:ch|c|č)"

#: Papers by which one pays.
INVOICE = (
    r"(?:"
    r"[cс]ч[eе][тt](?:[aа]ми|[aа]х|[aа]м|[oо]м|[oо]в|[aаyуeе])?"
    r"(?:[ -](?:договор|оферт)\w*)?(?: на (?:пред)?оплату)?(?: (?:покупател|клиент|поставщик)\w*)?"
    r"|[cс]ч-т?(?:а|у|ом|ов|ам|ах)|[cс]ч-т|[cс]ч\.?"
    rf"|s{_CH}(?:y?[eo]|jo)t(?:ami|ah|am|om|ov|[auey])?(?: na oplatu)?|sch\."
    r"|invoices?|inv\.?|bills?|инвойс\w{0,3}|инв\."
    r"|rechnung(?:en)?(?:s?-?(?:nr|nummern?))?|rechn\.?|rg\.?|re\.?(?=[ -]?nr)|re\.?(?= [0-9])"
    r"|шот(?:ы|тар|тары)?|arve|facture|factura|fattura"
    r")(?![^\W\d_])"
)
#: Papers, accounts and people that have numbers too.
OTHER = (
    r"(?:"
    # A VAT invoice is none by which one pays.
    rf"[cс]ч[eе][тt]\w{{0,3}}[ -]*фактур\w*|[cс]ч\.?[ /\\-]*ф(?:акт\w*)?\.?(?!\w)|[cс][/\\-]ф\w*\.?"
    rf"|сф|э[cс]ф|шот[ -]*фактура\w*|s{_CH}(?:y?[eo]|jo)t\w{{0,3}}[ -]*faktur\w*|s[/\\-]f"
    r"|(?:доп\w*\.? ?)?(?:соглашени\w+|согл\.|договор\w*|дог\.?|контракт\w*|контр\.|д/с|д/г)"
    r"|приложени\w+|прил\.|спецификаци\w+|спец\."
    r"|акт(?:ами|ах|ам|ом|ов|[ауые])?|упд|укд|накладн\w+|накл\.|ттн|тн|торг-?[0-9]{2}"
    r"|п/п|п\.п\.|(?:плат[её]?ж?н?\w*\.?|пл\.) ?(?:пор\w*\.?)"
    r"|заказ\w*|заявк\w+|заявлени\w+|наряд\w*|отчет\w*|реестр\w*|требовани\w+|решени\w+"
    r"|полис\w*|лот\w*|протокол\w*|дел[оау]|лист\w*|кассов\w+ чек\w*|чек\w*|ведомост\w+"
    r"|dogovor\w*|dog\.?|kontrakt\w*|akt(?:ami|ah|am|om|ov|[auye])?|upd|naklad\w+|zakaz\w*|p/p"
    r"|contracts?|agreements?|acts?|p\.?o\.?|purchase orders?|orders?|delivery notes?|waybill|cmr"
    r"|quotes?|customer|client"
    r"|pril(?:ozh\w*|\.)|spe[cts]+ifik\w*|zayavk\w*|plat\w* ?por\w*\.?|li[cts]+ev\w+ s[ch]+et\w*"
    r"|r(?:ascheti?n\w+|ascetn\w+|/)? ?s[ch]*(?:et\w*)?\.?"
    r"|vertrag\w*|auftrag\w*|bestell\w*|lieferschein\w*|kunden\w*|kd\.?-?nr"
    r"|(?:келісім-?)?шарт\w*"
    r"|инн|кпп|бик|огрн\w*|бин|иин|уин|кбк|октмо|р/?[cс]ч?[eе]?[тt]?\.?|к/[cс]|л/[cс]ч?\.?"
    r"|(?:лиц\w*|расч?\w*|корр?\w*|банк\w*)\.? ?[cс]ч[eе]?[тt]?\w{0,3}\.?"
    r"|т[еe]л\w*\.?|моб\w*\.?|tel|phone|mob|iban|bic|swift|inn|kpp|bik"
    # What one rents, drives, builds and enters.
    r"|помещени\w+|комнат\w+|кабинет\w*|склад\w*|магазин\w*|объект\w*|участ(?:ок|к)\w*|гараж\w*"
    r"|автомобил\w+|а/м|машин\w+|билет\w*|рейс\w*|маршрут\w*|проект\w*|этап\w*|лицензи\w+|карт\w+"
    r"|room|office|unit|car|ticket|flight|project|stage"
    r"|д\.|дом|кв\.|квартира|офис|оф\.|ул\.|стр\.|корп\.|индекс"
    r")(?![^\W\d_])"
)
#: Before a number, as often as people like; `n` only where it can be nothing else.
SIGN = (
    r"(?:(?:[№#]|номер\w{0,2}|ном\.|numbers?|nummern?|num\.|n[or]s?\.?(?=[ :№0-9])|n[º°]\.?"
    r"|n\.?(?=[ №0-9]))[ :.-]*)"
)
#: Two numbers of a list stand apart by it.
AND = r"(?:(?<![^\W_])(?:и|а также|and|und|i|мен|және|плюс)(?![^\W\d_])|\+|&|/(?= ))"
#: From one number to another: which ones are meant is not said.
RANGE = r"(?: ?- ?| ?\.{2,3} ?| ?… ?| (?:по|до|to|bis|po) (?:№ ?)?)"
#: A figure before it is a count or an amount.
UNIT = (
    r"(?:%|руб|коп|р(?:\.|\b)|тенге|тг\b|₽|\$|€|rub|eur|usd|kzt|шт|мес|дн(?:\.|я|ей)|чел|час"
    r"|кг|ед(?:\.|\b)|stk|pcs)"
)
#: A tax and what is said of it.
TAX = r"(?:ндс|ққс|nds|qqs|vat|mwst|ust)"
TAX_LEAD = (
    r"(?:в т\.? ?ч\.?|в том числе|включая|вкл\.?|с учетом|кроме того|без(?: налога)?|не облагается"
    r"|с|incl(?:uding|\.)?|inkl\.?|zzgl\.?|excl(?:uding|\.)?|plus|v t\.? ?ch?\.?|v tom chisle|bez)"
)
TAX_TAIL = (
    r"(?:по ставке|в сумме|ставка|сумма|в размере|не облагается|не облаг\w*\.?|не предусмотрен\w*"
    r"|не исчисляется|без|ne oblagaets?[yj]?a|at|of|is)"
)
#: Before an amount of the payment itself.
SUM = (
    r"(?:(?:на|в|for|na) )?(?:(?:общ\w+ )?сумм(?:а|у|ы|е|ой)|итого|всего|в размере|сомасы?"
    r"|summ?[aue]?|amount|total|betrag)"
)
CURRENCY = r"(?:руб\w*\.?|р\.|₽|rub|rur|eur|€|usd|\$|тенге|тг\.?|kzt)"
#: Before a day.
FROM = r"(?:от|ot|dated|date|vom|from|of|on|бер\.)"
MONTH = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|yanv|fevr|mart|apre|ma[yj]|iyu[nl]|avg|sent|okt|noy|dek|januar|februar|marz|märz|mai|juni|juli"
    r"|dezember)\w*\.?"
)
#: An invoice's word that is part of its number: INV-12, and the book may know 12.
HEAD = r"(?:(?:inv|invoice|bill|сч|счет|sch|schet)(?:[-/_]|(?=[0-9]))|(?:rg|re|rechnung)[-/_])"
#: Short words that are no head of a number behind №: «№ УТ 15», but not «№ и 15».
NO_HEAD = r"(?:и|от|на|за|по|в|с|к|до|для|and|for|to|und|vom|from|of|no|n|nr|ot|za|na|po|i)"
