"""Write the page of all rules of the linter, out of the rules themselves::

python -m scgraph.linting.pages > docs/lint-rules.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from scgraph.linting.checking import all_rules
from scgraph.linting.found import integrity_names, reason_of, shape_names
from scgraph.linting.rule import Rule

_HEAD = """\
# Rules of `scgraph lint`

Made by `python -m scgraph.linting.pages`; each example is a test.

A rule has a severity. **Violation**: the annotation is wrong, and `scgraph lint` exits 1.
**Warning**: it is incomplete or weak; with `--strict` it fails too. **Info**: a remark.

What you have looked at and leave as it is, a comment says, at the line or above it,
with the reason:

```yaml
    says: It rains.  # scgraph: allow claim/starts-elsewhere — the paper's own example
```

A whole corpus goes without a rule by a line of its `corpus.yaml`, such as
`silence: [thing/unused]`. What is wrong is never allowed away.

Rules that compare with the text of a paper look for your own copy of it in `texts/NAME.txt` (or
`.md`, `.pdf`), where NAME is that of the paper's folder. Without it they find nothing.
"""
_TOPICS = {
    "claim": "Claims",
    "figure": "Figures",
    "cites": "Citations",
    "references": "References",
    "sentence": "Sentences",
    "thing": "Shared things",
    "id": "Names",
    "file": "Files",
    "curation": "Curation",
    "read": "Reading",
    "reference": "Names that refer",
    "allow": "Exceptions",
}


def page() -> str:
    """Return the page: the rules by topic, then shapes and questions of integrity.

    >>> page().splitlines()[0]
    '# Rules of `scgraph lint`'
    """
    return "\n".join([_HEAD, *_own(), *_shapes(), *_integrity()])


def _own() -> Iterator[str]:
    rules = all_rules().values()
    yield "| rule | severity | finds |"
    yield "| --- | --- | --- |"
    for rule in rules:
        yield f"| [`{rule.code}`](#{_anchor(rule)}) | {rule.severity} | {rule.title} |"
    for topic, found in groupby(rules, key=lambda rule: rule.code.partition("/")[0]):
        yield f"\n## {_TOPICS[topic]}\n"
        for rule in found:
            yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}\n"
    mended = " `--fix` mends it." if rule.is_fixed else ""
    yield f"{rule.severity}. {rule.title}.{mended}\n"
    yield f"**Why it matters.** {rule.why}\n"
    yield f"**What to do.** {rule.do}\n"
    language = "turtle" if rule.example.file.endswith(".ttl") else "yaml"
    for name, text in rule.example.beside.items():
        kind = name.rpartition(".")[2].replace("txt", "text")
        yield f"With `{name}`:\n\n```{kind}\n{text.rstrip()}\n```\n"
    yield f"In `{rule.example.file}`, wrong:\n\n```{language}\n{rule.example.wrong.rstrip()}\n```\n"
    yield f"Right:\n\n```{language}\n{rule.example.right.rstrip()}\n```\n"


def _shapes() -> Iterator[str]:
    yield "## Shapes\n"
    yield "What an annotation must look like is said by the shapes in `ontology/shapes.ttl`. A"
    yield "shape that is broken is told under its name; its message says what to do.\n"
    yield "| rule | demands |"
    yield "| --- | --- |"
    for name, demand in sorted(shape_names().items()):
        yield f"| `shape/{name}` | {demand} |"


def _integrity() -> Iterator[str]:
    yield "\n## Integrity\n"
    yield "What shapes cannot ask, questions in `queries/integrity/` do: each row is a problem.\n"
    yield "| rule | demands |"
    yield "| --- | --- |"
    for name in integrity_names():
        yield f"| `{name}` | {reason_of(name).rstrip('.')} |"
    yield ""


def _anchor(rule: Rule) -> str:
    return rule.code.replace("/", "")


if __name__ == "__main__":
    sys.stdout.write(page())
