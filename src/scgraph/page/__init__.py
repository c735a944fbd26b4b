"""The explorer: one HTML file that works from a disk, in a mail attachment and in a notebook.

What it shows are answers to questions; how it looks and moves stands in the style sheet and the
scripts beside this module. Nothing is fetched, and nothing that is data can run.

>>> from scgraph.page import Page
>>> "sandbox" in Page("<!DOCTYPE html>")._repr_html_()
True
"""

from scgraph.page.hosting import Host
from scgraph.page.page import Page, joined, make_page

__all__ = ["Host", "Page", "joined", "make_page"]
