"""``crontab``, ``systemd``: lines to be pasted, right for any folder's name."""

import shlex
import sys
from pathlib import Path

import click

from sheetsync.cli.options import config_option
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase

_CRONTAB = "7 * * * * cd {folder} && {command} run --due --config {config}\n"
_SERVICE = """\
# sheetsync.service
[Unit]
Description=sheetsync: run what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={command} run --due --config {config}
SuccessExitStatus=1 3
TimeoutStartSec=3h
TimeoutStopSec=90

# sheetsync.timer
[Unit]
Description=sheetsync: look every hour

[Timer]
OnCalendar=*:07
Persistent=true
RandomizedDelaySec=120

[Install]
WantedBy=timers.target
"""
#: What systemd may read in a word without quotes.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:,@%$")


@click.command()
@config_option
def crontab(config: Path) -> None:
    """Print the crontab line: an hourly look at what is due."""
    words = {name: cron_word(word) for name, word in _place(config).items()}
    click.echo(_CRONTAB.format(**words), nl=False)


@click.command()
@config_option
def systemd(config: Path) -> None:
    """Print a systemd service and its timer."""
    place = _place(config)
    words = {
        "folder": unit_path(place["folder"]),
        "command": unit_word(place["command"]),
        "config": unit_word(place["config"]).replace("$", "$$"),
    }
    click.echo(_SERVICE.format(**words), nl=False)


def cron_word(text: str) -> str:
    r"""A word of a crontab line: quoted for sh, and the sign that cron takes for a line's end.

    cron cuts a command at a bare ``%``, in quotes too, and makes ``%`` of ``\%``.

    >>> print(cron_word("/srv/Учёт & 100%"))
    '/srv/Учёт & 100\%'
    """
    return shlex.quote(text).replace("%", r"\%")


def unit_word(text: str) -> str:
    r"""A word of ``ExecStart=``: ``%`` means something to systemd everywhere, quotes and ``\`` too.

    >>> print(unit_word("/srv/my 100%/sheetsync"))
    "/srv/my 100%%/sheetsync"
    """
    told = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return told if set(text) <= _PLAIN else f'"{told}"'


def unit_path(path: str) -> str:
    r"""The value of ``WorkingDirectory=``, which knows no quotes: all but ``%`` stands for itself.

    A last ``\`` would join the next line to it, a last blank would be dropped: ``/`` ends both.

    >>> print(unit_path("/srv/my 100%"))
    /srv/my 100%%
    """
    ending = "/" if path[-1] == "\\" or path[-1].isspace() else ""
    return path.replace("%", "%%") + ending


def _place(config: Path) -> dict[str, str]:
    """Folder, name and command.

    Raises:
        ConfigError: a name has a line break, which neither cron nor systemd can be told.
    """
    absolute = config.resolve()
    place = {
        "folder": str(absolute.parent),
        "config": absolute.name,
        "command": str(Path(sys.executable).with_name("sheetsync")),
    }
    for path in place.values():
        if not path.isprintable():
            raise ConfigError(
                Phrase(
                    ru="в пути {path!r} есть перевод строки или непечатный знак",
                    en="the path {path!r} holds a line break or a sign that cannot be printed",
                ),
                cure=Phrase(ru="переименуйте папку или файл", en="rename the folder or the file"),
                path=path,
            )
    return place
