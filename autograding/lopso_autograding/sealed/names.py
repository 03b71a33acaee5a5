"""Which names a cell binds and which it uses, read from its text without running it."""

import ast
import symtable
from dataclasses import dataclass
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager


@dataclass(frozen=True)
class CellNames:
    """The names of a cell's text.

    Attributes:
        bound: What it defines or assigns at its top, imports apart.
        imported: What it imports at its top.
        used: Global names that it reads, at its top or in a function.
        at_once: Those of them that it reads when it is run, functions that are called later apart.
        imports: Its top import statements, as text.
        modules: The modules that these name.
        readable: Whether it is Python at all.
    """

    bound: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset()
    imports: str = ""
    modules: frozenset[str] = frozenset()
    readable: bool = True


@lru_cache(maxsize=4096)
def names_of(code: str) -> CellNames:
    """The names of a cell; a text that is no Python has none."""
    try:
        plain = TransformerManager().transform_cell(code)
        tree = ast.parse(plain)
        table = symtable.symtable(plain, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return CellNames(readable=False)
    bound = {one.get_name() for one in table.get_symbols() if one.is_assigned()}
    imported = {one.get_name() for one in table.get_symbols() if one.is_imported()}
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return CellNames(
        frozenset(bound - imported),
        frozenset(imported),
        frozenset(_used(table, top=True)),
        frozenset(_used(table, top=True, later=False)),
        "\n".join(ast.unparse(node) for node in imports),
        frozenset(name for node in imports for name in _modules(node)),
    )


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if node.module and not node.level else []


def _used(table: symtable.SymbolTable, *, top: bool, later: bool = True) -> set[str]:
    found = {
        one.get_name()
        for one in table.get_symbols()
        if one.is_referenced() and (top or one.is_global())
    }
    for child in table.get_children():
        if later or not isinstance(child, symtable.Function) or _is_display(child):
            found |= _used(child, top=False, later=later)
    return found


def _is_display(table: symtable.SymbolTable) -> bool:
    """Whether a table is that of a comprehension, which is run where it stands."""
    return table.get_name() in ("listcomp", "setcomp", "dictcomp", "genexpr")
