"""Write a corpus: its files are changed where they are meant to change, and nowhere else.

>>> print(written_claim({"id": "late", "at": "1/p1/s1", "says": "Buses run late."}))
- id: late
  at: 1/p1/s1
  says: Buses run late.
"""

from scgraph.authoring.editing import Item, items, with_items
from scgraph.authoring.written import written_claim, written_node

__all__ = ["Item", "items", "with_items", "written_claim", "written_node"]
