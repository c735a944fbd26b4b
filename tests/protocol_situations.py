"""Requests by the rules of the SPARQL 1.1 Protocol, each with the answer that it must get.

They are written from the specification: first queries that must be answered, then requests that
break a rule, then updates, which a graph that is only read refuses whatever carries them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
TURTLE, RDF_XML = "text/turtle", "application/rdf+xml"
PAPER = "https://w3id.org/scgraph/paper/an-2025"
SAYS, ANCHORS = f"{PAPER}/says", f"{PAPER}/anchors"
ELSEWHERE = "https://example.org/nothing-is-here"

_ASK = "ASK {}"
_SAID = "ASK { ?claim a scg:Claim }"
_ANCHORED = "ASK { ?sentence a doco:Sentence }"
_BOTH = "ASK { ?claim scg:statedAt/rdf:type doco:Sentence }"
_NAMED = "ASK { GRAPH ?g { ?claim a scg:Claim } }"
_IN = f"ASK {{ GRAPH <{SAYS}> {{ ?claim a scg:Claim }} }}"
_JOINED = "ASK { ?claim a scg:Claim ; scg:statedAt ?s . GRAPH ?g { ?s a doco:Sentence } }"


@dataclass(frozen=True)
class Situation:
    """A request, and what must come of it.

    Args:
        rule: what holds, in a sentence.
        method: the method of the request.
        params: what stands in the address behind the question mark.
        headers: those of the request.
        body: what is sent, if anything is.
        status: that of the answer; 4 for any that blames the client.
        media: the media type of the answer, if it matters.
        holds: a piece of the answer, if it matters.
        path: the address.
    """

    rule: str
    method: str = "GET"
    params: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    status: int = 200
    media: str | None = None
    holds: bytes = b""
    path: str = "/sparql"

    def __str__(self) -> str:
        return self.rule

    @property
    def target(self) -> str:
        """Return the path with the parameters."""
        return f"{self.path}?{urlencode(self.params)}" if self.params else self.path


def _asked(query: str, **graphs: str) -> tuple[tuple[str, str], ...]:
    return (("query", query), *_graphs(**graphs))


def _graphs(**graphs: str) -> tuple[tuple[str, str], ...]:
    names = {"default": "default-graph-uri", "named": "named-graph-uri"}
    return tuple((names[key], iri) for key, iris in graphs.items() for iri in iris.split())


def _form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs).encode()


_TRUE, _FALSE = b'"boolean":true', b'"boolean":false'

QUERIES = (
    Situation("GET asks with query= in the address", params=_asked(_ASK), media=JSON, holds=_TRUE),
    Situation(
        "POST asks with query= in a form",
        "POST",
        headers=FORM,
        body=_form(("query", _ASK)),
        holds=_TRUE,
    ),
    Situation(
        "POST asks with the query itself as the body",
        "POST",
        headers=DIRECT,
        body=_ASK.encode(),
        holds=_TRUE,
    ),
    Situation("The default graph is the union of all graphs", params=_asked(_BOTH), holds=_TRUE),
    Situation(
        "default-graph-uri makes one graph the default graph",
        params=_asked(_SAID, default=SAYS),
        holds=_TRUE,
    ),
    Situation(
        "What is not in that graph is not found",
        params=_asked(_SAID, default=ANCHORS),
        holds=_FALSE,
    ),
    Situation(
        "Several of them in a GET are merged",
        params=_asked(_BOTH, default=f"{SAYS} {ANCHORS}"),
        holds=_TRUE,
    ),
    Situation(
        "Several of them in the address of a POST of the query are merged",
        "POST",
        _graphs(default=f"{SAYS} {ANCHORS}"),
        DIRECT,
        _BOTH.encode(),
        holds=_TRUE,
    ),
    Situation(
        "Several of them in a form are merged",
        "POST",
        headers=FORM,
        body=_form(*_asked(_BOTH, default=f"{SAYS} {ANCHORS}")),
        holds=_TRUE,
    ),
    Situation(
        "named-graph-uri in a GET makes graphs named ones",
        params=_asked(_NAMED, named=f"{SAYS} {ANCHORS}"),
        holds=_TRUE,
    ),
    Situation(
        "named-graph-uri in the address of a POST of the query does too",
        "POST",
        _graphs(named=f"{SAYS} {ANCHORS}"),
        DIRECT,
        _NAMED.encode(),
        holds=_TRUE,
    ),
    Situation(
        "named-graph-uri in a form does too",
        "POST",
        headers=FORM,
        body=_form(*_asked(_NAMED, named=SAYS)),
        holds=_TRUE,
    ),
    Situation(
        "A graph that is not named in the request is not there",
        params=_asked(_IN, named=ANCHORS),
        holds=_FALSE,
    ),
    Situation(
        "With named graphs alone the default graph is empty",
        params=_asked(_SAID, named=SAYS),
        holds=_FALSE,
    ),
    Situation(
        "With default graphs alone there are no named ones",
        params=_asked(_NAMED, default=SAYS),
        holds=_FALSE,
    ),
    Situation(
        "Default and named graphs make a dataset together",
        params=_asked(_JOINED, default=SAYS, named=ANCHORS),
        holds=_TRUE,
    ),
    Situation(
        "They do in the address of a POST of the query",
        "POST",
        _graphs(default=SAYS, named=ANCHORS),
        DIRECT,
        _JOINED.encode(),
        holds=_TRUE,
    ),
    Situation(
        "The dataset of the request stands above FROM",
        params=_asked(f"ASK FROM <{ANCHORS}> {{ ?claim a scg:Claim }}", default=SAYS),
        holds=_TRUE,
    ),
    Situation(
        "The dataset of the request stands above FROM NAMED",
        params=_asked(
            f"ASK FROM NAMED <{SAYS}> {{ GRAPH ?g {{ ?c a scg:Claim }} }}", named=ANCHORS
        ),
        holds=_FALSE,
    ),
    Situation(
        "A FROM counts where the request names no graph",
        params=_asked(f"ASK FROM <{ANCHORS}> {{ ?claim a scg:Claim }}"),
        holds=_FALSE,
    ),
    Situation(
        "A graph that is not there is an empty one",
        params=_asked("ASK { ?s ?p ?o }", default=ELSEWHERE),
        holds=_FALSE,
    ),
    Situation(
        "SELECT is answered in a format of results",
        params=_asked("SELECT (1 AS ?one) {}"),
        headers={"Accept": XML},
        media=XML,
        holds=b'<variable name="one"/>',
    ),
    Situation(
        "ASK is answered in a format of results",
        params=_asked(_ASK),
        headers={"Accept": XML},
        media=XML,
        holds=b"<boolean>true</boolean>",
    ),
    Situation(
        "DESCRIBE is answered in a format of RDF",
        params=_asked("DESCRIBE id:mic"),
        headers={"Accept": RDF_XML},
        media=RDF_XML,
        holds=b"<rdf:RDF",
    ),
    Situation(
        "CONSTRUCT is answered in a format of RDF",
        params=_asked("CONSTRUCT { <x:a> <x:b> 1 } {}"),
        headers={"Accept": TURTLE},
        media=TURTLE,
        holds=b"<x:a> <x:b> 1",
    ),
    Situation(
        "The media type of a form may name UTF-8, in any case and in quotes",
        "POST",
        headers={"Content-Type": 'Application/X-WWW-Form-URLencoded; charset="utf-8"'},
        body=_form(("query", _ASK)),
        holds=_TRUE,
    ),
    Situation(
        "The media type of a query may name UTF-8",
        "POST",
        headers={"Content-Type": "application/sparql-query;charset=UTF-8"},
        body='SELECT ("総務省" AS ?name) {}'.encode(),
        holds="総務省".encode(),
    ),
    Situation(
        "A query in an address is UTF-8, whatever its letters",
        params=_asked('SELECT ("総務省" AS ?name) {}'),
        holds="総務省".encode(),
    ),
    Situation(
        "BASE within a query is what relative IRIs stand on",
        params=_asked("BASE <https://example.org/> SELECT (<a> AS ?iri) {}"),
        holds=b"https://example.org/a",
    ),
    Situation(
        "A mark of byte order before a query is no part of it",
        "POST",
        headers=DIRECT,
        body=b"\xef\xbb\xbf" + _ASK.encode(),
        holds=_TRUE,
    ),
)

_SENT = FORM | {"Accept": JSON}
BROKEN = (
    Situation("Neither GET nor POST is refused", "PUT", _asked(_ASK), status=405),
    Situation("Nothing can be deleted", "DELETE", _asked(_ASK), status=405),
    Situation(
        "Two queries in an address are refused",
        params=(*_asked(_ASK), *_asked("SELECT * {}")),
        status=400,
        holds=b"there are 2 queries",
    ),
    Situation(
        "Two queries in a form are refused",
        "POST",
        headers=FORM,
        body=_form(*_asked(_ASK), *_asked(_ASK)),
        status=400,
    ),
    Situation(
        "A query in the address beside one in the body is refused",
        "POST",
        _asked(_ASK),
        DIRECT,
        _ASK.encode(),
        status=400,
    ),
    Situation(
        "A query in the address beside a form is refused",
        "POST",
        _asked(_ASK),
        FORM,
        b"",
        status=400,
        holds=b"stands in the body",
    ),
    Situation(
        "A query as plain text is refused",
        "POST",
        headers={"Content-Type": "text/plain"},
        body=_ASK.encode(),
        status=415,
        holds=b"application/sparql-query",
    ),
    Situation(
        "A form of several parts is refused",
        "POST",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
        body=b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\nASK {}\r\n--x--\r\n',
        status=415,
    ),
    Situation(
        "A form that does not say that it is one is refused",
        "POST",
        body=_form(("query", _ASK)),
        status=415,
    ),
    Situation(
        "A query that does not say that it is one is refused",
        "POST",
        body=_ASK.encode(),
        status=415,
    ),
    Situation(
        "A query in UTF-16 is refused",
        "POST",
        headers={"Content-Type": "application/sparql-query; charset=UTF-16"},
        body=_ASK.encode("utf-16"),
        status=415,
        holds=b"utf-16",
    ),
    Situation(
        "A query in UTF-16 that says it is UTF-8 is refused",
        "POST",
        headers=DIRECT,
        body=_ASK.encode("utf-16"),
        status=400,
        holds=b"not UTF-8",
    ),
    Situation(
        "A form in Latin-1 is refused",
        "POST",
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=ISO-8859-1"},
        body=_form(("query", _ASK)),
        status=415,
    ),
    Situation(
        "Encoded bytes that are not UTF-8 are refused",
        path="/sparql?query=ASK%20%7B%7D%20%23%E9",
        status=400,
        holds=b"not UTF-8",
    ),
    Situation(
        "A percent sign that begins no byte is refused",
        path="/sparql?query=ASK%20%7B%7D%20%23%zz",
        status=400,
        holds=b"%zz",
    ),
    Situation(
        "Half an encoded byte at the end of a form is refused",
        "POST",
        headers=FORM,
        body=b"query=ASK%20%7B%7D%2",
        status=400,
    ),
    Situation(
        "A packed body is refused",
        "POST",
        headers=DIRECT | {"Content-Encoding": "gzip"},
        body=b"\x1f\x8b",
        status=415,
        holds=b"gzip",
    ),
    Situation(
        "A query that is none is refused with its place",
        params=_asked("ASK {"),
        status=400,
        media="application/problem+json",
        holds=b'"line":1,"column":6',
    ),
    Situation("An empty query is refused", params=_asked(""), status=400),
    Situation(
        "A parameter that is nearly query is not taken for one",
        params=(("Query", _ASK),),
        status=400,
        holds=b"there is no query",
    ),
    Situation(
        "A dataset without a query is refused",
        params=_graphs(default=SAYS),
        status=400,
    ),
    Situation("A form without a query is refused", "POST", headers=FORM, body=b"", status=400),
    Situation(
        "A graph with a relative name is refused",
        params=_asked(_ASK, default="says"),
        status=400,
        holds=b"default-graph-uri",
    ),
    Situation(
        "A graph whose name is no IRI is refused",
        params=(*_asked(_ASK), ("named-graph-uri", "https://example.org/a b")),
        status=400,
        holds=b"named-graph-uri",
    ),
    Situation(
        "A graph without a name is refused",
        params=(*_asked(_ASK), ("default-graph-uri", "")),
        status=400,
    ),
    Situation("A GET with a body is refused", params=_asked(_ASK), body=b"x", status=400),
    Situation(
        "A relative IRI without BASE is refused",
        params=_asked("SELECT (<a> AS ?iri) {}"),
        status=400,
    ),
    Situation(
        "Another server is not asked",
        params=_asked("ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }"),
        status=400,
        holds=b"SERVICE",
    ),
    Situation(
        "A query may not name the graphs of an update",
        params=(*_asked(_ASK), ("using-graph-uri", SAYS)),
        status=400,
        holds=b"say default-graph-uri",
    ),
)

_INSERT = "INSERT DATA { <x:a> <x:b> 1 }"
_USING = {
    name: urlencode([("using-graph-uri", iri) for iri in iris])
    for name, iris in {"one": [SAYS], "two": [SAYS, ANCHORS]}.items()
}


def _sent(rule: str, pairs: str, update: str = _INSERT) -> Situation:
    return Situation(
        rule,
        "POST",
        headers=UPDATE,
        body=update.encode(),
        status=403,
        holds=b"only read",
        path=f"/sparql?{pairs}" if pairs else "/sparql",
    )


def _formed(rule: str, *updates: str) -> Situation:
    body = _form(*(("update", one) for one in updates))
    return Situation(rule, "POST", headers=FORM, body=body, status=403, holds=b"only read")


UPDATES = (
    _formed("An update in a form is refused", _INSERT),
    _sent("An update as the body is refused", ""),
    _sent("An update with using-graph-uri is refused", _USING["one"]),
    _sent("An update with several of them is refused", _USING["two"]),
    _sent("An update with using-named-graph-uri is refused", f"using-named-graph-uri={SAYS}"),
    _sent("An update with both is refused", f"{_USING['one']}&using-named-graph-uri={quote(SAYS)}"),
    _sent("An update with BASE is refused", "", f"BASE <x:> {_INSERT}"),
    _sent(
        "An update that names its graphs twice is refused",
        _USING["one"],
        f"WITH <{SAYS}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    ),
    _sent("An update that is none is refused", "", "INSERT DATA {"),
    _formed("Two updates are refused", _INSERT, "CLEAR ALL"),
    Situation("An update by GET is refused", params=(("update", "CLEAR ALL"),), status=403),
    Situation(
        "An update as plain text is refused",
        "POST",
        headers={"Content-Type": "text/plain"},
        body=_INSERT.encode(),
        status=415,
    ),
    Situation(
        "An update in a form that does not say that it is one is refused",
        "POST",
        body=_form(("update", _INSERT)),
        status=415,
    ),
    Situation(
        "An update in UTF-16 is refused",
        "POST",
        headers={"Content-Type": "application/sparql-update; charset=UTF-16"},
        body=_INSERT.encode("utf-16"),
        status=403,
    ),
    Situation(
        "A query and an update together are refused",
        "POST",
        headers=FORM,
        body=_form(("query", _ASK), ("update", _INSERT)),
        status=400,
        holds=b"together",
    ),
    *(
        Situation(
            f"An update in place of a query is refused: {update.split()[0]}",
            params=_asked(update),
            status=400,
            media="application/problem+json",
            holds=b"is an update; this graph is only read",
        )
        for update in (
            _INSERT,
            f"DELETE DATA {{ GRAPH <{SAYS}> {{ <x:a> <x:b> 1 }} }}",
            f"WITH <{SAYS}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
            "CLEAR ALL",
            f"DROP GRAPH <{SAYS}>",
            "CREATE GRAPH <x:g>",
            "LOAD <file:///etc/hostname>",
            f"COPY <{SAYS}> TO <x:g>",
            f"MOVE <{SAYS}> TO <x:g>",
            f"ADD <{SAYS}> TO <x:g>",
            "insert data { <x:a> <x:b> 1 }",
            "# SELECT\nPREFIX x: <x:> # ASK\nBASE <x:y>\n\tInSeRt { x:a x:b 1 } WHERE {}",
        )
    ),
    Situation(
        "An update behind a query is refused",
        params=_asked(f"ASK {{}} ; {_INSERT}"),
        status=400,
    ),
)
SITUATIONS = QUERIES + BROKEN + UPDATES
