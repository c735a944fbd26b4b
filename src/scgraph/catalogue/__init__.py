"""Named questions: query files with a header, filled with parameters and answered.

A question is the file ``queries/<topic>/<name>.rq``. Lines that begin with ``#+`` are its header
(YAML), the rest is plain SPARQL that any tool runs. A parameter is a row
``VALUES ?name { UNDEF }``: as it stands it means "all", filled it holds one term.

>>> question = read_question("actors/all", '''#+ title: Actors of a kind
... #+ answers: Who is named?
... #+ params:
... #+   kind: {type: string, about: only this kind}
... #+ columns:
... #+   actor: the actor
... SELECT ?actor WHERE { VALUES ?kind { UNDEF } ?actor <x:kind> ?kind } ORDER BY ?actor''')
>>> question.title, [parameter.name for parameter in question.params]
('Actors of a kind', ['kind'])
"""

from scgraph.catalogue.collection import Catalogue
from scgraph.catalogue.fill import fill
from scgraph.catalogue.question import Parameter, Question, read_question

__all__ = ["Catalogue", "Parameter", "Question", "fill", "read_question"]
