"""What each partner's group calls a job: order, class, project."""

from collections.abc import Mapping

from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.table import Tables


def partner_units(tables: Tables) -> Mapping[str, str]:
    """The code of UNIT_WORD by partner; who has no sound group is not in it."""
    groups = sound_rows(tables, GROUPS, "group_id", "unit_word").drop_duplicates("group_id")
    partners = sound_rows(tables, PARTNERS, "partner_id", "group_id").dropna(subset=["partner_id"])
    group_ids = matched(partners["group_id"], groups["group_id"])
    units = group_ids.map(groups.set_index("group_id")["unit_word"].astype("str"))
    told = units[units.notna()]
    return dict(zip(partners.loc[told.index, "partner_id"].astype("str"), told, strict=True))
