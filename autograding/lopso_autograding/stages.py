"""Where the time of grading goes: seconds of the processor by stage, for the bench."""

import functools
import threading
import time
from collections import defaultdict
from collections.abc import Callable

_taken: defaultdict[str, float] = defaultdict(float)
_lock = threading.Lock()
_inner = threading.local()


def staged[**P, R](name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Counts what a function takes of its thread's processor time, stages within it apart."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            outside, _inner.seconds = getattr(_inner, "seconds", 0.0), 0.0
            started = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                seconds = time.thread_time() - started
                add(name, seconds - _inner.seconds)
                _inner.seconds = outside + seconds

        return counted

    return decorate


def add(name: str, seconds: float) -> None:
    """Adds seconds to a stage."""
    with _lock:
        _taken[name] += seconds


def taken() -> dict[str, float]:
    """Seconds by stage since this process began."""
    with _lock:
        return dict(_taken)
