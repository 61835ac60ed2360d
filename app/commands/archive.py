"""`holdfast export` and `holdfast import`: a business as one file."""

from pathlib import Path

from app.archive import export_tenant, import_tenant
from app.commands import operate
from app.settings import Settings

EXPORT = """\
Write all that a business has into one file: a zip of JSON Lines, a file for each table, and
manifest.json with counts and checksums. The business may be at work, or suspended.
"""

EXPORT_EPILOG = """\
The archive has the personal data of customers and the keys of the links in their e-mails, which go
on working after an import. Only you may read it (mode 0600): keep it so.
"""

IMPORT = """\
Bring in a business from an archive, all of it or nothing. The database must be after the same
migration as the one it comes from, and have no business of that id or name.
"""

IMPORT_EPILOG = """\
Its members come without passwords and second factors: they ask for a new password by e-mail. Who is
known here already, with the same id and e-mail address, is left as they are. Other businesses'
changes wait until it is done.
"""


def run_export(settings: Settings, arguments: list[str]) -> None:
    """Export, and say what that came to. Raises Trouble."""
    parser = operate.parser("export", EXPORT, EXPORT_EPILOG)
    parser.add_argument("slug", help="the business's name in URLs")
    parser.add_argument("--to", type=Path, metavar="FILE", help="the archive (default: SLUG.zip)")
    asked = parser.parse_args(arguments)
    path = asked.to or Path(f"{asked.slug}.zip")
    with operate.connected(settings) as (connection, progress):
        manifest = export_tenant(connection, asked.slug, path, progress)
    rows = sum(each["rows"] for each in manifest["files"])
    operate.say(f"{manifest['tenant']['name']} is in {path}: {rows} rows.")


def run_import(settings: Settings, arguments: list[str]) -> None:
    """Import, and say what that came to. Raises Trouble."""
    parser = operate.parser("import", IMPORT, IMPORT_EPILOG)
    parser.add_argument("file", type=Path, help="the archive")
    asked = parser.parse_args(arguments)
    with operate.connected(settings) as (connection, progress):
        manifest = import_tenant(connection, asked.file, progress)
    rows = sum(each["rows"] for each in manifest["files"])
    tenant = manifest["tenant"]
    operate.say(f"{tenant['slug']} ({tenant['name']}) is here: {rows} rows.")
