import tomllib
from pathlib import Path

from lopso_deployment.environment import environment_text

ROOT = Path(__file__).parents[2]


def test_environment_yml_is_what_the_lock_says() -> None:
    remedy = "run: .venv/bin/python -m lopso_deployment.environment > environment.yml"
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment_text(ROOT), remedy


def test_the_packages_that_the_kit_is_asked_to_have_are_pinned() -> None:
    text = environment_text(ROOT)
    for package in ["jupyterlab", "nbgrader", "ipywidgets", "voila", "matplotlib", "scikit-learn"]:
        assert f"- {package}==" in text


def test_the_lock_was_made_from_pyproject() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = next(package for package in lock["package"] if package["name"] == "lopso")
    declared = {need.split(">")[0].lower() for need in project["dependencies"]}
    assert {need["name"] for need in locked["dependencies"]} == declared
