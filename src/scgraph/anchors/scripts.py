"""Know Japanese from languages that put spaces between words, and measure texts of both alike."""

from __future__ import annotations

import re

_JAPANESE = "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb\uff00-\uff65"
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(f"[{_JAPANESE}{_HAN}]")
_WIDE = f"[{_JAPANESE}{_HAN}{_MARKS}]"
_WIDE_LETTER = re.compile(_WIDE)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(rf"[^\W{_JAPANESE}{_HAN}]+")
LETTERS_OF_A_WORD = 2
"""So many letters of Japanese say about as much as a word of English."""
SHARE = 0.3


def is_japanese(text: str) -> bool:
    """Tell whether a text is Japanese, whatever foreign names stand in it.

    >>> is_japanese("Larsen and Oduya は都市を比べた。"), is_japanese("The \u9727 river")
    (True, False)
    """
    letters = len(_LETTER.findall(text))
    words = len(_WORD.findall(text))
    return letters > 0 and letters >= SHARE * (letters + LETTERS_OF_A_WORD * words)


def has_kana(text: str) -> bool:
    """Tell whether a text has letters that Japanese alone has."""
    return _KANA.search(text) is not None


def is_wide(character: str) -> bool:
    """Tell whether no space stands beside a character: a letter or mark of Japanese.

    >>> [is_wide(character) for character in ("\u30fc", "\u3002", "a", ".")]
    [True, True, False, False]
    """
    return re.fullmatch(_WIDE, character) is not None


def weight(text: str) -> int:
    """Return about how many words a text has; two letters of Japanese count as one.

    >>> weight("three words here"), weight("都市の暑熱適応策")
    (3, 4)
    """
    letters = len(_LETTER.findall(text))
    if not letters:
        return len(text.split())
    return len(_WORD.findall(text)) + letters // LETTERS_OF_A_WORD


def joined_lines(text: str) -> str:
    """Return a text in one line with single spaces, and none where Japanese breaks a line.

    >>> joined_lines("Buses  run\\n late."), joined_lines("バスは\\n遅れた。")
    ('Buses run late.', 'バスは遅れた。')
    """
    return _SPACE.sub(_space_for, text).strip()


def _space_for(found: re.Match[str]) -> str:
    """Return what stands for a run of blanks; they are looked at once, however many they are."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    is_beside = _WIDE_LETTER.match(before) or _WIDE_LETTER.match(after)
    return "" if "\n" in found[0] and is_beside else " "
