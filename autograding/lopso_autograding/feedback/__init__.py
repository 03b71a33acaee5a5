"""Feedback a beginner can read: what was asked, what came, what was expected; nothing hidden."""
