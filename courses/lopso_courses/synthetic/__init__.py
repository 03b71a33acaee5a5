"""Seeded generators of the invented data that the lessons use."""
