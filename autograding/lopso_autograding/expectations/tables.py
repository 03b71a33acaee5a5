"""Two tables compared: columns by name, rows by place, and the first cell that differs."""

from dataclasses import dataclass, replace

from lopso_autograding.expectations.comparison import Rules, equal, unmatched
from lopso_autograding.expectations.matchers import expected_node
from lopso_autograding.expectations.nodes import Items, Mapping, Table, Value, is_number

EXACT = Rules()


@dataclass(frozen=True)
class Cell:
    """One cell that differs; ``column`` is None for a row label."""

    row: int
    label: Value
    column: Value
    got: Value
    expected: Value


def expected_table(expected: Value) -> Table:
    """The table that an author expects, given as a frame, a dict of columns or a list of dicts.

    Raises:
        TypeError: it is nothing of the kind, or its columns are of different length.
    """
    node = expected_node(expected)
    if isinstance(node, Table):
        return node
    if isinstance(node, Mapping) and all(isinstance(held, Items) for _, held in node.pairs):
        columns: list[Value] = [held for _, held in node.pairs]
        if len({len(column.values) for column in columns}) == 1:
            rows = zip(*(column.values for column in columns), strict=True)
            return Table(tuple(name for name, _ in node.pairs), tuple(rows), None)
    if isinstance(node, Items) and all(isinstance(row, Mapping) for row in node.values):
        return _from_records([dict(row.pairs) for row in node.values])  # type: ignore[attr-defined]
    raise TypeError(
        "table_like(): expected must be a frame, a dict of equally long lists or a list of dicts "
        "with the same keys"
    )


def _from_records(records: list[dict[Value, Value]]) -> Table:
    names = tuple(records[0]) if records else ()
    if any(set(record) != set(names) for record in records):
        raise TypeError("table_like(): the dicts in expected must have the same keys")
    return Table(names, tuple(tuple(record[name] for name in names) for record in records), None)


def missing_columns(table: Table, names: tuple[Value, ...]) -> tuple[list[Value], list[Value]]:
    """The columns that a table lacks, and those that nobody asked for."""
    return unmatched(table.columns, names, EXACT)


def in_columns(table: Table, names: tuple[Value, ...]) -> Table:
    """A table with its columns in another order."""
    places = [
        next(place for place, held in enumerate(table.columns) if equal(held, name, EXACT))
        for name in names
    ]
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=names, rows=rows)


def wrong_cell(table: Table, wanted: Table, rules: Rules) -> Cell | None:
    """The first cell or row label that differs, or None."""
    labels = table.labels or tuple(range(len(table.rows)))
    if wanted.labels is not None:
        for row, (got, expected) in enumerate(zip(labels, wanted.labels, strict=True)):
            if not equal(got, expected, rules):
                return Cell(row, row, None, got, expected)
    for row, cells in enumerate(wanted.rows):
        for column, got, expected in zip(wanted.columns, table.rows[row], cells, strict=True):
            if not same_cell(got, expected, rules):
                return Cell(row, labels[row], column, got, expected)
    return None


def same_cell(got: Value, expected: Value, rules: Rules) -> bool:
    """Whether two cells are equal; None and NaN are both an empty cell."""
    return (is_empty(got) and is_empty(expected)) or equal(got, expected, rules)


def is_empty(cell: Value) -> bool:
    """Whether a cell has no value."""
    return cell is None or (is_number(cell) and cell != cell)


def row_order_only(table: Table, wanted: Table, rules: Rules) -> bool:
    """Whether the rows are right and only stand in another order."""
    labelled = wanted.labels is not None
    missing, extra = unmatched(_rows(table, labelled), _rows(wanted, labelled), rules)
    return not missing and not extra


def _rows(table: Table, labelled: bool) -> list[Items]:
    """The rows of a table, each with its label where that counts."""
    labels = table.labels if labelled and table.labels else [None] * len(table.rows)
    pairs = zip(labels, table.rows, strict=True)
    return [Items("list", (label, *row) if labelled else row) for label, row in pairs]
