"""Opens each course's formgrader when a trainer comes, and closes it when nobody is left.

A formgrader is a whole Jupyter server. Six of them asleep would take more memory than everything
else on a school computer, so this small process listens on their ports: the first request that
comes through the proxy starts the server, bytes are then passed on as they are, and after a while
without any it is stopped. The Hub's own probes are answered here and wake nobody.
"""

import asyncio
import contextlib
import logging
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from lopso_deployment.hub.confinement import Confinement
from lopso_deployment.hub.environments import course_environment
from lopso_deployment.hub.plan import Plan, PlannedCourse, read_plan
from lopso_deployment.hub.ports import ADDRESS, free_ports

_log = logging.getLogger("lopso.doorman")
START_TIMEOUT = 120
IDLE_SECONDS = 30 * 60
_HEAD_LIMIT = 64 * 1024
_ASLEEP = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Type: text/plain\r\n"
    b"Connection: close\r\n\r\nasleep\n"
)
_FAILED = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html; charset=utf-8\r\n"
_FAILED += "Connection: close\r\n\r\n<p>Trang chấm bài chưa mở được; hãy tải lại trang sau một "
_FAILED += "phút. / The marking page did not open; please reload in a minute.</p>\n"


@dataclass
class Desk:
    """The formgrader of one course: asleep (no process) or awake on ``port``."""

    plan: Plan
    course: PlannedCourse
    process: asyncio.subprocess.Process | None = None
    port: int = 0
    used: float = 0.0
    waking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def wake(self) -> int:
        """Start the server unless it runs, and return its port once it answers.

        Raises:
            TimeoutError: when it does not listen in `START_TIMEOUT` seconds.
        """
        async with self.waking:
            self.used = time.monotonic()
            if self.process is None or self.process.returncode is not None:
                await self._start()
            return self.port

    async def _start(self) -> None:
        (self.port,) = free_ports(1)
        name, folders = self.course.course_id, self.plan.folders
        prefix = Confinement(Path(self.plan.home), self.plan.confinement).prefix(
            name, folders.course(name), keep=(folders.settings,)
        )
        url = f"http://{ADDRESS}:{self.port}/services/{name}/"
        environment = course_environment(self.plan, self.course) | {"JUPYTERHUB_SERVICE_URL": url}
        program = (sys.executable, "-m", "lopso_deployment.hub.account_server")
        self.process = await asyncio.create_subprocess_exec(*prefix, *program, env=environment)
        _log.info("%s: started with process %s", name, self.process.pid)
        async with asyncio.timeout(START_TIMEOUT):
            while self.process.returncode is None:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection(ADDRESS, self.port)
                    writer.close()
                    return
                await asyncio.sleep(0.1)
        raise TimeoutError(f"the formgrader of {name} ended with {self.process.returncode}")

    async def stop(self) -> None:
        """Stop the server, if it runs, and wait for its end."""
        process, self.process = self.process, None
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()
        _log.info("%s: stopped", self.course.course_id)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection: a probe here, a trainer by the server itself."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await reader.readuntil(b"\r\n\r\n")
            if b"\r\nx-forwarded-for:" not in head.lower():
                writer.write(_ASLEEP)
            else:
                await self._pass_on(head, reader, writer)
            await writer.drain()
        writer.close()

    async def _pass_on(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_connection(ADDRESS, await self.wake())
        except (TimeoutError, OSError) as error:
            _log.error("%s: %s", self.course.course_id, error)
            writer.write(_FAILED.encode())
            return
        inner_writer.write(head)
        await asyncio.gather(self._copy(reader, inner_writer), self._copy(inner_reader, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(_HEAD_LIMIT):
                self.used = time.monotonic()
                writer.write(chunk)
                await writer.drain()
        writer.close()


async def _stop_idle(desks: list[Desk], idle_seconds: float) -> None:
    while True:
        await asyncio.sleep(min(60.0, idle_seconds))
        for desk in desks:
            if desk.process is not None and time.monotonic() - desk.used > idle_seconds:
                await desk.stop()


async def keep_doors(plan: Plan, idle_seconds: float = IDLE_SECONDS) -> None:
    """Listen on the ports of all courses until the process is told to end."""
    desks = [Desk(plan, course) for course in plan.courses]
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    for desk in desks:
        await asyncio.start_server(desk.serve, ADDRESS, desk.course.port, limit=_HEAD_LIMIT)
    idle = asyncio.create_task(_stop_idle(desks, idle_seconds))
    await ended.wait()
    idle.cancel()
    await asyncio.gather(*(desk.stop() for desk in desks))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(keep_doors(read_plan(Path(sys.argv[1]))))
