"""A figure in the page, with the sentence that says what it shows and what to take away."""

from html import escape
from pathlib import Path
from urllib.parse import quote

import anywidget
import traitlets
from matplotlib.figure import Figure

from lopso_widgets.figures import as_svg
from lopso_widgets.words import Words

WORDS = {
    "vi": {"picture_png": "Lưu ảnh (PNG)", "picture_csv": "Lưu số liệu (CSV)"},
    "en": {"picture_png": "Save the picture (PNG)", "picture_csv": "Save the numbers (CSV)"},
}


class Picture(anywidget.AnyWidget):
    """A figure, its sentence, and two files to take away.

    The PNG is made from the SVG by the visitor's own browser when it is asked for, so that a
    redraw costs one picture, not two; the CSV is a data link.

    Attributes:
        svg: the figure; "" shows no picture.
        title: what kind of picture it is.
        sentence: what the picture shows now; it stands below it, and with the title it is what
            those hear who cannot see it.
        csv: the numbers as CSV text; "" offers none.
        file_name: the name of both files, without an ending.
    """

    _esm = Path(__file__).parent / "picture.js"

    svg = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    csv = traitlets.Unicode().tag(sync=True)
    file_name = traitlets.Unicode("lop-so").tag(sync=True)
    png_words = traitlets.Unicode().tag(sync=True)
    csv_words = traitlets.Unicode().tag(sync=True)

    def __init__(self, words: Words, title: str, file_name: str) -> None:
        """Make an empty picture whose buttons speak the language of `words`."""
        own = WORDS[words.language]
        super().__init__(
            title=title,
            file_name=file_name,
            png_words=own["picture_png"],
            csv_words=own["picture_csv"],
        )

    def show(self, figure: Figure | None, sentence: str, csv: str = "") -> None:
        """Put a figure, what it says, and its numbers in place of those before, all at once."""
        with self.hold_sync():
            self.svg = "" if figure is None else as_svg(figure)
            self.sentence = sentence
            self.csv = csv


def link_to_csv(text: str, file_name: str, csv: str) -> str:
    """Return HTML of a link that saves CSV text as a file, without any request."""
    data = quote(csv, safe="")
    return (
        f'<p class="lopso-take-away"><a download="{escape(file_name)}" '
        f'href="data:text/csv;charset=utf-8,{data}">{escape(text)}</a></p>'
    )
