"""The page about assistants says what the server does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import scgraph
from mcp_clients import used
from scgraph import files
from scgraph.cli.commands import main
from scgraph.mcp import corpus_server
from scgraph.mcp.fence import MOST_OF_A_TEXT
from scgraph.mcp.prompts import PROMPTS
from scgraph.mcp.served import Caps

PAGE = Path(__file__).resolve().parents[1] / "docs" / "assistants.md"


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page as running text."""
    return " ".join(PAGE.read_text(encoding="utf-8").split())


def test_the_page_names_every_tool_resource_and_prompt(page: str) -> None:
    """Whoever reads it knows what an assistant will find."""
    server = corpus_server(files.data(), topics=["none"])
    tools = used(server, lambda client: client.list_tools()).tools
    assert len(tools) > 10
    assert [tool.name for tool in tools if f"`{tool.name}`" not in page] == []
    resources = used(server, lambda client: client.list_resources()).resources
    general = [one for one in resources if "/codes/" not in str(one.uri)]
    assert [one.uri for one in general if f"`{one.uri}`" not in page] == []
    assert [prompt.name for prompt in PROMPTS if f"`{prompt.name}`" not in page] == []


def test_the_numbers_of_the_page_are_those_of_the_server(page: str) -> None:
    """Caps, and the room that the tools take."""
    caps = Caps()
    assert f"at {caps.rows} rows unless" in page
    assert f"{caps.most_rows} at most" in page
    assert f"{caps.characters:,} characters, and a text at {MOST_OF_A_TEXT:,}" in page
    assert f"`--timeout` seconds ({caps.seconds:g} if not given)" in page
    room = {}
    for topics in (["all"], ["actors", "barriers", "recommendations"]):
        server = corpus_server(files.data(), may_write=False, topics=topics)
        tools = used(server, lambda client: client.list_tools()).tools
        room[topics[0]] = sum(
            len(f"{tool.name}{tool.description}{json.dumps(tool.input_schema)}") for tool in tools
        )
    said = int(re.search(r"some ([\d,]+) characters", page).group(1).replace(",", ""))  # type: ignore[union-attr]
    assert abs(room["all"] - said) < said / 10
    assert room["actors"] < 0.3 * room["all"]


def test_the_options_of_the_page_are_those_of_the_command(page: str) -> None:
    """None is named that is not there, and the settings are JSON."""
    options = set(re.findall(r"`?(--[a-z]+)", page))
    told = CliRunner().invoke(main, ["mcp", "--help"]).output
    assert options
    assert [option for option in options if option not in told] == []
    settings = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert json.loads(settings.group(1))["mcpServers"]["scgraph"]["args"][0] == "mcp"  # type: ignore[union-attr]
    assert scgraph.load().question("barriers/actors-and-evidence")
