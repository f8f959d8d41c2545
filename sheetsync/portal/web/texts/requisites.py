"""Words of a change of requisites that a partner asks for."""

from sheetsync.language import Phrase

PHRASES = {
    "req_title": Phrase(ru="Изменить реквизиты", en="Change of requisites"),
    "req_what": Phrase(ru="изменение реквизитов", en="change of requisites"),
    "req_lead": Phrase(
        ru="Заполните только то, что изменилось. Мы перезвоним по номеру, который у нас есть, и "
        "внесём сами. До этого платим по старым реквизитам.",
        en="Fill in only what has changed. We call back on a number that we know, and enter it "
        "ourselves. Until then we pay by the old ones.",
    ),
    "req_all_told": Phrase(
        ru="О просьбе узнают все, кто получает наши письма.",
        en="Everybody who gets our letters is told of the wish.",
    ),
    "req_whose": Phrase(ru="Контрагент", en="Legal entity"),
    "req_now": Phrase(ru="Сейчас: {value}", en="Now: {value}"),
    "req_now_none": Phrase(ru="Сейчас не указано", en="None so far"),
    "req_comment": Phrase(
        ru="Почему меняются, если хотите", en="Why they change, if you like to say"
    ),
    "req_send": Phrase(ru="Попросить об изменении", en="Ask for the change"),
    "req_go": Phrase(ru="Изменить реквизиты", en="Change requisites"),
    "req_settings": Phrase(ru="Реквизиты", en="Requisites"),
    "req_settings_lead": Phrase(
        ru="Счёт, БИК, наименование, ИНН, КПП. Понадобится код из письма.",
        en="Bank account, BIC, legal name, INN, KPP. A code from a letter is needed.",
    ),
    "req_none": Phrase(
        ru="Контрагентов у вас пока нет. Напишите тому, кто с вами работает.",
        en="There is no legal entity of yours yet. Write to whoever works with you.",
    ),
    "no_entity_title": Phrase(
        ru="Такого контрагента у вас нет", en="There is no such legal entity of yours"
    ),
    "no_entity": Phrase(
        ru="Выберите его на странице «Изменить реквизиты» или напишите нам.",
        en="Choose one on the page Change of requisites, or write to us.",
    ),
    "req_waits": Phrase(
        ru="Просьба {number} ещё ждёт решения. Новая встанет вместо неё.",
        en="Your wish {number} still waits. A new one stands instead of it.",
    ),
    "req_nothing": Phrase(
        ru="Ничего не изменилось: впишите хотя бы одно новое значение",
        en="Nothing has changed: write at least one new value",
    ),
    "req_legal_name_wrong": Phrase(
        ru="Наименование длиннее 200 знаков", en="The name is longer than 200 characters"
    ),
    "req_inn_wrong": Phrase(
        ru="Проверьте ИНН: 10 цифр у организации, 12 у ИП и физлица, и последние сходятся с "
        "остальными",
        en="Check the INN: 10 digits of a company, 12 of a person, and the last ones fit the rest",
    ),
    "req_kpp_wrong": Phrase(
        ru="Проверьте КПП: 9 знаков, и только у организации",
        en="Check the KPP: 9 characters, and of a company only",
    ),
    "req_bic_wrong": Phrase(ru="Проверьте БИК: 9 цифр", en="Check the BIC: 9 digits"),
    "req_bic_missing": Phrase(ru="Впишите БИК банка", en="Write the bank's BIC"),
    "req_account_wrong": Phrase(
        ru="Проверьте расчётный счёт: 20 цифр", en="Check the bank account: 20 digits"
    ),
    "req_account_missing": Phrase(
        ru="Впишите и счёт: в другом банке он другой",
        en="Write the account as well: another bank has another one",
    ),
    "req_account_key": Phrase(
        ru="Счёт не подходит к БИК: сверьте обе строки с карточкой",
        en="The account does not fit the BIC: compare both with the bank's paper",
    ),
    "req_long": Phrase(
        ru="Слишком длинно: не больше {limit} знаков", en="Too long: at most {limit} characters"
    ),
    "deed_requisites_asked": Phrase(
        ru="Попросили изменить реквизиты: {what}", en="Asked for other requisites: {what}"
    ),
    "desk_req_title": Phrase(ru="Просят изменить", en="What is to change"),
    "desk_req_old": Phrase(ru="Сейчас в таблице", en="In the sheet now"),
    "desk_req_new": Phrase(ru="Просят", en="Asked for"),
    "desk_req_field": Phrase(ru="Реквизит", en="Field"),
    "desk_req_do": Phrase(
        ru="Счёт подменяют мошенники: позвоните партнёру по номеру, который знаете сами, не из "
        "письма и не из этой заявки. Подтвердил — впишите новое в «Контрагенты», заявка станет "
        "принятой сама. Не подтвердил — отклоните.",
        en="Fraud begins with another account: call the partner on a number that you know "
        "yourself, neither of a letter nor of this submission. Confirmed: enter it in Legal "
        "entities, and the submission counts as accepted by itself. Not confirmed: reject it.",
    ),
}
