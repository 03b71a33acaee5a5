"""What the kernels of this process share: templates, one for each recipe, and a place to be."""

import atexit
import os
import shutil
import tempfile
import threading
from pathlib import Path

from lopso_kernels.template import Recipe, Template

_PREFIX = "lopso-kernel-"
_lock = threading.Lock()
_templates: dict[str, Template] = {}


def template_for(recipe: Recipe) -> Template:
    """The template that all kernels of this recipe in this process are forked from."""
    key = repr(recipe)
    with _lock:
        if key not in _templates:
            _templates[key] = Template(recipe)
        return _templates[key]


def new_folder() -> str:
    """A private folder for a kernel's sockets; those of processes that were killed are removed."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = path.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(path, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")


@atexit.register
def close_all() -> None:
    """End the templates and their forks."""
    with _lock:
        while _templates:
            _templates.popitem()[1].close()
