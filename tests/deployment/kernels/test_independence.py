"""Forks of one template do not repeat each other's random numbers."""

import os
import random

from asking import ask
from lopso_kernels import Limits, Template, independence


def test_random_states_differ_from_fork_to_fork(targets):
    imports = ("numpy", "random", "tempfile", "uuid", "targets")
    with Template(imports=imports, **targets) as template:
        answers = [ask(template, "randomness", limits=Limits())[0]["result"] for _ in range(4)]
    for name in answers[0]:
        assert len({answer[name] for answer in answers}) == len(answers), name


def test_generators_that_a_library_made_at_import_are_found_and_renewed(tmp_path):
    (tmp_path / "library.py").write_text(
        "import random, numpy\n"
        "own = random.Random(1)\n"
        "new = numpy.random.default_rng(1)\n"
        "old = numpy.random.RandomState(1)\n"
        "def numbers(descriptors):\n"
        "    import os\n"
        "    os.write(descriptors[0], repr([own.random(), new.random(), old.rand()]).encode())\n"
    )
    environment = {"PYTHONPATH": str(tmp_path)}
    with Template(imports=("library",), environment=environment) as template:
        names = template.about()["generators"]
        assert {"library.own", "library.new", "library.old"} <= set(names)
        drawn = []
        for _ in range(2):
            read, write = os.pipe()
            with template.fork("library:numbers", fds=[write]) as child:
                os.close(write)
                child.wait(10)
                drawn.append(os.read(read, 1000))
            os.close(read)
    first, second = (eval(text) for text in drawn)
    assert all(a != b for a, b in zip(first, second, strict=True))


def test_python_s_own_generators_are_not_listed():
    assert not any("random._inst" in name for name, _ in independence.generators_in_memory())
    assert random.random() != random.random()
