"""Run a notebook by nbclient in a stock kernel and by the runner in a fork, and compare."""

import shutil
from dataclasses import dataclass

import nbclient
import nbformat
from corpus import normal
from lopso_kernels import Confinement, Limits
from lopso_kernels.runner import run_cells

CELL_TIMEOUT = 60


@dataclass(frozen=True)
class Difference:
    """A cell whose outputs differ."""

    notebook: str
    cell: int
    source: str
    stock: list[tuple[str, str, str]]
    ours: list[tuple[str, str, str]]


def by_nbclient(notebook, folder):
    """Outputs of each cell, as nbclient has them from a stock kernel."""
    cells = [nbformat.v4.new_code_cell(source) for source in notebook.cells]
    book = nbformat.v4.new_notebook(cells=cells)
    if notebook.folder is not None:
        shutil.copytree(notebook.folder, folder, symlinks=True, dirs_exist_ok=True)
    client = nbclient.NotebookClient(
        book,
        allow_errors=True,
        interrupt_on_timeout=True,
        iopub_timeout=60,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        timeout=CELL_TIMEOUT,
    )
    client.execute()
    return [cell.outputs for cell in book.cells]


def by_runner(notebook, template):
    """Outputs of each cell, as the runner has them."""
    confine = Confinement(work=notebook.folder, limits=Limits())
    run = run_cells(template, notebook.cells, confine=confine, timeout=CELL_TIMEOUT)
    return [cell.outputs for cell in run.cells]


def differences(notebook, template, folder):
    """The cells whose normalised outputs differ."""
    stock, ours = by_nbclient(notebook, folder), by_runner(notebook, template)
    ours += [[]] * (len(stock) - len(ours))
    found = []
    for number, (a, b) in enumerate(zip(stock, ours, strict=True)):
        source = notebook.cells[number]
        # nbclient runs no cell that is empty.
        if source.strip() and normal(a) != normal(b):
            found.append(Difference(notebook.name, number, source, normal(a), normal(b)))
    return found
