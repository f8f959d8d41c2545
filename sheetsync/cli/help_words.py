"""What ``--help`` says, in every language: by the English text that click's decorators hold."""

import re
from collections.abc import Mapping

from sheetsync.cli.adopt_help import ADOPT_HELP
from sheetsync.cli.backup_help import BACKUP_HELP
from sheetsync.cli.mirror_help import MIRROR_HELP
from sheetsync.cli.payment_orders_help import PAYMENT_ORDERS_HELP
from sheetsync.cli.payments_help import PAYMENTS_HELP
from sheetsync.cli.portal_help import PORTAL_HELP
from sheetsync.language import Lang, Phrase

_COMMANDS = (
    Phrase(
        ru="Порядок в сети партнёров, которая живёт в Google Таблицах.",
        en="Guard-rails for a partner network that lives in Google Sheets.",
    ),
    Phrase(
        ru="Начните с `sheetsync demo`: учётная запись не нужна.",
        en="Start with `sheetsync demo`: it needs no account.",
    ),
    Phrase(
        ru="Коды завершения: 0 готово; 1 готово, но есть негодные строки, отложенные или "
        "неотправленные письма; 2 остановлено, ошибка говорит, чего не сделано и что делать; 3 "
        "идёт другой запуск; 70 наша ошибка.",
        en="Exit codes: 0 done; 1 done, with rejected rows, held or failed letters; 2 stopped, the "
        "error says what was not done and the cure; 3 another run is active; 70 a bug of ours.",
    ),
    Phrase(
        ru="Сеть партнёров в песочнице и все задания на ней.",
        en="A partner network in the sandbox, every job run.",
    ),
    Phrase(
        ru="Создать недостающие вкладки, заголовки, списки и цвета.",
        en="Make missing tabs, headers, dropdowns and colours.",
    ),
    Phrase(ru="Показать модули; включить или выключить.", en="List modules; switch one on or off."),
    Phrase(
        ru="Заполнить пустую таблицу из файлов .xlsx или .csv.",
        en="Fill an empty workbook from .xlsx or .csv files.",
    ),
    Phrase(
        ru="Проверить каждое звено и сказать, что делать.",
        en="Check every part of the chain; name the cure.",
    ),
    Phrase(
        ru="Запустить задания: validate, ratings, overdue, payments, monthly-reports, digest, "
        "mirror.",
        en="Run jobs: validate, ratings, overdue, payments, monthly-reports, digest, mirror.",
    ),
    Phrase(
        ru="Таблицы и графики рейтинга для аналитика.",
        en="Rating tables and charts for analysts.",
    ),
    Phrase(ru="Почему у партнёра такой балл.", en="Why a partner has its score."),
    Phrase(
        ru="Неоплаченные счета — списком или картинкой.",
        en="Unpaid invoices as a list or a picture.",
    ),
    Phrase(
        ru="Письма: отправленные, неотправленные, неясные.",
        en="Letters that went out, failed or are in doubt.",
    ),
    Phrase(
        ru="Последний и следующий запуск, отложенные письма, свежесть данных.",
        en="Last and next run, held letters, age of the data.",
    ),
    Phrase(
        ru="Работать постоянно и запускать задания по расписанию.",
        en="Keep running and start jobs when due.",
    ),
    Phrase(ru="Напечатать строку crontab.", en="Print a crontab line."),
    Phrase(ru="Напечатать файлы systemd.", en="Print systemd units."),
    Phrase(
        ru="Создать папку на Диске для каждого партнёра.",
        en="Make a Drive folder for every partner.",
    ),
    Phrase(
        ru="Локальные Google Таблицы: открыть, загрузить, выгрузить.",
        en="A local Google Sheets: serve, import, export.",
    ),
    Phrase(
        ru="Создать сеть партнёров в локальном файле и выполнить на ней все задания. Учётная "
        "запись не нужна.",
        en="Build a partner network in a local file and run every job on it. Needs no account.",
    ),
    Phrase(
        ru="Создать недостающие вкладки, заголовки, примечания, списки, форматы, цвета и фильтры.",
        en="Make missing tabs, headers, notes, dropdowns, formats, colours and filter views.",
    ),
    Phrase(
        ru="Значения, форматы и названия, которые поставил человек, не меняются. Какие есть "
        "модули, покажет `sheetsync modules`.",
        en="A value, a format or a name that a person set is never changed. `sheetsync modules` "
        "lists the modules there are.",
    ),
    Phrase(
        ru="Показать модули: включён или нет, их вкладки и что им нужно.",
        en="List the modules there are: on or off, their tabs, and what they need.",
    ),
    Phrase(
        ru="Какие включены, записано в таблице: вкладка «Настройки», ключ modules.",
        en="Which are on stands in the workbook, tab Settings, key modules.",
    ),
    Phrase(
        ru="Убрать модуль из «Настроек»: его вкладки и всё в них остаётся как есть.",
        en="Take a module out of Settings: its tabs and what they hold stay as they are.",
    ),
    Phrase(
        ru="Включить модуль и то, что ему нужно: то же, что init --repair --with ИМЯ.",
        en="Switch a module on, and what it needs: the same as init --repair --with NAME.",
    ),
    Phrase(
        ru="Заполнить вкладки людей из PATH: файла .xlsx или папки, где по файлу .csv на вкладку.",
        en="Fill people's tabs from PATH: an .xlsx file, or a folder with one .csv a tab.",
    ),
    Phrase(
        ru="Вкладки и заголовки находятся по русским и английским названиям или по тем, что "
        "указаны в config.yaml: tabs: и columns:. Вкладки, которых в таблице нет, создаются. "
        "Если во вкладке есть значения, загрузка останавливается до первой записи; с --append "
        "такая вкладка получает под последней строкой те строки, ключей которых в ней нет. Что "
        "есть, остаётся как есть; повторы и строки с ошибками названы и не загружены.",
        en="Tabs and headers are found by their English or Russian names, or by those that "
        "config.yaml tells under tabs: and columns:. Tabs that the workbook lacks are made. A tab "
        "with values stops the import before anything is written; with --append it gets the rows "
        "whose keys it lacks, below its last one. What is there stays as it is; doubles and rows "
        "with errors are named and left out.",
    ),
    Phrase(
        ru="С --mapping PATH — таблица команды в её собственном виде или адрес таблицы Google: она "
        "читается один раз через описание, которое делает sheetsync adopt, для команды, которая "
        "переезжает.",
        en="With --mapping, PATH is a workbook of the team's own form, or a Google spreadsheet's "
        "address: it is read once through the mapping that sheetsync adopt makes, for a team that "
        "wants to move.",
    ),
    Phrase(
        ru="Проверить config.yaml, ключ, часы, доступ, вкладки, защиту, пояса, шаблоны, почту, "
        "журнал.",
        en="Check config, key, clock, sharing, tabs, protection, zones, templates, mail, journal.",
    ),
    Phrase(
        ru="Запустить JOBS по порядку: validate, ratings, overdue, payments, monthly-reports, "
        "digest, mirror.",
        en="Run JOBS in order: validate, ratings, overdue, payments, monthly-reports, digest, "
        "mirror.",
    ),
    Phrase(
        ru="Рейтинг за месяц: опубликованный, а если его нет — посчитанный.",
        en="Ratings of a month, as published where they are, else computed.",
    ),
    Phrase(
        ru="Нарисовать опубликованные баллы PARTNER или группы по месяцам; уровни — полосами.",
        en="Draw the published scores of PARTNER, or of a group, over time; tiers are bands.",
    ),
    Phrase(
        ru="Почему у PARTNER такой балл и что его поднимет.",
        en="Why PARTNER has its score, and what would lift it.",
    ),
    Phrase(
        ru="Что не оплачено, списком или картинкой; никуда ничего не пишется.",
        en="What is unpaid, as a list or a picture; nothing is written anywhere.",
    ),
    Phrase(
        ru="Показать неоплаченные счета, самые срочные первыми: что должны мы, отдельно от того, "
        "что должны нам.",
        en="List unpaid invoices, the worst first, what we owe apart from what is owed to us.",
    ),
    Phrase(
        ru="Контрагент, по коду или названию, либо название партнёра.",
        en="A legal entity, by code or name, or a partner's name.",
    ),
    Phrase(ru="Месяц услуг.", en="The service month."),
    Phrase(ru="in — мы должны; out — нам должны.", en="in: we owe; out: owed to us."),
    Phrase(ru="Куратор, по имени.", en="An account manager, by name."),
    Phrase(ru="CSV в стандартный вывод; заголовки — коды.", en="CSV on stdout; headers are codes."),
    Phrase(
        ru="Нарисовать неоплаченные суммы по месяцам и срокам, по графику на валюту.",
        en="Draw the unpaid sums by month and age, one plot for each currency.",
    ),
    Phrase(
        ru="Показать все письма: отправленные, в папке, неотправленные, неясные.",
        en="List every letter that was sent, drafted, refused or perhaps sent.",
    ),
    Phrase(
        ru="Решить судьбу неясных писем; сначала посмотрите в папке «Отправленные» или в журнале "
        "сервера.",
        en="Settle letters in doubt; look into the account's Sent folder or the server's log "
        "first.",
    ),
    Phrase(
        ru="Отправить при следующем запуске письмо, которое не приняли или только положили в "
        "папку.",
        en="Let a letter that was refused for good, or only drafted, go out with the next run.",
    ),
    Phrase(
        ru="Показать, что говорит об одном письме «Журнал отправок».",
        en="Show what the Send log tells of one letter.",
    ),
    Phrase(
        ru="Последний и следующий запуск каждого задания, отложенные и неясные письма, свежесть "
        "данных.",
        en="Tell the last run of each job, the next one, held letters, letters in doubt, age of "
        "data.",
    ),
    Phrase(
        ru="Работать постоянно; раз в минуту смотреть, что пора запустить.",
        en="Keep running; look once a minute and start the jobs that are due.",
    ),
    Phrase(
        ru="Напечатать строку crontab: раз в час смотреть, что пора запустить.",
        en="Print the crontab line: an hourly look at what is due.",
    ),
    Phrase(
        ru="Напечатать службу systemd и её таймер.", en="Print a systemd service and its timer."
    ),
    Phrase(
        ru="Создать папку на Диске, с папками по годам, для каждого партнёра, у которого её нет.",
        en="Make a Drive folder, with subfolders by year, for each active partner without one.",
    ),
    Phrase(
        ru="Локальные Google Таблицы и Диск в одном файле: чтобы пробовать и для тестов.",
        en="A local Google Sheets and Drive over one file, for trying out and for tests.",
    ),
    Phrase(ru="Записать таблицу файлом Excel.", en="Write a spreadsheet as an Excel file."),
    Phrase(
        ru="Сделать таблицу из файла Excel; печатает её код.",
        en="Make a spreadsheet of an Excel file; prints its id.",
    ),
    Phrase(ru="Убрать из файла песочницы всё.", en="Take everything out of a sandbox file."),
    Phrase(
        ru="Открыть песочницу на 127.0.0.1 до Ctrl-C; печатает адрес.",
        en="Serve the sandbox on 127.0.0.1 until Ctrl-C; prints its address.",
    ),
)
_OPTIONS = (
    Phrase(ru="Показать версию и выйти.", en="Show the version and exit."),
    Phrase(ru="Показать эту справку и выйти.", en="Show this message and exit."),
    Phrase(
        ru="Язык терминала; если не указан — язык таблицы, а без неё системы.",
        en="Language of the terminal; the workbook's, else the system's, if not given.",
    ),
    Phrase(ru="Язык.", en="Language."),
    Phrase(ru="Язык; если не указан — язык таблицы.", en="Language; the workbook's if not given."),
    Phrase(ru="Язык заголовков.", en="Of headers."),
    Phrase(
        ru="Папка для таблицы, писем и журнала.",
        en="Folder for the workbook, the letters and the journal.",
    ),
    Phrase(ru="День, в котором живёт сеть.", en="Day the network is at."),
    Phrase(
        ru="В конце открыть таблицу и страницы партнёров; на терминале — само.",
        en="Serve the workbook and the partners' pages at the end; by default on a terminal.",
    ),
    Phrase(ru="Файл настроек.", en="The config file."),
    Phrase(
        ru="Добавить недостающее в таблицу, которая уже в работе.",
        en="Add what is missing to a workbook in use.",
    ),
    Phrase(
        ru="С --repair: только расставить вкладки по порядку.",
        en="With --repair: only move tabs into our order.",
    ),
    Phrase(ru="Какие модули включить ещё.", en="Modules to switch on as well."),
    Phrase(ru="Например ru-2026: заполнить «Календарь».", en="As ru-2026: fill Calendar."),
    Phrase(
        ru="Что значат вкладки таблицы в вашем собственном виде (mapping.yaml).",
        en="What the tabs of a workbook of your own form mean (mapping.yaml).",
    ),
    Phrase(ru="Не делать сначала резервную копию.", en="Make no backup copy first."),
    Phrase(
        ru="Добавить во вкладки, где есть строки, те, которых в них нет: под последней строкой.",
        en="Add to tabs that hold rows what they lack, below the last row.",
    ),
    Phrase(
        ru="Не делать резервную копию перед тем, как добавить вкладки.",
        en="Make no backup copy before tabs are added.",
    ),
    Phrase(
        ru="Сказать, что будет создано; ничего не создавать.",
        en="Say what would be made; make nothing.",
    ),
    Phrase(
        ru="Сказать, что будет записано; ничего не писать.",
        en="Say what would be written; write nothing.",
    ),
    Phrase(ru="Только сказать; ничего не менять.", en="Say it; change nothing."),
    Phrase(
        ru="Сказать, какие папки будут созданы; ни одной не создавать.",
        en="Say which folders would be made; make none.",
    ),
    Phrase(ru="Один документ JSON в stdout.", en="One JSON document on stdout."),
    Phrase(
        ru="День расчёта; за другой день только показать.",
        en="Day of calculation; another only shows.",
    ),
    Phrase(
        ru="Опубликовать и отправить, хотя --as-of — прошедший день.",
        en="Publish and mail although --as-of is a day past.",
    ),
    Phrase(ru="Месяц рейтинга и отчётов.", en="Month of ratings and reports."),
    Phrase(ru="Месяц; иначе последний целый.", en="The month; else the last whole."),
    Phrase(
        ru="Показать, что было бы опубликовано и отправлено.",
        en="Show what would be published and sent.",
    ),
    Phrase(
        ru="Продолжать, хотя вкладка поредела или месяц не закрыт.",
        en="Go on although a tab shrank or a month is open.",
    ),
    Phrase(
        ru="ratings: опубликовать окончательный рейтинг заново.",
        en="ratings: publish a final rating again.",
    ),
    Phrase(ru="monthly-reports: только этим.", en="monthly-reports: only these."),
    Phrase(ru="monthly-reports: исправить отчёт этим.", en="monthly-reports: correct these."),
    Phrase(ru="Все письма уйдут сюда.", en="All letters go here."),
    Phrase(ru="Не больше стольких писем.", en="At most so many letters."),
    Phrase(
        ru="Запустить всё, чему по расписанию пора.", en="Run whatever the schedule says is due."
    ),
    Phrase(ru="Каждое событие и запрос — в stderr.", en="Every event and request, on stderr."),
    Phrase(ru="Только эта группа.", en="Only this group."),
    Phrase(ru="Все партнёры этой группы.", en="All partners of this group."),
    Phrase(ru="По строке на партнёра и показатель.", en="One row a partner and KPI."),
    Phrase(
        ru="Заголовки и ключи в csv, json и parquet — коды каталога.",
        en="Headers and keys of csv, json and parquet are the catalogue's codes.",
    ),
    Phrase(ru="Файл.", en="The file."),
    Phrase(
        ru="Правила на пробу: у кого изменился бы уровень.",
        en="Rating rules to try: who would change tier.",
    ),
    Phrase(
        ru="Parquet, duckdb:///, sqlite:/// или postgresql://.",
        en="Parquet, duckdb:///, sqlite:/// or postgresql://.",
    ),
    Phrase(ru="Чем суммировать факты.", en="What sums the facts."),
    Phrase(
        ru="Картинка, которую записать: .png, .svg или .pdf.",
        en="The picture to write: .png, .svg or .pdf.",
    ),
    Phrase(ru="Текст без полос и цвета.", en="Text without bars and colours."),
    Phrase(ru="Только письма в этом состоянии.", en="Only letters in this state."),
    Phrase(ru="Все неясные письма за период.", en="All letters in doubt of a period."),
    Phrase(
        ru="Период для --all; у сводок — день.",
        en="The period that --all means; a day for digests.",
    ),
    Phrase(ru="Всё-таки отправлены.", en="They were sent after all."),
    Phrase(ru="Не отправлены: послать ещё раз.", en="They were not: send them again."),
    Phrase(
        ru="Дать адресам партнёров для отчётов право добавлять файлы.",
        en="Let the partners' report addresses add files.",
    ),
    Phrase(
        ru="Файл песочницы; если его нет, создаётся пустым.",
        en="The sandbox file; made empty when missing.",
    ),
    Phrase(ru="Какая таблица, если их несколько.", en="Which spreadsheet, when there are several."),
    Phrase(
        ru="Название таблицы; если не указано — имя файла.",
        en="The spreadsheet's title; by default the file's name.",
    ),
    Phrase(ru="Подтвердить действие без вопроса.", en="Confirm the action without prompting."),
    Phrase(
        ru="Чужой файл, который отвечает 403; можно повторять.",
        en="A file that belongs to somebody else and answers 403; repeatable.",
    ),
    Phrase(
        ru="Сбои, квоты и учётные записи для тестов.",
        en="Offer faults, quotas and identities to tests.",
    ),
    Phrase(ru="Открыть страницу в браузере.", en="Open the page in the browser."),
)
#: click's own: titles of parts, and what it adds behind an option's line.
_OF_CLICK = (Phrase(ru="Параметры", en="Options"), Phrase(ru="Команды", en="Commands"))
USAGE = Phrase(ru="Использование: ", en="Usage: ")
_BY_ENGLISH: Mapping[str, Phrase] = {
    phrase.en: phrase
    for phrase in (
        *_COMMANDS,
        *_OPTIONS,
        *MIRROR_HELP,
        *BACKUP_HELP,
        *PORTAL_HELP,
        *PAYMENTS_HELP,
        *PAYMENT_ORDERS_HELP,
        *ADOPT_HELP,
        *_OF_CLICK,
    )
}
_EXTRAS = (
    (re.compile(r"^default: "), Phrase(ru="по умолчанию: ", en="default: ")),
    (re.compile(r"\brequired\]$"), Phrase(ru="обязательно]", en="required]")),
)
_CUT = "..."


def help_text(text: str, lang: Lang) -> str:
    """A text of the help in a language; one that nobody translated stays as it is.

    >>> help_text("The config file.  [default: config.yaml]", "ru")
    'Файл настроек.  [по умолчанию: config.yaml]'
    """
    found = _found(" ".join(text.split()))
    if found is not None:
        return found.said(lang)
    words, gap, extras = text.partition("  [")
    if not gap:
        return text
    for form, said in _EXTRAS:
        extras = form.sub(said.said(lang), extras)
    return f"{help_text(words, lang)}{gap}{extras}"


def _found(text: str) -> Phrase | None:
    """The phrase of a text; click takes the full stop off, and cuts what is long."""
    if text.endswith(_CUT):
        head = text.removesuffix(_CUT)
        return next((one for en, one in _BY_ENGLISH.items() if en.startswith(head)), None)
    return _BY_ENGLISH.get(text) or _BY_ENGLISH.get(f"{text}.")
