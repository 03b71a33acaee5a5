"""The tools of the lessons: one folder each, a model and its view."""
