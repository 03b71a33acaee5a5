"""Sealed grading: a learner's code and the tests of it, in two processes that share plain data."""
