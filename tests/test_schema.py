"""What an editor is told about the files of papers agrees with what reads and validates them."""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from scgraph import terms
from scgraph.authoring.schemas import changed_files, schema_files, schema_line
from scgraph.authoring.starting import EXAMPLE, start_corpus
from scgraph.cli import main
from scgraph.corpus import Settings, read_corpus
from scgraph.errors import ReadError
from scgraph.files import data
from scgraph.reading import read_paper, read_yaml
from scgraph.reading.form import Level, paper_form
from scgraph.validation import validate
from schema_reader import Editor

SMALL = Path(__file__).resolve().parent / "fixtures" / "corpus-small"
MUTANTS = 3000 if os.environ.get("SCGRAPH_DEEP") else 120
BASE = "https://example.org/made/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus as `scgraph new` makes it."""
    return start_corpus(tmp_path_factory.mktemp("schema") / "made", Settings(base=BASE))


@pytest.fixture(scope="module")
def editor(made: Path) -> Editor:
    """An editor at work in that corpus."""
    return Editor(made, EXAMPLE)


@cache
def _files(root: Path) -> list[Path]:
    return sorted(root.glob("papers/*/*.yaml"))


@pytest.mark.parametrize(("root", "paper"), [(data(), "an-2025"), (SMALL, "bike-2020")])
def test_every_file_of_a_valid_corpus_is_accepted(root: Path, paper: str) -> None:
    """What is right is never marked."""
    editor = Editor(root, paper)
    assert len(_files(root)) > 3
    found = {
        file.name: editor.complaints(file.read_text(encoding="utf-8")) for file in _files(root)
    }
    assert {name: said for name, said in found.items() if said} == {}


def test_every_file_of_a_new_corpus_is_accepted(editor: Editor, made: Path) -> None:
    """The example shows no mark in the editor of a beginner."""
    assert len(_files(made)) == 4
    for file in _files(made):
        text = file.read_text(encoding="utf-8")
        assert editor.complaints(text) == []
        assert text.startswith(f"{schema_line(EXAMPLE)}\n")


def test_the_line_of_a_file_leads_to_its_schema(made: Path) -> None:
    """The path that the editor follows is that of a file which is there."""
    path = schema_line(EXAMPLE).partition("$schema=")[2]
    schema = (made / "papers" / EXAMPLE / path).resolve()
    assert schema in {path.resolve() for path in schema_files(made)}
    assert schema.is_file()


def test_schemas_are_of_the_draft_that_they_name(editor: Editor) -> None:
    """They are sound by the schema of draft 7."""
    assert len(editor.schemas) == 2
    for schema in editor.schemas.values():
        Draft7Validator.check_schema(schema)


