"""Rules of Groups and Rating rules: what breaks them, what people read, what cures them."""

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]

RATING = [
    pytest.param(
        "V-RUL-01",
        """
        Группы
        Код группы | Название
        dealers    | Дилеры
        studios    | Студии

        Правила рейтинга
        Группа  | Показатель
        studios | сроки
        """,
        ("studios | сроки", "dealers | сроки\n        studios | сроки"),
        "Группы!A2: у группы «dealers» нет правил. Добавьте строки во вкладку «Правила рейтинга».",
        "Группы!A2: group “dealers” has no rules. Add rows to Rating rules.",
        id="a group without rules",
    ),
    pytest.param(
        "V-RUL-02",
        """
        Правила рейтинга
        Группа  | Показатель | 0 баллов при | 100 баллов при
        dealers | отзывы     | 4,5          | 4,5
        """,
        ("| 4,5  ", "| 3,0  "),
        "Правила рейтинга!D2: 0 и 100 баллов при одном и том же значении 4,5. "
        "Впишите другое значение.",
        "Правила рейтинга!D2: 0 and 100 points at the same figure 4,5. Enter another figure.",
        id="no span between 0 and 100 points",
    ),
    pytest.param(
        "V-RUL-02",
        """
        Правила рейтинга
        Группа  | Показатель | Вес
        dealers | сроки      | -5
        dealers | брак       | 105
        """,
        ("-5", "0"),
        "Правила рейтинга!C2: «Вес» -5: нужно 0–1000. Впишите число: 0–1000.",
        "Правила рейтинга!C2: “Вес” -5: it must be 0–1000. Enter a number: 0–1000.",
        id="a negative weight",
    ),
    pytest.param(
        "V-RUL-02",
        """
        Правила рейтинга
        Группа  | Показатель | Вес
        dealers | сроки      | 0
        dealers | брак       | 0
        """,
        ("брак       | 0", "брак       | 1"),
        "Правила рейтинга!A2: у группы «dealers» все веса нулевые. "
        "Дайте вес хотя бы одному показателю.",
        "Правила рейтинга!A2: all weights of group “dealers” are zero. "
        "Give at least one KPI a weight.",
        id="nothing weighs anything",
    ),
    pytest.param(
        "V-RUL-02",
        """
        Правила рейтинга
        Группа  | Показатель | 0 баллов при | 100 баллов при
        dealers | сроки      | 60%          | 95
        """,
        ("| 95", "| 95%"),
        "Правила рейтинга!D2: «100 баллов при» 95 для доли: она от 0 до 100 %. "
        "Впишите 95 % или 0.95.",
        "Правила рейтинга!D2: “100 баллов при” 95 for a share, which is from 0 to 100%. "
        "Enter 95% or 0.95.",
        id="95 where 95 % is meant",
    ),
    pytest.param(
        "V-RUL-02",
        """
        Правила рейтинга
        Группа  | Показатель | Норма
        dealers | брак       | -0,1
        """,
        ("-0,1", "0,1"),
        "Правила рейтинга!C2: «Норма» -0.1 для доли: она от 0 до 100 %. Впишите другое значение.",
        "Правила рейтинга!C2: “Норма” -0.1 for a share, which is from 0 to 100%. "
        "Enter another figure.",
        id="a negative share",
    ),
    pytest.param(
        "V-RUL-03",
        """
        Правила рейтинга
        Группа  | Показатель | Вес
        dealers | сроки      | 60
        dealers | брак       | 34,5
        *       | брак       | 40
        """,
        ("34,5", "40"),
        "Правила рейтинга!C2: сумма весов группы «dealers» 94.5, а не 100. "
        "Считаются доли; поправьте, если хотели 100.",
        "Правила рейтинга!C2: the weights of group “dealers” add up to 94.5, not 100. "
        "Shares are used; correct them if 100 was meant.",
        id="weights of 94.5",
    ),
    pytest.param(
        "V-RUL-04",
        """
        Правила рейтинга
        Группа  | Показатель | Стоп ниже, баллов | Не выше
        dealers | сроки      | 20                |
        """,
        ("20                |", "20 | C"),
        "Правила рейтинга!D2: указано «Стоп ниже», а «Не выше» нет. Выберите B, C или D.",
        "Правила рейтинга!D2: “Stop below” is given but “Не выше” is not. Choose B, C or D.",
        id="a stop factor without a tier",
    ),
    pytest.param(
        "V-GRP-01",
        """
        Группы
        Код группы | Порог A | Порог B | Порог C
        dealers    | 60      | 60      | 40
        """,
        ("| 60      | 60", "| 63,5    | 60"),
        "Группы!B2: пороги 60 / 60 / 40 не убывают от A к C. Впишите их по убыванию.",
        "Группы!B2: the thresholds 60 / 60 / 40 do not fall from A to C. "
        "Enter them in descending order.",
        id="thresholds that do not fall",
    ),
    pytest.param(
        "V-GRP-01",
        """
        Группы
        Код группы | Порог A | Порог B | Порог C | Запас удержания
        dealers    | 80      | 75      | 40      | 5
        """,
        ("| 5\n", "| 4,9\n"),
        "Группы!E2: запас до понижения 5, а между порогами всего 5. Впишите от 0 до 5, не "
        "включая 5.",
        "Группы!E2: the margin before demotion is 5, the thresholds are only 5 apart. "
        "Enter 0 or more, below 5.",
        id="a margin as wide as the gap",
    ),
]


@pytest.mark.parametrize(("code", "drawing", "cure", "ru", "en"), RATING)
def test_a_rating_rule_is_doubted_until_it_is_cured(
    said: Said, code: str, drawing: str, cure: tuple[str, str], ru: str, en: str
) -> None:
    assert said(code, drawing, "ru") == [ru]
    assert said(code, drawing, "en") == [en]
    assert cure[0] in drawing
    assert said(code, drawing.replace(*cure), "ru") == []


def test_a_rule_for_every_group_is_a_rule_of_each(said: Said) -> None:
    groups = "Группы\nКод группы | Название\ndealers | Дилеры\n\n"
    rules = "Правила рейтинга\nГруппа | Показатель | Вес\n* | сроки | 100\n"
    assert said("V-RUL-01", groups + rules, "en") == []
    assert said("V-RUL-01", groups, "en") == []  # without the tab nobody can tell


def test_weights_of_every_group_fill_up_a_groups_own(said: Said) -> None:
    drawing = """
    Правила рейтинга
    Группа  | Показатель | Вес
    dealers | сроки      | 60
    *       | сроки      | 50
    *       | брак       | 40
    """
    assert said("V-RUL-03", drawing, "en") == []


def test_growth_and_scores_are_no_shares(said: Said) -> None:
    drawing = """
    Правила рейтинга
    Группа  | Показатель | 0 баллов при | 100 баллов при
    dealers | рост       | -30%         | 120%
    dealers | отзывы     | 3            | 4,8
    """
    assert said("V-RUL-02", drawing, "en") == []
