"""Run the command line with ``python -m scgraph``."""

from scgraph.cli import main

if __name__ == "__main__":
    main(prog_name="scgraph")