PLANTED = [
    ("claims", "says: Many older", "sais: Many older", "a misspelt key"),
    (
        "claims",
        "    says: Many older residents cannot fill in a form on a screen.\n",
        "",
        "no text",
    ),
    ("claims", "says: Many older residents cannot fill in a form on a screen.", "says:", "empty"),
    ("claims", "at: 2/p1/s2", "at: 2/p1/s9", "a sentence that the paper has not"),
    ("claims", "at: 2/p1/s2", "at: 2/p1 s2", "no locator"),
    ("claims", "type: barrier", "type: barier", "a misspelt code"),
    ("claims", "type: barrier", "type: figure", "a type whose key is missing"),
    ("claims", "type: barrier", "type: causal", "a type whose links are missing"),
    ("claims", "certainty: asserted", "certainty: sure", "no code of the list, as a default"),
    ("claims", "certainty: asserted", "certanty: asserted", "a misspelt default"),
    ("claims", "quantifier: many\n    barrier", "quantifier: plenty\n    barrier", "no code"),
    ("claims", "barrier: weak-screen-skills", "barrier: weak-screen-skill", "an unknown thing"),
    ("claims", "barrier: weak-screen-skills", "barrier: town-council", "a thing of another kind"),
    ("claims", "answers: rq-why", "answers: rq-how", "a question that the paper has not"),
    ("claims", "actor: older-residents, role: holds", "actor: online-booking, role: holds", "kind"),
    ("claims", "role: holds, in: weak-screen-skills", "role: holds", "no target"),
    ("claims", "role: addressee, for: advice-lessons", "role: addressee, for: advice-x", "target"),
    ("claims", "role: holds", "role: [holds, faces]", "two values where one stands"),
    ("claims", "how: causes,", "", "a link without its kind"),
    ("claims", "how: causes,", "how: leads-to,", "no kind of link"),
    ("claims", "value: 38", "value: 38 %", "no number"),
    ("claims", "value: 38", "value: about 38", "words for a number"),
    ("claims", "year: 2021", "year: 2021.5", "no whole number"),
    ("claims", "unit: percent", "unit: '%'", "a sign for a code"),
    ("claims", "place: lindholm", "place: Lindholm", "a label for a name"),
    ("claims", "using: [older-users-2023, older-users-2022]", "using: []", "an empty list"),
    ("claims", "using: [older-users-2023, older-users-2022]", "using: older-users", "no figure"),
    ("claims", "id: skills-missing", "id: Skills missing", "no name"),
    ("claims", "source: ek-2022", "source: ek-2021", "an unknown work"),
    ("claims", 'pointing: number, marker: "[2]"', 'marker: "[2]"', "no way of pointing"),
    ("claims", "from: lessons-may-help", "from: lessons-help", "no claim"),
    ("claims", "infers:\n      - {from", "infers:\n      - {premise", "an unknown key inside"),
    ("claims", "defaults:", "default:", "a misspelt key at the root"),
    ("paper", "number: 1", "number: one", "a word for a number"),
    ("paper", "work: ek-2022", "work: lindholm", "a place for a work"),
    ("paper", "    work: ek-2022\n", "", "an entry without its work"),
    ("paper", "{barrier: user-confusion}", "{barrier: online-booking}", "an outcome as barrier"),
    ("curation", "kind: settlement", "kind: settled", "no kind of pass"),
    ("curation", "date: 2026-11-24", "date: 24 November 2026", "no date"),
    ("curation", "date: 2026-11-24", "date: 2026-13-24", "no month"),
    ("curation", "pass: pass-settlement", "pass: pass-third", "no pass"),
    ("curation", "- booking-moved", "- booking-move", "no claim"),
    ("sentences", "no_claim: question", "no_claim: yes", "no reason"),
    ("sentences", "tokens: 16", "tokens: 0", "too few words"),
    ("sentences", 'exact_1: "59a69f88', 'exact_1: "X9a69f88', "no digest"),
]


@pytest.mark.parametrize(("stem", "right", "wrong", "what"), PLANTED)
def test_a_planted_error_is_marked(
    editor: Editor, made: Path, stem: str, right: str, wrong: str, what: str
) -> None:
    """An error that a person may make is seen while it is made."""
    text = (made / "papers" / EXAMPLE / f"{stem}.yaml").read_text(encoding="utf-8")
    assert right in text, what
    assert editor.complaints(text.replace(right, wrong, 1)), what


ALLOWED = [
    ("at: 2/p1/s2", "at: [2/p1/s2, 2/p1/s3]", "a list of places"),
    ("at: 2/p1/s2", f"at: {EXAMPLE}:2/p1/s2", "a place with its paper"),
    ("barrier: weak-screen-skills", "barrier: id:fragmented-governance", "a thing elsewhere"),
    ("type: barrier", "type: claim-type:barrier", "a code with its prefix"),
    ("value: 38", "value: '38'", "a number between quotes"),
    ("value: 38", "value: 38.10", "a number with its last zero"),
    ("period: 2023", "period: first half of 2023", "words for a period"),
    ("year: 2021", "factual: false", "a truth value"),
]


