"""What can go wrong with templates and forks."""


class TemplateError(RuntimeError):
    """A template did not start, or did not fork; the message says why."""


class CannotConfineError(TemplateError):
    """Nothing on this machine can confine code; the message says what would allow it."""
