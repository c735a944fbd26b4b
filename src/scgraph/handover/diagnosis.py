"""What is wrong with a corpus on a disk: each finding says what, where, and what to do.

>>> symptom = Symptom("Warning", "left by a write that was cut short", "a/.b.part", "rm a/.b.part")
>>> print(Diagnosis((symptom,), {"files": 3}, {}))
Warning  a/.b.part: left by a write that was cut short
  to do: rm a/.b.part
3 files; 0 violations, 1 warning, 0 remarks
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from scgraph.answers import Severity


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was found.

    Args:
        severity: "Violation": the corpus is not what it is said to be. "Warning": it is, and
            something wants doing. "Info": a remark.
        what: what is the matter.
        where: a file, a thing, or a package.
        remedy: what to do: a command where there is one.
        paper: the short name of the paper that it touches; None if it touches none or all.
    """

    severity: Severity
    what: str
    where: str
    remedy: str
    paper: str | None = None

    def __str__(self) -> str:
        paper = f" (paper {self.paper})" if self.paper else ""
        return f"{self.severity}  {self.where}{paper}: {self.what}\n  to do: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was found, the worst first; what was looked at; and with which versions."""

    symptoms: tuple[Symptom, ...]
    checked: Mapping[str, int]
    environment: Mapping[str, str]

    @property
    def healthy(self) -> bool:
        """True if nothing is a violation; warnings and remarks do not count."""
        return not any(symptom.severity == "Violation" for symptom in self.symptoms)

    @property
    def counts(self) -> str:
        """What was looked at, and how much of which severity was found, as one line."""
        found = Counter(symptom.severity for symptom in self.symptoms)
        looked = ", ".join(f"{number} {name}" for name, number in self.checked.items())
        named = (("Violation", "violation"), ("Warning", "warning"), ("Info", "remark"))
        told = (f"{found[key]} {word}{'s' * (found[key] != 1)}" for key, word in named)  # type: ignore[index]
        return f"{looked}; {', '.join(told)}"

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values, for JSON."""
        return {
            "healthy": self.healthy,
            "checked": dict(self.checked),
            "symptoms": [asdict(symptom) for symptom in self.symptoms],
            "environment": dict(self.environment),
        }

    def __str__(self) -> str:
        return "\n".join([*map(str, self.symptoms), self.counts])
