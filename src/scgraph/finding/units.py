"""The units of English figures, as parts of patterns."""

from __future__ import annotations

import re

PERCENT = r"\s?(?:%|per\s?cent\b|percentage\s(?:points?|pts)\b|pp\b)(?:\spoints?\b)?"
MONEY = r"(?:US\$|A\$|C\$|[¥$€£]|\b(?:JPY|USD|EUR|GBP)\s?)\s?"
COIN = r"\s(?:yen|dollars|euros|pounds)\b"
_METRE = r"met(?:re|er)s?"
MEASURE = (
    r"[\s-]?(?:°\s?[CF]\b|degrees?(?:\s(?:Celsius|Fahrenheit))?\b"
    rf"|km/h\b|km[²2]\b|km\b|kilo{_METRE}\b|m[²³]|m\b(?!\w)|{_METRE}\b|cm\b|mm\b|miles?\b"
    rf"|ha\b|hectares?\b|square\s(?:kilo{_METRE}|{_METRE}|miles?)\b"
    r"|kWh\b|MWh\b|GWh\b|kW\b|MW\b|GW\b|tonnes?\b|tons?\b|kg\b|Mbps\b|Gbps\b"
    r"|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b(?:[\s-]olds?\b)?|seconds?\b|decades?\b"
    r"|times\b|fold\b)"
)
UNIT = rf"(?P<unit>{PERCENT}|{COIN}|{MEASURE})"
TOP = re.compile(r"(?i)\b(?:top|first|best|leading)[\s-]$")
"""What stands before the number of a list's first places."""
RANKED = re.compile(
    r"(?i)\b(?:rank(?:s|ed|ing)?|placed?|position|place)(?:\s(?:of|at|as|to|number|no\.))?\s$"
)
"""What stands before a place on a list."""
