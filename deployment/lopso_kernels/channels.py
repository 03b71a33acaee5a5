"""The names of a kernel's channels, in the order in which their sockets are passed."""

CHANNELS = ("shell", "iopub", "stdin", "hb", "control")
