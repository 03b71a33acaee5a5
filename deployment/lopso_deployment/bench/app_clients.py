"""What the script of a page says to its server: the kit's gallery, and a stock Voila."""

import json
import re
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from lopso_deployment.bench.visitors import Deed, Visitor

_HELD = re.compile(r'id="widgets"[^>]*>(.*?)</script>', re.DOTALL)
_FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_KERNEL = re.compile(r'"kernelId": ?"([^"]+)"')

# What browsers speak. Voila takes every binary message for one of this protocol: in the older one
# a message with buffers, such as the states of a tool with a file picker, stops it for good.
PROTOCOL = "v1.kernel.websocket.jupyter.org"


@dataclass(frozen=True)
class OurApps:
    """The kit's gallery.

    Attributes:
        files: What a browser loads besides the page; the page's own list when there is none.
    """

    origin: str
    files: tuple[str, ...] = ()

    async def look(self, path: str, deed: Deed, visitor: Visitor) -> None:
        """One visit of a page such as `vi/pendulum`."""
        visit = visitor.visit
        page = await visitor.get(f"/{path}")
        visit.page = visitor.seconds
        held = json.loads(_HELD.findall(page)[0])
        await visitor.load(self.files or _FILES.findall(page))
        await visitor.connect(f"/seat/{held['page']}")
        await visitor.say({"do": "sit", "seat": None, "stage": held["stage"]})
        while (message := await _hear(visitor))["do"] != "seated":
            if message["do"] == "wait":
                visit.place = visit.place or message["place"]
            elif message["do"] == "over":
                raise ConnectionError(message["why"])
        visit.live = visitor.seconds
        states = {name: each["state"] for name, each in held["widgets"].items()}
        began, drawn = time.monotonic(), False
        await visitor.say({"do": "say", "n": 1, "id": deed.find(states), "data": deed.data})
        while (message := await _hear(visitor))["do"] != "done":
            drawn = drawn or message["do"] == "comm_msg"
        visit.picture = time.monotonic() - began
        if not drawn:
            raise LookupError("nothing was drawn")


async def _hear(visitor: Visitor) -> dict[str, Any]:
    return json.loads(await visitor.hear())


@dataclass(frozen=True)
class PlainVoila:
    """A stock Voila.

    Attributes:
        files: What a browser loads besides the page, found by watching one.
    """

    origin: str
    files: tuple[str, ...] = ()

    async def look(self, path: str, deed: Deed, visitor: Visitor) -> None:
        """One visit of a notebook such as `vi/pendulum`."""
        visit = visitor.visit
        page = await visitor.get(f"/voila/render/{path}.ipynb")
        visit.page = visitor.seconds
        kernel = _KERNEL.findall(page)[0]
        await visitor.load(self.files)
        talk = Talk(visitor)
        path = f"/api/kernels/{kernel}/channels?session_id={talk.session}"
        await visitor.connect(path, PROTOCOL)
        states = await talk.load_widgets()
        visit.live = visitor.seconds
        began = time.monotonic()
        content = {"comm_id": deed.find(states), "data": dict(deed.data)}
        said = [message async for message in talk.ask("comm_msg", content, _is_idle)]
        visit.picture = time.monotonic() - began
        if not any(message["msg_type"] == "comm_msg" for message in said):
            raise LookupError("nothing was drawn")


def _is_idle(message: dict[str, Any]) -> bool:
    return message["content"].get("execution_state") == "idle"


class Talk:
    """Jupyter's protocol, as far as a page with widgets speaks it."""

    def __init__(self, visitor: Visitor) -> None:
        """Speak over the visitor's websocket."""
        self._visitor = visitor
        self.session = uuid.uuid4().hex

    async def ask(
        self, kind: str, content: dict[str, Any], last: Callable[[dict[str, Any]], bool]
    ) -> AsyncIterator[dict[str, Any]]:
        """Send a message on the shell channel, and yield what belongs to it up to the last."""
        name = uuid.uuid4().hex
        header = {
            "msg_id": name, "msg_type": kind, "session": self.session, "username": "",
            "version": "5.3", "date": "2026-01-01T00:00:00Z",
        }  # fmt: skip
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {"version": "1.0.0"},
            "content": content,
        }
        await self._visitor.say(serialize_msg_to_ws_v1(message, "shell", _pack))
        while True:
            answer = _read(await self._visitor.hear())
            if answer["parent_header"].get("msg_id") == name:
                yield answer
                if last(answer):
                    return

    async def load_widgets(self) -> dict[str, Mapping[str, Any]]:
        """What the page's widget manager does first: the kernel's information, then all states."""
        async for _ in self.ask(
            "kernel_info_request", {}, lambda each: each["msg_type"] == "kernel_info_reply"
        ):
            pass
        control = uuid.uuid4().hex
        opened = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        async for _ in self.ask("comm_open", opened, _is_idle):
            pass
        request = {"comm_id": control, "data": {"method": "request_states"}}
        found: dict[str, Mapping[str, Any]] = {}
        async for message in self.ask("comm_msg", request, _is_idle):
            data = message["content"].get("data", {})
            if data.get("method") == "update_states":
                found = {name: each["state"] for name, each in data["states"].items()}
        return found


def _pack(part: object) -> bytes:
    return json.dumps(part).encode()


def _read(message: str | bytes) -> dict[str, Any]:
    """A message without its buffers."""
    _, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(message)
    return {
        "msg_type": json.loads(header)["msg_type"],
        "parent_header": json.loads(parent),
        "content": json.loads(content),
    }
