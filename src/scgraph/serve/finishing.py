"""Finish an answer: say in it that it was cut.

The header says so, too; but who keeps the answer in a file does not keep its headers.
"""

from __future__ import annotations

import json
from xml.sax.saxutils import quoteattr

from scgraph.sandbox import Reply

_JSON_HEAD = b'{"head":{'
_XML_HEAD = b"</head>"
_COMMENTS = {
    "ttl": "\n# {said}\n",
    "n3": "\n# {said}\n",
    "nt": "# {said}\n",
}


def finished(reply: Reply, suffix: str, link: str) -> bytes:
    """Return the body of an answer.

    Args:
        reply: what a worker replied.
        suffix: the name of its format.
        link: an address that tells what it means that an answer was cut.
    """
    return _marked(reply, suffix, link) if reply.is_truncated else reply.body


def cut_by(reply: Reply, rows: int | None) -> str:
    """Return which limit cut an answer: "rows" or "size".

    >>> cut_by(Reply("rows", "text/csv", b"", 5, True), 5)
    'rows'
    """
    return "rows" if rows is not None and reply.rows >= rows else "size"


def _marked(reply: Reply, suffix: str, link: str) -> bytes:
    """Say in an answer that it was cut, in the way that its format has for that, if it has one."""
    body = reply.body
    if suffix == "json" and body.startswith(_JSON_HEAD):
        return _JSON_HEAD + f'"link":[{json.dumps(link)}],'.encode() + body[len(_JSON_HEAD) :]
    if suffix == "xml":
        return body.replace(_XML_HEAD, f"<link href={quoteattr(link)}/>".encode() + _XML_HEAD, 1)
    said = f"cut: this is not the whole answer, but {reply.rows} triples of it"
    if suffix == "rdfxml":  # without the link: two hyphens in a name would end the remark
        return body + f"\n<!-- {said} -->\n".encode()
    return body + _COMMENTS.get(suffix, "").format(said=f"{said}; see {link}").encode()
