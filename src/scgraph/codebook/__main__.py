"""Print the codebook of the vocabulary."""

import sys

from scgraph.codebook.page import page

sys.stdout.buffer.write(page().encode())
