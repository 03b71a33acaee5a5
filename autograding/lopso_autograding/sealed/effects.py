"""What a cell may do to things that it does not bind, read from its text without running it."""

import ast
from collections.abc import Sequence
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from lopso_autograding.sealed.names import names_of

_HARMLESS = frozenset({"display", "dir", "help", "len", "print", "repr", "str", "type"})
_LATER = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_FIGURES = frozenset({"plt", "pyplot"})
_PURE = frozenset(
    {
        *("all", "any", "argmax", "argmin", "argsort", "astype", "copy", "count"),
        *("decision_function", "describe", "endswith", "flatten", "format", "get", "groupby"),
        *("head", "index", "isna", "items", "join", "keys", "lower", "lstrip", "max", "mean"),
        *("median", "min", "notna", "nunique", "predict", "predict_proba", "ravel"),
        *("replace", "reshape", "round", "rstrip", "score", "split", "startswith", "std"),
        *("strip", "sum", "tail", "title", "to_numpy", "to_string", "tolist", "transpose"),
        *("unique", "upper", "value_counts", "values", "var"),
    }
)
"""Methods that leave their object as it is, whatever it is."""


class Effects(ast.NodeVisitor):
    """The effects of a cell's top statements, functions and classes that it defines apart.

    Attributes:
        changed: Names whose objects it may change: those whose methods it calls, and those that
            it gives to a call.
        configured: Names that it calls for the effect alone, as a seed is set.
    """

    def __init__(self, tree: ast.Module) -> None:
        """Reads the statements."""
        self.changed: set[str] = set()
        self.configured: set[str] = set()
        self.visit(tree)

    def visit(self, node: ast.AST) -> None:
        """A function does nothing before it is called, and a class hardly anything."""
        if not isinstance(node, _LATER):
            super().visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call as a statement is there for what it does; a class alone does nothing."""
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        name = _root(call) if isinstance(call, ast.Call) else ""
        if isinstance(call, ast.Call) and name not in _HARMLESS | _FIGURES:
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            self.changed |= {one.id for one in given if isinstance(one, ast.Name)}
            self.configured |= {name} if name[:1].islower() else set()
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """A method may change its object; a draw of random numbers changes the next."""
        pure = isinstance(node.func, ast.Attribute) and node.func.attr in _PURE
        in_place = any(keyword.arg == "inplace" for keyword in node.keywords)
        if isinstance(node.func, ast.Attribute) and (in_place or not pure):
            self.changed.add(_root(node))
        if any(isinstance(one, ast.Attribute) and one.attr == "random" for one in ast.walk(node)):
            self.configured.add(_root(node))
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """An item that is set or deleted changes what it is an item of."""
        self._visit_place(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """An attribute that is set or deleted changes its object."""
        self._visit_place(node)

    def _visit_place(self, node: ast.Subscript | ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.changed.add(_root(node))
        self.generic_visit(node)


@lru_cache(maxsize=4096)
def effects_of(code: str) -> Effects:
    """The effects of a cell; a text that is no Python has none."""
    try:
        return Effects(ast.parse(TransformerManager().transform_cell(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Effects(ast.Module([], []))


def _root(node: ast.AST) -> str:
    """The name that a chain of attributes, items and calls begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def needed(cells: Sequence[str], wanted: frozenset[str]) -> frozenset[int]:
    """The places of the cells that have to run for some names to have their values.

    What only draws or prints is not among them.
    """
    imported = frozenset(name for code in cells for name in names_of(code).imported)
    names, places = set(wanted), set()
    while True:
        more = {
            place
            for place, code in enumerate(cells)
            if place not in places and _serves(code, names, imported)
        }
        if not more:
            return frozenset(places)
        places |= more
        for place in more:
            names |= names_of(cells[place]).used


def _serves(code: str, names: set[str], imported: frozenset[str]) -> bool:
    own, effects = names_of(code), effects_of(code)
    made = own.bound | own.imported | (effects.changed - imported)
    return bool(made & names) or bool(effects.configured & imported)
