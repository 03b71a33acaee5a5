"""What the tests run inside of forks: attempts to get out, each of which says what happened."""

import ctypes
import json
import mmap
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from socket_targets import open_sockets as open_sockets


def _answer(descriptors, value):
    with socket.socket(fileno=descriptors[0]) as connection:
        connection.sendall(json.dumps(value).encode())


def attempt(descriptors, *, what, **arguments):
    """Call the function `what`; answer its result, or the error's name."""
    try:
        result = {"result": globals()[what](**arguments)}
    except BaseException as error:
        result = {"error": type(error).__name__, "text": str(error)}
    _answer(descriptors, result)
    return 0


def echo(descriptors, **arguments):
    _answer(descriptors, arguments)
    return 7


def fail(descriptors):
    raise ValueError("không được")


def wait(descriptors):
    time.sleep(600)


def spin(descriptors):
    while True:
        pass


def list_folder(path):
    return sorted(entry.name for entry in Path(path).iterdir())


def read(path):
    return Path(path).read_text()


def write(path):
    Path(path).write_text("x")
    return True


def write_work():
    Path("note.txt").write_text("x")
    return list_folder(".")


def make_folder(path):
    Path(path).mkdir()
    return True


def open_socket(family="AF_INET"):
    return str(socket.socket(getattr(socket, family)))


def connect_abstract(name):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("\0" + name)
    return True


def connect_path(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
    return True


def reach(port, how):
    with socket.socket() as one:
        getattr(one, how)(("127.0.0.1", port))
    return True


def interfaces():
    return Path("/proc/net/dev").read_text().splitlines()[2:]


def call(name, number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
    return True


def of_libc(name, *arguments):
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
    return True


def unshare(flags):
    os.unshare(flags)
    return True


def clone_namespace():
    # SIGCHLD and a new user namespace
    return call("clone", 56, 0x10000000 | 17, 0, 0, 0, 0)


def mount():
    return of_libc("mount", b"none", b"/tmp", b"tmpfs", 0, None)


def remount_writable():
    return of_libc("mount", None, b"/", None, 32, None)


def trace(pid):
    return of_libc("ptrace", 16, pid, 0, 0)


def send_signal(pid):
    os.kill(pid, 0)
    return True


def visible_processes():
    return sorted(int(name) for name in list_folder("/proc") if name.isdigit())


def become_root():
    os.setuid(0)
    return os.getuid()


def rights():
    lines = Path("/proc/self/status").read_text().splitlines()
    facts = dict(line.split(":\t") for line in lines if ":\t" in line)
    names = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")
    return {name: int(facts[name], 16) for name in names}


def user():
    return os.getuid()


def fork_without_end():
    count = 0
    try:
        while count < 5000:
            if os.fork() == 0:
                time.sleep(600)
            count += 1
    except OSError:
        return count
    return count


def take_memory(size):
    block = bytearray(size)
    return len(block)


def share_memory(size):
    """Shared memory is not in the data segment; what is written of it must count all the same."""
    with mmap.mmap(-1, size) as block:
        block[::4096] = b"1" * len(block[::4096])
        time.sleep(30)
    return size


def many_take_memory(size, processes):
    for _ in range(processes):
        if os.fork() == 0:
            block = bytearray(size)
            block[::4096] = b"1" * len(block[::4096])
            time.sleep(600)
            os._exit(0)
    time.sleep(600)


def fill_disk(folders):
    written = 0
    for number, folder in enumerate(folders * 50):
        try:
            with Path(folder, str(number)).open("wb") as file:
                for _ in range(64):
                    written += file.write(bytes(1 << 18))
        except OSError:
            continue
    return written


def write_large(size):
    with Path("large").open("wb") as file:
        return [file.write(bytes(1 << 16)) for _ in range(size >> 16)]


def many_files():
    count = 0
    try:
        while count < 1_000_000:
            Path(f"/tmp/{count}").touch()
            count += 1
    except OSError:
        pass
    return count


def open_files():
    opened = []
    try:
        while len(opened) < 5000:
            opened.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        pass
    return len(opened)


def detach():
    """Leave a process behind in a session of its own."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
    return True


def spin_in_many(processes):
    for _ in range(processes):
        if os.fork() == 0:
            while True:
                pass
    time.sleep(600)


def environment():
    return {"now": dict(os.environ), "initial": Path("/proc/self/environ").read_text()}


def start_python():
    code = "import numpy, os; print(numpy.ones(3).sum(), os.getpid() > 1)"
    return subprocess.check_output([sys.executable, "-c", code], text=True)


def leave_marks(name):
    """Write a file and listen on sockets, for another fork to look for."""
    Path("/home/work/secret.txt").write_text(name)
    Path("/tmp/secret.txt").write_text(name)
    Path("/dev/shm/secret.txt").write_text(name)
    listeners = [socket.socket(socket.AF_UNIX) for _ in range(2)]
    listeners[0].bind("\0" + name)
    listeners[1].bind("/tmp/" + name)
    for listener in listeners:
        listener.listen()
    globals()["_kept"] = listeners
    return True


def leave_marks_and_wait(descriptors, *, name):
    leave_marks(name)
    os.write(descriptors[0], b"ready")
    time.sleep(600)


def randomness():
    import random
    import tempfile
    import uuid

    import numpy as np

    python = "import os; print(hash('x'))"
    return {
        "hash of a Python started inside": subprocess.check_output(
            [sys.executable, "-c", python], text=True
        ),
        "numpy": float(np.random.random()),
        "random": random.random(),
        "temporary name": Path(tempfile.mktemp()).name,
        "urandom": os.urandom(4).hex(),
        "uuid1": str(uuid.uuid1()),
        "uuid4": str(uuid.uuid4()),
    }


def descriptors_open():
    return sorted(map(int, list_folder("/proc/self/fd")))
