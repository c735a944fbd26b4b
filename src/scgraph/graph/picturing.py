"""Draw a graph: pictures for papers and slides.

>>> from scgraph import load
>>> load().picture("ranks")
Picture(ranks: 1000 × 736)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scgraph.graph.answering import Answering

if TYPE_CHECKING:
    from scgraph.answers import Picture


class Picturing(Answering):
    """A graph that can be drawn."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures.

        >>> from scgraph import load
        >>> load().pictures[:3]
        ('barrier-tree', 'causal-loops', 'evidence-flow')
        """
        from scgraph.pictures import PICTURES

        return tuple(PICTURES)

    def picture(
        self,
        name: str,
        /,
        *,
        barrier: str | None = None,
        paper: str | None = None,
        language: str | None = None,
    ) -> Picture:
        """Draw a picture, as SVG whose texts are texts; the same graph gives the same bytes.

        A notebook shows it; `export` writes it: ``kg.export("tree.svg", picture="barrier-tree")``.

        Args:
            name: which one; `pictures` lists them.
            barrier: only this barrier and those that the paper places under it; for
                "causal-loops", what leads to it and what follows from it.
            paper: only this paper.
            language: of labels and words, such as "ja"; that of the corpus if not given. Where
                there are none in it, they are English.

        Raises:
            UnknownNameError: if there is no such picture, barrier or paper.
            AmbiguousNameError: if several things bear a name.
            ParameterError: if the picture is not about one barrier, and is given one.

        >>> from scgraph import load
        >>> load().picture("barrier-tree", barrier="fragmented-governance").description
        '3 barriers in their hierarchy. For each: how many claims there are, and on what they rest \
once tested.'
        >>> load().picture("figures", language="ja").title
        '論文の数値とその検証結果'
        """
        from scgraph.pictures import Given, drawn

        given = Given(
            self.ask,
            self.names,
            language or self._language,
            None if barrier is None else self.names.resolve(barrier, "Barrier"),
            None if paper is None else self.names.resolve(paper, "Paper"),
        )
        return drawn(name, given)
