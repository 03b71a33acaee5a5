"""Many short prints gathered into few long ones before they become outputs of a cell."""

from typing import Any

from lopso_kernels.outputs import Outputs

_ENOUGH = 1 << 16


class GatheredOutputs(Outputs):
    """Outputs of a cell to which text is added in large pieces.

    To add each print by itself would copy all that was printed before it.
    """

    _name = ""
    _parts: list[str]
    _length = 0

    @property
    def cell(self) -> list[dict[str, Any]]:
        """Outputs of the present cell, all of them."""
        self._flush()
        return self._cell

    @cell.setter
    def cell(  # pyright: ignore[reportIncompatibleVariableOverride]
        self, outputs: list[dict[str, Any]]
    ) -> None:
        self._parts, self._length = [], 0
        self._cell = outputs

    def write(self, name: str, text: str) -> None:
        """Keep text until there is enough of it, or until something else comes."""
        if name != self._name or self._length > _ENOUGH:
            self._flush()
        self._name = name
        if self._length <= self.left:
            self._parts.append(text)
        self._length += len(text)

    def _flush(self) -> None:
        if self._parts:
            text, self._parts, self._length = "".join(self._parts), [], 0
            super().write(self._name, text)


def gather(outputs: Outputs) -> None:
    """Has outputs that nothing was added to yet gather their text."""
    held = vars(outputs).pop("cell")
    outputs.__class__ = GatheredOutputs
    outputs.cell = held
