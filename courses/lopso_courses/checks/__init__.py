"""What can be wrong with a lesson, one module for each kind of thing."""
