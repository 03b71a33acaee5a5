"""JupyterHub's configuration, computed from the plan; valid for JupyterHub 5.5 and 6.1."""

import sys
from pathlib import Path

from traitlets.config import Config

from lopso_deployment.hub.authenticator import AccountAuthenticator
from lopso_deployment.hub.confinement import Confinement, with_parent
from lopso_deployment.hub.environments import base_environment, marker_name
from lopso_deployment.hub.plan import Plan, read_plan
from lopso_deployment.hub.ports import ADDRESS
from lopso_deployment.hub.spawner import AccountSpawner

EXCHANGE_SERVICE = "exchange"
_DOORMAN = "lopso_deployment.hub.doorman"
_TEMPLATES = Path(__file__).parent / "templates"


def configure(c: Config, home: str) -> None:
    """Fill ``c``, JupyterHub's configuration, for the Hub whose folder is ``home``."""
    plan = read_plan(Path(home))
    _configure_hub(c, plan)
    _configure_proxy(c, plan)
    _configure_accounts(c, plan)
    _configure_servers(c, plan)
    # The doorman first: the Hub waits for the formgraders, whose doors it opens.
    c.JupyterHub.services = [*_own_services(plan), *_formgraders(plan)]
    c.JupyterHub.load_roles = [role for course in plan.courses for role in _roles(course.course_id)]
    c.JupyterHub.load_roles.append(_exchange_role(plan))


def _configure_hub(c: Config, plan: Plan) -> None:
    hub = plan.folders.hub
    c.JupyterHub.bind_url = f"http://{ADDRESS}:{plan.port}/"
    c.JupyterHub.hub_bind_url = f"http://{ADDRESS}:{plan.hub_port}/hub/"
    c.JupyterHub.db_url = f"sqlite:///{hub / 'jupyterhub.sqlite'}"
    c.JupyterHub.cookie_secret_file = str(hub / "cookie-secret")
    c.JupyterHub.cleanup_servers = True
    c.JupyterHub.cleanup_proxy = True
    c.JupyterHub.default_url = "/hub/home"
    c.JupyterHub.template_paths = [str(_TEMPLATES)]
    c.JupyterHub.template_vars = {
        "site_language": plan.language,
        "site_courses": [(course.course_id, course.title) for course in plan.courses],
        "gallery_address": plan.gallery_address,
    }
    c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
    c.Application.log_level = "INFO"


def _configure_proxy(c: Config, plan: Plan) -> None:
    hub = plan.folders.hub
    c.JupyterHub.proxy_class = "traefik_file"
    proxy = c.TraefikFileProviderProxy
    proxy.static_config_file = str(hub / "traefik.toml")
    proxy.dynamic_config_file = str(hub / "traefik-rules.toml")
    proxy.traefik_api_url = f"http://{ADDRESS}:{plan.proxy_port}"
    proxy.traefik_api_username = "hub"
    proxy.traefik_api_password = plan.proxy_password
    proxy.traefik_log_level = "ERROR"


def _configure_accounts(c: Config, plan: Plan) -> None:
    c.JupyterHub.authenticator_class = AccountAuthenticator
    c.AccountAuthenticator.home = plan.home
    # Whoever has a password was let in by the owner of the Hub (JupyterHub 5 asks for a word).
    c.Authenticator.allow_all = True
    trainers, teachers = plan.names("trainer"), plan.names("teacher")
    groups = {}
    for course in plan.courses:
        marker = marker_name(course.course_id)
        groups[f"formgrade-{course.course_id}"] = {"users": [*trainers, marker]}
        groups[f"nbgrader-{course.course_id}"] = {"users": teachers}
    c.JupyterHub.load_groups = groups


def _configure_servers(c: Config, plan: Plan) -> None:
    c.JupyterHub.spawner_class = AccountSpawner
    c.AccountSpawner.site_home = plan.home
    c.Spawner.env_keep = []
    c.Spawner.ip = ADDRESS
    c.Spawner.start_timeout = 120
    c.Spawner.http_timeout = 120
    c.Spawner.default_url = "/lab"
    c.Spawner.server_token_scopes = [
        "users:activity!user",
        "access:servers!server",
        f"access:services!service={EXCHANGE_SERVICE}",
        "read:users:name!user",
        "read:users:groups!user",
    ]


def _formgraders(plan: Plan) -> list[dict[str, object]]:
    """The courses' services. They have no command: the doorman starts them."""
    return [
        {
            "name": course.course_id,
            "url": f"http://{ADDRESS}:{course.port}",
            "api_token": course.token,
            "oauth_client_id": f"service-{course.course_id}",
            "oauth_no_confirm": True,
            "display": False,
        }
        for course in plan.courses
    ]


def _own_services(plan: Plan) -> list[dict[str, object]]:
    folder = plan.folders.exchange
    prefix = Confinement(Path(plan.home), plan.confinement).prefix(EXCHANGE_SERVICE, folder)
    exchange = {
        "name": EXCHANGE_SERVICE,
        "url": f"http://{ADDRESS}:{plan.exchange_port}",
        "command": [*prefix, sys.executable, "-m", "lopso_deployment.exchange.service"],
        "environment": base_environment(folder),
        "oauth_no_confirm": True,
        "display": False,
    }
    doorman = {
        "name": "doorman",
        "command": list(with_parent((sys.executable, "-m", _DOORMAN, plan.home))),
        "environment": base_environment(plan.folders.hub),
        "display": False,
    }
    return [doorman, exchange]


def _roles(course_id: str) -> list[dict[str, object]]:
    """What trainers may do with a course, and what its formgrader may do with the Hub."""
    service = f"service={course_id}"
    trainers = {
        "name": f"formgrade-{course_id}",
        "scopes": [f"access:services!{service}", "list:services", f"read:services!{service}"],
        "groups": [f"formgrade-{course_id}"],
    }
    formgrader = {
        "name": f"formgrader-{course_id}",
        "scopes": [
            "list:users",
            "read:users",
            "read:users:groups",
            "list:groups",
            f"admin:groups!group=nbgrader-{course_id}",
            f"access:services!service={EXCHANGE_SERVICE}",
        ],
        "services": [course_id],
    }
    return [trainers, formgrader]


def _exchange_role(plan: Plan) -> dict[str, object]:
    kinds = ("formgrade", "nbgrader")
    return {
        "name": "uses-exchange",
        "scopes": [f"access:services!service={EXCHANGE_SERVICE}"],
        "groups": [f"{kind}-{course.course_id}" for kind in kinds for course in plan.courses],
    }
