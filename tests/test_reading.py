"""The reader of papers: names, values, defaults, graphs and places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from paper_files import (
    CLAIM,
    PAPER,
    RECORD,
    iri,
    nodes,
    objects,
    read_files,
    subject_of,
    write_paper,
)
from scgraph import files, terms
from scgraph.reading import Place, read_paper
from scgraph.reading.form import Key, Level, context, paper_form
from scgraph.reading.paper import graph_name

FIXTURE = Path(__file__).parent / "fixtures" / "corpus-small" / "papers" / "bike-2020"
FORM = paper_form()
CAUSES = "    causes:\n      - {cause: a, how: causes, effect: b}\n"


def _key_names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.startswith("@"):
                yield name
            yield from _key_names(inner)


ALL_KEYS = sorted(set(_key_names(context())))
LEAVES = [key for level in FORM.below() for key in level.keys.values() if key.refers]
SLUG_KEYS = [name for name in ALL_KEYS if "_" not in name]


def test_the_context_has_keys_to_try() -> None:
    """The parametrised tests below try something."""
    assert len(SLUG_KEYS) > 50
    assert len(LEAVES) > 40
    assert {"id", "a", "barrier", "causes", "source", "scg"} <= set(SLUG_KEYS)


@pytest.mark.parametrize("name", SLUG_KEYS)
def test_a_key_name_as_a_value_is_a_value(name: str, tmp_path: Path) -> None:
    """A thing or code that is called like a key keeps its own IRI, whatever the key means."""
    values = f"    barrier: {name}\n    concedes: {name}\n"
    causes = f"    causes: {{cause: {name}, how: {name}, effect: {name}}}\n"
    parsed = read_files(tmp_path, claims=CLAIM.replace("causal", name) + values + causes)
    assert objects(parsed, "bike-2020:first", "scg:namesBarrier") == {iri(f"id:{name}")}
    assert objects(parsed, "bike-2020:first", "scg:claimType") == {iri(f"claim-type:{name}")}
    assert objects(parsed, "bike-2020:first", "scg:concedes") == {iri(f"bike-2020:{name}")}
    link = f"bike-2020:first/causes/{name}--{name}--{name}"
    assert objects(parsed, link, "scg:causalKind") == {iri(f"causal-kind:{name}")}


@pytest.mark.parametrize("name", SLUG_KEYS)
def test_a_key_name_as_a_barrier_of_the_hierarchy_is_a_thing(name: str, tmp_path: Path) -> None:
    """A place in the hierarchy belongs to the paper, and the barrier in it to all papers."""
    record = f"{RECORD}barriers:\n  - {{barrier: {name}, under: {name}}}\n"
    parsed = read_files(tmp_path, paper=record)
    assert objects(parsed, "bike-2020:", "scg:arranges") == set()
    arranged = {q.object for q in parsed.quads if q.predicate.value == iri("scg:arranges")}
    place = f"bike-2020:barriers/{name}"
    assert arranged == {NamedNode(iri(place))}
    assert objects(parsed, place, "scg:placedBarrier") == {iri(f"id:{name}")}
    assert objects(parsed, place, "scg:placedUnder") == {iri(place)}


def _document(level: Level, path: tuple[Key, ...], value: str) -> dict[str, object]:
    """Return the smallest node that has a value at the end of a path of keys."""
    key, *rest = path
    filled: dict[str, object] = {
        name: _some_value(level.keys[name], len(path)) for name in level.rule.required
    }
    if rest:
        assert key.level
        filled[key.name] = _document(key.level, tuple(rest), value)
    else:
        filled[key.name] = value
    return filled


def _some_value(key: Key, number: int) -> str:
    """Return a value that the key takes: its kind may ask for a form."""
    kind = (key.datatype or "").rpartition("#")[2]
    return {"date": "2024-05-31", "anyURI": "https://example.org/"}.get(kind, str(number))


def _paths(level: Level) -> Iterator[tuple[Key, ...]]:
    for key in level.keys.values():
        if key.level:
            yield from ((key, *path) for path in _paths(key.level))
        elif key.refers:
            yield (key,)


REFERENCES = [path for path in _paths(FORM) if path[-1].name not in path[-2].level.rule.required]


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: ".".join(key.name for key in path))
@pytest.mark.parametrize("value", ["id", "a", "causes", "barrier", "source"])
def test_every_reference_of_the_form_survives_a_value_called_like_a_key(
    path: tuple[Key, ...], value: str, tmp_path: Path
) -> None:
    """No level of the form lets a key name of any level swallow a value."""
    text = json.dumps({**_document(FORM, path, value), "title": "A paper"})
    parsed = read_files(tmp_path, paper=text)
    base = path[-1].base or ""
    wanted = f"{base if ':' in base else f'{PAPER}/{base}'}{value}"
    found = {q.object.value for q in parsed.quads if q.predicate.value == path[-1].property}
    assert wanted in found


def test_there_are_references_to_try() -> None:
    """The test above tries something at every depth."""
    assert {len(path) for path in REFERENCES} == {2, 3, 4}


def test_a_line_inserted_above_renames_no_node(tmp_path: Path) -> None:
    """Names come from values and never from positions."""
    before = read_files(tmp_path / "before", claims=CLAIM + CAUSES)
    inserted = CLAIM + CAUSES.replace("- {", "- {cause: new, how: causes, effect: b}\n      - {")
    new = "claims:\n  - {id: zero, at: 1/p1/s1, says: New., type: causal}\n"
    after = read_files(tmp_path / "after", claims=inserted.replace("claims:\n", new))
    assert set(before.quads) < set(after.quads)


def test_the_order_of_keys_renames_no_node(tmp_path: Path) -> None:
    """The order in which a person writes the keys plays no part."""
    turned = CAUSES.replace("cause: a, how: causes, effect: b", "effect: b, cause: a, how: causes")
    one = read_files(tmp_path / "one", claims=CLAIM + CAUSES)
    other = read_files(tmp_path / "other", claims=CLAIM + turned)
    assert set(one.quads) == set(other.quads)


def test_nested_nodes_are_named_by_their_values(tmp_path: Path) -> None:
    """A link is named by its cause, kind and effect, below its claim."""
    parsed = read_files(tmp_path, claims=CLAIM + CAUSES + "    infers: {from: first}\n")
    assert f"{PAPER}/first/causes/a--causes--b" in nodes(parsed)
    assert f"{PAPER}/first/infers" in nodes(parsed)


def test_there_are_no_blank_nodes() -> None:
    """Every node of a paper has an IRI of its own."""
    parsed = read_paper(FIXTURE, "https://example.org/cycling/")
    assert parsed.quads
    terms_used = {term for quad in parsed.quads for term in (quad.subject, quad.object)}
    assert not any(isinstance(term, BlankNode) for term in terms_used)


def test_every_node_has_the_class_of_its_key(tmp_path: Path) -> None:
    """The key under which a node stands says what it is."""
    parsed = read_files(tmp_path, claims=CLAIM + CAUSES)
    assert objects(parsed, "bike-2020:first", "rdf:type") == {iri("scg:Claim")}
    link = "bike-2020:first/causes/a--causes--b"
    assert objects(parsed, link, "rdf:type") == {iri("scg:CausalLink")}
    papers = [q for q in parsed.quads if q.object == NamedNode(iri("scg:Paper"))]
    assert [(subject_of(q), q.graph_name.value) for q in papers] == [(PAPER, f"{PAPER}/says")]


def test_defaults_fill_what_is_not_written(tmp_path: Path) -> None:
    """A value given once for the file holds for each node whose level takes it."""
    defaults = "defaults: {certainty: asserted, reading: literal, status: stated}\n"
    involves = "    involves: {actor: x, role: leads, in: y}\n"
    parsed = read_files(tmp_path, claims=defaults + CLAIM + CAUSES + involves)
    link = "bike-2020:first/causes/a--causes--b"
    involvement = "bike-2020:first/involves/x--leads--y"
    assert objects(parsed, "bike-2020:first", "scg:certainty") == {iri("certainty:asserted")}
    assert objects(parsed, link, "scg:effectStatus") == {iri("effect-status:stated")}
    assert objects(parsed, involvement, "scg:reading") == {iri("reading:literal")}
    assert objects(parsed, involvement, "scg:effectStatus") == set()


def test_a_written_value_overrides_the_default(tmp_path: Path) -> None:
    """The default steps back; it is not added."""
    text = "defaults: {certainty: asserted}\n" + CLAIM + "    certainty: possible\n"
    parsed = read_files(tmp_path, claims=text)
    assert objects(parsed, "bike-2020:first", "scg:certainty") == {iri("certainty:possible")}


def test_defaults_of_one_file_do_not_reach_another(tmp_path: Path) -> None:
    """Each file says for itself what it leaves out."""
    other = CLAIM.replace("first", "second")
    parsed = read_files(tmp_path, claims="defaults: {certainty: asserted}\n" + CLAIM, more=other)
    assert objects(parsed, "bike-2020:first", "scg:certainty")
    assert not objects(parsed, "bike-2020:second", "scg:certainty")


def test_places_lead_to_node_key_and_value(tmp_path: Path) -> None:
    """A fault found later can name file, line and column of what is wrong."""
    text = "defaults:\n  certainty: asserted\n" + CLAIM + CAUSES
    folder = write_paper(tmp_path, claims=text)
    places = read_paper(folder).places
    file = str(folder / "claims.yaml")
    claim, link = f"{PAPER}/first", f"{PAPER}/first/causes/a--causes--b"
    assert places[claim] == Place(file, 4, 5)
    assert places[claim, iri("scg:claimType")] == Place(file, 7, 5)
    assert places[claim, iri("scg:claimType"), iri("claim-type:causal")] == Place(file, 7, 11)
    assert places[claim, iri("scg:certainty")] == Place(file, 2, 3)
    assert places[claim, iri("scg:assertsCausalLink"), link] == Place(file, 9, 9)
    assert places[link, iri("scg:effect")] == Place(file, 9, 33)
    assert places[PAPER] == Place(str(folder / "paper.yaml"), 1, 1)


@pytest.mark.parametrize("locator", ["2.1/p2/s4", "2.1", "2", "1.10", "abstract/p1/s1"])
def test_a_locator_stays_text(locator: str, tmp_path: Path) -> None:
    """An unquoted section number is no decimal: 1.10 is not 1.1."""
    parsed = read_files(tmp_path, claims=CLAIM.replace("1/p1/s1", locator))
    assert objects(parsed, "bike-2020:first", "scg:statedAt") == {f"{PAPER}/{locator}"}


def test_a_decimal_keeps_its_wording(tmp_path: Path) -> None:
    """The literal is the text of the file with the datatype of the key."""
    figures = "    figures: {id: share, value: 9.50}\n"
    parsed = read_files(tmp_path, claims=CLAIM + figures)
    values = [q.object for q in parsed.quads if q.predicate == NamedNode(iri("schema:value"))]
    assert values == [Literal("9.50", datatype=NamedNode(iri("xsd:decimal")))]


@pytest.mark.parametrize("word", ["no", "yes", "true", "2019", "1.10", "2024-05-01", "Null island"])
def test_a_text_keeps_its_wording(word: str, tmp_path: Path) -> None:
    """Where text is due, a word that looks like another value is text."""
    parsed = read_files(tmp_path, claims=CLAIM.replace("Roads are unsafe.", word))
    assert objects(parsed, "bike-2020:first", "schema:text") == {word}


def test_white_space_around_a_text_is_trimmed(tmp_path: Path) -> None:
    """A folded block ends without the line end that YAML adds."""
    says = ">\n      Roads are\n      unsafe."
    parsed = read_files(tmp_path, claims=CLAIM.replace("Roads are unsafe.", says))
    assert objects(parsed, "bike-2020:first", "schema:text") == {"Roads are unsafe."}


def test_one_value_and_a_list_of_one_are_the_same(tmp_path: Path) -> None:
    """Brackets around a single value change nothing, for values and for nodes."""
    bracketed = CLAIM.replace("1/p1/s1", "[1/p1/s1]") + CAUSES
    plain = CLAIM + CAUSES.replace("      - {", "      {")
    one, other = (
        read_files(tmp_path / "one", claims=bracketed),
        read_files(tmp_path / "other", claims=plain),
    )
    assert set(one.quads) == set(other.quads)


@pytest.mark.parametrize("value", ["id:road", "https://w3id.org/scgraph/id/road", "road"])
def test_a_thing_can_be_given_by_slug_curie_or_iri(value: str, tmp_path: Path) -> None:
    """All three ways of writing a thing give one IRI."""
    parsed = read_files(tmp_path, claims=CLAIM + f'    barrier: "{value}"\n')
    assert objects(parsed, "bike-2020:first", "scg:namesBarrier") == {iri("id:road")}


def test_a_claim_of_another_paper_can_be_named(tmp_path: Path) -> None:
    """A corpus lends its papers each other's prefixes."""
    folder = write_paper(tmp_path, claims=CLAIM + "    concedes: car-2019:roads\n")
    other = {"car-2019": "https://w3id.org/scgraph/paper/car-2019/"}
    parsed = read_paper(folder, prefixes=other)
    wanted = {"https://w3id.org/scgraph/paper/car-2019/roads"}
    assert objects(parsed, "bike-2020:first", "scg:concedes") == wanted