@pytest.mark.parametrize(("before", "after", "what"), ALLOWED)
def test_what_the_reader_takes_is_not_marked(
    editor: Editor, made: Path, before: str, after: str, what: str
) -> None:
    """There is more than one way to write a thing, and the editor knows them."""
    text = (made / "papers" / EXAMPLE / "claims.yaml").read_text(encoding="utf-8")
    assert before in text
    assert editor.complaints(text.replace(before, after, 1)) == [], what


STUB = """\
claims:
  - id: begun
    stub: true
    at: 2/p1/s2
    says:
    type: causal
    causes:
      - cause:
        how: hinders
        effect:
"""


def test_a_stub_may_be_empty_and_still_completes(editor: Editor) -> None:
    """What is begun is not marked for what is missing, but for what is wrong."""
    assert editor.complaints(STUB) == []
    assert editor.complaints("claims:\n  - stub: true\n") == []
    assert editor.complaints(STUB.replace("how: hinders", "how: hindres"))
    assert editor.complaints(STUB.replace("effect:", "efect:"))
    assert editor.complaints(STUB.replace("    stub: true\n", ""))
    assert editor.complaints(STUB.replace("stub: true", "stub: false"))


def test_names_and_codes_are_listed_with_what_they_mean(editor: Editor) -> None:
    """What an editor offers has labels in both languages, and a definition."""
    corpus, own = (editor.schemas[name] for name in sorted(editor.schemas))
    things = corpus["definitions"]["things"]
    assert things["Barrier"]["enum"] == [
        "divided-websites",
        "medical-data-worry",
        "user-confusion",
        "weak-screen-skills",
    ]
    worry = things["Barrier"]["markdownEnumDescriptions"][1]
    assert "Worry about medical data" in worry
    assert "医療データへの不安" in worry
    assert "fear that others" in worry
    roles = corpus["definitions"]["codes"]["role"]
    assert len(roles["enum"]) == len(roles["markdownEnumDescriptions"]) == 16
    assert all(roles["markdownEnumDescriptions"])
    claims = own["definitions"]["own"]["Claim"]
    assert "skills-missing" in claims["enum"]
    place = claims["enum"].index("skills-missing")
    assert "cannot fill in a form" in claims["markdownEnumDescriptions"][place]


def test_things_of_an_included_corpus_are_offered_with_their_prefix(tmp_path: Path) -> None:
    """What is to be written is what stands in the list."""
    settings = Settings(base=BASE, includes=("shipped",))
    root = start_corpus(tmp_path / "made", settings)
    found = Editor(root, EXAMPLE).schemas["file:///corpus/.scgraph/paper.schema.json"]
    actors = found["definitions"]["things"]["Actor"]["enum"]
    assert {"town-council", "id:mic"} <= set(actors)
    assert actors.index("town-council") < actors.index("id:mic")


def test_every_key_of_the_form_is_in_the_schema_and_described() -> None:
    """The schema has the keys of the form and no others, each with words that tell what it is."""
    root = paper_form()
    schema = json.loads(schema_files(data())[data() / ".scgraph" / "paper.schema.json"])

    def of(level: Level) -> dict[str, Any]:
        found: dict[str, Any] = schema if level is root else schema["definitions"][level.path]
        return found

    undescribed = set()
    for level in root.below():
        properties = of(level)["properties"]
        assert set(properties) - {"defaults"} == set(level.keys)
        assert of(level)["additionalProperties"] is False
        undescribed |= {
            f"{level.path}.{name}" for name, one in properties.items() if "description" not in one
        }
    assert {name for name in undescribed if not name.endswith(".id")} <= UNDESCRIBED


UNDESCRIBED = {
    # Their properties are of other vocabularies, and no shape speaks of them.
    ".sections",
    "alternatives.pass",
    "consultations.note",
    "decisions.presumes.source",
    "passes.who",
    "sections.paragraphs",
    "sections.paragraphs.sentences",
}


def test_schemas_are_written_only_when_they_change(made: Path) -> None:
    """The same corpus gives the same bytes; a new thing changes them."""
    assert changed_files(schema_files(made)) == {}
    for path, written in schema_files(made).items():
        assert path.read_bytes() == written


