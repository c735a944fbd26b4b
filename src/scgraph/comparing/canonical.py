"""Write one file of a corpus so that two states of it compare line by line.

Git shows a difference of files. With these lines in the place of the files (git calls it textconv)
it shows none where keys or items only stand in another order, or a value is broken otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from scgraph import terms
from scgraph.reading import Mapping, Node, Scalar, read_rdf, read_yaml
from scgraph.reading.form import Level, paper_form
from scgraph.reading.rdf import SUFFIXES, read_bytes


def canonical_lines(file: Path) -> str:
    """Return a file as sorted lines, each of which says where it belongs.

    Args:
        file: YAML of a paper, or RDF; any other file is returned as it is.

    Raises:
        ReadError: if the file is not what its suffix says.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "claims.yaml")
    ...     _ = path.write_text("claims:\\n- {type: causal, id: late}")
    ...     print(canonical_lines(path), end="")
    claims/late/type: causal
    """
    if file.suffix in SUFFIXES:
        return _rdf(file)
    data = read_bytes(file)
    if file.suffix != ".yaml":
        return data.decode("utf-8", "replace")
    lines = _lines(read_yaml(data, str(file)), "", paper_form())
    return "".join(f"{line}\n" for line in sorted(lines))


def _rdf(file: Path) -> str:
    quads = read_rdf(file, terms.reference_graph()).quads
    text = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return "".join(sorted(text.decode().splitlines(keepends=True)))


def _lines(node: Node, path: str, level: Level | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield f"{path}: {' '.join(node.text.split())}"
    elif isinstance(node, Mapping):
        named_by = level.rule.named_by if level and path else ()
        for key, value in node.entries:
            if key.text not in named_by or len(named_by) > 1:
                below = level.keys.get(key.text) if level else None
                name = f"{path}/{key.text}" if path else key.text
                yield from _lines(value, name, below.level if below else None)
    else:
        for item in node.items:
            yield from _lines(item, f"{path}{_name(item, level)}", level)


def _name(item: Node, level: Level | None) -> str:
    if not isinstance(item, Mapping) or level is None:
        return ""
    parts = (item.get(name) for name in level.rule.named_by)
    texts = [part.text for part in parts if isinstance(part, Scalar)]
    return "/" + " ".join(texts) if texts else ""