def test_a_corpus_base_moves_things_and_papers_but_no_codes() -> None:
    """Only what belongs to the corpus lives below its base."""
    base = "https://example.org/cycling/"
    quads = read_paper(FIXTURE, base).quads
    used = {t.value for q in quads for t in (q.subject, q.object) if isinstance(t, NamedNode)}
    assert f"{base}id/unsafe-roads" in used
    assert f"{base}paper/bike-2020/roads-hinder" in used
    assert iri("causal-kind:hinders") in used
    own = {value for value in used if value.startswith(terms.BASE)}
    assert all(value.startswith((terms.VOCAB, terms.CODE)) for value in own)


@pytest.mark.parametrize(
    ("file", "graph"),
    [
        ("paper.yaml", "says"),
        ("claims-2.1.yaml", "says"),
        ("sentences.yaml", "anchors"),
        ("checks.yaml", "checks"),
        ("curation.yaml", "curation"),
    ],
)
def test_a_file_belongs_to_the_graph_of_its_name(file: str, graph: str) -> None:
    """What a paper says never mixes with what is said about it."""
    assert graph_name(Path(file)) == graph


def test_quads_are_put_into_the_graph_of_their_file() -> None:
    """Sentences, claims and curation stay apart, and nothing is in another graph."""
    quads = read_paper(FIXTURE).quads
    graphs = {_graph_of(quads, name) for name in ("1/p1/s1", "roads-hinder", "first-pass")}
    assert graphs == {f"{PAPER}/{name}" for name in ("anchors", "says", "curation")}
    used = {quad.graph_name.value for quad in quads}
    assert used == graphs


