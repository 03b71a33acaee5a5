"""The kit as a whole: command line, Hub, exchange, gallery."""
