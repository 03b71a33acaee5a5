"""The rules that lessons keep, each with what to say when it is broken."""

from dataclasses import dataclass

from lopso_courses.checks import rules_of_cells, rules_of_files, rules_of_words


@dataclass(frozen=True)
class Rule:
    """What is said of a broken rule; `{name}` stands for a value of the finding."""

    problem_vi: str
    problem_en: str
    remedy_vi: str
    remedy_en: str


RULES: dict[str, Rule] = {
    name: Rule(*sentences)
    for table in (rules_of_words.RULES, rules_of_cells.RULES, rules_of_files.RULES)
    for name, sentences in table.items()
}