def test_the_command_makes_schemas_anew(tmp_path: Path) -> None:
    """After a clone there are none, and one command brings them back."""
    root = start_corpus(tmp_path / "made", Settings(base=BASE))
    path = root / ".scgraph" / "paper.schema.json"
    before = path.read_bytes()
    path.unlink()
    assert CliRunner().invoke(main, ["schema", "--corpus", str(root)]).exit_code == 0
    assert path.read_bytes() == before
    shown = CliRunner().invoke(main, ["schema", "--corpus", str(root), "-o", "-"])
    assert shown.stdout.encode() == before


def test_a_code_that_the_corpus_adds_is_offered(tmp_path: Path) -> None:
    """It stands behind the codes of the list, with its own words, and is accepted in a claim."""
    root = start_corpus(tmp_path / "made", Settings(base=BASE))
    (root / "reference" / "codes.ttl").write_text(
        "@prefix scg: <https://w3id.org/scgraph/vocab/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"<{BASE}code/role/coordinates> a scg:ActorRole, skos:Concept ;\n"
        "  skos:inScheme <https://w3id.org/scgraph/code/role> ;\n"
        '  skos:notation "coordinates" ; skos:prefLabel "Coordinates"@en ;\n'
        '  skos:definition "The actor joins up what several bodies do."@en .\n',
        encoding="utf-8",
    )
    editor = Editor(root, EXAMPLE)
    roles = editor.schemas["file:///corpus/.scgraph/paper.schema.json"]["definitions"]["codes"]
    assert roles["role"]["enum"][-1] == "coordinates"
    assert "joins up what several" in roles["role"]["markdownEnumDescriptions"][-1]
    text = (root / "papers" / EXAMPLE / "claims.yaml").read_text(encoding="utf-8")
    assert editor.complaints(text.replace("role: leads", "role: coordinates")) == []
    assert editor.complaints(text.replace("role: leads", "role: coordinate"))


def test_lint_and_add_term_keep_the_schemas(tmp_path: Path) -> None:
    """A new claim and a new thing are offered as soon as the corpus was looked at."""
    root = start_corpus(tmp_path / "made", Settings(base=BASE))
    own = root / ".scgraph" / "papers" / f"{EXAMPLE}.schema.json"
    shared = root / ".scgraph" / "paper.schema.json"
    claims = root / "papers" / EXAMPLE / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    assert "pay-for-all" not in own.read_text(encoding="utf-8")
    claims.write_text(text.replace("pay-for-lessons", "pay-for-all"), encoding="utf-8")
    curation = claims.with_name("curation.yaml")
    renamed = curation.read_text(encoding="utf-8").replace("pay-for-lessons", "pay-for-all")
    curation.write_text(renamed, encoding="utf-8")
    assert CliRunner().invoke(main, ["lint", "--corpus", str(root)]).exit_code == 0
    assert "pay-for-all" in own.read_text(encoding="utf-8")
    before = shared.read_bytes()
    term = ["add-term", "barrier", "Slow replies", "--ja", "返信の遅さ", "--yes"]
    told = ["--definition", "Answers come late.", "--corpus", str(root)]
    result = CliRunner().invoke(main, [*term, *told])
    assert result.exit_code == 0, result.stderr
    assert shared.read_bytes() != before
    assert "slow-replies" in shared.read_text(encoding="utf-8")
    shutil.rmtree(root / ".scgraph")  # as after a clone
    assert CliRunner().invoke(main, ["lint", "--corpus", str(root)]).exit_code == 0
    assert changed_files(schema_files(root)) == {}


def test_a_corpus_that_keeps_no_schemas_gets_none(tmp_path: Path) -> None:
    """A folder that nobody asked for does not appear in a corpus that was there before."""
    root = Path(shutil.copytree(SMALL, tmp_path / "small"))
    CliRunner().invoke(main, ["lint", "--corpus", str(root)])
    assert not (root / ".scgraph").exists()


