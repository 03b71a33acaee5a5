"""nbgrader's way to the exchange: its eight exchange classes, talking to the Hub service."""
