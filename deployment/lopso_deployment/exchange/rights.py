"""Who may do what: identity from the Hub's answer about a token, rights from the Hub's groups."""

from dataclasses import dataclass

from lopso_deployment.exchange.words import RefusalError

_TEACHES, _LEARNS = "formgrade-", "nbgrader-"


@dataclass(frozen=True)
class Person:
    """Somebody whom the Hub knows, with the courses they mark and the courses they attend.

    A Hub service that bears a course's name is that course's formgrader and marks that course.
    """

    name: str
    marks: frozenset[str]
    attends: frozenset[str]

    @property
    def courses(self) -> frozenset[str]:
        """All courses that the person sees."""
        return self.marks | self.attends

    def must_mark(self, course: str) -> None:
        """Refuse unless the person marks ``course``."""
        if course not in self.marks:
            raise RefusalError(
                403,
                f"Chỉ người hướng dẫn của {course} được làm việc này.",
                f"Only trainers of {course} may do this.",
            )

    def must_see(self, course: str) -> None:
        """Refuse unless the person marks or attends ``course``."""
        if course not in self.courses:
            raise RefusalError(
                403,
                f"Tài khoản {self.name} không có trong khoá {course}.",
                f"The account {self.name} is not in the course {course}.",
            )


def person_from_hub(model: dict[str, object]) -> Person:
    """The person that the Hub's ``/user`` answer describes."""
    name = str(model["name"])
    if model.get("kind") == "service":
        return Person(name, frozenset({name}), frozenset())
    groups = model.get("groups") or []
    names = [str(group) for group in groups] if isinstance(groups, list) else []
    return Person(name, _courses(names, _TEACHES), _courses(names, _LEARNS))


def _courses(groups: list[str], prefix: str) -> frozenset[str]:
    return frozenset(name.removeprefix(prefix) for name in groups if name.startswith(prefix))
