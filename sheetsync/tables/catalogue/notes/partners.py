"""Notes on the headers of Partners and Legal entities."""

from sheetsync.tables.catalogue.notes import Noted

PARTNERS_NOTES: Noted = {
    "partner_id": (
        "По этому коду партнёра узнают все вкладки; потом его не меняйте",
        "P-001",
        "Every tab knows the partner by this code; do not change it later",
        "P-001",
    ),
    "name": (
        "Как партнёр назван в письмах и отчётах",
        "Вектор",
        "What the partner is called in letters and reports",
        "Vector",
    ),
    "group_id": (
        "Группа решает, по каким правилам партнёра оценивают",
        "contractors",
        "The group decides by which rules the partner is rated",
        "contractors",
    ),
    "status": (
        "Решает, слать ли отчёт и напоминать ли о партнёре",
        "работает",
        "Decides whether reports go out and whether you are reminded of the partner",
        "active",
    ),
    "onboarded_on": (
        "С этого дня считаются первый отчёт и рейтинг",
        "10.01.2025",
        "The first report and the rating count from this day",
        "2025-01-10",
    ),
    "curator": (
        "Кто ведёт партнёра и получает сводку; имя — как в «Настройках»",
        "Анна",
        "Who looks after the partner and gets the digest; the name as in Settings",
        "Anna",
    ),
    "report_email": (
        "Куда уходит отчёт за месяц; до пяти адресов",
        "director@vector.example; buh@vector.example",
        "Where the monthly report goes; up to five addresses",
        "director@vector.example; books@vector.example",
    ),
    "gets_report": (
        "Слать ли партнёру отчёт за месяц",
        "нет",
        "Whether the partner gets the monthly report",
        "no",
    ),
    "lang": (
        "На каком языке писать партнёру",
        "английский",
        "The language in which to write to the partner",
        "ru",
    ),
    "folder_url": (
        "Папка партнёра на диске: туда ведут ссылки из отчёта",
        "https://disk.example/vector",
        "The partner's folder: links in the report lead there",
        "https://disk.example/vector",
    ),
    "comment": (
        "Заметка для своих: в письма она не попадает",
        "звонить после обеда",
        "A note for your own people: no letter shows it",
        "call in the afternoon",
    ),
}

ENTITIES_NOTES: Noted = {
    "entity_id": (
        "По этому коду контрагента узнают счета, договоры и документы; удобно взять ИНН",
        "9900000017",
        "Invoices, agreements and documents know the legal entity by this code; the tax ID will do",
        "9900000017",
    ),
    "partner_id": (
        "Чьи это бумаги: код партнёра",
        "P-001",
        "Whose papers these are: the partner's code",
        "P-001",
    ),
    "legal_name": (
        "Как контрагент назван в документах",
        "ООО «Вектор»",
        "The name as documents have it",
        "Vector LLC",
    ),
    "kind": (
        "Решает, какие реквизиты нужны: у организации есть КПП, у ИП и физлица нет",
        "ИП",
        "Decides which details are needed: a company has a KPP, a person has none",
        "sole",
    ),
    "inn": (
        "ИНН для счетов и проверки повторов: 10 цифр у организации, 12 у ИП и физлица",
        "9900000017",
        "Tax ID, for invoices and to find repeats: 10 digits for a company, 12 for a person",
        "9900000017",
    ),
    "kpp": (
        "КПП для счетов организации, девять знаков",
        "770101001",
        "KPP for a company's invoices, nine characters",
        "770101001",
    ),
    "ogrn": (
        "ОГРН или ОГРНИП, чтобы сверить контрагента с реестром",
        "1027700132195",
        "OGRN, to check the legal entity against the register",
        "1027700132195",
    ),
    "vat": (
        "Решает, какие закрывающие документы нужны: со счётом-фактурой или без",
        "с НДС",
        "Decides which closing documents are needed: with a VAT invoice or without",
        "vat",
    ),
    "doc_set": (
        "Состав комплекта, если он особый: «с НДС», «НПД» или свой (docset_…). Пусто — по НДС",
        "стройка",
        "Pack contents if special: with VAT, NPD, or your own (docset_…). Blank: by “VAT payer”",
        "construction",
    ),
    "bic": (
        "БИК банка: по нему проверяется расчётный счёт",
        "044525225",
        "The bank's BIC: the bank account is checked against it",
        "044525225",
    ),
    "account": (
        "Куда платить: 20 цифр",
        "40702810938000012345",
        "Where to pay: 20 digits",
        "40702810938000012345",
    ),
    "is_default": (
        "На кого писать работы, если контрагент в них не указан; «да» — у одного",
        "да",
        "Which legal entity gets jobs that name none; yes for one of them",
        "yes",
    ),
}
