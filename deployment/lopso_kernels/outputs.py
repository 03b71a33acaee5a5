"""The outputs of a cell, gathered in the fork as nbformat has them."""

import io
import os
from collections.abc import Mapping
from typing import Any

from ipykernel.jsonutil import json_clean
from jupyter_client.session import Session

_AS_OUTPUT = {
    "display_data": ("data", "metadata"),
    "error": ("ename", "evalue", "traceback"),
    "execute_result": ("data", "metadata", "execution_count"),
}


class Outputs:
    """The outputs of the cells run so far, the present cell's apart.

    Attributes:
        cell: Outputs of the present cell.
        updates: Later contents of displays of earlier cells, as (display id, data, metadata).
        left: Bytes that may still be kept.
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many bytes in all."""
        self.cell: list[dict[str, Any]] = []
        self.display_ids: list[str | None] = []
        self.updates: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        self.left = most
        self._clear_before_next = False

    def begin(self) -> None:
        """Start a new cell."""
        self.cell, self.display_ids, self.updates = [], [], []
        self._clear_before_next = False

    def _add(self, output: dict[str, Any], size: int, display_id: str | None = None) -> None:
        if self._clear_before_next:
            self.clear(wait=False)
        if self.left < 0:
            return
        self.left -= size
        if self.left < 0:
            output = {"name": "stderr", "output_type": "stream", "text": "[output too long]\n"}
        self.cell.append(output)
        self.display_ids.append(display_id)

    def write(self, name: str, text: str) -> None:
        """Add text to a stream, to its last output if that is the last of all."""
        last = self.cell[-1] if self.cell and not self._clear_before_next else {}
        if last.get("output_type") == "stream" and last["name"] == name and self.left >= 0:
            self.left -= len(text)
            last["text"] += text if self.left >= 0 else "[output too long]\n"
        else:
            self._add({"name": name, "output_type": "stream", "text": text}, len(text))

    def clear(self, *, wait: bool) -> None:
        """Remove the cell's outputs, now or when the next one comes."""
        if wait:
            self._clear_before_next = True
        else:
            self.cell.clear()
            self.display_ids.clear()
            self._clear_before_next = False

    def take(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take a message that a kernel would publish."""
        if kind == "clear_output":
            self.clear(wait=bool(content.get("wait")))
            return
        display_id = (content.get("transient") or {}).get("display_id")
        if kind == "update_display_data":
            self._update(display_id, dict(content["data"]), dict(content["metadata"]))
        elif kind in _AS_OUTPUT:
            output = {"output_type": kind, **{name: content[name] for name in _AS_OUTPUT[kind]}}
            self._add(output, len(str(content)), display_id)

    def _update(self, display_id: str | None, data: dict, metadata: dict) -> None:
        if display_id is None:
            return
        for output, own_id in zip(self.cell, self.display_ids, strict=True):
            if own_id == display_id:
                output["data"], output["metadata"] = data, metadata
        self.updates.append((display_id, data, metadata))


class CapturingSession(Session):
    """What the shell takes for a Jupyter session: messages go to the outputs, not to a socket."""

    def __init__(self, outputs: Outputs) -> None:
        """Hand messages to these outputs."""
        super().__init__()
        self._outputs = outputs

    def msg(self, msg_type: str, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ANN401
        """A message, of which only kind and content matter."""
        return {"content": content or {}, "header": {}, "metadata": {}, "msg_type": msg_type}

    def send(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        stream: object,
        msg_or_type: Any,  # noqa: ANN401
        content: Any = None,  # noqa: ANN401
        *_: Any,  # noqa: ANN401
        **__: Any,  # noqa: ANN401
    ) -> None:
        """Take a message, or its type and content, where a session would send it."""
        if isinstance(msg_or_type, str):
            self._outputs.take(msg_or_type, json_clean(content or {}))
        else:
            self._outputs.take(msg_or_type["msg_type"], json_clean(msg_or_type["content"]))


class CapturedStream(io.TextIOBase):
    """Standard output or error of the cells; its descriptor is the real one."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, name: str, descriptor: int, outputs: Outputs) -> None:
        """Write to the outputs under this name."""
        self._name, self._descriptor, self._outputs = name, descriptor, outputs
        self.buffer = _CapturedBytes(self)

    def write(self, text: str) -> int:
        """Add text to the present cell's outputs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            self._outputs.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """It is."""
        return True

    def fileno(self) -> int:
        """The descriptor that programs started by a cell write to."""
        return self._descriptor

    def isatty(self) -> bool:
        """It is not."""
        return False


class _CapturedBytes(io.RawIOBase):
    def __init__(self, stream: CapturedStream) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        text = bytes(data).decode("utf-8", errors="replace")
        self._stream.write(text)
        return len(data)


class WatchedDescriptor:
    """A standard descriptor turned to a file, so that what programs write there is seen."""

    def __init__(self, name: str, descriptor: int) -> None:
        """Turn it."""
        self._name = name
        self._file = os.open("/tmp", os.O_TMPFILE | os.O_RDWR | os.O_APPEND, 0o600)  # noqa: S108
        os.dup2(self._file, descriptor)

    def move_to(self, outputs: Outputs) -> None:
        """Hand over what was written since the last time."""
        length = os.fstat(self._file).st_size
        if length:
            data = os.pread(self._file, min(length, max(outputs.left, 0) + 1), 0)
            os.ftruncate(self._file, 0)
            outputs.write(self._name, data.decode("utf-8", errors="replace"))
