"""Whether the portal works, for monitors; it names nobody. Source: portal.md 8, `GET /healthz`."""

from flask import Flask, Response, jsonify

from sheetsync.errors import SheetsyncError
from sheetsync.portal.store.shelf import shelf_filled_at
from sheetsync.portal.store.worker import queue_of
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.security import HEALTH


def install_health(app: Flask, web: PortalWeb) -> None:
    """Give the app its `/healthz`."""

    def health() -> tuple[Response, int]:
        state = {"store": _store(web), "vault": _vault(web)}
        is_well = all(part["ok"] for part in state.values())
        return jsonify(ok=is_well, **state), 200 if is_well else 503

    app.add_url_rule("/healthz", HEALTH, health)


def _store(web: PortalWeb) -> dict[str, object]:
    try:
        filled = shelf_filled_at(web.store)
        queue = queue_of(web.store)
    except SheetsyncError:
        return {"ok": False}
    age = None if filled is None else int((web.now() - filled).total_seconds())
    return {
        "ok": True,
        "queue": queue.untold,
        "last_round": None if filled is None else filled.isoformat(timespec="seconds"),
        "shelf_age_s": age,
    }


def _vault(web: PortalWeb) -> dict[str, object]:
    try:
        return {"ok": web.vault.free_bytes() > web.limits.free_bytes}
    except OSError:
        return {"ok": False}
