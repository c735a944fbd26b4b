"""What the annotated paper says, held against the codebook: coverage, counts and known traps."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

import scgraph

DATA = Path(__file__).resolve().parents[1] / "data"
SENTENCES = Path(__file__).resolve().parents[2] / "shared" / "paper" / "sentences.tsv"
PREFIXES = """
PREFIX scg: <https://w3id.org/scgraph/vocab/>
PREFIX id: <https://w3id.org/scgraph/id/>
PREFIX an-2025: <https://w3id.org/scgraph/paper/an-2025/>
PREFIX role: <https://w3id.org/scgraph/code/role/>
PREFIX certainty: <https://w3id.org/scgraph/code/certainty/>
PREFIX effect-status: <https://w3id.org/scgraph/code/effect-status/>
PREFIX reading: <https://w3id.org/scgraph/code/reading/>
PREFIX scope: <https://w3id.org/scgraph/code/scope/>
PREFIX polarity: <https://w3id.org/scgraph/code/polarity/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doco: <http://purl.org/spar/doco/>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def rows(kg: scgraph.KnowledgeGraph, pattern: str) -> list[tuple[str, ...]]:
    """Return the rows of a query, IRIs cut to their last part (locators whole)."""
    table = kg.query(PREFIXES + pattern)
    return [tuple(short(value) for value in row) for row in table.rows]


def short(value: object) -> str:
    """Cut an IRI of a thing, a code or a claim to its slug."""
    text = str(value)
    for marker in ("/id/", "/paper/an-2025/"):
        if marker in text:
            return text.partition(marker)[2]
    return text.rpartition("/")[2] if "/code/" in text else text


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> scgraph.KnowledgeGraph:
    """Return the shipped corpus without its checks: what the paper says, and no more."""
    folder = tmp_path_factory.mktemp("says") / "corpus"
    shutil.copytree(DATA, folder)
    checks = [*folder.glob("papers/*/checks*"), *folder.glob("papers/*/consulted*")]
    assert checks
    for path in checks:
        path.unlink()
    return scgraph.load(folder)


# ---------------------------------------------------------------- sentences


def test_every_sentence_is_accounted_for(kg: scgraph.KnowledgeGraph) -> None:
    """Each of the 99 sentences is the place of a claim or says why it states none."""
    every = rows(kg, "SELECT ?l WHERE { ?s a doco:Sentence ; scg:locator ?l }")
    told = rows(
        kg,
        """SELECT DISTINCT ?l WHERE { ?s scg:locator ?l
           { ?claim scg:statedAt ?s . ?claim a scg:Claim } UNION { ?s scg:noClaimReason ?why } }""",
    )
    assert len(every) == 99
    assert set(told) == set(every)


def test_few_sentences_state_no_claim(kg: scgraph.KnowledgeGraph) -> None:
    """Only questions, a transition, announcements and one word on structure state no claim."""
    found = rows(kg, "SELECT ?l ?why WHERE { ?s scg:locator ?l ; scg:noClaimReason ?why }")
    assert len(found) <= 20
    assert Counter(why for _, why in found) == {
        "announcement": 4,
        "question": 3,
        "structure": 1,
        "transition": 1,
    }


