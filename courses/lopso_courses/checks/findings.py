"""A finding: what is wrong, where, and how to mend it, in both languages."""

from dataclasses import dataclass
from pathlib import Path

from lopso_courses.checks.rules import RULES


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong with a lesson.

    Attributes:
        path: the file.
        line: the line in it, from 1; 1 where the finding is about the whole file.
        rule: the stable name of what was broken, such as `missing-twin`.
        values: what the messages say besides, as pairs of name and text.
    """

    path: Path
    line: int
    rule: str
    values: tuple[tuple[str, str], ...] = ()

    def problem(self, language: str) -> str:
        """What is wrong, as a sentence."""
        rule = RULES[self.rule]
        sentence = rule.problem_vi if language == "vi" else rule.problem_en
        return sentence.format(**dict(self.values))

    def remedy(self, language: str) -> str:
        """How to mend it, as a sentence."""
        rule = RULES[self.rule]
        sentence = rule.remedy_vi if language == "vi" else rule.remedy_en
        return sentence.format(**dict(self.values))

    def text(self, language: str, base: Path | None = None) -> str:
        """One line: place, problem, remedy; the path is shown from `base` where it lies in it."""
        path = self.path
        if base and path.is_relative_to(base):
            path = path.relative_to(base)
        return f"{path}:{self.line}: {self.problem(language)} {self.remedy(language)}"


def finding(path: Path, line: int, rule: str, **values: object) -> Finding:
    """A finding with its values as text."""
    if rule not in RULES:
        raise KeyError(rule)
    return Finding(path, line, rule, tuple((name, str(value)) for name, value in values.items()))