def _graph_of(quads: list[Quad], name: str) -> str:
    kind = NamedNode(iri("rdf:type"))
    found = (q for q in quads if subject_of(q) == f"{PAPER}/{name}" and q.predicate == kind)
    graph = next(found).graph_name
    assert isinstance(graph, NamedNode)
    return graph.value


def test_rdf_beside_the_yaml_goes_to_the_same_graphs(tmp_path: Path) -> None:
    """A Turtle file in a paper's folder is read by the rule of its name."""
    folder = write_paper(tmp_path)
    (folder / "checks.ttl").write_text("<x:a> <x:p> <x:b> .", encoding="utf-8")
    quads = [quad for quad in read_paper(folder).quads if quad.subject == NamedNode("x:a")]
    assert [quad.graph_name for quad in quads] == [NamedNode(f"{PAPER}/checks")]


SAMPLES = {
    None: "some text",
    "integer": "3",
    "decimal": "3.5",
    "boolean": "true",
    "date": "2020-01-31",
    "anyURI": "https://example.org/page",
}
VALUES = [
    (level.path, key)
    for level in FORM.below()
    for key in level.keys.values()
    if not key.names and key.level is None
]


def below(path: str, node: dict[str, object], *, written: bool) -> dict[str, object]:
    """Hang a node below the paper, at a level of the form, by keys or by what they stand for."""
    steps: list[Key] = []
    level = FORM
    for name in filter(None, path.split(".")):
        steps.append(level.keys[name])
        level = level.keys[name].level or level
    for number, key in reversed(list(enumerate(steps))):
        child = {"@id": f"{PAPER}/node-{number}", **node}
        by_property = {key.property: [child]}
        as_written = {"@reverse": by_property} if key.reverse else by_property
        node = as_written if written else {key.name: child}
    return {"@id": PAPER, **node}


