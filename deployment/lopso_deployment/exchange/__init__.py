"""The kit's own exchange: a Hub service for assignments, submissions and feedback.

`plugin` is how nbgrader talks to it.
"""
