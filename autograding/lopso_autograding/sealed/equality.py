"""Whether a learner's class tells its objects apart, where a test relied on its comparison."""

import itertools
from typing import TYPE_CHECKING

from lopso_autograding.sealed.bounds import Value
from lopso_autograding.sealed.policy import Policy
from lopso_autograding.sealed.proxies import LearnerObject, remote_of

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation

UNEQUAL = "objects that differ"
_MOST = 6


class _Stranger:
    """Equals nothing."""


def tells_apart(conversation: "Conversation", policy: Policy) -> bool:
    """Whether some objects of the class are unequal, as some of the author's are.

    A class that finds every two objects equal passes `Own(1) + Own(2) == Own(3)`.
    """
    objects = list(conversation.faces.alike(policy.compared))[:_MOST]
    differ = any(not _equal(one, other) for one, other in itertools.combinations(objects, 2))
    if policy.demands(UNEQUAL, holds=differ) and not differ:
        return False
    return not any(_equal(one, _Stranger()) for one in objects[:1])


def _equal(one: LearnerObject, other: Value) -> bool:
    try:
        return remote_of(one).conversation.ask("__eq__", (one, other)) is True
    except Exception:
        # A comparison that fails does not find them equal.
        return False
