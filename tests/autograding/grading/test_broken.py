"""Broken submissions of every kind: graded as far as can be, with a reason, and nobody else's."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from lopso_autograding.grading.batch import grade_assignment

from .conftest import scores
from .course import NAME, answered, submit

pytestmark = pytest.mark.slow
RIGHT = {"f": "def f(x):\n    return 3 * x"}
FULL, NOTHING = 3.5, 0.0


def _text(notebook) -> str:
    return json.dumps(notebook, ensure_ascii=False)


def _changed(notebook, change: Callable) -> bytes:
    copy = nbformat.from_dict(json.loads(_text(notebook)))
    change(copy)
    return _text(copy).encode()


def _twice(notebook) -> None:
    for name in ("f", "t1"):
        place = next(
            k
            for k, cell in enumerate(notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("grade_id") == name
        )
        notebook.cells.insert(place, nbformat.from_dict(notebook.cells[place]))


def _schema(number: int) -> Callable:
    def change(notebook) -> None:
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader["schema_version"] = number

    return change


def _odd(notebook) -> None:
    notebook.metadata["kernelspec"] = {"name": "của em", "display_name": "?", "language": "R"}
    notebook.cells[0]["id"] = notebook.cells[1]["id"]
    notebook["nbformat"], notebook["nbformat_minor"] = 7, 99
    notebook.cells.append({"cell_type": "code"})
    notebook.cells.append("no cell")
    notebook.cells.append({"cell_type": "quả táo", "metadata": 5, "source": [1, "x"]})


CONTENTS: dict[str, tuple[Callable, float, str]] = {
    "right": (lambda nb: _text(nb).encode(), FULL, ""),
    "a byte order mark": (lambda nb: b"\xef\xbb\xbf" + _text(nb).encode(), FULL, ""),
    "UTF-16": (lambda nb: _text(nb).encode("utf-16"), FULL, ""),
    "UTF-16 without a mark": (lambda nb: _text(nb).encode("utf-16-le"), FULL, ""),
    "UTF-32": (lambda nb: _text(nb).encode("utf-32"), FULL, ""),
    "ids twice": (lambda nb: _changed(nb, _twice), FULL, ""),
    "schema 1": (lambda nb: _changed(nb, _schema(1)), FULL, ""),
    "schema 2": (lambda nb: _changed(nb, _schema(2)), FULL, ""),
    "schema 99": (lambda nb: _changed(nb, _schema(99)), FULL, ""),
    "odd cells": (lambda nb: _changed(nb, _odd), FULL, ""),
    "half a character": (lambda nb: _text(nb).replace("Bài", "\\ud800").encode(), FULL, ""),
    "empty": (lambda _: b"", NOTHING, "tệp rỗng"),
    "cut": (lambda nb: _text(nb).encode()[:600], NOTHING, "tệp hỏng"),
    "Latin-1": (lambda _: '{"cells": ["é"]}'.encode("latin-1"), NOTHING, "không phải UTF-8"),
    "a list": (lambda _: b"[1, 2]", NOTHING, "không phải là sổ tay"),
    "no cells": (lambda _: b'{"cells": 5}', NOTHING, "không phải là sổ tay"),
    "deep": (lambda _: b'{"cells": ' + b"[" * 200_000, NOTHING, "lồng nhau quá sâu"),
    "many values": (lambda _: b"[" + b"1," * 1_100_000, NOTHING, "quá nhiều giá trị"),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), NOTHING, "UTF-8"),
}


def _big(place: Path) -> None:
    with (place / "một.ipynb").open("r+b") as file:
        file.truncate(200 << 20)


def _pipe(place: Path) -> None:
    (place / "một.ipynb").unlink()
    os.mkfifo(place / "một.ipynb")


def _link(place: Path) -> None:
    (place / "một.ipynb").rename(place / "thật.ipynb")
    (place / "một.ipynb").symlink_to("thật.ipynb")


def _folder(place: Path) -> None:
    (place / "một.ipynb").unlink()
    (place / "một.ipynb").mkdir()


def _linked_folder(place: Path) -> None:
    place.rename(place.with_name("nơi khác"))
    place.symlink_to("nơi khác")


def _beside(place: Path) -> None:
    os.mkfifo(place / "ống")
    (place / "vô tận").symlink_to("/dev/zero")
    (place / "vòng").symlink_to(".")
    (place / "timestamp.txt").write_text("hôm qua")
    (place / ("dài" * 60)).write_text("x")


FILES: dict[str, tuple[Callable[[Path], None], float, str]] = {
    "200 MB": (_big, NOTHING, "lớn hơn 64 MB"),
    "a pipe": (_pipe, NOTHING, "không phải là một tệp thường"),
    "a link": (_link, NOTHING, "không phải là một tệp thường"),
    "a folder": (_folder, NOTHING, "không phải là một tệp thường"),
    "a folder that is a link": (_linked_folder, NOTHING, "không có tệp một.ipynb"),
    "another name": (
        lambda place: (place / "một.ipynb").rename(place / "một (1).ipynb") and None,
        NOTHING,
        "không có tệp một.ipynb",
    ),
    "no files": (
        lambda place: [path.unlink() for path in place.iterdir()] and None,
        NOTHING,
        "không có tệp một.ipynb",
    ),
    "odd files beside": (_beside, FULL, ""),
}


def test_each_gets_what_can_be_given_and_a_reason(course, template) -> None:
    right = answered(course.release, **RIGHT)
    for name, (make, _, _) in CONTENTS.items():
        submit(course.folder, name, make(right))
    for name, (change, _, _) in FILES.items():
        change(submit(course.folder, name, right))
    result = grade_assignment(course.folder, NAME, template=template)
    assert result.ok
    expected = {name: points for name, (_, points, _) in {**CONTENTS, **FILES}.items()}
    assert {line.student: line.score for line in result.lines} == expected
    found = scores(course.folder)
    for name, (_, points, reason) in {**CONTENTS, **FILES}.items():
        assert found[name, "t1"][0] == (2 if points else 0)
        path = course.folder / "autograded" / name / NAME / "một.ipynb"
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        if reason:
            said = [
                output.evalue
                for cell in notebook.cells
                if cell.metadata.get("nbgrader", {}).get("grade_id") in ("t1", "t2")
                for output in cell.outputs
            ]
            assert len(said) == 2
            assert all(reason in one for one in said)
    assert grade_assignment(course.folder, NAME, template=template).lines[0].state == "unchanged"


def test_a_folder_whose_name_is_no_text_fails_alone(course, template) -> None:
    right = answered(course.release, **RIGHT)
    submit(course.folder, "an", right)
    submit(course.folder, "nguy\udcean", right)
    an, other = grade_assignment(course.folder, NAME, template=template).lines
    assert (an.state, an.score) == ("graded", FULL)
    assert (other.student, other.state) == (r"nguy\xean", "failed")
    assert "UTF-8" in other.troubles[0]
