"""``python -m claimx``: the command line."""

from claimx.cli import main

main()
