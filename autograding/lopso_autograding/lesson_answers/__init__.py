"""Runs the named answers of a lesson against its tests, quickly, and says what is wrong."""

from lopso_autograding.lesson_answers.check import check_answers
from lopso_autograding.lesson_answers.trials import Outcome, Trial, run_trials, trials_of

__all__ = ["Outcome", "Trial", "check_answers", "run_trials", "trials_of"]
