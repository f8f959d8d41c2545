"""What ``--help`` says of backups."""

from sheetsync.language import Phrase

BACKUP_HELP = (
    Phrase(
        ru="Сохранить журнал, зеркало, ключи и config.yaml.",
        en="Save journal, mirror, keys and config.",
    ),
    Phrase(
        ru="Вернуть резервную копию, на любой машине.", en="Bring a backup back, on any machine."
    ),
    Phrase(
        ru="Сохранить журнал, зеркало, портал, ключи, шаблоны и config.yaml в один архив; запуски "
        "могут идти.",
        en="Save journal, mirror, portal, keys, templates and config in one archive; runs may "
        "go on.",
    ),
    Phrase(
        ru="Папка архивов; если не указана — backups рядом с config.yaml.",
        en="Folder of archives; backups, beside the config, if not given.",
    ),
    Phrase(ru="Без этой части.", en="Leave this part out."),
    Phrase(
        ru="Вернуть то, что есть в архиве; DIR — сам архив или папка: из неё берётся последний.",
        en="Bring back what an archive holds; DIR is the archive, or a folder whose newest is "
        "taken.",
    ),
    Phrase(
        ru="config.yaml кладётся туда, куда указывает --config; остальное — куда указывает "
        "config.yaml из архива.",
        en="The config goes where --config says; all else where the archive's config says.",
    ),
    Phrase(
        ru="То, что там есть, отложить под другим именем.",
        en="Put aside what stands there, under another name.",
    ),
    Phrase(
        ru="Файлы могут лечь вне папки config.yaml.",
        en="Files may go outside the folder of the config.",
    ),
)
