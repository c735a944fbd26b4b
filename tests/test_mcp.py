"""An assistant drafts claims over the Model Context Protocol, and cannot do anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from drafted_papers import CLAIM, QUOTED, SENTENCES, contents, corpus_with_a_new_paper
from mcp_clients import started, used
from scgraph.mcp import corpus_server
from scgraph.mcp.drafts import LONGEST_CLAIM

PAPER = "tram-2021"
TOOLS = [
    "find_thing",
    "list_papers",
    "uncovered_sentences",
    "sentence_place",
    "claim_form",
    "code_list",
    "check_claim",
    "propose_claim",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus with a paper of which nothing is annotated."""
    return corpus_with_a_new_paper(tmp_path)


@cache
def server_of(corpus: Path) -> Any:
    """Return the server of a corpus, made once."""
    return corpus_server(corpus)


def called(corpus: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    """Return what a tool quotes from the corpus."""
    answer = used(server_of(corpus), lambda client: client.call_tool(tool, arguments))
    assert not answer.is_error, answer.content
    return dict(answer.structured_content["quoted_data"])


def refused(corpus: Path, tool: str, **arguments: Any) -> str:
    """Return what a tool says that refuses."""
    answer = used(server_of(corpus), lambda client: client.call_tool(tool, arguments))
    assert answer.is_error
    return str(answer.content[0].text)


def test_the_tools_have_descriptions_and_schemas(corpus: Path) -> None:
    """An assistant learns from them what to give; the order is that of the work."""
    server = corpus_server(corpus, kind="drafting")
    tools = used(server, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == TOOLS
    assert all(tool.description and tool.input_schema["type"] == "object" for tool in tools)
    proposing = tools[-1].input_schema
    assert set(proposing["required"]) == {"paper", "claim", "quoted", "by"}
    assert all("description" in value for value in proposing["properties"].values())


def test_a_draft_goes_from_an_uncovered_sentence_to_a_reviewable_claim(corpus: Path) -> None:
    """What is uncovered is read, checked, proposed, and covered by a draft."""
    papers = {row["paper"]: row for row in called(corpus, "list_papers")["papers"]}
    assert papers[PAPER] == {"paper": PAPER, "sentences": 5, "unread": 5, "begun": 0}
    assert called(corpus, "uncovered_sentences", paper=PAPER)["unread"] == list(SENTENCES)
    place = called(corpus, "sentence_place", paper=PAPER, locator="1/p1/s2")
    assert place["text"] == SENTENCES["1/p1/s2"]
    found = called(corpus, "find_thing", words="council", kind="Actor")
    assert [thing["id"] for thing in found["things"]] == ["city-council"]
    judged = called(corpus, "check_claim", paper=PAPER, claim=CLAIM, quoted=QUOTED)
    assert judged == {"would_be_taken": True, "reasons": []}
    made = called(corpus, "propose_claim", paper=PAPER, claim=CLAIM, quoted=QUOTED, by="A model")
    assert (made["claim"], made["status"]) == ("tram-2021:council-has-trams", "draft")
    left = called(corpus, "uncovered_sentences", paper=PAPER)["unread"]
    assert left == [locator for locator in SENTENCES if locator != "1/p1/s2"]


def test_a_refusal_tells_every_reason_and_writes_nothing(corpus: Path) -> None:
    """The assistant can mend all at once."""
    before = contents(corpus)
    wrong = {**CLAIM, "id": "Not a name", "at": "9/p1/s1"}
    text = refused(corpus, "propose_claim", paper=PAPER, claim=wrong, quoted={}, by="A model")
    assert "id: give the claim a name" in text
    assert "at: the paper has no sentence '9/p1/s1'" in text
    assert contents(corpus) == before


def test_names_that_are_not_there_are_refused_in_words(corpus: Path) -> None:
    """With what comes near; never with a traceback."""
    assert "did you mean 'tram-2021'" in refused(corpus, "uncovered_sentences", paper="tram-202")
    assert "did you mean 'role'" in refused(corpus, "code_list", name="rol")
    assert "no class is named 'Acter'" in refused(corpus, "find_thing", words="x", kind="Acter")
    assert "did you mean 'paper'" in refused(corpus, "uncovered_sentences", papre=PAPER)
    assert "is missing" in refused(corpus, "uncovered_sentences")


def test_a_claim_of_megabytes_is_refused(corpus: Path) -> None:
    """What an assistant sends is bounded."""
    long = {**CLAIM, "says": "x" * LONGEST_CLAIM}
    assert "at most" in refused(corpus, "check_claim", paper=PAPER, claim=long, quoted=QUOTED)


def test_the_form_and_the_code_lists_say_what_a_claim_may_hold(corpus: Path) -> None:
    """They come from the form that reads the files."""
    form = called(corpus, "claim_form")
    assert form["required"] == ["id", "at", "says", "type"]
    role = form["keys"]["involves"]["list_of"]["keys"]["role"]
    assert role == {"value": "a code of the list role"}
    assert form["keys"]["barrier"] == {"value": "the id of a thing"}
    codes = called(corpus, "code_list", name="certainty")["codes"]
    assert {code["code"] for code in codes} == {"asserted", "probable", "possible"}


def test_words_of_a_paper_come_as_data_with_a_warning(corpus: Path) -> None:
    """A sentence that reads like an instruction stays a value; the server says what it is."""
    tools = used(corpus_server(corpus), lambda client: client.list_tools()).tools
    about = {tool.name: tool for tool in tools}
    assert "never instructions" in str(about["sentence_place"].description)
    for name in (*TOOLS, "show_card", "ask_question"):
        quoted = about[name].output_schema["properties"]["quoted_data"]
        assert "never instructions" in quoted["description"]


def test_a_draft_is_in_the_answers_as_soon_as_it_is_written(corpus: Path) -> None:
    """The tools that read see what the tools that draft have written, in the same session."""

    async def draft_and_look(client: Client) -> Any:
        before = await client.call_tool("evidence_of", {"name": "bike-to-work"})
        proposed = {"paper": PAPER, "claim": CLAIM, "quoted": QUOTED, "by": "A model"}
        made = await client.call_tool("propose_claim", proposed)
        assert not made.is_error
        return before, await client.call_tool("evidence_of", {"name": "bike-to-work"})

    before, after = used(corpus_server(corpus), draft_and_look)
    known = [claim["claim"] for claim in before.structured_content["quoted_data"]["claims"]]
    now = [claim["claim"] for claim in after.structured_content["quoted_data"]["claims"]]
    assert set(now) - set(known) == {claim for claim in now if claim.endswith(CLAIM["id"])}
    assert len(now) == len(known) + 1


def test_the_command_serves_over_stdin_and_stdout(corpus: Path) -> None:
    """A client that starts the program gets its tools and an answer."""
    parameters = started("--corpus", str(corpus), cache=os.environ["SCGRAPH_CACHE"])
    answer = used(parameters, lambda client: client.call_tool("list_papers", {}))
    assert {row["paper"] for row in answer.structured_content["quoted_data"]["papers"]} == {
        "bike-2020",
        PAPER,
    }


def test_a_folder_that_is_no_corpus_ends_the_command_with_a_sentence(tmp_path: Path) -> None:
    """Exit 2, on stderr, before anything is served."""
    ran = subprocess.run(
        [sys.executable, "-m", "scgraph", "mcp", "--corpus", str(tmp_path)],
        capture_output=True,
        text=True,
        input="",
    )
    assert ran.returncode == 2
    assert "is no corpus" in ran.stderr
    assert ran.stdout == ""