# ------------------------------------------------------ agreement with the reader


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every node of a document."""
    yield path
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _places(child, (*path, key))


GARBAGE = [None, "", "no-such-name", "A b", 7, 7.5, True, [], {}, ["x", "y"], {"id": "x"}, "a:b:c"]


def _mutant(document: Any, chance: random.Random) -> Any:
    """Return a document in which one thing was taken away, renamed, doubled or replaced."""
    changed = copy.deepcopy(document)
    path = chance.choice([path for path in _places(changed) if path])
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    kind = chance.choice(["delete", "rename", "replace", "list", "swap"])
    if kind == "delete":
        del parent[path[-1]]
    elif kind == "rename" and isinstance(parent, dict):
        parent[f"{path[-1]}x"] = parent.pop(path[-1])
    elif kind == "list":
        parent[path[-1]] = [parent[path[-1]]]
    elif kind == "swap" and isinstance(parent, dict):
        parent[path[-1]] = parent[chance.choice(sorted(parent))]
    else:
        parent[path[-1]] = copy.deepcopy(chance.choice(GARBAGE))
    return changed


def _mutants(root: Path, paper: str) -> Iterator[tuple[str, Path, str]]:
    chance = random.Random(6)
    files = sorted((root / "papers" / paper).glob("*.yaml"))
    documents = {f: read_yaml(f.read_bytes(), f.name).value for f in files}
    for number in range(MUTANTS):
        file = chance.choice(files)
        text = json.dumps(_mutant(documents[file], chance), ensure_ascii=False)
        yield f"{file.name} {number}", file, text


def _faults(root: Path, paper: str, base: str, file: Path, text: str) -> list[str]:
    prefixes = {paper: f"{terms.paper_iri(paper, base)}/"}
    try:
        read_paper(root / "papers" / paper, base, prefixes, instead={file: text.encode()})
    except ReadError as error:
        return [fault.message for fault in error.faults]
    return []


# What the reader refuses and a schema cannot see, since it looks at one value at a time.
NOT_SEEN = (
    "stands twice",  # two nodes with one name
    "unknown prefix",  # which prefixes there are depends on the other papers
)


@pytest.mark.parametrize("name", ["made", "small"])
def test_what_the_reader_refuses_is_marked(made: Path, name: str) -> None:
    """An editor marks unknown and missing keys and wrong values as the reader refuses them."""
    root, paper = (made, EXAMPLE) if name == "made" else (SMALL, "bike-2020")
    base = read_corpus(root).base
    editor = Editor(root, paper)
    missed, refused = {}, 0
    for what, file, text in _mutants(root, paper):
        if faults := _faults(root, paper, base, file, text):
            refused += 1
            seen = [one for one in faults if not any(part in one for part in NOT_SEEN)]
            if seen and not editor.complaints(text):
                missed[what] = faults
    assert refused > MUTANTS // 5
    assert missed == {}


def test_what_is_marked_is_refused(made: Path) -> None:
    """An editor marks nothing that would pass, but for lists of one."""
    corpus = read_corpus(made)
    editor = Editor(made, EXAMPLE)
    too_strict, marked = {}, 0
    for what, file, text in list(_mutants(made, EXAMPLE))[: MUTANTS // 4]:
        complaints = editor.complaints(text)
        if not complaints:
            continue
        marked += 1
        if _faults(made, EXAMPLE, corpus.base, file, text):
            continue
        changed = read_corpus(made, {file: text.encode()})
        report = validate(changed.quads, bases=changed.bases, places=changed.places)
        if report.conforms and json.loads(text) != _without_lists_of_one(json.loads(text)):
            continue
        if report.conforms:
            too_strict[what] = complaints
    assert marked > MUTANTS // 20
    assert too_strict == {}


def _without_lists_of_one(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_lists_of_one(value) for key, value in node.items()}
    if isinstance(node, list):
        return (
            _without_lists_of_one(node[0])
            if len(node) == 1
            else list(map(_without_lists_of_one, node))
        )
    return node
