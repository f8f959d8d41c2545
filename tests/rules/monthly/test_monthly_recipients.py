import pandas as pd
import pytest

from sheetsync.rules.monthly import with_folder_links
from sheetsync.rules.monthly.recipients import recipients
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

PARTNERS = """
    Партнёры
    Код   | Название | Статус  | Папка
    P-001 | Вектор   | активен | https://own.example/1
    P-002 | Север    | пауза   |
    P-003 | Юг       | активен |
"""
TOOL = "https://drive.example/tool"


def links(**folders: object) -> pd.DataFrame:
    rows = [
        {"partner_id": name.replace("_", "-"), "folder": folder} for name, folder in folders.items()
    ]
    return pd.DataFrame(rows, columns=["partner_id", "name", "folder", "shared_with"])


def folders(tables: Tables) -> list[str]:
    return [recipient.folder_url for recipient in recipients(tables)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (links(), ["https://own.example/1", "", ""]),
        (links(P_001=TOOL, P_002=TOOL), ["https://own.example/1", TOOL, ""]),
        (links(P_003=TOOL, P_009=TOOL), ["https://own.example/1", "", TOOL]),
        (links(P_002="javascript:alert(1)", P_003=pd.NA), ["https://own.example/1", "", ""]),
        (links(P_002=""), ["https://own.example/1", "", ""]),
    ],
)
def test_a_folder_of_their_own_comes_before_the_one_that_we_made(
    rows: pd.DataFrame, told: list[str]
) -> None:
    assert folders(with_folder_links(drawn(PARTNERS), rows)) == told


def test_without_partners_there_is_nobody_to_link() -> None:
    tables = drawn("Работы\n№ работы | Сумма\n")
    assert with_folder_links(tables, links(P_001=TOOL)) is tables


@pytest.mark.parametrize("workbook", ["ru", "en"])
@pytest.mark.parametrize(
    ("typed", "told"), [("", None), ("klingon", None), ("en", "en"), ("русский", "ru")]
)
def test_whose_language_cannot_be_read_is_written_to_in_the_workbook_s(
    workbook: str, typed: str, told: str | None
) -> None:
    tables = drawn(
        f"""
        Partners
        Partner ID | Status | Language
        P-001      | active | {typed}
        Settings
        Key  | Value
        lang | {workbook}
        """
    )
    assert [one.lang for one in recipients(tables)] == [told or workbook]
