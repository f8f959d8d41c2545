"""Invented names: partners by group, people, curators; Russian and Latin side by side."""

from dataclasses import dataclass

from sheetsync.language import Lang


@dataclass(frozen=True, slots=True)
class Name:
    """A name as both languages write it."""

    ru: str
    en: str

    def said(self, lang: Lang) -> str:
        """The name in the language."""
        return self.ru if lang == "ru" else self.en

    @property
    def slug(self) -> str:
        """The name as a host name's label.

        >>> Name("Тёплый дом", "Tyoply Dom").slug
        'tyoply-dom'
        """
        return "-".join(self.en.lower().replace("&", "and").split())


CONTRACTORS = (
    Name("Вектор", "Vektor"),
    Name("Мастер Коля", "Master Kolya"),
    Name("Монтажный двор", "Montazhny Dvor"),
    Name("Северный фасад", "Severny Fasad"),
    Name("Тёплый дом", "Tyoply Dom"),
    Name("Ровный угол", "Rovny Ugol"),
    Name("Кровля плюс", "Krovlya Plus"),
    Name("Окна Заречья", "Okna Zarechya"),
    Name("Третий этаж", "Trety Etazh"),
    Name("Кирпич и Ко", "Kirpich & Co"),
    Name("Добрый электрик", "Dobry Elektrik"),
    Name("Аквамонтаж", "Akvamontazh"),
    Name("Паркетная мастерская", "Parketnaya Masterskaya"),
    Name("Лестничный цех", "Lestnichny Tsekh"),
    Name("Умелые руки", "Umelye Ruki"),
    Name("Стройучасток 12", "Stroyuchastok 12"),
    Name("Отделка Юг", "Otdelka Yug"),
    Name("Ключ в дверь", "Klyuch v Dver"),
    Name("Сухой шов", "Sukhoy Shov"),
    Name("Белый потолок", "Bely Potolok"),
    Name("Верный уровень", "Verny Uroven"),
    Name("Два прораба", "Dva Proraba"),
    Name("Дом за лето", "Dom za Leto"),
    Name("Прямые стены", "Pryamye Steny"),
)
DEALERS = (
    Name("Заречный торговый дом", "Zarechny Trading House"),
    Name("Полка", "Polka"),
    Name("Магазин у моста", "Magazin u Mosta"),
    Name("Уральский склад", "Uralsky Sklad"),
    Name("Дверной ряд", "Dvernoy Ryad"),
    Name("Берег-Опт", "Bereg Opt"),
    Name("Южный прилавок", "Yuzhny Prilavok"),
    Name("Сосновый бор", "Sosnovy Bor"),
    Name("Лавка соседа", "Lavka Soseda"),
    Name("Новый квартал", "Novy Kvartal"),
    Name("Степь Трейд", "Step Trade"),
    Name("Городская скобянка", "Gorodskaya Skobyanka"),
    Name("Ладога Сервис", "Ladoga Service"),
    Name("Салон на Садовой", "Salon na Sadovoy"),
    Name("Волга Маркет", "Volga Market"),
    Name("Алтын", "Altyn"),
)
STUDIOS = (
    Name("Йога во дворе", "Yoga vo Dvore"),
    Name("Пилатес 21", "Pilates 21"),
    Name("Тихая вода", "Tikhaya Voda"),
    Name("Бодрое утро", "Bodroe Utro"),
    Name("Ритм", "Ritm"),
    Name("Зал на Речной", "Zal na Rechnoy"),
    Name("Танцы с Ольгой", "Tantsy s Olgoy"),
    Name("Гибкие люди", "Gibkie Lyudi"),
    Name("Скалодром Вершина", "Skalodrom Vershina"),
    Name("Ковёр и штанга", "Kovyor i Shtanga"),
    Name("Лёгкий шаг", "Lyogky Shag"),
    Name("Бассейн Дельфин", "Basseyn Delfin"),
    Name("Дыхание", "Dykhanie"),
    Name("Растяжка плюс", "Rastyazhka Plus"),
    Name("Бокс на Лесной", "Boks na Lesnoy"),
    Name("Балетный класс", "Baletny Klass"),
    Name("Сила тока", "Sila Toka"),
    Name("Солнечный зал", "Solnechny Zal"),
    Name("Кроссфит Маяк", "Crossfit Mayak"),
    Name("Утренний круг", "Utrenny Krug"),
)
PEOPLE = (
    Name("Лазурин Пётр Ильич", "Pyotr Lazurin"),
    Name("Ветлужская Ирина Олеговна", "Irina Vetluzhskaya"),
    Name("Озерчук Степан Юрьевич", "Stepan Ozerchuk"),
    Name("Полянкина Вера Сергеевна", "Vera Polyankina"),
    Name("Рябинский Олег Павлович", "Oleg Ryabinsky"),
    Name("Черёмухин Игорь Львович", "Igor Cheryomukhin"),
    Name("Подгорная Анна Петровна", "Anna Podgornaya"),
    Name("Ключевский-Дальний Лев Ильич", "Lev Klyuchevsky-Dalny"),
)
#: Our own: company, the curators, who pays, who leads.
OUR_COMPANY = Name("ООО «Организатор»", "Organizer LLC")
CURATORS = (
    (Name("Анна Белова", "Anna Belova"), "anna"),
    (Name("Борис Чагин", "Boris Chagin"), "boris"),
    (Name("Вера Тихая", "Vera Tikhaya"), "vera"),
    (Name("Глеб Рощин", "Gleb Roshchin"), "gleb"),
)
OUR_HOST = "organizer.example"


def partner_name(names: tuple[Name, ...], number: int) -> Name:
    """The name of the so-manyeth partner of a group; from the second round on with a number.

    >>> partner_name(DEALERS, 17).ru
    'Полка 2'
    """
    round_, place = divmod(number, len(names))
    name = names[place]
    return Name(f"{name.ru} {round_ + 1}", f"{name.en} {round_ + 1}") if round_ else name
