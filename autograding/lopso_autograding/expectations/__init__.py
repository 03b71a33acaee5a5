"""What a test cell expects, and what it says when that is not what came.

Everything here imports the standard library only: learners' kernels load it. The words that test
cells use are exported by :mod:`lopso_autograding.vi` and :mod:`lopso_autograding.en`.
"""
