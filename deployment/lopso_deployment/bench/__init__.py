"""What the kit costs, measured beside plain nbgrader, Voila and Jupyter kernels in one run."""
