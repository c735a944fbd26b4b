"""The causal loop diagram: what leads to what, with its signs, its hedges and its loops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scgraph.answers import Picture
from scgraph.pictures.arrows import (
    BETWEEN,
    BOX,
    KINDS,
    Field,
    draw_arrow,
    head_and_sign,
    needed,
    ports,
    shape,
    stroke,
    thing,
)
from scgraph.pictures.causal import MOST_LOOPS, QUESTION, Arrow, Loop, around, arrows_of, loops_of
from scgraph.pictures.frame import MARGIN, SMALL, Entry, finished, head, legend
from scgraph.pictures.given import Given
from scgraph.pictures.layers import components, layered
from scgraph.pictures.svg import LEADING, Canvas
from scgraph.pictures.text import SIZE, balanced, wrapped

NAME = "causal-loops"
TAKES = ("barrier", "paper")
NARROWEST, SHELF = 800, 30
STEPS = 2
"""How far from a barrier its surroundings reach."""

_SAMPLE = ("", "")


def draw(given: Given) -> Picture:
    """Draw the links of all claims, or those around one barrier, part by part."""
    answer = given.answer(QUESTION)
    arrows, loops = arrows_of(answer), loops_of(given, answer)
    if given.barrier is not None:
        arrows = around(arrows, given.barrier, STEPS)
        drawn = {arrow.edge for arrow in arrows}
        loops = [loop for loop in loops if drawn.issuperset(loop.edges)]
    on_loops = {edge for loop in loops for edge in loop.edges}
    for arrow in arrows:
        arrow.is_in_loop = arrow.edge in on_loops
    things = sorted({iri for arrow in arrows for iri in arrow.edge})
    texts = {iri: balanced(given.label(iri), BOX - 16, most=5) for iri in things}
    fields, layers, high = _fields(_sizes(texts, arrows), arrows)
    wide = max(2 * MARGIN + layers * BOX + (layers - 1) * BETWEEN, NARROWEST)
    canvas, title = Canvas(NAME, given.language), given.word("loop_title")
    y = head(canvas, given, wide, title, _about(given))
    y = legend(canvas, y + 10, wide, _entries(canvas, given, things, arrows)) + 14
    left = (wide - layers * BOX - (layers - 1) * BETWEEN) / 2
    for field in fields:
        here = Field(field.layout, field.first, left, y + field.top)
        _draw_field(canvas, given, here, arrows, texts)
    told = [_in_words(given, loop) for loop in loops[:MOST_LOOPS]]
    told += [given.word("more")] if len(loops) > MOST_LOOPS else []
    summary = " ".join([given.word("loops_some"), *told]) if told else given.word("loops_none")
    if not arrows:
        summary = given.word("nothing")
    y = _under(canvas, summary if not told else given.word("loops_some"), told, y + high + 30, wide)
    counts = {"things": len(things), "links": len(arrows)}
    description = given.word("loop_desc", loops=summary, **counts)
    return finished(canvas, given, (wide, y + MARGIN / 2), (title, description))


def _about(given: Given) -> str:
    if given.barrier is None:
        return given.word("loop_about")
    return given.word("loop_near", name=given.label(given.barrier), steps=STEPS)


def _sizes(texts: Mapping[str, list[str]], arrows: Sequence[Arrow]) -> dict[str, float]:
    least = needed(arrows)
    return {
        iri: max(len(lines) * SIZE * LEADING + 12, least.get(iri, 0.0) + 4)
        for iri, lines in texts.items()
    }


def _fields(sizes: Mapping[str, float], arrows: Sequence[Arrow]) -> tuple[list[Field], int, float]:
    """Lay out each part that hangs together, and put the small ones on shelves side by side."""
    edges = [arrow.edge for arrow in arrows]
    layouts = []
    for part in components(sorted(sizes), edges):
        inside = set(part)
        own = [edge for edge in edges if edge[0] in inside]
        layouts.append(layered({iri: sizes[iri] for iri in part}, own))
    spans = [max(layout.layer.values(), default=0) + 1 for layout in layouts]
    layers = max(spans, default=1)
    order = sorted(range(len(layouts)), key=lambda n: (-spans[n], -layouts[n].high, n))
    fields, top, used, high = list[Field](), 0.0, 0, 0.0
    for place in order:
        if used and used + spans[place] > layers:
            top, used, high = top + high + SHELF, 0, 0.0
        fields.append(Field(layouts[place], used, 0, top))
        used, high = used + spans[place], max(high, layouts[place].high)
    return fields, layers, top + high


def _draw_field(
    canvas: Canvas,
    given: Given,
    field: Field,
    arrows: Sequence[Arrow],
    texts: Mapping[str, list[str]],
) -> None:
    own = [arrow for arrow in arrows if arrow.edge[0] in field.layout.layer]
    heights = ports(field, [arrow for arrow in own if arrow.edge[0] != arrow.edge[1]])
    sizes = _sizes({iri: texts[iri] for iri in field.layout.layer}, own)
    for arrow in sorted(own, key=lambda arrow: (arrow.is_in_loop, arrow.key)):
        draw_arrow(canvas, given, field, arrow, heights)
    for iri in sorted(field.layout.layer):
        thing(canvas, given, iri, texts[iri], (field.x(iri), field.y(iri), sizes[iri]))


def _entries(
    canvas: Canvas, given: Given, things: Sequence[str], arrows: Sequence[Arrow]
) -> Iterator[Entry]:
    """Yield what the shapes and the arrows of this picture mean."""
    kinds = {kind for iri in things for kind in given.names.special_kinds(iri)[:1]}
    for kind in (kind for kind in KINDS if kind in kinds):

        def box(x: float, y: float, kind: str = kind) -> None:
            shape(canvas, kind, x, y - 8, 26, 16)

        yield Entry(box, 26, given.kind(kind))
    samples = (
        (Arrow(_SAMPLE, 1, is_hedged=False, is_meant=False), "more_more"),
        (Arrow(_SAMPLE, -1, is_hedged=False, is_meant=False), "more_less"),
        (Arrow(_SAMPLE, None, is_hedged=False, is_meant=False), "more_open"),
        (Arrow(_SAMPLE, 1, is_hedged=True, is_meant=False), "hedged"),
        (Arrow(_SAMPLE, 1, is_hedged=False, is_meant=True), "meant"),
        (Arrow(_SAMPLE, 1, is_hedged=False, is_meant=False, is_in_loop=True), "in_loop"),
    )
    for sample, key in samples:
        if key != "in_loop" or any(arrow.is_in_loop for arrow in arrows):

            def line(x: float, y: float, sample: Arrow = sample) -> None:
                stroke(canvas, sample, f"M{x:.1f} {y:.1f}h42")
                head_and_sign(canvas, sample, (x + 52, y), -1)

            yield Entry(line, 52, given.word(key))


def _in_words(given: Given, loop: Loop) -> str:
    """Tell a loop: its name, which way it works, and by what it leads."""
    first, *_ = loop.edges
    names = [given.label(first[0]), *(given.label(end) for _, end in loop.edges)]
    return f"{loop.name} ({given.word(loop.kind)}): {' → '.join(names)}"


def _under(canvas: Canvas, summary: str, told: Sequence[str], y: float, wide: float) -> float:
    """Write below the drawing which loops there are, or that there are none."""
    room = wide - 2 * MARGIN
    y = canvas.lines(MARGIN, y, wrapped(summary, room, bold=bool(told)), bold=bool(told))
    for each in told:
        y = canvas.lines(MARGIN, y + 2, wrapped(each, room, SMALL, most=6), size=SMALL)
    return y
