"""A notebook finds no secret: not in its environment, not in its server's, not on the disk."""

import json

import pytest
from lopso_deployment.hub.kernel_environment import kernel_environment
from lopso_deployment.hub.site import Folders

pytestmark = pytest.mark.slow


def test_a_kernel_has_a_short_environment(teacher):
    environment = json.loads(teacher.run("import json, os; print(json.dumps(dict(os.environ)))"))
    secret = [name for name in environment if "TOKEN" in name or name.startswith("JUPYTERHUB")]
    assert secret == []
    assert environment["USER"] == "giaovien1"
    assert environment["HOME"].endswith("/users/giaovien1")


def test_a_kernel_cannot_read_its_servers_environment_or_memory(hub, teacher):
    code = "import os\nfor name in ('environ', 'mem', 'maps', 'cwd/x', 'root/etc/hostname'):\n"
    code += "    try:\n        open(f'/proc/{os.getppid()}/{name}', 'rb').read(1); print(name)\n"
    code += "    except OSError:\n        pass"
    assert teacher.run(code) == ""
    # The test itself can, so the token is there.
    assert hub.server_token("giaovien1")


def test_a_kernel_cannot_read_the_hubs_files_or_another_home(hub, teacher):
    hub.log_in("giaovien2")
    folders = Folders(hub.home)
    places = [folders.hub, folders.exchange, folders.course("digital-vi"), folders.logs]
    places += [folders.account("giaovien2"), folders.hub / "plan.json"]
    code = "import os, pathlib\nfor place in " + repr([str(one) for one in places]) + ":\n"
    code += "    place = pathlib.Path(place)\n    try:\n"
    code += (
        "        place.read_text() if place.suffix else print(list(place.iterdir()) and place)\n"
    )
    code += "    except OSError:\n        print('refused')"
    assert teacher.run(code).split() == ["refused"] * len(places)


def test_a_kernel_writes_in_its_own_home_for_itself_alone(teacher, hub):
    teacher.run("open('bài của tôi.txt', 'w').write('x')")
    path = Folders(hub.home).account("giaovien1") / "bài của tôi.txt"
    assert path.read_text() == "x"
    assert path.stat().st_mode & 0o077 == 0


def test_a_kernel_can_still_do_what_lessons_do(teacher):
    code = "import getpass, pathlib, tempfile, matplotlib.pyplot as p, pandas\np.plot([1, 2])\n"
    code += (
        "tempfile.NamedTemporaryFile().close()\nprint(getpass.getuser(), pathlib.Path.home().name)"
    )
    assert teacher.run(code).split()[-2:] == ["giaovien1", "giaovien1"]


def test_only_named_variables_pass():
    given = {"HOME": "/h", "PATH": "/p", "JUPYTERHUB_API_TOKEN": "t", "SECRET": "s"}
    assert kernel_environment(given) == {"HOME": "/h", "PATH": "/p"}


def test_the_servers_themselves_get_no_variable_of_the_hubs_owner(hub, teacher):
    allowed = {"HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TZ", "USER"}
    allowed |= {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LOPSO_RUN"}
    prefixes = ("JUPYTER", "JPY_API_TOKEN", "LOPSO_EXCHANGE_URL", "PYTHON")
    names = hub.server_process("giaovien1").environ()
    assert [one for one in names if one not in allowed and not one.startswith(prefixes)] == []
