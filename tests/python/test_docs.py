"""The pages of docs/ say what is true now."""

import dataclasses
import re
from pathlib import Path

import pytest

from app import documents
from app.documents import BEGIN, DOCS, END, ROOT
from app.settings import Settings


def test_generated_pages_are_current(migrated: str) -> None:
    stale = [
        path.name for path, text in documents.render(migrated).items() if path.read_text() != text
    ]
    assert not stale, "run `make docs`"


def test_they_do_not_depend_on_who_reads_the_catalogue(migrated: str) -> None:
    assert documents.render(migrated) == documents.render(f"{migrated}&user=holdfast_person")


def test_writing_fills_a_folder_and_leaves_the_rest_of_operations_alone(
    migrated: str, tmp_path: Path
) -> None:
    operations = tmp_path / "operations.md"
    blocks = [
        f"{BEGIN.format(name)}\nlast time\n{END.format(name)}" for name in ("settings", "commands")
    ]
    operations.write_text("\n\n".join(["# Before", *blocks, "After.\n"]))
    documents.write(migrated, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "api.md",
        "errors.md",
        "events.md",
        "operations.md",
        "roles.md",
        "schema.md",
    }
    text = operations.read_text()
    assert text.startswith(f"# Before\n\n{BEGIN.format('settings')}\n\n| variable |")
    assert text.endswith(f"|\n\n{END.format('commands')}\n\nAfter.\n")
    assert "last time" not in text
    assert documents.render(migrated, tmp_path)[operations] == text


def test_operations_without_a_place_for_its_tables_is_refused(
    migrated: str, tmp_path: Path
) -> None:
    (tmp_path / "operations.md").write_text("# Operations\n")
    with pytest.raises(ValueError, match=r"operations\.md must have"):
        documents.render(migrated, tmp_path)


def test_every_setting_is_in_operations() -> None:
    text = (DOCS / "operations.md").read_text()
    missing = [
        each.metadata["variable"]
        for each in dataclasses.fields(Settings)
        if f"`{each.metadata['variable']}`" not in text
    ]
    assert missing == []


def test_every_make_target_is_described() -> None:
    targets = re.findall(r"^([a-z][a-z/-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    pages = [*DOCS.glob("*.md"), *ROOT.glob("*.md")]
    text = "\n".join(path.read_text() for path in pages)
    assert targets
    assert [name for name in targets if not re.search(rf"\bmake {name}\b", text)] == []
