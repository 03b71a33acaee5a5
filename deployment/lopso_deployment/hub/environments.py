"""The environments of the Hub's processes: each a short list, never the parent's."""

import json
import os
import sysconfig
from pathlib import Path

from lopso_autograding.marking.settings import SHARE

from lopso_deployment.hub.jupyter_settings import ServerKind, language_folder, settings_folder
from lopso_deployment.hub.plan import Plan, PlannedCourse

_SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# LOPSO_RUN marks the processes of one kit, so that they can be found after it was killed.
_KEPT = ("LANG", "LC_ALL", "LOPSO_RUN", "TZ")


def base_environment(folder: Path) -> dict[str, str]:
    """What every process needs: where programs, home and temporary files are."""
    scripts = sysconfig.get_path("scripts")
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        "LANG": "C.UTF-8",
        **kept,
        "HOME": str(folder),
        # One thread for each computation: many people share the cores.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": f"{scripts}:{_SYSTEM_PATH}",
        "PYTHONUTF8": "1",
        "PYTHONNOUSERSITE": "1",
        "SHELL": "/bin/sh",
    }


def server_environment(
    plan: Plan, kind: ServerKind, name: str, folder: Path, language: str | None = None
) -> dict[str, str]:
    """What an account's or a course's server needs besides the Hub's own variables."""
    home = Path(plan.home)
    settings = (language_folder(home, language or plan.language), settings_folder(home, kind))
    return {
        **base_environment(folder),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, settings)),
        "JUPYTER_RUNTIME_DIR": str(folder / ".local/share/jupyter/runtime"),
        "LOGNAME": name,
        "LOPSO_EXCHANGE_URL": plan.exchange_url,
        "USER": name,
    }


def course_environment(plan: Plan, course: PlannedCourse) -> dict[str, str]:
    """What the formgrader of ``course`` needs, the Hub's variables included.

    The Hub gives these to services that it starts itself; formgraders are started on demand.
    """
    prefix = f"/services/{course.course_id}/"
    access = json.dumps([f"access:services!service={course.course_id}", "access:services"])
    return {
        **server_environment(
            plan, "course", course.course_id, plan.folders.course(course.course_id)
        ),
        "JUPYTER_PATH": str(SHARE),
        "JUPYTERHUB_API_TOKEN": course.token,
        "JUPYTERHUB_API_URL": plan.hub_api_url,
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": f"service-{course.course_id}",
        "JUPYTERHUB_DEFAULT_URL": "/formgrader",
        "JUPYTERHUB_HOST": "",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": access,
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{prefix}oauth_callback",
        "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES": "[]",
        "JUPYTERHUB_OAUTH_SCOPES": access,
        "JUPYTERHUB_SERVER_NAME": "",
        "JUPYTERHUB_SERVICE_NAME": course.course_id,
        "JUPYTERHUB_SERVICE_PREFIX": prefix,
        "JUPYTERHUB_USER": marker_name(course.course_id),
    }


def marker_name(course_id: str) -> str:
    """The Hub user that stands for a course's formgrader; nobody can log in with it."""
    return f"cham-{course_id}"