@pytest.mark.parametrize(
    ("path", "key"), VALUES, ids=[f"{path}.{key.name}" for path, key in VALUES]
)
def test_the_reader_writes_what_the_context_says(path: str, key: Key) -> None:
    """For each key of the form, the expanded form gives the quads that the context gives."""
    datatype = key.datatype and key.datatype.partition("#")[2]
    value = "https://example.org/thing" if key.refers else SAMPLES[datatype]
    by_context = {"@context": context(), **below(path, {key.name: value}, written=False)}
    by_reader = below(path, {key.property: [key.written(value)]}, written=True)
    quads = [
        set(parse(json.dumps(document), RdfFormat.JSON_LD)) for document in (by_context, by_reader)
    ]
    assert quads[0] == quads[1]
    assert len(quads[0]) == 1 + path.count(".") + bool(path)


def test_the_context_alone_reads_plain_values_without_the_reader() -> None:
    """Any JSON-LD tool gets the IRIs of slugs out of the same file."""
    node = {
        "@context": context(),
        "@id": PAPER,
        "claims": {"id": "first", "type": "causal", "barrier": "causes", "at": "2.1/p2/s4"},
    }
    quads = parse(json.dumps(node), RdfFormat.JSON_LD, base_iri=f"{PAPER}/")
    found = {quad.object.value for quad in quads}
    assert found == {
        PAPER,
        iri("claim-type:causal"),
        iri("id:causes"),
        f"{PAPER}/2.1/p2/s4",
    }


