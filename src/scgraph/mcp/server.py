"""The server: its tools, resources and prompts as the protocol has them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from scgraph.errors import ScgraphError, UnknownNameError, near_names
from scgraph.graph import KnowledgeGraph
from scgraph.mcp.choosing import Kind, Offer, offered
from scgraph.mcp.documents import JSON, documents, read
from scgraph.mcp.failing import words_of, words_of_fault
from scgraph.mcp.prompts import PROMPTS, prompt
from scgraph.mcp.questions import MAIN_TOPICS
from scgraph.mcp.served import Caps, Served
from scgraph.mcp.tool import Tool

if TYPE_CHECKING:
    import mcp.types as types
    from mcp.server import Server

NEEDED = "the server needs the package mcp; install scgraph-evidence[mcp]"
NAME = "scgraph"
AT_A_TIME = 4
"""So many calls are answered at a time; others wait their turn."""

_LOG = logging.getLogger(__name__)
_Result = TypeVar("_Result")


def corpus_server(
    corpus: Path | KnowledgeGraph,
    copy: Path | None = None,
    *,
    kind: Kind = "all",
    topics: Sequence[str] = MAIN_TOPICS,
    may_write: bool = True,
    caps: Caps | None = None,
) -> Server[Any]:
    """Return the server of a corpus: tools to read it, and to draft claims for it.

    Args:
        corpus: its folder or file, or a graph that is loaded already, which is only read.
        copy: the user's own copy of the paper that is being annotated; if not given, copies are
            looked for in the folder ``texts`` by the names of the papers.
        kind: tools for reading, for drafting, or both.
        topics: those whose questions are tools of their own; "all" or "none" of them.
        may_write: whether drafts may be written, where the corpus is a folder.
        caps: how much one answer holds.

    Raises:
        CorpusError: if there is no corpus in the folder.
        UnknownNameError: if there is no such topic.
        ImportError: if the package mcp is not installed.
    """
    try:
        import mcp.server  # noqa: F401
    except ImportError as error:
        raise ImportError(NEEDED) from error
    served = Served(corpus, caps)
    folder = corpus if may_write and isinstance(corpus, Path) and corpus.is_dir() else None
    return _server(offered(served, folder, copy, kind, topics), served)


def run(server: Server[Any]) -> None:
    """Serve one client over stdin and stdout until it closes them."""
    import anyio
    from mcp.server.stdio import stdio_server

    async def serve() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(serve)


def _server(offer: Offer, served: Served) -> Server[Any]:
    import anyio
    import mcp.types as types
    from mcp.server import Server
    from mcp.shared.exceptions import MCPError

    from scgraph import __version__

    tools = {tool.name: tool for tool in offer.tools}
    read_ones = documents(served)
    limiter = anyio.CapacityLimiter(AT_A_TIME)

    async def in_a_thread(work: Callable[[], _Result]) -> _Result:
        return await anyio.to_thread.run_sync(work, limiter=limiter, abandon_on_cancel=True)

    async def list_tools(_: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_listed(tool) for tool in offer.tools])

    async def call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await in_a_thread(lambda: _called(tools, params.name, params.arguments or {}))

    async def list_resources(_: Any, params: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    name=one.title, uri=one.address, description=one.about, mime_type=JSON
                )
                for one in read_ones
                if not one.is_template
            ]
        )

    async def list_templates(_: Any, params: Any) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(
                    name=one.title, uri_template=one.address, description=one.about, mime_type=JSON
                )
                for one in read_ones
                if one.is_template
            ]
        )

    async def read_resource(_: Any, params: types.ReadResourceRequestParams) -> Any:
        address = str(params.uri)
        try:
            text = await in_a_thread(lambda: read(read_ones, address))
        except (ScgraphError, OSError) as error:
            raise MCPError(types.INVALID_PARAMS, words_of(error)[0]) from error
        except Exception as error:
            _LOG.exception("the resource %r failed", address)
            raise MCPError(types.INTERNAL_ERROR, words_of_fault()[0]) from error
        content = types.TextResourceContents(uri=params.uri, text=text, mime_type=JSON)
        return types.ReadResourceResult(contents=[content])

    async def list_prompts(_: Any, params: Any) -> types.ListPromptsResult:
        return types.ListPromptsResult(
            prompts=[
                types.Prompt(
                    name=one.name,
                    title=one.title,
                    description=one.about,
                    arguments=[
                        types.PromptArgument(name=name, description=about, required=True)
                        for name, about in one.arguments.items()
                    ],
                )
                for one in PROMPTS
            ]
        )

    async def get_prompt(_: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        try:
            text = prompt(params.name).filled(params.arguments or {})
        except ScgraphError as error:
            raise MCPError(types.INVALID_PARAMS, words_of(error)[0]) from error
        content = types.TextContent(type="text", text=text)
        return types.GetPromptResult(messages=[types.PromptMessage(role="user", content=content)])

    return Server(
        NAME,
        version=__version__,
        instructions=offer.instructions,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _listed(tool: Tool) -> types.Tool:
    import mcp.types as types

    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=types.ToolAnnotations(
            read_only_hint=not tool.writes, destructive_hint=False, open_world_hint=False
        ),
    )


def _called(tools: dict[str, Tool], name: str, given: dict[str, Any]) -> types.CallToolResult:
    """Call a tool; whatever goes wrong that the caller can act on is told in our own words."""
    import mcp.types as types

    try:
        if name not in tools:
            raise UnknownNameError(name, "tool", near_names(name, tools))
        answer = tools[name].call(given)
        text, structured, is_error = answer.text, answer.structured, False
    except (ScgraphError, ImportError, OSError) as error:
        text, structured = words_of(error)
        is_error = True
    except Exception:
        _LOG.exception("the tool %r failed", name)
        text, structured = words_of_fault()
        is_error = True
    content = types.TextContent(type="text", text=text)
    return types.CallToolResult(content=[content], structured_content=structured, is_error=is_error)
