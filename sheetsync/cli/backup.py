"""``sheetsync backup`` and ``sheetsync restore-state``: what stands beside the workbook, saved."""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

_BYTES_A_MEGABYTE = 1_000_000
_SAVED = Phrase(
    ru="{path}: {megabytes:.1f}\u00a0МБ; в архиве: {parts}",
    en="{path}: {megabytes:.1f}\u00a0MB; it holds: {parts}",
)
_RESTORED = Phrase(ru="возвращено: {path}", en="brought back: {path}")
_ASIDE = Phrase(ru="прежнее лежит рядом: {path}", en="what stood there is kept: {path}")
_BY_HAND = Phrase(
    ru="этого в архиве нет, перенесите сами: {what}",
    en="not in the archive, bring it yourself: {what}",
)
_ROWS = Phrase(
    ru="зеркало было на сервере; его строки — в {path}. Когда сервер доступен: sheetsync mirror "
    "copy --from {path}",
    en="the mirror was on a server; its rows are in {path}. Once the server is there: sheetsync "
    "mirror copy --from {path}",
)
_PORTAL_ROWS = Phrase(
    ru="база портала была на сервере; её строки — в {path}. Когда сервер доступен: sheetsync "
    "portal recover --from {path}",
    en="the portal's database was on a server; its rows are in {path}. Once the server is there: "
    "sheetsync portal recover --from {path}",
)
_CHECK = Phrase(ru="проверьте: sheetsync doctor", en="now look: sheetsync doctor")


@click.command()
@config_option
@json_option
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of archives; backups, beside the config, if not given.",
)
@click.option("--without", multiple=True, metavar="PART", help="Leave this part out.")
def backup(config: Path, folder: Path | None, without: tuple[str, ...], *, json: bool) -> int:
    """Save journal, mirror, portal, keys, templates and config in one archive; runs may go on."""
    from sheetsync.workspace.backup.parts import parts  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.backup.saving import back_up  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    known = {part.code: part for part in parts()}
    for code in without:
        if code not in known:
            raise click.BadParameter(f"{code}: {', '.join(known)}", param_hint="--without")
    saved = back_up(config, SystemClock(), folder, without)
    size, held = saved.path.stat().st_size, {member.part for member in saved.members}
    if json:
        members = [{"name": one.name, "bytes": one.bytes} for one in saved.members]
        by_hand = list(saved.brought_by_hand)
        print_json({"path": str(saved.path), "bytes": size, "files": members, "by_hand": by_hand})
        return 0
    speaking = speech()
    named = ", ".join(part.says.said(speaking.lang) for code, part in known.items() if code in held)
    megabytes = size / _BYTES_A_MEGABYTE
    click.echo(speaking.say(_SAVED, path=saved.path, megabytes=megabytes, parts=named))
    for what in saved.brought_by_hand:
        click.echo(speaking.say(_BY_HAND, what=what))
    return 0


@click.command("restore-state")
@click.argument("source", metavar="DIR", type=click.Path(path_type=Path))
@config_option
@click.option("--force", is_flag=True, help="Put aside what stands there, under another name.")
@click.option("--outside", is_flag=True, help="Files may go outside the folder of the config.")
def restore_state(source: Path, config: Path, *, force: bool, outside: bool) -> int:
    """Bring back what an archive holds; DIR is the archive, or a folder whose newest is taken.

    The config goes where --config says; all else where the archive's config says.
    """
    from sheetsync.workspace.backup import restoring  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    options = restoring.RestoreOptions(force=force, outside=outside)
    found = restoring.restore_state(source, config, SystemClock(), options)
    speaking = speech()
    for path in found.files:
        click.echo(speaking.say(_RESTORED, path=path))
    for path in found.put_aside:
        click.echo(speaking.say(_ASIDE, path=path))
    for what in found.brought_by_hand:
        click.echo(speaking.say(_BY_HAND, what=what))
    if found.rows_of_server is not None:
        click.echo(speaking.say(_ROWS, path=found.rows_of_server))
    if found.portal_rows is not None:
        click.echo(speaking.say(_PORTAL_ROWS, path=found.portal_rows))
    click.echo(speaking.say(_CHECK))
    return 0
