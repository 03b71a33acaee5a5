"""The figures of warm, confined kernels, each beside the stock kernel's in the same run."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import shared
from lopso_kernels.bench_kernel import STACK, Kernels, KernelStart
from lopso_kernels.measuring import Spread, memory_available, proportional_memory, ratios, spread
from lopso_kernels.runner import PREPARE, REHEARSE, run_cells
from lopso_kernels.template import Template

STOCK, OPEN, CONFINED = "stock", "forked", "forked and confined"
_KINDS = (STOCK, OPEN, CONFINED)
_MEGABYTES_OF_A_STOCK_KERNEL = 160
_TRIVIAL = tuple(f"x{number} = {number} ** 2\nx{number}" for number in range(20))
_IMPORTS = "import " + ", ".join(STACK)


@dataclass(frozen=True)
class StartFigures:
    """What one kind of kernel takes from nothing to its first plot, in seconds.

    CPU is the kernel's and, for forked ones, what the template and its keeper spent meanwhile.
    """

    kind: str
    cpu_to_reply: Spread
    wall_to_reply: Spread
    cpu_to_imports: Spread
    wall_to_imports: Spread
    cpu_to_plot: Spread
    wall_to_plot: Spread


@dataclass(frozen=True)
class MemoryFigures:
    """Megabytes (sum of Pss, templates included) of so many kernels with one plot each."""

    kind: str
    kernels: int
    megabytes: float
    extrapolated: bool = False


@dataclass(frozen=True)
class RunnerFigures:
    """Twenty trivial cells after the imports of the stack, in seconds by the clock."""

    nbclient: Spread
    runner: Spread
    times_faster: Spread


@dataclass(frozen=True)
class KernelBench:
    """All figures of one run.

    Attributes:
        starts: For each kind of kernel.
        times_less_cpu_to_imports: Stock over confined, from pairs of the same round.
        memory: For each kind and number of kernels.
        forks_per_second: Confined forks of the template that end at once.
        kernels_per_second: Confined kernels started one after the other, to their first reply.
        runner: None if no nbclient was given.
        remarks: What keeps a figure from its aim.
    """

    starts: tuple[StartFigures, ...]
    times_less_cpu_to_imports: Spread
    memory: tuple[MemoryFigures, ...]
    forks_per_second: float
    kernels_per_second: float
    runner: RunnerFigures | None
    remarks: tuple[str, ...]


def bench_kernels(
    rounds: int = 5,
    kernels: Sequence[int] = (1, 40),
    by_nbclient: Callable[[Sequence[str]], object] | None = None,
    progress: Callable[[str], object] = lambda _: None,
) -> KernelBench:
    """Measure.

    Args:
        rounds: Starts of each kind of kernel, in turn.
        kernels: Numbers of kernels to measure the memory of.
        by_nbclient: Runs cells by nbclient in a stock kernel; this package does not import it.
        progress: Is told what is being measured.
    """
    with tempfile.TemporaryDirectory() as folder, Kernels(Path(folder)) as source:
        progress("starts")
        starts = _starts(source, rounds)
        memory = []
        for number in kernels:
            progress(f"memory of {number} kernels")
            memory += [_memory(source, kind, number) for kind in _KINDS]
        progress("forks")
        forks = _forks_per_second()
        progress("runner")
        runner = None if by_nbclient is None else _runner(by_nbclient, rounds)
    shared.close_all()
    figures = tuple(_start_figures(kind, starts[kind]) for kind in _KINDS)
    stock, ours = ([start.cpu[1] for start in starts[kind]] for kind in (STOCK, CONFINED))
    less = ratios(stock, ours)
    return KernelBench(
        figures,
        less,
        tuple(memory),
        forks,
        1 / figures[2].wall_to_reply.median,
        runner,
        _remarks(less, tuple(memory), runner),
    )


def _starts(source: Kernels, rounds: int) -> dict[str, list[KernelStart]]:
    found: dict[str, list[KernelStart]] = {kind: [] for kind in _KINDS}
    for number in range(rounds + 1):
        for kind in _KINDS:
            with source.start(kind) as kernel:
                measured = kernel.measure()
            if number:  # the first of each kind warms the template and the machine's caches
                found[kind].append(measured)
    return found


def _start_figures(kind: str, starts: Sequence[KernelStart]) -> StartFigures:
    columns = []
    for step in range(3):
        columns.append(spread([start.cpu[step] for start in starts]))
        columns.append(spread([start.wall[step] for start in starts]))
    return StartFigures(kind, *columns)


def _memory(source: Kernels, kind: str, number: int) -> MemoryFigures:
    most = number
    if kind == STOCK:
        most = min(number, max(1, int(memory_available() / 2 / _MEGABYTES_OF_A_STOCK_KERNEL)))
    started = []
    try:
        for _ in range(most):
            kernel = source.start(kind)
            started.append(kernel)
            kernel.measure()
        pids = {pid for kernel in started for pid in kernel.family()}
        megabytes = proportional_memory(pids)
    finally:
        for kernel in started:
            kernel.close()
    return MemoryFigures(kind, number, megabytes * number / most, most < number)


def _forks_per_second(number: int = 50) -> float:
    with Template(STACK, prepare=PREPARE, rehearse=REHEARSE) as template:
        run_cells(template, ["1"])
        started = time.perf_counter()
        for _ in range(number):
            with template.fork("lopso_kernels.bench_kernel:do_nothing") as child:
                child.wait()
        return number / (time.perf_counter() - started)


def _runner(by_nbclient: Callable[[Sequence[str]], object], rounds: int) -> RunnerFigures:
    cells = (_IMPORTS, *_TRIVIAL)
    theirs, ours = [], []
    with Template(STACK, prepare=PREPARE, rehearse=REHEARSE) as template:
        run_cells(template, cells)
        for _ in range(rounds):
            started = time.perf_counter()
            by_nbclient(cells)
            between = time.perf_counter()
            run = run_cells(template, cells)
            ours.append(time.perf_counter() - between)
            theirs.append(between - started)
            if not all(cell.ok for cell in run.cells):
                raise RuntimeError("The runner failed; its time would be no measure.")
    return RunnerFigures(spread(theirs), spread(ours), ratios(theirs, ours))


def _remarks(
    less: Spread, memory: tuple[MemoryFigures, ...], runner: RunnerFigures | None
) -> tuple[str, ...]:
    found = []
    if less.median < 40:
        found.append(
            f"{less.median:.0f} times less CPU to the imports, not 40: what is left is the fork "
            "(page tables of the template), ipykernel's threads and sockets, and pages copied."
        )
    by_kind = {(m.kind, m.kernels): m.megabytes for m in memory}
    for (kind, number), megabytes in by_kind.items():
        stock = by_kind.get((STOCK, number), 0.0)
        if kind == CONFINED and number >= 40 and stock < 5 * megabytes:
            found.append(
                f"{stock / megabytes:.1f} times less memory at {number} kernels, not 5: the rest "
                "is what each kernel writes itself, its figure, its threads' stacks and heaps."
            )
    if runner is not None and runner.times_faster.median < 30:
        found.append(f"The runner is {runner.times_faster.median:.0f} times faster, not 30.")
    return tuple(found)