def test_every_level_of_the_context_has_a_rule_and_every_rule_a_level() -> None:
    """The two files that make the form do not drift apart: a level has a rule, or shares one."""
    rules = json.loads(files.ontology("authoring.json").read_text(encoding="utf-8"))
    paths = {level.path or "paper" for level in FORM.below()}
    assert set(rules) <= paths
    assert all(any(p.endswith(rule) for rule in rules) for p in paths - set(rules))


def test_a_claim_of_another_work_is_written_like_a_claim_of_the_paper() -> None:
    """The two levels of the context are one but for what only a paper's text has."""
    context = json.loads(files.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    own = context["claims"]["@context"]
    other = context["consultations"]["@context"]["claims"]["@context"]
    assert {k: v for k, v in own.items() if k not in ("at", "cites", "answers")} == other


def test_every_key_that_a_rule_names_stands_in_the_context() -> None:
    """A rule that asks for a key that cannot be written would make every file wrong."""
    levels = list(FORM.below())
    assert levels
    for level in levels:
        rule = level.rule
        named = {*rule.named_by, *rule.required, *rule.defaults, *rule.folders}
        assert named <= level.keys.keys(), level.path


def test_no_code_of_the_reader_knows_a_key_of_the_form() -> None:
    """A key is added in the ontology and nowhere else."""
    source = Path(files.__file__).parent / "reading"
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in source.glob("*.py")]
    assert texts
    rules = json.loads(files.ontology("authoring.json").read_text(encoding="utf-8"))
    aliases = {name for name, entry in context().items() if isinstance(entry, str)}
    graphs = {*terms.PAPER_GRAPHS, "sentences"}  # names of files and graphs, which some keys share
    columns = {
        "slots.py",
        "alignment_rows.py",
        "aligned.py",
        "alignment.py",
    }  # which know the columns of SSSOM, another form
    texts = [(name, text) for name, text in texts if name not in columns]
    own = {*aliases, *graphs, *(field for rule in rules.values() for field in rule)}
    for name, text in texts:
        code = "\n".join(line for line in text.splitlines() if ">>>" not in line)
        known = [key for key in ALL_KEYS if key not in own and f'"{key}"' in code]
        assert known == [], name


@pytest.mark.parametrize("folder", [FIXTURE, *sorted((files.data() / "papers").iterdir())])
def test_every_value_of_the_files_is_in_the_quads(folder: Path) -> None:
    """Nothing that a file says is lost on the way through JSON-LD, which drops in silence."""
    parsed = read_paper(folder)
    stated = {(subject_of(q), q.predicate.value, q.object.value) for q in parsed.quads}
    # Some keys lead from the paper to its parts, and their properties back.
    stated |= {(value, predicate, node) for node, predicate, value in stated}
    written = {key for key in parsed.places if isinstance(key, tuple) and len(key) == 3}
    assert written
    assert written <= stated
