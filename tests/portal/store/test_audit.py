"""What was done and refused, for 400 days."""

from datetime import timedelta

from sheetsync.portal.store.audit import Deed, deeds, record
from sheetsync.portal.store.opening import Store
from tests.portal.store.conftest import NOW


def test_deeds_stay_in_order_for_400_days(store: Store) -> None:
    old = Deed("signed_in", "a…@company.example")
    new = Deed("download", "a…@company.example", "P-001", "S-1001", "203.0.113.0/24")
    record(store, old, NOW)
    record(store, new, NOW + timedelta(days=400))
    assert deeds(store) == ((NOW, old), (NOW + timedelta(days=400), new))
    newest = Deed("signed_out")
    record(store, newest, NOW + timedelta(days=401))
    assert [deed for _, deed in deeds(store)] == [new, newest]
