"""Makes the data of every lesson again: `python -m lopso_courses.synthetic.regenerate`."""

import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

from lopso_courses import synthetic
from lopso_courses.places import ROOT_VARIABLE, lessons_root


def generators() -> dict[str, Path]:
    """The modules that make data, each with the file it makes, under the courses' folder."""
    found: dict[str, Path] = {}
    for module in pkgutil.iter_modules(synthetic.__path__):
        if module.name != Path(__file__).stem:
            name = f"{synthetic.__name__}.{module.name}"
            file = getattr(importlib.import_module(name), "FILE", None)
            if file is not None:
                found[name] = Path(file)
    return found


def regenerate(root: Path | None = None) -> tuple[Path, ...]:
    """Write the data of all lessons under `root`, the courses' folder when None."""
    root = root or lessons_root()
    written: list[Path] = []
    for module, file in generators().items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, ROOT_VARIABLE: str(root)}
        subprocess.run([sys.executable, "-m", module], env=environment, check=True)
        written.append(root / file)
    return tuple(written)


if __name__ == "__main__":
    for path in regenerate():
        print(path)
