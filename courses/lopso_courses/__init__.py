"""Lessons, their projections and what is known of them."""
