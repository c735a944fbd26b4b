"""Hold a file of a paper to the schemas of its corpus, as an editor does."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource

from scgraph.authoring.schemas import schema_files
from scgraph.reading import read_yaml

SPACE = "file:///corpus/"


class Editor:
    """Check files of one paper of a corpus."""

    def __init__(self, root: Path, paper: str) -> None:
        self.root = root
        self.paper = paper

    @cached_property
    def schemas(self) -> dict[str, Any]:
        """The schemas of the corpus, by their addresses."""
        contents = schema_files(self.root)
        found = {
            path.relative_to(self.root).as_posix(): json.loads(contents[path]) for path in contents
        }
        return {
            f"{SPACE}{name}": {**schema, "$id": f"{SPACE}{name}"} for name, schema in found.items()
        }

    @cached_property
    def validator(self) -> Draft7Validator:
        """What checks the files of the paper."""
        registry: Registry[Any] = Registry().with_resources(
            (name, Resource.from_contents(schema)) for name, schema in self.schemas.items()
        )
        own = self.schemas[f"{SPACE}.scgraph/papers/{self.paper}.schema.json"]
        return Draft7Validator(own, registry=registry)

    def complaints(self, text: str) -> list[str]:
        """Return what the schema finds wrong with a file."""
        value = read_yaml(text, "file.yaml").value
        return [
            f"{list(e.absolute_path)}: {e.message[:200]}" for e in self.validator.iter_errors(value)
        ]
