"""What stands for a learner's class: Python must find its instances as it expects them."""

from types import SimpleNamespace

import pytest
from lopso_autograding.sealed.faces import Described, Faces
from lopso_autograding.sealed.proxies import LearnerObject

MANAGED = 3 << 3  # the flags that say where dictionary and weak references of an instance lie


class Plain:
    pass


class Slots:
    __slots__ = ("one", "two")


class OfList(list):
    pass


@pytest.mark.parametrize(("shared", "is_one"), [(Plain, True), (Slots, False), (OfList, False)])
def test_a_class_of_a_shared_cell_changes_no_proxy_s_memory(shared, is_one):
    conversation = SimpleNamespace(names={"Animal": shared}, shared={"Animal"})
    ancestors = [("__main__", "Dog"), ("__main__", "Animal"), ("builtins", "object")]
    face = Faces(conversation)._made(1, Described(ancestors, [], [], hide=False), restricted=False)
    assert issubclass(face, shared) is is_one
    assert face.__dictoffset__ == LearnerObject.__dictoffset__
    assert face.__basicsize__ == LearnerObject.__basicsize__
    assert face.__flags__ & MANAGED == LearnerObject.__flags__ & MANAGED
