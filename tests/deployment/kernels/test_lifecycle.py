"""Forks and templates end when they should, and leave nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest
from asking import ask
from lopso_kernels import Child, Confinement, Ended, Template, TemplateError, messages

STARTS = 60


def family_of(pid):
    """A template's process, its keeper, the template itself, sandboxes and forks, eldest first.

    psutil goes by numbers, and these begin anew when the machine has used them up.
    """
    process = psutil.Process(pid)
    return sorted([process, *process.children(recursive=True)], key=lambda one: one.create_time())


def settled_family_of(template):
    """The family of a template that has its sandboxes ready for the next forks."""
    ask(template, "user")
    family = []
    while family != (family := family_of(template.pid)):
        time.sleep(1)
    return family


def gone(processes, seconds=20.0):
    """Those that still live after so many seconds; on an idle machine two are plenty."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_a_fork_gets_its_arguments_and_descriptors(template):
    ours, theirs = socket.socketpair()
    with ours:
        child = template.fork("targets:echo", arguments={"a": [1, "đ"]}, fds=[theirs.fileno()])
        theirs.close()
        with child:
            assert json.loads(ours.recv(1000)) == {"a": [1, "đ"]}
            ended = child.wait(10)
    assert ended is not None
    assert (ended.status, ended.reason, ended.wrong) == (7, "", "")


def test_what_a_fork_raised_is_told(template):
    with template.fork("targets:fail") as child:
        ended = child.wait(10)
    assert ended is not None
    assert ended.wrong.endswith("ValueError: không được\n")


def test_what_the_template_did_not_hear_does_not_hide_how_a_fork_ended():
    ours, theirs = messages.pair()
    with Child(ours, os.pidfd_open(os.getpid())) as child:
        child.ask_for_death()
        messages.send(theirs, {"ended": 3})
        theirs.close()
        assert child.wait(1) == Ended(3)


def test_a_module_that_cannot_be_imported_is_told(targets):
    with pytest.raises(TemplateError, match="no_such_module"):
        Template(imports=("no_such_module",), **targets).start()


def test_a_child_can_be_waited_for_without_a_thread(template):
    with template.fork("targets:wait") as child:
        assert child.poll() is None
        assert psutil.pid_exists(child.pid)
        child.signal(signal.SIGTERM)
        ended = child.wait(10)
    assert ended is not None
    assert ended.status == -signal.SIGTERM


def test_closing_a_child_kills_it(template):
    child = template.fork("targets:wait")
    process = psutil.Process(child.pid)
    child.close()
    assert not gone([process])


def test_many_starts_and_stops_leave_no_process_and_no_descriptor(template):
    family = settled_family_of(template)
    before = psutil.Process().num_fds()
    in_template = [p.num_fds() for p in family[:3]]
    for number in range(STARTS):
        if number % 2:
            ask(template, "detach")
        else:
            with template.fork("targets:wait") as child:
                child.kill()
    assert psutil.Process().num_fds() == before

    def left():
        descriptors = sum(p.num_fds() for p in family[:3]) - sum(in_template)
        return max(0, descriptors), max(0, len(family_of(template.pid)) - len(family))

    # The last of them may still be on its way out.
    deadline = time.monotonic() + 10
    while any(left()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left() == (0, 0)


def test_two_hundred_at_once(template):
    children = [template.fork("targets:wait") for _ in range(200)]
    try:
        assert len({child.pid for child in children}) == 200
        assert all(child.poll() is None for child in children)
    finally:
        ends = [child.kill(60) for child in children]
        for child in children:
            child.close()
    assert all(end is not None for end in ends)


CLIENT = """
import sys, time
from lopso_kernels import Template
template = Template(imports=("targets",), environment={"PYTHONPATH": sys.argv[1]})
children = [template.fork("targets:wait") for _ in range(3)]
template.fork("targets:attempt", arguments={"what": "detach"}, fds=[0])
print(template.pid, flush=True)
time.sleep(600)
"""


def test_a_client_that_is_killed_leaves_no_process(targets):
    folder = targets["environment"]["PYTHONPATH"]
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT, folder], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    with client:
        assert client.stdout is not None
        family = family_of(int(client.stdout.readline()))
        assert len(family) >= 6
        client.kill()
    assert not gone(family)


