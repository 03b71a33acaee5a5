"""Jupyter's settings for the servers of the Hub: one folder for each kind of server.

They are found through ``JUPYTER_CONFIG_PATH``, before an account's own settings, so that nobody
loses the Vietnamese default, the quiet or the exchange by a file in their home.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lopso_deployment.hub.private_files import ensure_folder, write_public
from lopso_deployment.hub.site import Folders

ServerKind = Literal["teacher", "trainer", "course"]
SERVER_KINDS: tuple[ServerKind, ...] = ("teacher", "trainer", "course")

LANGUAGE_COOKIE = "lopso-language"
_LOCALES = {"vi": "vi_VN", "en": "en"}


@dataclass(frozen=True)
class _Extensions:
    """Which parts of nbgrader and which comforts a kind of server has."""

    formgrader: bool
    create_assignment: bool
    assignment_list: bool
    terminals: bool


_EXTENSIONS: dict[ServerKind, _Extensions] = {
    "teacher": _Extensions(False, False, True, False),
    "trainer": _Extensions(False, True, True, False),
    "course": _Extensions(True, True, False, True),
}


def write_settings(home: Path, language: str) -> None:
    """Write the settings of the three kinds of server; ``language`` is "vi" or "en"."""
    for kind in SERVER_KINDS:
        folder = ensure_folder(settings_folder(home, kind), 0o755)
        ensure_folder(folder.parent, 0o755)
        labconfig = ensure_folder(folder / "labconfig", 0o755)
        _write_json(folder / "jupyter_server_config.json", _server(_EXTENSIONS[kind]))
        _write_json(labconfig / "page_config.json", _page(kind))
        _write_json(labconfig / "default_setting_overrides.json", _overrides(language))
        write_public(folder / "nbgrader_config.py", _NBGRADER)
    for chosen in _LOCALES:
        labconfig = ensure_folder(language_folder(home, chosen) / "labconfig", 0o755)
        ensure_folder(labconfig.parent, 0o755)
        _write_json(labconfig / "default_setting_overrides.json", _locale(chosen))


def settings_folder(home: Path, kind: ServerKind) -> Path:
    """The folder that servers of ``kind`` get as ``JUPYTER_CONFIG_PATH``."""
    return Folders(home).settings / kind


def language_folder(home: Path, language: str) -> Path:
    """The folder that goes before :func:`settings_folder` and sets nothing but the language."""
    return Folders(home).settings / f"language-{language}"


def known_language(asked: str | None, default: str) -> str:
    """The language of a cookie where it is one of the kit's, else the default."""
    return asked if asked in _LOCALES else default


def _locale(language: str) -> dict[str, object]:
    return {"@jupyterlab/translation-extension:plugin": {"locale": _LOCALES[language]}}


def _server(extensions: _Extensions) -> dict[str, object]:
    return {
        "ServerApp": {
            "jpserver_extensions": {
                "jupyter_lsp": False,
                "notebook": False,
                "voila.server_extension": False,
                "nbgrader.server_extensions.assignment_list": extensions.assignment_list,
                "nbgrader.server_extensions.course_list": False,
                "nbgrader.server_extensions.formgrader": extensions.formgrader,
                "nbgrader.server_extensions.validate_assignment": True,
            },
            "terminals_enabled": extensions.terminals,
        },
        # Nothing leaves the machine: no news, no look at PyPI.
        "LabApp": {
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
            "news_url": None,
        },
    }


def _page(kind: ServerKind) -> dict[str, object]:
    extensions = _EXTENSIONS[kind]
    disabled = {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyterlab/extensionmanager-extension": True,
        "@jupyterlab/fileeditor-extension:language-server": True,
        "@jupyterlab/lsp-extension": True,
        "@jupyterlab/notebook-extension:language-server": True,
        "@jupyter-notebook/lab-extension": True,
        "@voila-dashboards/jupyterlab-preview": True,
        # Its tab is blank: the Hub forbids pages within pages. The Hub's home page links to it.
        "@jupyter/nbgrader:formgrader": True,
        "@jupyter/nbgrader:course-list": True,
        "@jupyter/nbgrader:assignment-list": not extensions.assignment_list,
        "@jupyter/nbgrader:create-assignment": not extensions.create_assignment,
    }
    return {"disabledExtensions": {name: True for name, off in disabled.items() if off}}


def _overrides(language: str) -> dict[str, object]:
    return {
        **_locale(language),
        "@jupyterlab/apputils-extension:notification": {
            "checkForUpdates": False,
            "doNotDisturbMode": False,
            "fetchNews": "false",
        },
        # A lesson opens as a notebook by a double click.
        "@jupyterlab/docmanager-extension:plugin": {
            "defaultViewers": {"markdown": "Jupytext Notebook"}
        },
    }


_NBGRADER = '''"""Written by lopso: nbgrader's settings for every server of this Hub."""

from lopso_deployment.exchange.plugin.configuration import use_exchange

use_exchange(get_config())  # noqa: F821 (traitlets puts it there)
'''


def _write_json(path: Path, values: dict[str, object]) -> None:
    write_public(path, json.dumps(values, indent=1) + "\n")
