"""The flow from barriers over the actors that claims tie to them to what the claims rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scgraph.answers import Picture
from scgraph.pictures.frame import MARGIN, Entry, centred, finished, head, legend
from scgraph.pictures.given import Given, last
from scgraph.pictures.looks import EDGE, PATCHES, filled, patch
from scgraph.pictures.ordering import untangled
from scgraph.pictures.spread import apart
from scgraph.pictures.svg import LEADING, Canvas
from scgraph.pictures.text import SIZE, balanced

NAME = "evidence-flow"
TAKES = ("barrier", "paper")
WIDE = 1000
BOXES = ((MARGIN, 232), (378, 226), (786, 190))
"""Where the boxes of each column begin, and how wide they are."""

UNIT, GAPS = 13, (9, 9, 44)
EVIDENCE = ("cited", "named", "uncited-factual", "own-argument")


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """The claims that tie an actor to a barrier and rest on the same."""

    barrier: str
    actor: str
    evidence: str


@dataclass(slots=True)
class Box:
    """A barrier, an actor or a kind of evidence: its lines, how many claims, and where it lies."""

    lines: list[str]
    claims: int
    middle: float = 0

    @property
    def high(self) -> float:
        """How high the box is: it holds its name, and every claim has its share of its side."""
        return max(len(self.lines) * SIZE * LEADING + 10, self.claims * UNIT + 6)


def draw(given: Given) -> Picture:
    """Draw three columns of boxes, and bands between them that look like the evidence."""
    bands = _bands(given)
    claims = {claim for found in bands.values() for claim in found}
    canvas, title = Canvas(NAME, given.language), given.word("flow_title")
    y = head(canvas, given, WIDE, title, given.word("flow_about"))
    kinds = [kind for kind in EVIDENCE if any(band.evidence == kind for band in bands)]
    y = legend(canvas, y + 10, WIDE, _entries(canvas, given, kinds)) + 22
    columns = _columns(bands, kinds)
    for (x, wide), key in zip(BOXES, ("barriers", "actors", "evidence"), strict=True):
        canvas.text(x + wide / 2, y - 8, given.word(key), anchor="middle", bold=True)
    boxes = _boxes(given, columns, bands)
    bottom = _placed(columns, boxes, bands, y + 4)
    _ribbons(canvas, given, columns, boxes, bands)
    for number, column in enumerate(columns):
        for key in column:
            _box(canvas, given, number, key, boxes[key])
    if not bands:
        canvas.text(MARGIN, y + 20, given.word("nothing"))
    counts = {"barriers": len(columns[0]), "actors": len(columns[1]), "claims": len(claims)}
    ties = sum(map(len, bands.values()))
    description = given.word("flow_desc", ties=ties, **counts)
    return finished(canvas, given, (WIDE, max(bottom, y + 30) + MARGIN), (title, description))


def _bands(given: Given) -> dict[Band, list[str]]:
    found: dict[Band, set[str]] = defaultdict(set)
    for row in given.answer("barriers/actors-and-evidence", under=given.barrier):
        band = Band(str(row["barrier"]), str(row["actor"]), last(row["evidence"]))
        found[band].add(str(row["claim"]))
    return {band: sorted(found[band]) for band in sorted(found)}


def _entries(canvas: Canvas, given: Given, kinds: Iterable[str]) -> Iterator[Entry]:
    for kind in kinds:

        def one(x: float, y: float, kind: str = kind) -> None:
            patch(canvas, kind, x, y - 8, 22, 16)

        yield Entry(one, 22, given.code(f"evidence-status/{kind}"))


def _columns(bands: dict[Band, list[str]], kinds: list[str]) -> list[list[str]]:
    """Return the three columns in an order in which few bands cross; keys bear their column."""
    links: dict[tuple[str, str], float] = defaultdict(float)
    for band, claims in bands.items():
        links[f"0{band.barrier}", f"1{band.actor}"] += len(claims)
        links[f"1{band.actor}", f"2{band.evidence}"] += len(claims)
    barriers = sorted({f"0{band.barrier}" for band in bands})
    actors = sorted({f"1{band.actor}" for band in bands})
    return untangled([barriers, actors, [f"2{kind}" for kind in kinds]], links, frozenset({2}))


def _boxes(given: Given, columns: list[list[str]], bands: dict[Band, list[str]]) -> dict[str, Box]:
    many: dict[str, int] = defaultdict(int)
    for band, claims in bands.items():
        for key in _keys(band):
            many[key] += len(claims)
    return {
        key: Box(balanced(_name(given, number, key[1:]), BOXES[number][1] - 46, most=4), many[key])
        for number, column in enumerate(columns)
        for key in column
    }


def _keys(band: Band) -> tuple[str, str, str]:
    return f"0{band.barrier}", f"1{band.actor}", f"2{band.evidence}"


def _name(given: Given, number: int, key: str) -> str:
    return given.code(f"evidence-status/{key}") if number == 2 else given.label(key)


def _placed(
    columns: list[list[str]], boxes: dict[str, Box], bands: dict[Band, list[str]], top: float
) -> float:
    """Place the boxes near those that they are tied to; return where the lowest ends."""
    for number, column in enumerate(columns):
        y = top
        for key in column:
            boxes[key].middle = y + boxes[key].high / 2
            y += boxes[key].high + GAPS[number]
    for number in (1, 2, 0, 1, 2, 0):
        wanted = [_pull(key, boxes, bands) for key in columns[number]]
        sizes = [boxes[key].high for key in columns[number]]
        for key, middle in zip(columns[number], apart(wanted, sizes, GAPS[number]), strict=True):
            boxes[key].middle = middle
    if not boxes:
        return top
    shift = top - min(box.middle - box.high / 2 for box in boxes.values())
    for box in boxes.values():
        box.middle += shift
    return max(box.middle + box.high / 2 for box in boxes.values())


def _pull(key: str, boxes: dict[str, Box], bands: dict[Band, list[str]]) -> float:
    tied = [
        (boxes[other].middle, len(claims))
        for band, claims in bands.items()
        if key in _keys(band)
        for other in _keys(band)
        if abs(int(other[0]) - int(key[0])) == 1
    ]
    return sum(middle * many for middle, many in tied) / max(sum(many for _, many in tied), 1)


def _ribbons(
    canvas: Canvas,
    given: Given,
    columns: list[list[str]],
    boxes: dict[str, Box],
    bands: dict[Band, list[str]],
) -> None:
    """Draw the bands; on each side of a box they lie in the order of where they lead."""
    place = {key: number for column in columns for number, key in enumerate(column)}
    orders = ((0, 1, 2), (1, 0, 2), (1, 2, 0), (2, 1, 0))
    sides = [_side(boxes, bands, place, order) for order in orders]
    for band, claims in sorted(bands.items(), key=lambda item: (-len(item[1]), item[0])):
        names = (given.label(band.barrier), given.label(band.actor), _name(given, 2, band.evidence))
        ids = (given.short(band.barrier), given.short(band.actor), band.evidence)
        shorts = " ".join(given.short(claim) for claim in claims)
        with canvas.group("band", *ids, title=f"{' – '.join(names)}: {shorts}", claims=shorts):
            for number in (0, 1):
                start = BOXES[number][0] + BOXES[number][1]
                ends = (sides[2 * number][band], sides[2 * number + 1][band])
                _ribbon(canvas, band.evidence, (start, BOXES[number + 1][0]), ends, len(claims))


def _side(
    boxes: dict[str, Box],
    bands: dict[Band, list[str]],
    place: dict[str, int],
    order: tuple[int, int, int],
) -> dict[Band, float]:
    """Return where each band begins on one side of its box, stacked by what they lead to."""
    tops = {key: box.middle - box.claims * UNIT / 2 for key, box in boxes.items()}
    found = {}
    for band in sorted(bands, key=lambda band: (*(place[_keys(band)[n]] for n in order[1:]), band)):
        key = _keys(band)[order[0]]
        found[band] = tops[key]
        tops[key] += len(bands[band]) * UNIT
    return found


def _ribbon(
    canvas: Canvas, kind: str, x: tuple[float, float], y: tuple[float, float], many: int
) -> None:
    (left, right), (start, end), high = x, y, many * UNIT - 1
    bend = (left + right) / 2
    canvas.path(
        f"M{left:.1f} {start:.1f}C{bend:.1f} {start:.1f} {bend:.1f} {end:.1f} {right:.1f} {end:.1f}"
        f"V{end + high:.1f}C{bend:.1f} {end + high:.1f} {bend:.1f} {start + high:.1f} "
        f"{left:.1f} {start + high:.1f}Z",
        fill=filled(canvas, kind),
        fill_opacity=0.85,
        stroke=EDGE,
        stroke_width=0.7,
    )


def _box(canvas: Canvas, given: Given, number: int, key: str, box: Box) -> None:
    x, wide = BOXES[number]
    top = box.middle - box.high / 2
    name = _name(given, number, key[1:])
    ids = key[1:] if number == 2 else given.short(key[1:])
    iri = "" if number == 2 else key[1:]
    looks = {"rx": 12} if number == 1 else {}
    tint = PATCHES[key[1:]].tint if number == 2 and key[1:] == "own-argument" else "#ffffff"
    with canvas.group("box", ids, title=f"{name}: {box.claims} {given.word('ties')}", iri=iri):
        canvas.rect(x, top, wide, box.high, tint, stroke=EDGE, stroke_width=1.2, **looks)
        if number == 2 and key[1:] != "own-argument":
            patch(canvas, key[1:], x, top, 12, box.high)
        canvas.lines(
            x + (20 if number == 2 else 10), centred(box.middle, len(box.lines)), box.lines
        )
        canvas.text(x + wide - 9, centred(box.middle, 1), box.claims, anchor="end", bold=True)
