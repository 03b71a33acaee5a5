"""A button that lets the visitor choose one small file, which is kept nowhere."""

from pathlib import Path

import anywidget
import traitlets
from ipywidgets.widgets.trait_types import CByteMemoryView

from lopso_widgets.words import Words

WORDS = {
    "vi": {
        "picker_too_large": "Tệp lớn hơn {most} KB, không giống tệp điểm của một lớp.",
        "picker_empty": "Tệp này trống, chưa có dòng nào.",
    },
    "en": {
        "picker_too_large": "The file is larger than {most} KB: not like one class's marks.",
        "picker_empty": "This file is empty; there is no line in it.",
    },
}


class FilePicker(anywidget.AnyWidget):
    """One small file, chosen by the visitor.

    A file that is too large is refused in the browser, before a byte of it is sent, and again
    here, because a page need not be ours.

    Attributes:
        content: the bytes of the file just chosen; whoever reads them puts b"" back.
        label: what stands on the button.
        accept: the endings that the browser offers.
        most_bytes: the largest file that is taken.
        too_large: the sentence for one that is larger.
        empty: the sentence for one without a byte.
    """

    _esm = Path(__file__).parent / "file_picker.js"

    content = CByteMemoryView(b"").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most_bytes = traitlets.Int().tag(sync=True)
    too_large = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Unicode().tag(sync=True)

    def __init__(self, words: Words, label: str, accept: str, most_bytes: int) -> None:
        """Make a button for files with these endings, up to so many bytes."""
        told = WORDS[words.language]
        super().__init__(
            label=label,
            accept=accept,
            most_bytes=most_bytes,
            too_large=told["picker_too_large"].format(most=most_bytes // 1024),
            empty=told["picker_empty"],
        )
