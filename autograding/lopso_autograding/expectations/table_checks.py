"""Checks of a pandas frame, which name the row and the column."""

from collections.abc import Iterable

from lopso_autograding.expectations.brevity import precision_of
from lopso_autograding.expectations.call_checks import rules_for
from lopso_autograding.expectations.comparison import Rules, unmatched
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.effect_checks import EffectChecks
from lopso_autograding.expectations.leaf_remarks import leaf_remark
from lopso_autograding.expectations.nodes import Items, Mapping, Table, Value
from lopso_autograding.expectations.plain import plain
from lopso_autograding.expectations.speech import Subject, checked_hint, checked_tolerance
from lopso_autograding.expectations.tables import (
    Cell,
    expected_table,
    in_columns,
    missing_columns,
    row_order_only,
    wrong_cell,
)


class TableChecks(EffectChecks):
    """The check of a table."""

    def table_like(
        self,
        subject: Value,
        *arguments: Value,
        expected: Value = None,
        columns: Iterable[Value] | None = None,
        rows: int | None = None,
        any_order: bool = False,
        tolerance: float | None = None,
        hint: str | None = None,
    ) -> None:
        """Checks a pandas frame, whose columns may stand in any order.

        Args:
            subject: the name of a variable as text, a frame, or a function that returns one.
            *arguments: what the function is called with.
            expected: a frame, or a dict of columns, or a list of dicts (its rows).
            columns: names that it must have, where ``expected`` is not given.
            rows: how many it must have, where ``expected`` is not given.
            any_order: the order of the rows does not matter.
            tolerance: the absolute error allowed in numbers.
            hint: where to look, said last.

        Raises:
            CheckFailed: it is no frame, or another one.
        """
        hint = checked_hint(hint, "table_like")
        tolerance = checked_tolerance(tolerance, "table_like")
        if expected is None and columns is None and rows is None:
            raise TypeError("table_like() needs expected=, columns= or rows=")
        wanted = None if expected is None else expected_table(expected)
        about, value = self.answer(subject, arguments, {}, hint)
        table, rules = plain(value), rules_for(value, tolerance)
        if not isinstance(table, Table):
            self.fail(self._about("no_table", about, got=shown(table)), hint=hint)
        names = wanted.columns if wanted else tuple(plain(list(columns or ())).values)
        self._columns(about, table, names, exact=wanted is not None, hint=hint)
        count = len(wanted.rows) if wanted else rows
        if count is not None and len(table.rows) != count:
            values = {"got": str(len(table.rows)), "expected": str(count)}
            self.fail(self._about("row_count", about, **values), hint=hint)
        if wanted:
            self._cells(about, in_columns(table, wanted.columns), wanted, rules, any_order, hint)

    def _columns(
        self,
        about: Subject,
        table: Table,
        names: tuple[Value, ...],
        *,
        exact: bool,
        hint: str | None,
    ) -> None:
        missing, extra = missing_columns(table, names)
        if missing and table.labels is not None and table.index_name in missing:
            self.fail(
                self._about("column_is_index", about, name=shown(table.index_name)), hint=hint
            )
        if missing:
            values = {"name": _names(missing), "columns": _names(table.columns)}
            self.fail(self._about("no_column", about, **values), hint=hint)
        if exact and extra:
            self.fail(self._about("extra_column", about, name=_names(extra)), hint=hint)

    def _cells(
        self,
        about: Subject,
        table: Table,
        wanted: Table,
        rules: Rules,
        any_order: bool,
        hint: str | None,
    ) -> None:
        if any_order:
            self._rows(about, table, wanted, rules, hint)
            return
        cell = wrong_cell(table, wanted, rules)
        if cell is None:
            return
        if row_order_only(table, wanted, rules):
            self.fail(self._about("row_order", about), hint=hint)
        key = "wrong_label" if cell.column is None else "wrong_cell"
        said = self._about(key, about, **self._cell_words(cell, rules))
        self.fail(said, leaf_remark(cell.got, cell.expected, rules.closeness), hint=hint)

    def _rows(
        self, about: Subject, table: Table, wanted: Table, rules: Rules, hint: str | None
    ) -> None:
        got = [Items("list", row) for row in table.rows]
        missing, _ = unmatched(got, [Items("list", row) for row in wanted.rows], rules)
        if missing:
            pairs = zip(wanted.columns, missing[0].values, strict=True)
            row = shown(Mapping(tuple(pairs)))
            self.fail(self._about("missing_row", about, row=row), hint=hint)

    def _cell_words(self, cell: Cell, rules: Rules) -> dict[str, str]:
        short = precision_of(cell.got, cell.expected, rules).short
        return {
            "count": str(cell.row + 1),
            "index": shown(cell.label),
            "column": shown(cell.column),
            "got": shown(short(cell.got)),
            "expected": shown(short(cell.expected)),
        }

    def _about(self, key: str, about: Subject, **values: str) -> str:
        text = about.text or self.words["the_table"]
        return self.sentence(key, subject=text, **values)


def _names(columns: Iterable[Value]) -> str:
    return ", ".join(map(shown, columns))
