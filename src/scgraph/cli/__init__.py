"""The command line: the words of the library, data on stdout and notes on stderr.

Exit codes: 0 all is well, 1 the data are wrong, 2 the command is.
"""

from scgraph.cli.commands import main

__all__ = ["main"]
