"""Hand a corpus over: describe it, hash it, publish its claims one by one, verify it."""
