"""`holdfast openapi` and `holdfast docs`: what is written from the catalogue and the code."""

import json
import sys
from pathlib import Path

from app import documents
from app.commands import place
from app.commands.progress import Progress
from app.settings import Settings

DOCS = Path(__file__).parent.parent.parent / "docs"


def openapi(settings: Settings, arguments: list[str]) -> None:
    """Print the document; progress goes to standard error. Raises Trouble."""
    with Progress(sys.stderr) as progress:
        where, _ = place.bring_up_to_date(settings, progress)
    document = documents.openapi(where.admin_url)
    sys.stdout.write(f"{json.dumps(document, indent=2, ensure_ascii=False)}\n")


def docs(settings: Settings, arguments: list[str]) -> None:
    """Write the pages of docs/ that are made from the catalogue and the code. Raises Trouble."""
    with Progress() as progress:
        where, _ = place.bring_up_to_date(settings, progress)
        progress("writing docs/")
        documents.write(where.admin_url, DOCS)
