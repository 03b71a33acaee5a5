"""Grading of whole assignments: course folders, submissions, the gradebook, and many at once."""
