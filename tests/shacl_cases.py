"""Small shapes graphs and data made by a seeded chance, of all that SHACL's core can say."""

from __future__ import annotations

from random import Random

PREFIXES = """
PREFIX : <https://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
NODES = (":a", ":b", ":c", ":d", ":e", "_:f", "_:g")
PROPERTIES = (":p", ":q", ":r", ":s")
CLASSES = (":Thing", ":Actor", ":Ministry", ":Place")
LITERALS = (
    *("1", "2", "5", "-3", "1.5", "2.0", "1e1", "true", "false"),
    *('"bus"', '"Bus"', '""', '"tram line"', '"bus"@en', '"bus"@en-GB', '"tram"@en', '"バス"@ja'),
    *('"2020-01-31"^^xsd:date', '"2020-02-31"^^xsd:date', '"31 January"^^xsd:date'),
    *('"05"^^xsd:integer', '"five"^^xsd:integer', '"yes"^^xsd:boolean', '"1"^^xsd:boolean'),
    *('"https://example.org/a"^^xsd:anyURI', '"2020"^^xsd:gYear', '"3"^^xsd:nonNegativeInteger'),
    *('"2020-01-31T10:00:00Z"^^xsd:dateTime', '"1.50"^^xsd:decimal', '"x"^^:unheard-of'),
)
DATATYPES = ("string", "integer", "decimal", "boolean", "date", "dateTime", "anyURI", "double")
LANGUAGES = ('"en"', '"ja" "en-GB"', '"*"', '"EN"')
PATTERNS = ('"^b"', '"us$"', '"[0-9]"', '"example"')
KINDS = ("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral", "BlankNodeOrLiteral")


class Case:
    """One shapes graph and one data graph, as Turtle; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._number = 0
        self.data = PREFIXES + self._data()
        self.shapes = PREFIXES + self._shapes()

    def _data(self) -> str:
        pick = self._random.choice
        lines = [":Ministry rdfs:subClassOf :Actor .", ":Actor rdfs:subClassOf :Thing ."]
        lines += [
            f"{node} a {pick(CLASSES)} ." for node in NODES for _ in range(pick((0, 1, 1, 2)))
        ]
        for _ in range(self._random.randint(5, 40)):
            value = pick(LITERALS) if self._chance(0.5) else pick(NODES)
            lines.append(f"{pick(NODES)} {pick(PROPERTIES)} {value} .")
        return "\n".join(lines)

    def _shapes(self) -> str:
        return "\n".join(self._root(number) for number in range(self._random.randint(1, 4)))

    def _root(self, number: int) -> str:
        kind = " a sh:NodeShape ;" if self._chance(0.3) else ""
        parts = [self._property_shape() for _ in range(self._random.randint(1, 3))]
        own = self._demands(1, has_path=False) if self._chance(0.4) else []
        said = [self._target(), *own, *self._words(), *(f"sh:property {name}" for name, _ in parts)]
        texts = [text for _, text in parts]
        return "\n".join([f":Root{number}{kind} {' ; '.join(said)} .", *texts])

    def _target(self) -> str:
        return self._random.choice(
            (
                f"sh:targetClass {self._random.choice(CLASSES)}",
                f"sh:targetNode {self._random.choice(NODES[:5])} , {self._random.choice(LITERALS)}",
                f"sh:targetSubjectsOf {self._random.choice(PROPERTIES)}",
                f"sh:targetObjectsOf {self._random.choice(PROPERTIES)}",
            )
        )

    def _property_shape(self) -> tuple[str, str]:
        self._number += 1
        name = f":Property{self._number}"
        said = [f"sh:path {self._path()}", *self._demands(1, has_path=True), *self._words()]
        return name, f"{name} {' ; '.join(said)} ."

    def _words(self) -> list[str]:
        words = [self._random.choice(('sh:message "wrong"', 'sh:message "wrong"@en , "誤り"@ja'))]
        if self._chance(0.2):
            words.append(f"sh:severity sh:{self._random.choice(('Warning', 'Info', 'Violation'))}")
        if self._chance(0.05):
            words.append(f"sh:deactivated {self._random.choice(('true', 'false'))}")
        return words

    def _path(self, depth: int = 0) -> str:
        pick = self._random.choice
        if depth > 2 or self._chance(0.5):
            return pick(PROPERTIES)
        parts = " ".join(self._path(depth + 1) for _ in range(self._random.randint(2, 3)))
        inner = self._path(depth + 1)
        return pick(
            (
                f"( {parts} )",
                f"[ sh:alternativePath ( {parts} ) ]",
                f"[ sh:inversePath {pick(PROPERTIES)} ]",
                f"[ sh:inversePath {inner} ]",
                f"[ sh:zeroOrMorePath {inner} ]",
                f"[ sh:oneOrMorePath {inner} ]",
                f"[ sh:zeroOrOnePath {inner} ]",
            )
        )

    def _demands(self, most: int, *, has_path: bool, depth: int = 0) -> list[str]:
        count = self._random.randint(1, most)
        return [self._demand(has_path, depth) for _ in range(count)]

    def _demand(self, has_path: bool, depth: int) -> str:
        number = self._random.randint(0, 3)
        plain = [*self._of_values(), *(self._of_paths(number) if has_path else ())]
        nested = self._of_shapes(has_path, depth) if depth < 2 else []
        rare = ["sh:closed true"] if self._chance(0.1) and not has_path else []
        return self._random.choice(self._random.choice([plain, nested or plain, rare or plain]))

    def _of_values(self) -> list[str]:
        pick = self._random.choice
        some = " ".join(self._random.sample((*NODES[:5], *LITERALS), 4))
        return [
            f"sh:class {pick(CLASSES)}",
            f"sh:datatype xsd:{pick(DATATYPES)}",
            "sh:datatype rdf:langString",
            f"sh:nodeKind sh:{pick(KINDS)}",
            f"sh:in ( {some} )",
            f"sh:hasValue {pick((*NODES[:5], *LITERALS))}",
            f"sh:languageIn ( {pick(LANGUAGES)} )",
            f"sh:pattern {pick(PATTERNS)}",
            'sh:pattern "^B" ; sh:flags "i"',
            f"sh:minLength {self._random.randint(0, 4)}",
            f"sh:maxLength {self._random.randint(0, 8)}",
            f"sh:{pick(('minInclusive', 'minExclusive'))} {pick(('0', '1', '1.5', '2'))}",
            f"sh:{pick(('maxInclusive', 'maxExclusive'))} {pick(('0', '2', '1.5', '5'))}",
            f"sh:disjoint {pick(PROPERTIES)}",
            f"sh:equals {pick(PROPERTIES)}",
        ]

    def _of_paths(self, number: int) -> list[str]:
        pick = self._random.choice
        shape = self._nested(2)
        return [
            f"sh:minCount {number}",
            f"sh:maxCount {number}",
            f"sh:uniqueLang {pick(('true', 'false'))}",
            f"sh:lessThan {pick(PROPERTIES)}",
            f"sh:lessThanOrEquals {pick(PROPERTIES)}",
            f"sh:qualifiedValueShape {shape} ; sh:qualifiedMinCount {number}",
            f"sh:qualifiedValueShape {shape} ; sh:qualifiedMaxCount {number}",
            f"sh:qualifiedValueShape {shape} ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2",
        ]

    def _of_shapes(self, has_path: bool, depth: int) -> list[str]:
        shapes = " ".join(self._nested(depth + 1) for _ in range(self._random.randint(1, 3)))
        shape = self._nested(depth + 1, has_path=False)
        inner = f"[ {self._random.choice(('', 'sh:severity sh:Info ; '))}sh:path {self._path()} ; "
        inner += f'sh:message "deep" ; {self._demand(True, depth + 1)} ]'
        return [
            f"sh:node {shape}",
            f"sh:not {self._nested(depth + 1)}",
            f"sh:and ( {shapes} )",
            f"sh:or ( {shapes} )",
            f"sh:xone ( {shapes} )",
            *([f"sh:property {inner}"] if has_path else []),
        ]

    def _nested(self, depth: int, *, has_path: bool | None = None) -> str:
        if has_path is None:
            has_path = self._chance(0.5)
        path = f"sh:path {self._path(2)} ; " if has_path else ""
        return f"[ {path}{self._demand(has_path, depth + 1)} ]"

    def _chance(self, share: float) -> bool:
        return self._random.random() < share
