"""`python -m lopso_deployment.cli` is the `lopso` command."""

from lopso_deployment.cli import main

main()