@pytest.mark.parametrize("which", [0, 1, 2], ids=["start", "keeper", "template"])
def test_a_template_that_is_killed_leaves_no_process_and_the_next_request_starts_another(
    targets, which
):
    with Template(imports=("targets",), **targets) as template:
        first = template.pid
        child = template.fork("targets:wait")
        family = family_of(first)
        family[which].kill()
        assert not gone(family)
        ended = child.wait(10)
        assert ended is not None
        assert ended.reason == "template"
        child.close()
        assert ask(template, "user")[0]
        assert template.pid != first


def test_a_template_that_answers_slowly_is_replaced_while_it_serves(targets):
    with Template(imports=("targets",), patience=1.0, **targets) as template:
        first = template.pid
        child = template.fork("targets:wait")
        slow = family_of(first)[2]
        slow.suspend()
        try:
            assert ask(template, "user")[0]
            assert template.pid != first
            assert child.poll() is None
            assert psutil.pid_exists(child.pid)
        finally:
            slow.resume()
        child.kill()
        child.close()
        assert not gone([psutil.Process(first)] if psutil.pid_exists(first) else [])


def test_a_changed_file_gives_a_new_template(tmp_path):
    module = tmp_path / "changing.py"
    module.write_text("def main(descriptors):\n    return 1\n")
    with Template(imports=("changing",), environment={"PYTHONPATH": str(tmp_path)}) as template:
        with template.fork("changing:main") as child:
            ended = child.wait(10)
            assert ended is not None
            assert ended.status == 1
        module.write_text("def main(descriptors):\n    return 22\n")
        with template.fork("changing:main") as child:
            ended = child.wait(10)
            assert ended is not None
            assert ended.status == 22


def test_an_unconfined_fork_ends_with_its_group(targets):
    with Template(imports=("targets",), confined=False, **targets) as template:
        child = template.fork("targets:wait")
        process = psutil.Process(child.pid)
        child.kill()
        child.close()
        assert not gone([process])


POOR_MACHINE = """
import sys
from lopso_kernels import CannotConfineError, Template, seccomp
seccomp.refuse_dangerous_calls()  # unshare and mount among them
try:
    Template(imports=("targets",), environment={"PYTHONPATH": sys.argv[1]}).fork("targets:wait")
except CannotConfineError as error:
    print(error)
"""


def test_a_machine_that_confines_nothing_refuses_and_says_so(targets):
    folder = targets["environment"]["PYTHONPATH"]
    said = subprocess.check_output([sys.executable, "-c", POOR_MACHINE, folder], text=True)
    assert "so it is not run" in said


STRANGER = """
import os, socket, sys
from lopso_kernels import messages
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
    connection.connect(chr(0) + sys.argv[1])
    messages.send(connection, {"do": "lease"})
    print(messages.receive(connection))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
@pytest.mark.parametrize("confined", [True, False])
def test_other_users_of_the_machine_get_nothing(targets, confined):
    with Template(imports=("targets",), confined=confined, **targets) as template:
        address = template._ready().address.removeprefix("\0")
        own = subprocess.check_output([sys.executable, "-c", STRANGER, address], text=True)
        assert "Message" in own

        # The interpreter may lie where strangers may not look, so the change comes after the start.
        become_another = "os.setgid(61234); os.setuid(61234)\nwith socket"
        stranger = STRANGER.replace("with socket", become_another, 1)
        other = subprocess.run(
            [sys.executable, "-c", stranger, address], capture_output=True, check=False, text=True
        )
        assert "Message" not in other.stdout


def test_an_unbounded_message_is_refused(template):
    with pytest.raises(ValueError, match="longer than"):
        template.fork("targets:echo", arguments={"a": "x" * 200_000}, confine=Confinement())
