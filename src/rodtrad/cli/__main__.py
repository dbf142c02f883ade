"""`python -m rodtrad.cli`: the command where it is not installed on the path."""

from rodtrad.cli import main

main()
