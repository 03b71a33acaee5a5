"""What a check says in English."""

ENGLISH: dict[str, str] = {
    # What was checked, what came, what was expected.
    "returned": "{subject} returns {got}; it should be {expected}{where}.",
    "held": "{subject} is {got}; it should be {expected}{where}.",
    "came": "The result is {got}; it should be {expected}{where}.",
    "where": " (at {place}: {got} instead of {expected})",
    "hint": "Hint: {hint}",
    "place_index": "item {count} (index {index})",
    "place_key": "key {key}",
    "place_row": "row {count} (index {index})",
    "place_column": "column {key}",
    "expected_near": "{value} (± {tolerance})",
    "expected_order": "{value}, in any order",
    "expected_choice": "one of {values}",
    "expected_row": "a whole number from {first} to {last}",
    "the_function": "The function",
    "the_printed_text": "The text printed by {call}",
    # Calls that came to nothing.
    "stub": (
        "{function} is not finished: "
        "delete the line `raise NotImplementedError` and write your answer there."
    ),
    "still_dots": "{subject} still has the dots `...`: put your answer in their place.",
    "no_return": (
        "{call} returns None (nothing); it should be {expected}: "
        "perhaps `return` is missing, or one branch of an `if` has none."
    ),
    "printed_not_returned": (
        "{call} prints {printed} on the screen but returns nothing: use `return` instead "
        "of `print`."
    ),
    "no_function": (
        "{name} is now {got} and no longer a function: run the cell that defines it again."
    ),
    "endless_output": "{call} prints without end: look again at what ends the loop.",
    "asks_for_input": "{call} calls `input()`: take the value from the parameters, ask nobody.",
    "too_few_arguments": (
        "{call} cannot be called, the function also wants {name}: see its `def` line."
    ),
    "too_many_arguments": (
        "{call} cannot be called, the function takes only {name} arguments: see its `def` line."
    ),
    "unknown_argument": (
        "{call} cannot be called, the function has no parameter {name}: see its `def` line."
    ),
    "nothing_refused": (
        "{call} returns {got}; it should raise {error} (with `raise {error}(...)`)."
    ),
    "nothing_refused_printed": (
        "{call} only prints {printed}; it should stop with `raise {error}(...)`."
    ),
    "error_returned": (
        "{call} returns the error {error} as a value: use `raise` instead of `return`."
    ),
    "other_error": "{call} does raise an error, but {got}{line} instead of {error}.",
    "error_without_value": "{call} raises {error}, but its message {got} does not mention {value}.",
    "changed_argument": "{call} changed {argument}: it was {before} and is now {after}.",
    "argument_number": "argument {count}",
    "argument_name": "argument {name}",
    "make_a_copy": (
        "Make a copy first (with `list(...)`, `sorted(...)`, `.copy()`), then change that."
    ),
    "nothing_printed": "{call} prints nothing; it should print {expected}.",
    "returned_not_printed": "{call} returns {got} but prints nothing: here `print` is wanted.",
    "not_satisfied": "{subject} returns {got}, which does not meet this rule: {rule}.",
    "not_satisfied_held": "{subject} is {got}, which does not meet this rule: {rule}.",
    "not_satisfied_came": "The result is {got}, which does not meet this rule: {rule}.",
    # Names.
    "no_variable": "There is no {name} yet: complete the answer cell and run it.",
    "not_run": (
        "There is no {name} yet: run the answer cell above, and mend its error if it shows one."
    ),
    "near_variable": "There is no {name}, but there is {near}: spell it {name}.",
    "no_attribute": "{subject} has no attribute {name}.",
    # Errors of the learner's function.
    "raised": "{call} stops with {error}{line}: {reason}.",
    "at_line": " at line {number} (`{text}`)",
    "at_line_number": " at line {number}",
    "error_name": "there is no name {name} (misspelt, or its cell has not run)",
    "error_near_name": "there is no name {name}; perhaps {near} is meant",
    "error_unbound": "the variable {name} is used in the function before it has a value",
    "error_operands": "one cannot calculate with type {one} and type {other} together",
    "error_text_and_number": (
        "one side is text (in quotation marks), the other a number: make both numbers, or both text"
    ),
    "error_decimal_and_float": (
        "one side is a Decimal, the other a float such as 0.5: write it as `Decimal('0.5')`"
    ),
    "error_decimal_wanted": (
        "the brackets want a Decimal, such as `Decimal('0.1')`, and not type {type}"
    ),
    "error_not_a_list": "a list is wanted here, but the value is of type {type}",
    "error_dots": "dots `...` are left in the calculation: put your answer in their place",
    "error_caret": "`^` is no power: in Python a power is written `**`",
    "error_none_operand": "a value in the calculation is None (nothing)",
    "error_mixed": (
        "two values of different types, such as text and number, do not go together ({message})"
    ),
    "error_none": "a value is None (nothing) and cannot be used further ({message})",
    "error_not_callable": (
        "there are brackets `(...)` after a value of type {type}, which is no function"
    ),
    "error_number": "{text} cannot be turned into a number",
    "error_number_comma": (
        "{text} cannot be turned into a number; replace the comma by a point first"
    ),
    "error_attribute": "type {type} has no {name} (look again at the name after the point)",
    "error_none_attribute": "the value before `.{name}` is None (nothing)",
    "error_key": "the dictionary (or table) has no key {key}",
    "error_index": "the index lies outside the list (the first item has index 0)",
    "error_zero_division": "there is a division by 0",
    "error_recursion": "the function calls itself for ever",
    "error_indentation": "the lines are not indented evenly",
    "error_syntax": "the code is not written as Python wants it ({message})",
    "error_decimal": "Decimal cannot read this number (write it like '8.5', with a point)",
    "error_decimal_operation": (
        "this is too much for a Decimal; perhaps quotation marks are missing: "
        "write `Decimal('0.1')`, not `Decimal(0.1)`"
    ),
    "error_module": "there is no library {name} (misspelt)",
    "error_file": "the file {name} was not found",
    "error_unicode": "the text is not in the encoding that was chosen",
    "error_overflow": "the number is too large to calculate with",
    "error_memory": "the result needs too much memory",
    "error_stop_iteration": "there is no item left to take",
    "error_assertion": "an `assert` in the function does not hold",
    "error_exit": "the function ends the whole program (exit)",
    "error_stub": (
        "this cell still has `raise NotImplementedError`: delete that line, write your answer there"
    ),
    "error_interrupted": "the cell was stopped on its way",
    "error_syntax_character": (
        "the sign {sign} is not one of Python's (often copied from Word): type it again"
    ),
    "error_syntax_invisible": "there is a hidden character (often from Word): type this line again",
    "error_syntax_unclosed": "the opening bracket {sign} is never closed",
    "error_syntax_unmatched": "the opening and closing brackets do not match",
    "error_syntax_text": "the text has no closing quote",
    "error_syntax_colon": "a colon `:` is missing at the end of the line",
    "error_syntax_outside": (
        "`return` stands outside the function: indent each of its lines (4 spaces)"
    ),
    "error_syntax_comma": "perhaps a comma is missing between two values",
    "error_syntax_equals": "to compare, write `==`; a single `=` gives a value to a name",
    "error_syntax_sign": "the sign {sign} is written `{better}` in Python",
    "error_syntax_gap": "the dots … are a gap: put your answer in their place",
    "error_syntax_incomplete": "something is unfinished, often a closing bracket `)` or a quote",
    "error_syntax_return": "after `return` comes only the value, without a name and `=`",
    "error_syntax_lines": "each `=` goes on a line of its own",
    "error_syntax_target": "left of `=` there may only be a name (words joined by `_`, not by `-`)",
    "error_syntax_word": "{name} must be written `{near}`",
    "error_syntax_times": "multiplication is written `*`, not `{sign}`",
    "error_syntax_divide": "the `:` is out of place; division is written `/`",
    "error_syntax_product": (
        "{text}: a number and letters do not stick together; to multiply write `*`, as in `2 * pi`"
    ),
    "error_syntax_space": "a name has no spaces: join its words with an underscore `_`",
    "error_syntax_print": "`print` needs brackets: `print(...)`",
    "error_indentation_missing": "after a colon the next line must be indented (by 4 spaces)",
    "error_indentation_extra": "this line is indented too far",
    "in_other_words": "In other words: {reason}.",
    "in_other_words_at_line": "In other words, at line {number}: {reason}.",
    "error_unknown": "without an explanation",
    # Tables.
    "the_table": "The table",
    "no_table": "{subject} is {got}; it should be a pandas table (DataFrame).",
    "row_count": "{subject} has {got} rows; it should have {expected}.",
    "no_column": "{subject} lacks the column {name}; its columns are {columns}.",
    "extra_column": "{subject} has the column {name} too many.",
    "column_is_index": "{subject} has {name} as its index, not as a column: use `.reset_index()`.",
    "wrong_cell": (
        "{subject}: row {count} (index {index}), column {column} is {got}; it should be {expected}."
    ),
    "wrong_label": "{subject}: the index of row {count} is {got}; it should be {expected}.",
    "row_order": "{subject} has all the rows, but in the wrong order.",
    "missing_row": "{subject} lacks the row {row}.",
    # Figures.
    "the_figure": "The figure",
    "no_figure": "{subject} is {got}; it should be a figure of matplotlib (Figure or Axes).",
    "no_drawing": "{subject} has not drawn anything.",
    "empty_figure": "{subject} is still empty: it has no axes.",
    "no_axes": "{subject} has {count} axes; there is no number {number}.",
    "line_count": "{subject} has {got} lines; it should have {expected}.",
    "point_count": "{subject} has {got} points; it should have {expected}.",
    "bar_count": "{subject} has {got} bars; it should have {expected}.",
    "line_size": "{subject}: line {number} has {got} points; it should have {expected}.",
    "wrong_on_line": (
        "{subject}: line {number}, point {count} has {axis} = {got}; it should be {expected}."
    ),
    "wrong_point": "{subject}: the point {expected} is not in the figure; there is {got}.",
    "wrong_bar": "{subject}: bar {count} has the height {got}; it should be {expected}.",
    "axes_swapped": "The axes are the wrong way round: x is the horizontal one.",
    "points_as_line": "Draw separate points (`scatter`), not a line.",
    "line_as_points": "Join the points to a line (`plot`).",
    "no_title": "{subject} has no title.",
    "wrong_title": "{subject} has the title {got}; it should be {expected}.",
    "no_label": "{subject}: the {axis} axis has no label.",
    "wrong_label_text": (
        "{subject}: the label of the {axis} axis is {got}; it should be {expected}."
    ),
    "no_unit": (
        "{subject}: the {axis} axis is labelled {got}, without a unit in brackets, as in "
        "`{example}`."
    ),
    "wrong_unit": "{subject}: the {axis} axis is labelled {got}; the unit should be ({expected}).",
    "no_legend": "{subject} has no legend.",
    "wrong_legend": "{subject} has the legend {got}; it should be {expected}.",
    # Near misses.
    "number_as_text": "The value is right but it is text (in quotes): a number is wanted.",
    "number_as_text_comma": (
        "The right number, but as text with a comma: Python writes numbers with a point "
        "and without quotes."
    ),
    "text_expected": "The right number, but text (in quotes) is wanted.",
    "truth_as_text": "The value {expected} without quotes is wanted, not text.",
    "truth_for_number": "{got} is a truth value; a number is wanted.",
    "number_for_truth": "Exactly {expected} (True or False) is wanted.",
    "none_as_text": "None without quotes is wanted, not text.",
    "date_as_text": "A date (`datetime.date`) is wanted, not text.",
    "date_with_time": "The result still has a time: take the day with `.date()`.",
    "date_without_time": "Both day and time (`datetime.datetime`) are wanted.",
    "day_and_month": "Day and month are the wrong way round.",
    "float_error": (
        "So small a difference is the error of floats: round the result, or make the Decimal "
        "from text, as in `Decimal('7.3')`."
    ),
    "unrounded": "Perhaps not yet rounded to {places} decimals.",
    "unrounded_one": "Perhaps not yet rounded to {places} decimal.",
    "unrounded_whole": "Perhaps not yet rounded to a whole number.",
    "rounding": "Off by just {unit}: look again at the rounding.",
    "off_by_one": "Off by exactly 1: look again at where it starts and ends, and at `<` or `<=`.",
    "sign": "The sign is wrong.",
    "percent_too_large": "The result is 100 times too large: a percentage or a fraction?",
    "percent_too_small": "The result is 100 times too small: a percentage or a fraction?",
    "unit_too_large": "The result is {factor} times too large: look again at the unit.",
    "unit_too_small": "The result is {factor} times too small: look again at the unit.",
    "other_number_type": "The value is right but of type {got}; {expected} is wanted.",
    "text_normal_form": (
        "The two texts look the same but differ in Unicode form (NFC and NFD): "
        "use `unicodedata.normalize`."
    ),
    "text_spaces": "Only the spaces differ (too many, too few, or at the ends).",
    "text_case": "Only capitals and small letters differ.",
    "text_case_and_spaces": "Only capitals and spaces differ.",
    "text_spelling": "Only the spelling of i/y or the place of the tone mark differs.",
    "text_accents": "Only the Vietnamese marks differ.",
    "comma_wanted": "A decimal comma is wanted, not a point.",
    "point_wanted": "A decimal point is wanted, not a comma.",
    "text_extra_end": "{text} at the end is too much.",
    "text_extra_start": "{text} at the start is too much.",
    "text_extra_around": "{start} at the start and {end} at the end are too much.",
    "text_missing_end": "{text} is missing at the end.",
    "text_missing_start": "{text} is missing at the start.",
    "number_not_text": "A number is wanted, not text.",
    "text_not_number": "Text is wanted, not a number.",
    "number_wanted": "The result is a {got}; a single number is wanted.",
    "comma_made_a_tuple": (
        "The result is several numbers (a tuple); one number is wanted: perhaps because of a "
        "comma; Python writes decimals with a point, as in `3.14`."
    ),
    "text_wanted": "The result is a {got}; a text is wanted.",
    "text_place": "They differ from character {place}: {got} instead of {expected}.",
    "order": "All the items are there, but in the wrong order.",
    "reversed": "All the items are there, but in reverse order.",
    "missing": "Missing: {missing}.",
    "extra": "Too many: {extra}.",
    "repeated": "Repeated: {extra}.",
    "missing_and_extra": "Missing: {missing}; too many: {extra}.",
    "missing_key": "The key {key} is missing.",
    "near_key": "The key {key} is missing; {near} is close, spell it {key}.",
    "extra_key": "The key {key} is too many.",
    "wrapped": "The value is right, but still inside a {kind}: take it out.",
    "unwrapped": "The value is right, but it must stand in a {kind}.",
    "right_but_other_kind": "The items are right, but in a {got}; a {expected} is wanted.",
    "other_kind": "The result is a {got}; a {expected} is wanted.",
    "opaque_function": (
        "This is the function {name} itself, not called: add arguments, `{name}(...)`."
    ),
    "opaque_class": "This is the name of the type {name}, not a value.",
    "opaque_iterator": (
        "The result is a {type} whose values were not taken out: put it in `list(...)`."
    ),
    "opaque_view": "The result is {type}: put it in `list(...)`.",
    "opaque_ellipsis": "The dots `...` are still there: put your answer in their place.",
    "opaque_object": "The result is an object of type {type}.",
    "opaque_endless": "The result contains itself, so it has no end.",
    "opaque_deep": "The result is nested too deeply.",
    "opaque_large": "The result is too large to compare.",
}
