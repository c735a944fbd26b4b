"""What the workbook says to the person who fills it in."""

from __future__ import annotations

from scgraph.sheets.choices import Choice, Choices, Vocabulary
from scgraph.sheets.columns import CLAIM, Column, SheetForm

FRONT = "How to fill in"
LISTS = "Lists"
STATUS = "status (only to read)"
MOST_CODES = 12

HOW_TO = (
    "Each row of the sheet Claims is one statement of the paper, in words of your own. The other "
    "sheets say what a claim asserts: a row each, with the id of its claim in the column “claim”.",
    "To change something, change its cell. To add a claim, write a row below the last one. Rows "
    "and columns may be sorted, filtered, moved and hidden; a column of your own is passed over. "
    "Leave the headings as they are.",
    "Where an arrow appears at a cell, choose from its list; the sheet Lists says what each choice "
    "is called and what it means. Its name in English or Japanese may be typed as well.",
    "Several values in one cell stand with a semicolon between them: unsafe-roads; missing-lanes. "
    "The little mark at a heading tells what the column holds, and whether it takes several.",
    "A yellow row is a stub: a claim that is begun and counts for nothing yet. Fill it in and "
    "empty its cell “stub”, or delete the row. A red cell still needs a value.",
    "Grey text is what holds for all claims of a file unless a claim says otherwise. Write over "
    "it to say otherwise; leave it, or empty it, to keep it so.",
    "A claim of which you change anything is a draft again until somebody has reviewed it. A row "
    "that you delete is deleted from the files only if you ask for it.",
    "Nothing is calculated here: a formula is refused. Write 35.20 and 2.1 as they are printed.",
)
COMMANDS = (
    ("see what would change", "scgraph sheet in {file} --dry-run"),
    ("take the changes over", "scgraph sheet in {file}"),
    ("delete the claims whose rows are gone", "scgraph sheet in {file} --delete"),
)
PARTS = {
    "Claims": "what the paper claims: a row a claim",
    "Involves": "which actor a claim gives which part in what",
    "Causes": "what a claim says brings about, or hinders, what",
    "Compares": "what a claim sets beside what",
    "Figures": "the numbers that stand on the word of a claim",
    "Recommends": "what a claim says should be done, and about what",
    "Infers": "from which other claims a claim is concluded",
    "Cites": "to which works a claim points, and for what",
}
_OWN_WORDS = {
    "id": "Its name: small letters, digits and hyphens. Other rows refer to it by this name.",
    CLAIM: "The id of the claim of which this row is a part.",
    "stub": "true while the claim is only begun and counts for nothing; empty once it is complete.",
    "says": "What the paper claims here, as one sentence in words of your own.",
    "about": "What else the claim is about, such as a barrier, an actor or an initiative.",
    "value": "The number itself, with a point before its decimals: 35.20.",
    "place": "The place of which the number speaks.",
    "claims": "The claims of the paper.",
}


def note_of(column: Column, choices: Choices | None, vocabulary: Vocabulary) -> str:
    """Return what is said at the heading of a column."""
    key = column.key
    names = [vocabulary.label(key, tag) for tag in ("en", "ja")] if key and not key.names else []
    meaning = _OWN_WORDS.get(column.name) or (vocabulary.meaning(key) if key else "")
    lines = [" · ".join(filter(None, names)), meaning]
    lines += ["Must have a value."] if column.required else []
    lines += ["Several values: with a semicolon between them."] * (
        column.many and column.names_things
    )
    if choices and choices.folder and len(choices.each) <= MOST_CODES:
        lines += ["", *(f"{one.value}: {one.meaning}" for one in choices.each)]
    return "\n".join(lines).strip()


def hint_of(column: Column, choices: Choices) -> str:
    """Return what is said at a cell while it is chosen: at most 255 characters."""
    of = f"Choose a {choices.name}" + ("; several with “; ” between them." if column.many else ".")
    named = "; ".join(_named(choice) for choice in choices.each if choice.label)
    short = f"{of} {named}" if choices.folder and named else f"{of} The sheet Lists has them all."
    return short if len(short) <= 255 else f"{of} The sheet Lists says what each means."


def title_of(column: Column) -> str:
    """Return the title of a hint: at most 32 characters."""
    return column.name[:32]


def part_of(form: SheetForm) -> str:
    """Return what a sheet is for."""
    return PARTS.get(form.title, f"what a claim says by “{form.key}”")


def _named(choice: Choice) -> str:
    return (
        choice.value
        if choice.label.casefold() == choice.value
        else f"{choice.value} = {choice.label}"
    )
