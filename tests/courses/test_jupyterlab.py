"""A lesson opens as a notebook in JupyterLab and is the same file after it is saved."""

import json
import shutil
from pathlib import Path

import lopso_courses
import pytest
from jupytext import TextFileContentsManager
from lopso_courses.lessons import find_lessons
from lopso_courses.places import lessons_root

SAMPLE = Path(__file__).parent / "sample"
PROJECT = Path(__file__).parents[2]
LESSONS = [
    pytest.param(lesson, id=lesson.name)
    for root in (SAMPLE, lessons_root())
    for lesson in find_lessons(root=root)
]
# What JupyterLab adds to every notebook that it has run.
RUN = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "version": "3.13.0", "file_extension": ".py"},
}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_that_is_opened_run_and_saved_stays_byte_for_byte(lesson, tmp_path):
    shutil.copyfile(PROJECT / "jupytext.toml", tmp_path / "jupytext.toml")
    copy = tmp_path / "lesson.md"
    copy.write_bytes(lesson.path.read_bytes())
    contents = TextFileContentsManager(root_dir=str(tmp_path))

    model = contents.get("lesson.md", type="notebook")
    notebook = model["content"]
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in lesson.cells]
    notebook.metadata |= RUN
    for number, cell in enumerate(notebook.cells):
        cell.metadata["trusted"] = True
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.metadata["execution"] = {"iopub.status.busy": "2026-11-21T00:00:00.000000Z"}
    contents.save({"type": "notebook", "content": notebook, "format": "json"}, "lesson.md")

    assert copy.read_bytes() == lesson.path.read_bytes()


def test_the_settings_open_markdown_as_a_notebook():
    path = Path(lopso_courses.__file__).parent / "lab" / "overrides.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    viewers = settings["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"]
    assert viewers == {"markdown": "Jupytext Notebook"}
