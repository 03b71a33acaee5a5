"""The documentation names every command, option, cell attribute and tool there is."""

import importlib
import re
from pathlib import Path

import click
import pytest
from lopso_courses.cells import ATTRIBUTES
from lopso_courses.parts import HEADINGS
from lopso_deployment.cli import COMMANDS

ROOT = Path(__file__).parents[1]
AUTHORING = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
TOOLS = sorted(path.parent for path in (ROOT / "widgets" / "lopso_widgets").glob("*/tool.py"))


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_both_readmes_name_every_command(name: str, command: str) -> None:
    assert f"./lopso {command}" in (ROOT / name).read_text(encoding="utf-8")


def test_every_option_of_up_is_explained() -> None:
    command = importlib.import_module("lopso_deployment.cli.kit").up
    options = [name for one in command.params if isinstance(one, click.Option) for name in one.opts]
    assert options
    for option in options:
        known = (f"`{option}", f"`--no-{option[2:]}")
        assert any(name in OPERATING for name in known), option


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_cell_attribute_is_explained(attribute: str) -> None:
    assert re.search(rf"^\| `{attribute}=", AUTHORING, re.MULTILINE)


def test_the_headings_of_the_ten_parts_are_listed() -> None:
    for names in HEADINGS.values():
        for name in names:
            assert f"`## {name}`" in AUTHORING


@pytest.mark.parametrize("folder", TOOLS, ids=lambda folder: folder.name)
def test_every_tool_is_listed(folder: Path) -> None:
    assert f"| `{folder.name}` | `lopso_widgets.{folder.name}.tool." in AUTHORING


def test_the_links_between_documents_lead_somewhere() -> None:
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#|data:)([^)#\s]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_screenshots_are_pictures_and_small() -> None:
    pictures = sorted(
        path
        for path in (ROOT / "docs" / "screenshots").iterdir()
        if path.suffix in (".png", ".webp")
    )
    assert len(pictures) >= 19
    for picture in pictures:
        assert picture.read_bytes().startswith((b"\x89PNG", b"RIFF")), picture
        assert picture.stat().st_size > 5_000, picture
    assert sum(picture.stat().st_size for picture in pictures) < 2_000_000
