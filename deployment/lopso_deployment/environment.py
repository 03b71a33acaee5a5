"""The conda environment of the kit, derived from pyproject.toml and uv.lock.

`python -m lopso_deployment.environment` writes environment.yml, the file that conda, Binder and
repo2docker read. Every package comes in the locked version; pip installs them, since the lock
speaks of PyPI's files.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.utils import canonicalize_name

HEAD = """\
# Written by `python -m lopso_deployment.environment` from pyproject.toml and uv.lock.
# For conda, Binder and repo2docker; ./lopso makes the same environment without them.
name: lopso
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.13
  - pip
  - pip:
"""

# The system for which the file is written; markers of the lock are read with it.
LINUX = {
    "implementation_name": "cpython",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "os_name": "posix",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
}


def environment_text(root: Path) -> str:
    """The text of environment.yml for the checkout in `root`."""
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))
    packages = {package["name"]: package for package in lock["package"]}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = canonicalize_name(project["name"])
    pinned = sorted(set(_needed(packages, name)) - {name})
    lines = [f"      - {one}=={packages[one]['version']}" for one in pinned]
    return HEAD + "\n".join([*lines, "      - --editable ."]) + "\n"


def _needed(packages: dict[str, Any], root: str) -> Iterator[str]:
    """The names of a package and of all it needs on Linux, extras included."""
    seen: set[tuple[str, str]] = set()
    waiting = [(root, "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        yield name
        package = packages[name]
        wanted = package.get("optional-dependencies", {}).get(extra, [])
        for need in [*package.get("dependencies", []), *wanted]:
            if "marker" not in need or Marker(need["marker"]).evaluate(LINUX):
                waiting += [(need["name"], one) for one in ("", *need.get("extra", []))]


if __name__ == "__main__":
    sys.stdout.write(environment_text(Path.cwd()))