@pytest.mark.skipif(
    not SENTENCES.exists(),
    reason="the list of sentences is not part of the project; in CI it lies beside the checkout",
)
def test_locators_are_those_of_the_text(kg: scgraph.KnowledgeGraph) -> None:
    """The sentences of the graph are those of the text, in its order."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[1:]
    wanted = [line.partition("\t")[0] for line in lines]
    found = rows(
        kg,
        """SELECT ?l WHERE { ?s a doco:Sentence ; scg:locator ?l ; schema:position ?p }
           ORDER BY ?p""",
    )
    assert [locator for (locator,) in found] == wanted


# ---------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("Claim", 170),
        ("Barrier", 40),
        ("Actor", 20),
        ("Involvement", 60),
        ("CausalLink", 80),
        ("Citation", 25),
        ("Comparison", 15),
        ("Inference", 8),
        ("Recommendation", 10),
    ],
)
def test_the_paper_is_annotated_in_full(kg: scgraph.KnowledgeGraph, kind: str, least: int) -> None:
    """There are as many things of each kind as a paper of this length gives."""
    ((count,),) = kg.query(
        f"{PREFIXES} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a scg:{kind} }}"
    ).rows
    assert count >= least


def test_figures_are_the_fifteen_of_the_paper(kg: scgraph.KnowledgeGraph) -> None:
    """There are fifteen figures, each with its number, its way of stating it, and its places."""
    found = rows(
        kg,
        """SELECT ?value ?how ?place WHERE {
             ?f a scg:Figure ; schema:value ?value ; scg:howStated ?how ;
                schema:observationAbout ?place }""",
    )
    assert sorted(found) == sorted(
        [
            ("86", "rank", "tokyo"),
            ("72", "rank", "tokyo"),
            ("95", "rank", "osaka"),
            ("98", "rank", "osaka"),
            ("10", "top-n", "singapore"),
            ("10", "top-n", "copenhagen"),
            ("10", "top-n", "zurich"),
            ("35.2", "exact", "tokyo"),
            ("60", "lower-bound", "singapore"),
            ("60", "lower-bound", "copenhagen"),
            ("29.1", "exact", "japan"),
            ("30", "approximate", "japan"),
            ("70", "lower-bound", "south-korea"),
            ("40", "lower-bound", "japan"),
            ("41", "exact", "japan"),
            ("34", "exact", "oecd-countries"),
            ("22", "exact", "japan"),
            ("60", "lower-bound", "japan"),
        ]
    )


def test_the_reference_list_is_complete(kg: scgraph.KnowledgeGraph) -> None:
    """References 1 to 11 are there, and each is cited by some claim."""
    found = rows(
        kg,
        """SELECT DISTINCT ?n WHERE { ?e a scg:ReferenceEntry ; scg:number ?n ; scg:entryFor ?s .
           ?c scg:citedSource ?s }""",
    )
    assert sorted(int(n) for (n,) in found) == list(range(1, 12))


def test_research_questions_are_answered(kg: scgraph.KnowledgeGraph) -> None:
    """Each of the three research questions has a claim that answers it."""
    found = rows(kg, "SELECT DISTINCT ?q WHERE { ?c scg:answers ?q . ?q a scg:ResearchQuestion }")
    assert sorted(found) == [("rq-barriers",), ("rq-impact",), ("rq-why",)]


def test_every_shared_thing_is_spoken_of() -> None:
    """No barrier, actor, place or source stands in the reference data that nothing mentions."""
    found = rows(
        scgraph.load(),
        """SELECT DISTINCT ?thing WHERE { GRAPH <https://w3id.org/scgraph/reference> {
             ?thing skos:prefLabel ?label }
           FILTER NOT EXISTS { GRAPH ?graph { ?node ?mentions ?thing }
             FILTER (STRENDS(STR(?graph), "/says") || STRENDS(STR(?graph), "/checks")) } }""",
    )
    assert found == []


# ---------------------------------------------------------------- traps


def test_ministries_are_not_blamed(kg: scgraph.KnowledgeGraph) -> None:
    """MIC and MLIT have mandates, METI promotes; in the division they take part by context only."""
    found = rows(
        kg,
        """SELECT ?actor ?role ?target ?reading WHERE { VALUES ?actor { id:mic id:mlit id:meti }
             ?i scg:actor ?actor ; scg:role ?role ; scg:target ?target ; scg:reading ?reading }""",
    )
    assert sorted(found) == [
        ("meti", "author", "meti-cashless-2023", "contextual"),
        ("meti", "part-of", "ministerial-division", "contextual"),
        ("meti", "promotes", "smart-industry", "literal"),
        ("mic", "mandate", "ict-infrastructure", "literal"),
        ("mic", "part-of", "ministerial-division", "contextual"),
        ("mlit", "mandate", "urban-planning", "literal"),
        ("mlit", "part-of", "ministerial-division", "contextual"),
    ]


def test_nobody_is_said_to_make_a_barrier(kg: scgraph.KnowledgeGraph) -> None:
    """No actor has the role of contributing to a barrier, which this paper never states."""
    assert rows(kg, "SELECT ?i WHERE { ?i scg:role role:contributes }") == []


def test_the_cabinet_office_is_only_an_author(kg: scgraph.KnowledgeGraph) -> None:
    """The Cabinet Office wrote a reference; it is no institution of the argument."""
    found = rows(kg, "SELECT DISTINCT ?r WHERE { ?i scg:actor id:cabinet-office ; scg:role ?r }")
    assert found == [("author",)]


def test_bodies_that_the_paper_never_names_are_absent(kg: scgraph.KnowledgeGraph) -> None:
    """No actor bears the name of a body that the paper leaves out."""
    labels = " ".join(
        label for (label,) in rows(kg, "SELECT ?l WHERE { ?a a scg:Actor ; skos:prefLabel ?l }")
    )
    assert "Digital Agency" not in labels
    assert "GovTech" not in labels
    assert "Smart Nation and Digital" not in labels


def test_only_policymakers_are_addressed(kg: scgraph.KnowledgeGraph) -> None:
    """The one sentence that says who should act is the only place with an addressee."""
    found = rows(
        kg,
        """SELECT DISTINCT ?actor ?at WHERE { ?c scg:assertsInvolvement ?i ; scg:statedAt ?at .
             ?i scg:role role:addressee ; scg:actor ?actor }""",
    )
    assert found == [("policymakers", "3/p3/s2")]


def test_local_governments_gain_leeway_and_face_technical_limits(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """Local governments lose nothing by silos, and missing protocols are not theirs."""
    found = rows(
        kg,
        """SELECT ?role ?target WHERE { ?i scg:actor id:local-governments ; scg:role ?role ;
             scg:target ?target }""",
    )
    assert sorted(found) == [
        ("benefits", "local-flexibility"),
        ("faces", "inadequate-local-ict"),
        ("faces", "limited-big-data-expertise"),
        ("faces", "local-technical-capacity"),
    ]


@pytest.mark.parametrize(
    ("source", "claims"),
    [
        ("shamsuzzoha-2021", ["smart-nation-is-centralised"]),
        ("oecd-dgi-2023", ["japan-slow-in-digital-government"]),
        ("super-city-page", ["government-launched-super-city"]),
        ("imd-smart-city-index-unstated", ["tokyo-willingness"]),
        ("oecd-dgi-unstated", ["dgi-ranks-japan-below"]),
        ("statistics-bureau-2023", ["share-aged-65"]),
    ],
)
def test_a_mark_carries_its_own_clause_only(
    kg: scgraph.KnowledgeGraph, source: str, claims: list[str]
) -> None:
    """A citation is not spread over the neighbours of the clause that it closes."""
    found = rows(
        kg,
        f"SELECT ?c WHERE {{ ?c scg:hasCitation ?x . ?x scg:citedSource id:{source} }} ORDER BY ?c",
    )
    assert [claim for (claim,) in found] == claims


def test_the_leaders_trust_has_no_source(kg: scgraph.KnowledgeGraph) -> None:
    """The figure of more than 60 % names no source, and is given none."""
    assert rows(kg, "SELECT ?x WHERE { an-2025:leaders-trust scg:hasCitation ?x }") == []


def test_trust_and_willingness_are_two_constructs(kg: scgraph.KnowledgeGraph) -> None:
    """The two figures on trust measure different things, as do the two of 60 per cent."""
    found = rows(kg, "SELECT ?f ?c WHERE { ?f a scg:Figure ; scg:construct ?c }")
    construct = dict(found)
    assert construct["tokyo-willingness-35"] != construct["leaders-trust-60"]
    assert construct["cash-share-60"] != construct["leaders-trust-60"]
    assert construct["share-aged-65-29"] == construct["share-aged-65-30"]


def test_aims_are_not_effects(kg: scgraph.KnowledgeGraph) -> None:
    """What an initiative is for is intended; only what came of it is stated."""
    found = rows(
        kg,
        """SELECT ?cause ?effect WHERE { ?l scg:cause ?cause ; scg:effect ?effect ;
             scg:effectStatus effect-status:stated . ?cause a scg:Initiative }""",
    )
    assert sorted(found) == [
        ("privacy-law-revision", "regulatory-complexity"),
        ("super-city-initiative", "isolated-projects"),
    ]


@pytest.mark.parametrize(
    "claim",
    [
        "gap-suggests-missing-means",
        "complexity-may-hold-back-progress",
        "strict-law-can-bar-sharing",
        "disharmony-risks-efficiency",
    ],
)
def test_hedges_are_kept(kg: scgraph.KnowledgeGraph, claim: str) -> None:
    """What the text says may be so is possible, and no more."""
    assert rows(kg, f"SELECT ?c WHERE {{ an-2025:{claim} scg:certainty ?c }}") == [("possible",)]


def test_quantity_words_do_not_lower_certainty(kg: scgraph.KnowledgeGraph) -> None:
    """A claim with "many" or "mostly" is asserted as flatly as one without."""
    found = rows(
        kg,
        "SELECT DISTINCT ?certainty WHERE { ?c scg:quantifier ?q ; scg:certainty ?certainty }",
    )
    assert found == [("asserted",)]


def test_lower_is_better_for_ranks(kg: scgraph.KnowledgeGraph) -> None:
    """Tokyo fell although its number rose, and Osaka rose although its number fell."""
    better = rows(
        kg,
        "SELECT DISTINCT ?b WHERE { ?f scg:construct id:smart-city-rank ; scg:betterIf ?b }",
    )
    assert better == [("lower",)]
    found = rows(
        kg,
        """SELECT ?place ?direction WHERE { ?x scg:compares ?place ; scg:comparedWith ?place ;
             scg:direction ?direction ; scg:comparesFigure ?f }""",
    )
    assert sorted(set(found)) == [("osaka", "higher"), ("tokyo", "lower")]


def test_general_statements_are_not_findings_on_japan(kg: scgraph.KnowledgeGraph) -> None:
    """What the paper says in general has the scope generic."""
    found = rows(kg, "SELECT ?c WHERE { ?c scg:scope scope:generic }")
    generic = {claim for (claim,) in found}
    assert {
        "strict-law-can-bar-sharing",
        "caregivers-offer-human-qualities",
        "ai-lacks-emotional-intelligence",
        "smart-cities-change-cities",
    } <= generic


def test_comparators_are_not_filed_under_japan(kg: scgraph.KnowledgeGraph) -> None:
    """A claim about another country alone says so in its scope."""
    found = rows(kg, "SELECT ?c WHERE { ?c scg:scope scope:other-country }")
    assert {"singapore-body-oversees", "leaders-trust", "korea-older-internet-use"} <= {
        claim for (claim,) in found
    }


def test_unnamed_leaders_stay_unnamed(kg: scgraph.KnowledgeGraph) -> None:
    """Where the text says "leaders", no city is put in."""
    found = rows(
        kg,
        """SELECT ?with WHERE { an-2025:trust-below-leaders scg:assertsComparison ?x .
             ?x scg:comparedWith ?with }""",
    )
    assert found == [("smart-city-leaders",)]


def test_rejected_views_are_marked(kg: scgraph.KnowledgeGraph) -> None:
    """The view that technology alone matters is turned down, twice."""
    found = rows(kg, "SELECT ?c WHERE { ?c scg:polarity polarity:rejected } ORDER BY ?c")
    assert found == [("not-only-technology",), ("transformation-not-only-infrastructure",)]


def test_a_disjunction_is_not_split(kg: scgraph.KnowledgeGraph) -> None:
    """Missing transparency and missing means to take part are alternatives of one claim."""
    found = rows(
        kg,
        """SELECT ?b WHERE { an-2025:gap-suggests-missing-means scg:alternatives true ;
             scg:namesBarrier ?b } ORDER BY ?b""",
    )
    assert found == [("insufficient-transparency",), ("weak-citizen-empowerment",)]


def test_the_swapped_references_are_left_as_printed(kg: scgraph.KnowledgeGraph) -> None:
    """The claims on older people cite [7] and [8] as the paper prints them."""
    found = rows(
        kg,
        """SELECT DISTINCT ?c ?marker WHERE { ?c scg:hasCitation ?x . ?x scg:marker ?marker .
             FILTER (?marker = "[7]" || ?marker = "[8]") } ORDER BY ?marker ?c""",
    )
    assert found == [
        ("korea-older-internet-use", "[7]"),
        ("low-inclusion-hinders-expansion", "[7]"),
        ("never-use-devices", "[7]"),
        ("older-inclusion-below-korea", "[7]"),
        ("society-5-aims", "[8]"),
        ("society-5-uneven-for-older", "[8]"),
        ("unevenness-raises-worries", "[8]"),
    ]


def test_age_bands_are_not_widened(kg: scgraph.KnowledgeGraph) -> None:
    """People of 55 to 65 and of 70 to 79 keep their age bands; the OECD average has none."""
    found = dict(rows(kg, "SELECT ?f ?a WHERE { ?f scg:ageBand ?a }"))
    assert found["lack-ict-skills-41"] == "55–65"
    assert found["never-use-devices-40"] == "70–79"
    assert "lack-ict-skills-oecd-34" not in found


def test_claims_stand_on_their_own(kg: scgraph.KnowledgeGraph) -> None:
    """No claim begins with a word that points to the claim before it."""
    pointing = {"This", "These", "Those", "It", "They", "Such", "Another", "Others", "So"}
    found = rows(kg, "SELECT ?says WHERE { ?c a scg:Claim ; schema:text ?says }")
    assert len(found) > 200
    assert [says for (says,) in found if says.partition(" ")[0] in pointing] == []


# ---------------------------------------------------------------- curation


def test_every_claim_has_one_status(kg: scgraph.KnowledgeGraph) -> None:
    """Each claim has been settled, once."""
    claims = rows(kg, "SELECT ?c WHERE { ?c a scg:Claim }")
    found = rows(kg, "SELECT ?c ?s WHERE { ?x scg:assignedTo ?c ; scg:assigns ?s }")
    assert Counter(claim for claim, _ in found) == dict.fromkeys((c for (c,) in claims), 1)
    assert {status for _, status in found} == {"settled"}


def test_presumed_identities_are_curation(kg: scgraph.KnowledgeGraph) -> None:
    """That a source named without number is a listed one stands in the curation graph alone."""
    found = rows(kg, "SELECT ?g ?a ?b WHERE { GRAPH ?g { ?a scg:presumedSame ?b } } ORDER BY ?a")
    assert found == [
        ("curation", "imd-smart-city-index-unstated", "imd-smart-city-index-2024"),
        ("curation", "oecd-dgi-unstated", "oecd-dgi-2023"),
    ]


def test_decisions_keep_their_reasons(kg: scgraph.KnowledgeGraph) -> None:
    """Each difference that was settled says what was asked, what was ruled, and why."""
    found = rows(
        kg,
        """SELECT ?d WHERE { ?d a scg:CurationDecision ; scg:question ?q ; scg:ruling ?r ;
             scg:reason ?why }""",
    )
    assert len(found) >= 20
