"""What a client accepts, and what it is given: the header Accept of RFC 9110."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scgraph.serve.formats import DESCRIPTIONS, OFFERS, choice
from scgraph.serve.negotiating import Offer, best, chosen, named
from scgraph.serve.refused import Refused

OFFERED = [Offer("application/json", "json"), Offer("text/csv", "csv"), Offer("text/html", "html")]


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "json"),
        ("", "json"),
        (" , ,", "json"),
        ("nonsense", "json"),
        ("*/*", "json"),
        ("*", "json"),
        ("text/*", "csv"),
        ("TEXT/HTML", "html"),
        ("text/html;q=0.5, text/csv;q=0.4", "html"),
        ("text/html;q=0.4, text/csv;q=0.4", "csv"),
        ("text/*;q=0.9, text/csv;q=0.1", "html"),
        ("*/*;q=0.5, application/json;q=0", "csv"),
        ("text/csv;q=0, */*", "json"),
        ("text/html, */*", "html"),
        ("text/html;level=1, text/csv;q=0.9", "html"),
        ('text/csv;x="a, text/html"', "csv"),
        ('text/csv;x="a\\", text/html"', "csv"),
        ("text/csv ; q = .5 , text/html;q=0.4", "csv"),
        ("text/csv;q=2, text/html;q=1", "csv"),
        ("text/html;q=never, text/csv;q=0.1", "csv"),
        ("*/csv, text/html", "html"),
        ("text/html; charset=UTF-8", "html"),
        ("text/html; charset=latin1, text/csv", "csv"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/html; charset=latin1", None),
    ],
)
def test_accept_is_read_as_the_standard_says(accept: str | None, suffix: str | None) -> None:
    """The most exact part decides on each offer, and the highest weight among them."""
    found = best(accept, OFFERED)
    assert (found and found.suffix) == suffix
    if found is None:
        with pytest.raises(Refused, match="there is: application/json, text/csv, text/html"):
            chosen(accept, OFFERED)


@given(st.text(alphabet='text/csvhml*;,q=0.19" \\', max_size=60))
def test_any_accept_is_read(accept: str) -> None:
    """No header brings an error, and what is chosen is one of the offers."""
    assert best(accept, OFFERED) in (None, *OFFERED)


@given(st.permutations(["text/csv;q=0.5", "text/html", "application/*;q=0.7", "*/*;q=0.1"]))
def test_the_order_of_accept_means_nothing(parts: list[str]) -> None:
    """However the parts stand, the same is chosen."""
    assert chosen(", ".join(parts), OFFERED).suffix == "html"


def test_an_offer_is_asked_for_by_its_suffix() -> None:
    """A suffix or a media type names an offer; another gets 406 and a near name."""
    assert named("CSV", OFFERED).media == named("text/csv", OFFERED).media == "text/csv"
    with pytest.raises(Refused, match="did you mean 'html'"):
        named("htm", OFFERED)


def test_all_that_is_offered_can_be_asked_for_by_name() -> None:
    """Every suffix and media type of an offer chooses it for its kind of answer."""
    for kind, offers in OFFERS.items():
        for offer in offers:
            found = choice(offer.media, None).offers[kind]
            assert found is not None
            assert found.suffix == offer.suffix
    assert DESCRIPTIONS[-1].suffix == "html"
