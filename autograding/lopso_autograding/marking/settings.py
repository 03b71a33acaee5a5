"""The names by which nbgrader and nbconvert find what this package gives them.

This module imports nothing, so that small processes can read it.
"""

from pathlib import Path

# Put into JUPYTER_PATH: templates in which nothing is fetched from another server.
SHARE = Path(__file__).parent / "share"
# c.HTMLExporter.filters
FILTERS = {"markdown2html": "lopso_autograding.marking.mathematics.markdown_to_html"}
# c.GenerateFeedback.exporter_class and .preprocessors: the page needs none of nbgrader's own.
EXPORTER = "lopso_autograding.feedback.button.FeedbackExporter"
PREPROCESSORS: list[str] = []
# c.Autograde.exporter_class and .pre_convert_hook: the formgrader's button grades sealed.
GRADER = "lopso_autograding.grading.button.SealedExporter"
GRADER_HOOK = "lopso_autograding.grading.button.set_aside_links"
