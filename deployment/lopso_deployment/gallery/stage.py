"""The stage: every app's notebook is run once, in the template, and each seat is a fork of that.

So a visitor's widgets exist before the visitor comes, and all pages of one app are the same: the
ids of the widgets, what they hold, and the page around them. Only what a pupil does then differs.
"""

import contextlib
import json
import os
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import nbformat
import numpy as np
from ipykernel.zmqshell import ZMQInteractiveShell
from lopso_kernels.frames import Frames
from lopso_kernels.outputs import CapturedStream, CapturingSession, Outputs
from nbformat import NotebookNode

from lopso_deployment.gallery.comms import STAGEHAND, take_over
from lopso_deployment.gallery.stage_names import FOLDER_VARIABLE

MOST_OUTPUT = 10 << 20
LATER = "later"  # in the ids of widgets that a fork makes
CORE_WIDGETS = ("@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output")

# What the template holds: by page, and the generators that each fork must renew.
STAGED: dict[str, dict[str, Any]] = {}
FOLDERS: dict[str, Path] = {}
GENERATORS: list[np.random.Generator] = []
_default_rng = np.random.default_rng


def set_the_stage() -> None:
    """Run all apps of the folder that the environment names; what fails is told page by page."""
    take_over()
    folder = Path(os.environ[FOLDER_VARIABLE])
    listed = json.loads((folder / "apps.json").read_text(encoding="utf-8"))
    with _unseeded_generators_noted():
        for app in listed["apps"]:
            for language, path in sorted(app["notebook"].items()):
                page = f"{language}-{app['app']}"
                STAGED[page] = _perform(page, folder / path)
                FOLDERS[page] = (folder / path).parent
    STAGEHAND.turn_to(LATER)


@contextlib.contextmanager
def _unseeded_generators_noted() -> Iterator[None]:
    """Note generators made without a seed: who wants different numbers wants them in each fork."""

    def default_rng(seed: Any = None) -> np.random.Generator:  # noqa: ANN401 - numpy's own
        made = _default_rng(seed)
        if seed is None:
            GENERATORS.append(made)
        return made

    np.random.default_rng = default_rng
    try:
        yield
    finally:
        np.random.default_rng = _default_rng


def turn_to(page: str) -> None:
    """Be the seat of one page: its notebook's folder is where a tool finds its data."""
    if (folder := FOLDERS.get(page)) is not None and folder.is_dir():
        os.chdir(folder)


def renew_generators() -> None:
    """Give this fork random numbers of its own."""
    for generator in GENERATORS:
        kind: Callable[[], Any] = type(generator.bit_generator)
        generator.bit_generator.state = kind().state


def _perform(page: str, path: Path) -> dict[str, Any]:
    """One notebook, run: its cells with their outputs, and the state of its widgets."""
    STAGEHAND.turn_to(page)
    notebook = nbformat.read(path, as_version=4)
    wrong = ""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with _captured() as outputs:
            for cell in notebook.cells:
                if cell.cell_type == "code" and not wrong:
                    wrong = _run(cell, outputs)
    finally:
        os.chdir(before)
    return {"notebook": nbformat.writes(notebook), "widgets": states_of(page), "wrong": wrong}


@contextlib.contextmanager
def _captured() -> Iterator[Outputs]:
    """Give the shell names of its own, and gather what is shown and printed."""
    shell = ZMQInteractiveShell.instance()
    module = types.ModuleType("__main__")
    shell.user_module, shell.user_ns = module, module.__dict__
    shell.init_user_ns()
    outputs = Outputs(MOST_OUTPUT)
    session = CapturingSession(outputs)
    for publisher in (shell.display_pub, shell.displayhook):
        publisher.session = session  # pyright: ignore[reportAttributeAccessIssue]
        publisher.pub_socket = None  # pyright: ignore[reportAttributeAccessIssue]
    before = sys.stdout, sys.stderr, sys.displayhook
    sys.stdout = CapturedStream("stdout", 1, outputs)
    sys.stderr = CapturedStream("stderr", 2, outputs)
    sys.displayhook = shell.displayhook
    try:
        yield outputs
    finally:
        sys.stdout, sys.stderr, sys.displayhook = before


def _run(cell: NotebookNode, outputs: Outputs) -> str:
    """Run one cell; what went wrong, or nothing."""
    outputs.begin()
    result = ZMQInteractiveShell.instance().run_cell(cell.source, store_history=False)
    cell.outputs = [nbformat.from_dict(output) for output in outputs.cell]
    error = result.error_before_exec or result.error_in_exec
    return f"{type(error).__name__}: {error}" if error else ""


def states_of(page: str) -> dict[str, Any]:
    """What each widget of a page holds, as a page reads it; core widgets without their defaults."""
    full = ipywidgets.Widget.get_manager_state()["state"]
    lean = ipywidgets.Widget.get_manager_state(drop_defaults=True)["state"]
    return {
        name: lean[name] if state["model_module"] in CORE_WIDGETS else state
        for name, state in full.items()
        if name.startswith((f"{page}-", f"{LATER}-"))
    }


def tell(descriptors: tuple[int, ...]) -> int:
    """Send what was staged over a socket: the work of one fork, for the server."""
    Frames(socket.socket(fileno=descriptors[0])).send(STAGED)
    return 0
