"""Pickles in a process that has files of a learner's: they may hold data and models, no code.

A test that loads what the learner's code has saved would else run whatever the file names.
"""

import functools
import pickle
import sys

_WHOLE = frozenset({"collections", "datetime", "decimal", "fractions"})
_NAMED = frozenset(
    {
        *("_codecs.encode", "copyreg._reconstructor", "uuid.UUID"),
        *("joblib.numpy_pickle.NumpyArrayWrapper", "numpy.ndarray", "numpy.dtype"),
        *(
            "pandas._libs.internals._unpickle_block",
            "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked",
        ),
        *("pandas.core.internals.blocks.new_block", "pandas.core.indexes.base._new_Index"),
        *(
            "pandas.core.indexes.datetimes._new_DatetimeIndex",
            "pandas._libs.tslibs.timestamps._unpickle_timestamp",
        ),
        *(
            f"builtins.{name}"
            for name in ("bytearray", "bytes", "complex", "dict", "float", "frozenset", "int")
        ),
        *(
            f"builtins.{name}"
            for name in ("list", "object", "range", "set", "slice", "str", "tuple")
        ),
        *(
            f"numpy.{place}.{name}"
            for place in ("_core.multiarray", "core.multiarray", "_core.numeric", "core.numeric")
            for name in ("_reconstruct", "_frombuffer", "scalar")
        ),
        *(
            f"numpy.random._pickle.{name}"
            for name in ("__generator_ctor", "__bit_generator_ctor", "__randomstate_ctor")
        ),
    }
)
_ABOUT_TESTS = frozenset({"_testing", "conftest", "testing", "tests"})
"""Parts of libraries that have mocks, which answer for whatever a test asks."""
_MODELS = ("sklearn", "scipy.sparse", "pandas.core", "numpy.random")


@functools.cache
def refuse_foreign() -> None:
    """From now on a pickle in this process names nothing but kinds of data and of models."""
    sys.addaudithook(_look_at)


def _look_at(event: str, arguments: tuple[object, ...]) -> None:
    if event != "pickle.find_class":
        return
    module, name = map(str, arguments[:2])
    if not is_harmless(module, name):
        raise pickle.UnpicklingError(f"The file names {module}.{name}, which no test loads here.")


def is_harmless(module: str, name: str) -> bool:
    """Whether a pickle may name this: a class of data or of a model, never a function."""
    top = module.split(".")[0]
    if f"{module}.{name}" in _NAMED or top in _WHOLE:
        return "." not in name
    if not any(module == place or module.startswith(f"{place}.") for place in _MODELS):
        return False
    if _ABOUT_TESTS & set(module.split(".")):
        return False
    helper = name == "newObj" or name.startswith("__pyx_unpickle_")
    return (name[:1].isupper() and "." not in name) or helper
