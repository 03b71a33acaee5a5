"""A confined fork tries to get out, in every way the kit knows; each is refused."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from asking import SMALL, ask
from lopso_kernels import Confinement, Limits


def refused(template, what, *errors, **arguments):
    answer, ended = ask(template, what, **arguments)
    assert ended is not None
    assert ended.reason or answer.get("error") in errors, (answer, ended)


def state_of_the_machine():
    listed = subprocess.check_output(["ps", "-eo", "args"], text=True)
    return {
        "mounts": Path("/proc/self/mountinfo").read_text(),
        "sockets": [path.name for path in Path("/tmp").glob("secret*")],
        "targets": listed.count("targets:"),
    }


@pytest.fixture(autouse=True)
def unchanged_machine():
    before = state_of_the_machine()
    yield
    assert state_of_the_machine() == before


@pytest.mark.parametrize("path", ["/root/.bashrc", "/etc/shadow", "/etc/sudoers", "/var/log"])
def test_files_of_the_machine_are_not_seen(template, path):
    refused(template, "read", "FileNotFoundError", "PermissionError", path=path)


def test_the_home_folder_holds_only_what_python_needs(template):
    home = Path.home()
    needed = [Path(sys.prefix), Path(sys.base_prefix), Path(__file__)]  # the checkout may lie there
    names = {path.relative_to(home).parts[0] for path in needed if path.is_relative_to(home)}
    answer, _ = ask(template, "list_folder", path=str(home))
    assert set(answer.get("result", [])) <= {*names, ".pyenv", "work"}


@pytest.mark.parametrize(
    "path",
    ["/x", "/usr/x", "/etc/x", "/dev/x", "/proc/x", "/home/x", "/proc/sys/kernel/core_pattern"],
)
def test_nothing_outside_of_the_work_folder_is_written(template, path):
    refused(template, "write", "OSError", "PermissionError", "FileNotFoundError", path=path)


def test_python_s_own_folder_is_read_only(template):
    place = Path(os.__file__).with_name("x.py")
    refused(template, "write", "OSError", "PermissionError", path=str(place))


def test_the_work_folder_is_written(template):
    answer, _ = ask(template, "write_work")
    assert answer == {"result": ["note.txt"]}


def test_the_work_folder_is_a_copy_without_links(template, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "data.csv").write_text("a,b")
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    confine = Confinement(work=tmp_path, limits=SMALL)
    answer, _ = ask(template, "list_folder", confine=confine, path=".")
    assert answer == {"result": ["in"]}
    answer, _ = ask(template, "write", confine=confine, path="in/data.csv")
    assert answer == {"result": True}
    assert (tmp_path / "in" / "data.csv").read_text() == "a,b"


def test_a_work_folder_larger_than_the_disk_is_refused(template, tmp_path):
    (tmp_path / "large").write_bytes(bytes(9 << 20))
    answer, ended = ask(template, "write_work", confine=Confinement(work=tmp_path, limits=SMALL))
    assert not answer
    assert ended is not None
    assert "No space left" in ended.wrong


def test_a_named_folder_is_read_but_not_written(template, tmp_path):
    (tmp_path / "data").write_text("42")
    tmp_path.chmod(0o755)
    confine = Confinement(readable=(tmp_path,), limits=SMALL)
    assert ask(template, "read", confine=confine, path=f"{tmp_path}/data")[0] == {"result": "42"}
    refused(template, "write", "OSError", "PermissionError", confine=confine, path=f"{tmp_path}/x")


def test_a_writable_folder_is_written_for_good(template, tmp_path):
    confine = Confinement(writable=(tmp_path,), start_in=tmp_path, limits=SMALL)
    answer, _ = ask(template, "write", confine=confine, path="note.txt")
    assert answer == {"result": True}
    assert (tmp_path / "note.txt").read_text() == "x"
    assert (tmp_path / "note.txt").stat().st_uid == os.geteuid()


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK"])
def test_no_socket_reaches_a_network(template, family):
    refused(template, "open_socket", "PermissionError", family=family)


def test_a_server_of_the_machine_hears_nothing_and_no_port_is_taken(template):
    with socket.socket() as listener, socket.socket() as free:
        for one in (listener, free):
            one.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        refused(template, "reach", "PermissionError", port=listener.getsockname()[1], how="connect")
        with pytest.raises(BlockingIOError):
            listener.accept()
        port = free.getsockname()[1]
        free.close()
        refused(template, "reach", "PermissionError", port=port, how="bind")


def test_there_is_no_network_but_a_loopback_that_is_down(template):
    answer, _ = ask(template, "interfaces")
    assert [line.split(":")[0].strip() for line in answer["result"]] in ([], ["lo"])


def test_sockets_of_the_machine_are_not_reached(template):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("\0lopso-test-of-sockets")
        listener.listen()
        name = "lopso-test-of-sockets"
        refused(template, "connect_abstract", "ConnectionRefusedError", name=name)


def test_another_fork_s_files_and_sockets_are_not_seen(template):
    ours, theirs = socket.socketpair()
    with (
        ours,
        template.fork(
            "targets:leave_marks_and_wait", arguments={"name": "secret-mark"}, fds=[theirs.fileno()]
        ),
    ):
        theirs.close()
        assert ours.recv(5) == b"ready"
        for folder in ("/home/work", "/tmp", "/dev/shm"):
            refused(template, "read", "FileNotFoundError", path=f"{folder}/secret.txt")
        refused(template, "connect_abstract", "ConnectionRefusedError", name="secret-mark")
        refused(template, "connect_path", "FileNotFoundError", path="/tmp/secret-mark")


def test_only_its_own_processes_are_seen(template):
    answer, _ = ask(template, "visible_processes")
    assert answer == {"result": [1, 2]}


@pytest.mark.parametrize("name", ["environ", "mem", "root/etc/shadow", "cwd/x"])
def test_nothing_of_another_process_is_read(template, name):
    for process in (os.getpid(), 1):  # the test itself, and what holds the sandbox
        path = f"/proc/{process}/{name}"
        refused(template, "read", "FileNotFoundError", "PermissionError", "OSError", path=path)


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("mount", {}),
        ("remount_writable", {}),
        ("unshare", {"flags": 0x10000000}),
        ("unshare", {"flags": 0x00020000}),
        ("clone_namespace", {}),
        ("trace", {"pid": 1}),
        ("become_root", {}),
    ],
)
def test_system_calls_that_change_the_world_are_refused(template, what, arguments):
    refused(template, what, "PermissionError", "OSError", **arguments)


def test_processes_of_others_get_no_signal(template):
    refused(template, "send_signal", "ProcessLookupError", "PermissionError", pid=os.getpid())


def test_it_has_no_rights_and_gets_none(template):
    answer, _ = ask(template, "rights")
    nothing = dict.fromkeys(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"), 0)
    assert answer["result"] == {**nothing, "NoNewPrivs": 1, "Seccomp": 2}


def test_in_root_mode_it_is_a_user_of_its_own(template, mode):
    users = {ask(template, "user")[0]["result"] for _ in range(3)}
    assert users == {1000} if mode == "user" else len(users) == 3 and min(users) >= 1 << 15


def test_forks_without_end_are_refused(template):
    answer, ended = ask(template, "fork_without_end")
    assert ended is not None
    assert answer.get("result", 0) < SMALL.processes or ended.reason == "processes"


def test_six_gigabytes_are_refused(template):
    refused(template, "take_memory", "MemoryError", size=6 << 30)


def test_shared_memory_counts(template):
    _, ended = ask(template, "share_memory", size=600 << 20)
    assert ended is not None
    assert ended.reason == "memory"


def test_what_waits_in_sockets_counts_and_cannot_be_made_more(template):
    refused(template, "open_sockets", "PermissionError", pairs=1, size=64 << 20)
    limits = replace(SMALL, files=1024, memory=100 << 20)
    _, ended = ask(template, "open_sockets", pairs=400, limits=limits)
    assert ended is not None
    assert ended.reason == "memory"


def test_memory_of_many_processes_counts_together(template):
    _, ended = ask(template, "many_take_memory", size=150 << 20, processes=5)
    assert ended is not None
    assert ended.reason == "memory"


def test_the_disk_is_not_filled(template):
    folders = ["/tmp", "/dev/shm", "/home/work"]
    answer, _ = ask(template, "fill_disk", folders=folders)
    assert answer["result"] <= SMALL.disk


def test_a_file_larger_than_allowed_is_refused(template):
    refused(template, "write_large", "OSError", size=SMALL.file_size + (1 << 20))


def test_files_without_end_are_refused(template):
    answer, _ = ask(template, "many_files")
    assert answer["result"] < 10_000
    answer, _ = ask(template, "open_files")
    assert answer["result"] < SMALL.files


def test_a_detached_process_is_gone_with_the_fork(template):
    answer, ended = ask(template, "detach")
    assert answer == {"result": True}
    assert ended is not None
    assert ended.status == 0


@pytest.mark.parametrize(("what", "processes"), [("spin", 1), ("spin_in_many", 4)])
def test_processor_time_is_bounded(template, what, processes):
    limits = Limits(cpu=1, wall=60)
    if what == "spin":
        with template.fork("targets:spin", confine=Confinement(limits=limits)) as child:
            ended = child.wait(60)
    else:
        _, ended = ask(template, what, limits=limits, processes=processes, timeout=60)
    assert ended is not None
    assert ended.reason == "cpu"


def test_a_sleeper_is_stopped_by_the_clock(template):
    with template.fork("targets:wait", confine=Confinement(limits=Limits(wall=0.5))) as child:
        ended = child.wait(30)
    assert ended is not None
    assert ended.reason == "wall"


def test_who_ignores_signals_is_killed_all_the_same(template):
    with template.fork("targets:wait") as child:
        child.signal(signal.SIGSTOP)
        ended = child.kill()
    assert ended is not None
    assert ended.status == -signal.SIGKILL


def test_secrets_of_the_environment_are_not_inherited(targets, mode, monkeypatch):
    from lopso_kernels import Template

    monkeypatch.setenv("LOPSO_SECRET_TOKEN", "xyzzy")
    with Template(imports=("targets",), mode=mode, **targets) as template:
        answer, _ = ask(
            template, "environment", confine=Confinement(environment={"ASKED_FOR": "yes"})
        )
    assert "xyzzy" not in str(answer)
    assert answer["result"]["now"]["ASKED_FOR"] == "yes"


def test_programs_can_be_started_inside(template):
    answer, _ = ask(template, "start_python", limits=Limits())
    assert answer == {"result": "3.0 True\n"}


def test_no_descriptor_of_the_template_is_open_inside(template):
    answer, _ = ask(template, "descriptors_open")
    assert len(answer["result"]) <= 6
