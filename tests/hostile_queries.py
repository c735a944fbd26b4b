"""Queries by which somebody would harm a server, by family, with what must come of each.

Whoever serves queries runs them all, and after every one asks a good query. They are made by small
functions from the addresses that a canary listens at; nothing about them is random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

REFUSED, WRONG, ENDED, ANSWERED = "refused", "wrong", "ended", "answered"
"""By the gate with its place; by the engine as no query; at a limit; with an answer."""
DEPTHS = (10, 100, 1000, 5000, 50_000)


@dataclass(frozen=True)
class Hostile:
    """Hold one query.

    Args:
        family: what it tries.
        name: which of its kind it is; family and name together are unique.
        text: the query.
        outcomes: what may come of it.
    """

    family: str
    name: str
    text: str
    outcomes: frozenset[str]


@dataclass(frozen=True)
class Canary:
    """Say where a request, or a read, would be noticed.

    Args:
        address: a web address on the loopback; nothing may ever call it.
        file: an address of a file that nothing may ever read.
    """

    address: str = "http://127.0.0.1:9/canary"
    file: str = "file:///nonexistent/canary.ttl"


Made = Iterator[tuple[str, str, set[str]]]
Family = Callable[[Canary], Made]
ANY = {REFUSED, WRONG, ENDED, ANSWERED}
WORKED = {ENDED, ANSWERED}
ALL = "?a ?b ?c"


def nested(_: Canary) -> Made:
    """Thirteen ways to nest, each from harmless to deeper than any stack."""
    kinds: dict[str, Callable[[int], str]] = {
        "groups": lambda n: f"ASK {'{' * n}{ALL}{'}' * n}",
        "parentheses": lambda n: f"ASK {{ FILTER({'(' * n}1{')' * n}) }}",
        "signs": lambda n: f"ASK {{ FILTER({'! ' * n}true) }}",
        "minus": lambda n: f"ASK {{ BIND({'-(' * n}1{')' * n} AS ?x) }}",
        "selects": lambda n: f"ASK {{ {'{ SELECT * { ' * n}{ALL}{' } }' * n} }}",
        "optionals": lambda n: f"ASK {{ {'OPTIONAL { ' * n}{ALL}{' }' * n} }}",
        "exists": lambda n: f"ASK {{ {'FILTER EXISTS { ' * n}{ALL}{' }' * n} }}",
        "minuses": lambda n: f"ASK {{ {ALL} {'MINUS { ?a ?b ?c ' * n}{' }' * n} }}",
        "functions": lambda n: f"ASK {{ BIND({'STR(' * n}1{')' * n} AS ?x) }}",
        "conditions": lambda n: f"ASK {{ BIND({'IF(true, ' * n}1{', 2)' * n} AS ?x) }}",
        "lists": lambda n: f"ASK {{ ?a ?b {'( ' * n}1{' )' * n} }}",
        "blank nodes": lambda n: f"ASK {{ ?a ?b {'[ ?b ' * n}1{' ]' * n} }}",
        "paths": lambda n: f"ASK {{ ?a {'(' * n}<x:b>{')*' * n} ?c }}",
        "triple terms": lambda n: f"ASK {{ ?a ?b {'<<( ?a ?b ' * n}1{' )>>' * n} }}",
    }
    for kind, make in kinds.items():
        for depth in DEPTHS:
            allowed = {REFUSED} if depth > 64 else {WRONG, ENDED, ANSWERED}
            if kind == "signs" and depth <= 1000:
                allowed = {ANSWERED}  # long, but not deep for the engine
            yield f"{kind} {depth}", make(depth), allowed


def chained(_: Canary) -> Made:
    """Long rather than deep; the engine makes depth of it."""
    kinds: dict[str, Callable[[int], str]] = {
        "unions": lambda n: f"ASK {{ {' UNION '.join(['{ ?a ?b ?c }'] * n)} }}",
        "optionals": lambda n: f"ASK {{ {'OPTIONAL { ?a ?b ?c } ' * n} }}",
        "minuses": lambda n: f"ASK {{ ?a ?b ?c {'MINUS { ?a ?b ?c } ' * n} }}",
        "sums": lambda n: f"ASK {{ FILTER(1{' + 1' * n} > 0) }}",
        "glued differences": lambda n: f"ASK {{ FILTER(1{'-1' * n}) }}",
        "differences of truth": lambda n: f"ASK {{ FILTER(true{'-1' * n}:x) }}",
        "disjunctions": lambda n: f"ASK {{ FILTER({' || '.join(['?a = 1'] * n)}) }}",
        "steps": lambda n: f"ASK {{ ?a {'/'.join(['<x:b>'] * n)} ?c }}",
        "alternatives": lambda n: f"ASK {{ ?a {'|'.join(['<x:b>'] * n)} ?c }}",
        "binds": lambda n: "ASK { " + " ".join(f"BIND({k} AS ?x{k})" for k in range(n)) + " }",
        "filters": lambda n: f"ASK {{ ?a ?b ?c {'FILTER(?a != 1) ' * n} }}",
        "hidden signs": lambda n: f"ASK {{ FILTER(1<{'1+' * n}1&&2>1) }}",
        "hidden parentheses": lambda n: f"ASK {{ FILTER(1<{'(' * n}1{')' * n}&&2>1) }}",
        "glued triples": lambda n: f"ASK {{ {'?a?b?c.' * n} }}",
    }
    for kind, make in kinds.items():
        for length in (100, 5000):
            allowed = {REFUSED} if length > 1000 else ANY
            yield f"{kind} {length}", make(length), allowed


def runaway(_: Canary) -> Made:
    """Joins of all with all, whose answer nobody lives to see."""
    for parts in (3, 4, 6, 10):
        product = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(parts))
        yield f"count of {parts}", f"SELECT (COUNT(*) AS ?n) {{ {product} }}", WORKED
        yield f"distinct of {parts}", f"SELECT DISTINCT * {{ {product} }}", WORKED
        yield f"sorted {parts}", f"SELECT * {{ {product} }} ORDER BY ?c0 ?a1", WORKED
        yield (
            f"grouped {parts}",
            f"SELECT ?c0 (MAX(?c1) AS ?m) {{ {product} }} GROUP BY ?c0",
            WORKED,
        )
        yield f"never {parts}", f"ASK {{ {product} FILTER(?c0 = <x:none>) }}", WORKED
        yield f"skipped {parts}", f"SELECT * {{ {product} }} OFFSET 99999999999", ANY
    for parts in (3, 6):
        options = " ".join(f"OPTIONAL {{ ?a{n} ?b{n} ?c{n} }}" for n in range(parts))
        yield f"optional {parts}", f"SELECT (COUNT(*) AS ?n) {{ {options} }}", WORKED
        minus = " ".join(f"FILTER NOT EXISTS {{ ?a{n} ?b{n} ?a }}" for n in range(parts))
        yield f"not exists {parts}", f"SELECT (COUNT(*) AS ?n) {{ {ALL} {minus} }}", WORKED


def paths(_: Canary) -> Made:
    """Paths through everything."""
    steps = {
        "any": "(<x:no>|!<x:no>)*",
        "any and back": "(!<x:no>|^!<x:no>)*",
        "plus of plus": "((!<x:no>)+)+",
        "star of star": "((!<x:no>)*)*",
        "optional star": "((!<x:no>)?)*",
        "twice": "(!<x:no>)*/(!<x:no>)*",
        "thrice": "(!<x:no>|^!<x:no>)*/(!<x:no>|^!<x:no>)*/(!<x:no>)*",
        "negated": "!(<x:a>|^<x:b>|<x:c>)",
    }
    for name, step in steps.items():
        yield f"count {name}", f"SELECT (COUNT(*) AS ?n) {{ ?a {step} ?c }}", ANY
        yield f"loop {name}", f"SELECT * {{ ?a {step} ?a }}", ANY
        yield f"joined {name}", f"ASK {{ ?a {step} ?c . ?c {step} ?d . FILTER(?d = 1) }}", ANY
    for length in (50, 500):
        yield f"long {length}", f"ASK {{ ?a {'/'.join(['(!<x:no>)'] * length)} ?c }}", ANY


def texts(_: Canary) -> Made:
    """Strings that double, are searched, sorted, hashed or joined without end."""
    for doublings in (10, 20, 30, 40):
        binds = " ".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(doublings))
        last = f"?t{doublings}"
        begin = f"BIND('0123456789' AS ?t0) {binds}"
        yield f"concat {doublings}", f"SELECT (STRLEN({last}) AS ?n) {{ {begin} }}", WORKED
        yield f"replace {doublings}", f"SELECT {last} {{ {begin} }}", ANY
        swell = " ".join(f"BIND(REPLACE(?t{n}, '.', 'xx') AS ?t{n + 1})" for n in range(doublings))
        yield (
            f"swell {doublings}",
            f"SELECT (STRLEN({last}) AS ?n) {{ BIND('x' AS ?t0) {swell} }}",
            ANY,
        )
    yield (
        "joined",
        f"SELECT (GROUP_CONCAT(?x) AS ?t) {{ {ALL} . ?d ?e ?f . BIND(STR(?a) AS ?x) }}",
        WORKED,
    )
    yield (
        "joined by much",
        (f"SELECT (GROUP_CONCAT(?a; SEPARATOR='{'x' * 30000}') AS ?t) {{ {ALL} . ?d ?e ?f }}"),
        ANY,
    )
    yield (
        "sorted by hash",
        f"SELECT * {{ {ALL} . ?d ?e ?f }} ORDER BY SHA512(CONCAT(STR(?c), STR(?f)))",
        WORKED,
    )
    yield (
        "hashes",
        f"SELECT (COUNT(DISTINCT ?h) AS ?n) {{ {ALL} . ?d ?e ?f "
        "BIND(MD5(CONCAT(STR(?a), STR(?d))) AS ?h) }",
        WORKED,
    )
    yield (
        "uuids",
        f"SELECT (COUNT(DISTINCT ?u) AS ?n) {{ {ALL} . ?d ?e ?f BIND(STRUUID() AS ?u) }}",
        WORKED,
    )
    yield "rand", f"SELECT * {{ {ALL} . ?d ?e ?f }} ORDER BY RAND()", WORKED
    yield "now", f"SELECT (MAX(?t) AS ?m) {{ {ALL} . ?d ?e ?f BIND(NOW() + ?c AS ?t) }}", ANY
    yield "encoded", "SELECT (ENCODE_FOR_URI('" + "\u6f22" * 18000 + "') AS ?x) {}", WORKED


def patterns(_: Canary) -> Made:
    """Regular expressions that take long elsewhere, and those that grow when compiled."""
    for name, pattern in {
        "nested plus": "(a+)+$",
        "nested star": "((a*)*)*$",
        "alternation": "(a|a)*$",
        "dots": "(.*a){25}",
        "counted": "(a{1000}){1000}",
        "counted thrice": "((a{100}){100}){100}",
        "unicode": r"\\p{L}{1000}",
        "optional": "a?" * 500 + "a" * 500,
        "classes": r"[\\w--\\d]{500}",
        "unclosed": "(((((",
        "deep": "(" * 5000 + ")" * 5000,
        "look behind": "(?<=a)b",
        "back": r"(a)\\1",
    }.items():
        text = "a" * 2000 + "b"
        yield f"regex {name}", f"ASK {{ BIND('{text}' AS ?t) FILTER(REGEX(?t, '{pattern}')) }}", ANY
        yield f"replace {name}", f"SELECT (REPLACE('{text}', '{pattern}', '$0$0') AS ?x) {{}}", ANY


def plans(_: Canary) -> Made:
    """What takes long before a single quad is looked at."""
    for n in (5, 10, 20, 40):
        joined = " ".join(f"?v{k} <x:p{k}> ?v{k + 1} ." for k in range(n))
        yield f"chain {n}", f"ASK {{ {joined} }}", ANY
        star = " ".join(f"?v <x:p{k}> ?o{k} ." for k in range(n))
        yield f"star {n}", f"SELECT * {{ {star} }}", ANY
        web = " ".join(f"?v{k} ?p ?v{j} ." for k in range(n) for j in range(k))
        yield f"web {n}", f"ASK {{ {web} }}", ANY
        options = " ".join(f"OPTIONAL {{ ?v <x:p{k}> ?o{k} }}" for k in range(n))
        yield f"options {n}", f"SELECT * {{ {options} }}", ANY
        unions = " ".join(f"{{ ?v <x:p{k}> 1 }} UNION {{ ?v <x:q{k}> 2 }}" for k in range(n))
        yield f"unions {n}", f"SELECT * {{ {unions} }}", ANY
        filters = " && ".join(f"(?o{k} = 1 || ?o{k} = 2)" for k in range(n))
        yield f"normal form {n}", f"ASK {{ {star} FILTER({filters}) }}", ANY
        both = " ".join(
            f"OPTIONAL {{ {{ ?v <x:p{k}> ?o }} UNION {{ ?v <x:q{k}> ?o }} }}" for k in range(n)
        )
        yield f"options of unions {n}", f"ASK {{ {both} }}", ANY
        exists = " ".join(
            f"FILTER(EXISTS {{ ?v <x:p{k}> ?o }} || EXISTS {{ ?v <x:q{k}> ?o }})" for k in range(n)
        )
        yield f"exists {n}", f"ASK {{ ?v ?p ?q {exists} }}", ANY
        for function, more in (
            ("REGEX", ", 'a'"),
            ("SUBSTR", ", 1"),
            ("REPLACE", ", 'a', 'b'"),
            ("GROUP_CONCAT", ""),
        ):
            calls = f"{function}(" * n + "'a'" + f"{more})" * n
            yield f"parsed again {function} {n}", f"SELECT ({calls} AS ?x) {{}}", ANY
    for rows in (100, 3000):
        values = " ".join(f"(<x:{k}> {k})" for k in range(rows))
        yield f"values {rows}", f"SELECT * {{ VALUES (?a ?b) {{ {values} }} ?a ?p ?o }}", ANY
        data = " ".join(f"<x:{k}>" for k in range(rows))
        squared = f"VALUES ?a {{ {data} }} VALUES ?b {{ {data} }} VALUES ?c {{ {data} }}"
        yield f"values cubed {rows}", f"SELECT (COUNT(*) AS ?n) {{ {squared} }}", ANY


def large(_: Canary) -> Made:
    """Answers that fill the memory, or the line."""
    two = f"{ALL} . ?d ?e ?f"
    yield "rows", f"SELECT * {{ {two} }}", WORKED
    yield "wide", f"SELECT {' '.join(f'(?a AS ?x{n})' for n in range(400))} {{ {two} }}", ANY
    yield "many names", f"SELECT {' '.join(f'?x{n}' for n in range(3000))} {{ {ALL} }}", ANY
    yield "triples", f"CONSTRUCT {{ ?a ?e ?f . ?d ?b ?c }} WHERE {{ {two} }}", WORKED
    yield (
        "template",
        f"CONSTRUCT {{ {' '.join('[] ?b [] .' for _ in range(200))} }} WHERE {{ {two} }}",
        ANY,
    )
    yield "lists", f"CONSTRUCT {{ ?a ?b ({' ?c' * 500}) }} WHERE {{ {two} }}", ANY
    yield "described", f"DESCRIBE * {{ {two} }}", WORKED
    yield "described all", f"DESCRIBE ?a ?c WHERE {{ {ALL} }}", WORKED
    yield "triple terms", f"CONSTRUCT {{ ?a ?b <<( ?d ?e ?f )>> }} WHERE {{ {two} }}", WORKED
    yield "blank", f"SELECT (BNODE() AS ?x) {{ {two} }}", WORKED


def values(_: Canary) -> Made:
    """Numbers, dates and letters that there are not."""
    nines = "9" * 5000
    for name, expression in {
        "integer": nines,
        "decimal": f"{nines}.{nines}",
        "double": "1e999999999",
        "power": "*".join(["99999999999"] * 200),
        "division": "1/0",
        "rest": "1.0/3.0",
        "year": f"'{nines}-01-01T00:00:00Z'^^<http://www.w3.org/2001/XMLSchema#dateTime>",
        "day": "'2024-02-31'^^<http://www.w3.org/2001/XMLSchema#date> + 1",
        "duration": f"'P{nines}Y'^^<http://www.w3.org/2001/XMLSchema#duration>",
        "substring": "SUBSTR('abc', -9223372036854775808, 9223372036854775807)",
        "substring far": "SUBSTR('abc', 1, 1e300)",
        "cast": f"<http://www.w3.org/2001/XMLSchema#integer>('{nines}')",
        "language": f"STRLANG('a', '{'x-' * 2000}x')",
        "datatype": f"STRDT('a', <x:{'a' * 20000}>)",
        "iri": f"IRI('{'a' * 30000}')",
        "relative": "IRI('../../../../etc/passwd')",
        "surrogate": "'\\uD800'",
        "surrogates": "'\\uDBFF\\uDFFF'",
        "beyond": "'\\UFFFFFFFF'",
        "nul": "'\\u0000'",
        "raw surrogate": "'\ud800'",
        "raw nul": "'\x00\x01\x02'",
        "turned": "'\u202e\u2066abc'",
        "noncharacter": "'\ufffe\uffff'",
    }.items():
        yield name, f"SELECT ({expression} AS ?x) {{}}", ANY
    yield "limit", f"SELECT * {{ {ALL} }} LIMIT {nines}", ANY
    yield "offset", f"SELECT * {{ {ALL} }} OFFSET -1", ANY
    yield "name", f"SELECT ?{'a' * 60000} {{ {ALL} }}", ANY
    yield "too long", "ASK {} #" + "x" * 70_000, {REFUSED}
    yield "empty", "", {WRONG}
    yield "nothing but nul", "\x00" * 1000, {WRONG}
    yield "bytes", "".join(chr(n) for n in range(256)), {WRONG, REFUSED}


def services(canary: Canary) -> Made:
    """Every spelling by which another server might be asked, and some that only look like it."""
    there = f"<{canary.address}>"
    names = (
        f"PREFIX x: <x:> PREFIX h: <http://h:> PREFIX c: <{canary.address}> "
        f"PREFIX : <{canary.address}/> "
    )
    where = f"{there} {{ ?d ?e ?f }}"
    refused = {
        "plain": f"ASK {{ SERVICE {where} }}",
        "lower": f"ASK {{ service {where} }}",
        "mixed": f"ASK {{ sErViCe {where} }}",
        "silent": f"ASK {{ SERVICE SILENT {where} }}",
        "glued": f"ASK {{ SERVICE{where} }}",
        "glued silent": f"ASK {{ SERVICESILENT{where} }}",
        "variable": f"ASK {{ VALUES ?s {{ {there} }} SERVICE ?s {{ }} }}",
        "glued variable": f"ASK {{ BIND({there} AS ?s) SERVICE?s{{ ?d ?e ?f }} }}",
        "glued dollar": f"ASK {{ BIND({there} AS ?s) SERVICE$s{{ ?d ?e ?f }} }}",
        "name": f"{names}ASK {{ SERVICE c: {{ ?d ?e ?f }} }}",
        "glued name": f"{names}ASK {{ SERVICEc:{{ ?d ?e ?f }} }}",
        "glued empty prefix": f"{names}ASK {{ SERVICE:a{{ ?d ?e ?f }} }}",
        "base": f"BASE <{canary.address}> ASK {{ SERVICE <> {{ ?d ?e ?f }} }}",
        "comment between": f"ASK {{ SERVICE # a\n # b\n {where} }}",
        "after a comment that ends by return": f"ASK {{ # a\rSERVICE {where} }}",
        "tab": f"ASK {{ SERVICE\t{where} }}",
        "lines": f"ASK {{\n\n  SERVICE\n\n{there}\n{{ ?d ?e ?f }} }}",
        "after a number": f"ASK {{ ?a ?b 1SERVICE {where} }}",
        "after a decimal": f"ASK {{ ?a ?b 1.0SERVICE {where} }}",
        "after an exponent": f"ASK {{ ?a ?b 1e5SERVICE {where} }}",
        "after truth": f"ASK {{ ?a ?b trueSERVICE {where} }}",
        "after a dot": f"ASK {{ ?a ?b ?c.SERVICE {where} }}",
        "after a number and a dot": f"ASK {{ ?a ?b 1.SERVICE {where} }}",
        "after a string": f"ASK {{ ?a ?b 'x'SERVICE {where} }}",
        "after a language": f"ASK {{ ?a ?b 'x'@en.SERVICE {where} }}",
        "after a datatype": f"ASK {{ ?a ?b 'x'^^<x:y>SERVICE {where} }}",
        "after an empty name": f"{names}ASK {{ ?a ?b x:.SERVICE {where} }}",
        "after a run": f"{names}ASK {{ ?a?b:c?d.SERVICE {where} }}",
        "after an escaped hash": f"{names}ASK {{ ?a ?b x:a\\# SERVICE {where} }}",
        "after an escaped quote": f"{names}ASK {{ ?a ?b x:a\\' SERVICE {where} FILTER('' = '') }}",
        "after an escape in an IRI": (
            f"ASK {{ <x:\\u0041'> ?b ?c SERVICE {where} FILTER('' = '') }}"
        ),
        "after a name that is none": f"{names}ASK {{ ?a ?b h:SERVICE {where} }}",
        "after an undeclared name": f"{names}ASK {{ ?a ?b true.SERVICE:a {{ ?d ?e ?f }} }}",
        "behind a comparison": f"ASK {{ BIND({there} AS ?s) FILTER(1<2)SERVICE?s#>\n{{ }} }}",
        "behind a compared string": f"ASK {{ FILTER(1<'>') SERVICE {where} FILTER('' = '') }}",
        "behind a compared remark": f"ASK {{ FILTER(1<2)#>'''\n SERVICE {where} #'''\n }}",
        "in a group": f"ASK {{ {{ {{ SERVICE {where} }} }} }}",
        "in an option": f"ASK {{ OPTIONAL {{ SERVICE {where} }} }}",
        "in a union": f"ASK {{ {{}} UNION {{ SERVICE {where} }} }}",
        "in a minus": f"ASK {{ MINUS {{ SERVICE {where} }} }}",
        "in a select": f"ASK {{ {{ SELECT * {{ SERVICE {where} }} }} }}",
        "in a graph": f"ASK {{ GRAPH ?g {{ SERVICE {where} }} }}",
        "in exists": f"ASK {{ FILTER EXISTS {{ SERVICE {where} }} }}",
        "in a construct": f"CONSTRUCT {{ ?d ?e ?f }} WHERE {{ SERVICE {where} }}",
        "in a describe": f"DESCRIBE ?d {{ SERVICE {where} }}",
        "in itself": f"ASK {{ SERVICE {there} {{ SERVICE {where} }} }}",
        "after a string of lines": f"ASK {{ ?a ?b '''x\n'y''' SERVICE {where} }}",
        "after quotes in a string": f'ASK {{ ?a ?b """x " \\""" y""" SERVICE {where} }}',
        "escape": f"ASK {{ \\u0053ERVICE {where} }}",
        "long escape": f"ASK {{ \\U00000053ERVICE {where} }}",
        "all escaped": "ASK { " + "".join(f"\\u{ord(c):04X}" for c in "SERVICE") + f" {where} }}",
        "byte order mark": f"\ufeffASK {{ SERVICE {where} }}",
        "unbreakable space": f"ASK {{ SERVICE\u00a0{where} }}",
    }
    for name, text in refused.items():
        yield name, text, {REFUSED}
    for name, text in {
        "full width": f"ASK {{ \uff33ERVICE {where} }}",
        "long s": f"ASK {{ \u017fERVICE {where} }}",
        "nul": f"ASK {{ SERVICE\x00 {where} }}",
        "mark of direction": f"ASK {{ SERV\u200fICE {where} }}",
        "zero width": f"ASK {{ SER\u200bVICE {where} }}",
        "soft hyphen": f"ASK {{ SER\u00adVICE {where} }}",
        "Cyrillic": f"ASK {{ \u0405ERVICE {where} }}",
        "as two words": f"ASK {{ SERV ICE {where} }}",
    }.items():
        yield name, text, {REFUSED, WRONG}
    for name, text in {
        "a string": f"ASK {{ ?a ?b 'SERVICE {there} {{}}' }}",
        "a long string": f"ASK {{ ?a ?b '''\nSERVICE {there} {{}} ' ''' }}",
        "an IRI": "ASK { <x:SERVICE> <http://example.org/service(x)#y> ?c }",
        "a variable": "ASK { ?service ?b ?SERVICE { ?a ?b ?c } }",
        "a remark": f"ASK {{ # SERVICE {where}\n ?a ?b ?c }}",
        "a name": "PREFIX service: <x:> ASK { ?a service:service ?c }",
        "a graph": "PREFIX x: <x:> ASK { GRAPH x:service { ?a ?b ?c } }",
    }.items():
        yield f"harmless in {name}", text, {ANSWERED}


def addresses(canary: Canary) -> Made:
    """Files and pages to read, by every clause that names one."""
    for kind, iri in {
        "page": canary.address,
        "file": canary.file,
        "upper": canary.file.replace("file:", "FILE:"),
        "data": "data:text/turtle,%3Cx:a%3E%20%3Cx:b%3E%20%3Cx:c%3E",
        "devices": "file:///dev/zero",
        "ftp": canary.address.replace("http:", "ftp:"),
    }.items():
        yield f"from {kind}", f"SELECT * FROM <{iri}> {{ {ALL} }}", {ANSWERED}
        yield (
            f"from named {kind}",
            f"SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ {ALL} }} }}",
            {ANSWERED},
        )
        yield f"graph {kind}", f"ASK {{ GRAPH <{iri}> {{ {ALL} }} }}", {ANSWERED}
        yield f"described {kind}", f"DESCRIBE <{iri}>", {ANSWERED}
        yield f"called {kind}", f"SELECT (<{iri}>(1) AS ?x) {{}}", ANY
    yield "base", f"BASE <{canary.file}> SELECT * FROM <canary> {{ {ALL} }}", {ANSWERED}


def updates(canary: Canary) -> Made:
    """Everything that would change data, or load it."""
    for name, text in {
        "insert data": "INSERT DATA { <x:a> <x:b> <x:c> }",
        "insert where": f"INSERT {{ ?a <x:b> 1 }} WHERE {{ {ALL} }}",
        "delete data": "DELETE DATA { <x:a> <x:b> <x:c> }",
        "delete where": f"DELETE WHERE {{ {ALL} }}",
        "delete all": f"DELETE {{ {ALL} }} WHERE {{ {ALL} }}",
        "modify": f"DELETE {{ {ALL} }} INSERT {{ ?c ?b ?a }} WHERE {{ {ALL} }}",
        "with": f"WITH <x:g> DELETE {{ {ALL} }} WHERE {{ {ALL} }}",
        "clear": "CLEAR ALL",
        "clear silent": "clear silent graph <x:g>",
        "drop": "DROP ALL",
        "create": "CREATE GRAPH <x:g>",
        "add": "ADD <x:g> TO DEFAULT",
        "move": "MOVE <x:g> TO <x:h>",
        "copy": "COPY DEFAULT TO <x:g>",
        "load": f"LOAD <{canary.address}>",
        "load file": f"LOAD <{canary.file}>",
        "load silent": f"LOAD SILENT <{canary.file}> INTO GRAPH <x:g>",
        "after a prologue": "BASE <x:> PREFIX a: <x:> # INSERT\nDROP ALL",
    }.items():
        yield name, text, {REFUSED}
    yield "after a query", f"ASK {{}} ; LOAD <{canary.address}>", {WRONG}
    yield "after a brace", "SELECT * { } INSERT DATA { <x:a> <x:b> 1 }", {WRONG}


FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        nested,
        chained,
        runaway,
        paths,
        texts,
        patterns,
        plans,
        large,
        values,
        services,
        addresses,
        updates,
    )
}


def hostile_queries(canary: Canary | None = None) -> list[Hostile]:
    """Return all queries, family by family."""
    canary = canary or Canary()
    return [
        Hostile(family, name, text, frozenset(outcomes))
        for family, make in FAMILIES.items()
        for name, text, outcomes in make(canary)
    ]


def a_tenth(queries: list[Hostile]) -> list[Hostile]:
    """Return each tenth query of every family, and the first of each."""
    seen: dict[str, int] = {}
    chosen = []
    for query in queries:
        number = seen.get(query.family, 0)
        seen[query.family] = number + 1
        if number % 10 == 0:
            chosen.append(query)
    return chosen
