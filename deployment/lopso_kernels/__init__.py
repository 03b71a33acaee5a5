"""Warm, confined processes: a template imports once, forks at once, and shuts each fork in.

The package imports nothing of the kit that it comes with; `docs/kernels.md` describes it.
"""

from lopso_kernels.child import Child, Ended
from lopso_kernels.errors import CannotConfineError, TemplateError
from lopso_kernels.limits import Confinement, Limits
from lopso_kernels.recipe import Recipe
from lopso_kernels.template import Template

__all__ = (
    "CannotConfineError",
    "Child",
    "Confinement",
    "Ended",
    "Limits",
    "Recipe",
    "Template",
    "TemplateError",
)
