"""How a clause travels: for each paragraph that names INTERPOL, the earlier ones that are most like it.

The measure is that of the resolution chain (`helpers.corpus.align`), on words: the score is the share of words in
common in the same order, from 0 to 100. Only paragraphs of resolutions adopted on an earlier day are looked at: two
texts of one day may have been written from each other, and nothing tells which way. Scores and labels are written,
never a word of the texts.

Comparing every pair that way would take minutes. The greatest number of words in common in the same order is found
much faster, and no score exceeds what it allows; so only pairs that can still be among the best are scored.

A score is low by nature where a clause went into a longer paragraph or was cut out of one. So a second share tells
how much of the shorter paragraph stands in the longer, and decides where no score is high.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers import contract, symbols
from helpers.corpus import align, record, segment

FILE = "clause_reuse.csv"
COLUMNS = ("symbol part label rank earlier_symbol earlier_part earlier_label score contained kind days_between").split()
PARTS = ("preambular", "operative", "annex")  # a title or a footnote is no clause
NEAREST = 3  # earlier paragraphs kept for each
REVISED, LOOSE = 70, 50  # scores from which a pair is one; few pairs lie near: most are above 90 or below 40
PART = 70  # per cent of the shorter that stand in the longer, in runs of three words or more


@dataclass(frozen=True)
class Clause:
    """A paragraph that names INTERPOL: where it stands, the day it was adopted (ISO), and its words."""

    symbol: str
    part: str
    label: str
    date: str
    words: tuple[str, ...]


def write(texts: Mapping[str, record.Text], documents: Iterable[Mapping], folder: Path) -> None:
    """Write the table of reuse.

    Parameters
    ----------
    texts
        The one text of each document.
    documents
        Rows of the table of documents: `symbol` and `date`. A paragraph of an undated document has no place in
        time and is left out.
    folder
        Where `mentions.csv` stands and the table is written.
    """
    dates = {row["symbol"]: row["date"] for row in documents if row["date"]}
    found = clauses({symbol: text.pages for symbol, text in texts.items() if symbol in dates}, _places(folder), dates)
    contract.write_rows(folder / FILE, COLUMNS, (row for clause in found for row in nearest(clause, found)))


def _places(folder: Path) -> set[tuple[str, str, str]]:
    """Return symbol, part and label of the paragraphs that name INTERPOL."""
    rows = contract.read_rows(folder / "mentions.csv")
    return {(row["symbol"], row["part"], row["label"]) for row in rows if row["part"] in PARTS}


def clauses(texts: Mapping[str, str], places: set[tuple[str, str, str]], dates: Mapping[str, str]) -> list[Clause]:
    """Cut texts and keep the paragraphs that stand at the places wanted.

    Parameters
    ----------
    texts, dates
        By symbol: the text, and the day of adoption (ISO).
    places
        Symbol, part and label of each paragraph wanted.

    Returns
    -------
    list of Clause
        By symbol, then as they stand in the text. Words in lower case, torn ones mended.
    """
    wanted = {symbol for symbol, _, _ in places} & set(texts)
    cut = [
        (symbol, paragraph)
        for symbol in sorted(wanted, key=symbols.sort_key)
        for paragraph in segment.segment(texts[symbol], symbol)
        if (symbol, paragraph.part, paragraph.label) in places
    ]
    vocabulary = align.Vocabulary(paragraph.text for _, paragraph in cut)
    return [Clause(s, p.part, p.label, dates[s], vocabulary.words(p.text)) for s, p in cut]


def nearest(clause: Clause, others: Iterable[Clause]) -> list[dict]:
    """Return the rows of the earlier paragraphs that are most like one.

    Parameters
    ----------
    clause
        The paragraph.
    others
        Where to look; what is not of an earlier day is passed over.

    Returns
    -------
    list of dict
        The columns of the table, the best first: at most `NEAREST` rows, those after the first only from the score
        `LOOSE` on. Among equals the latest stands first. Where no score is as high, the first is the one that
        stands in the other, or holds it, if there is such a one. Empty if nothing earlier names INTERPOL.
    """
    earlier = [other for other in others if other.date < clause.date]
    common = _words_in_order(clause, earlier)
    best = _best(clause, earlier, common)
    kept = [pair for pair in best if pair[0] >= LOOSE / 100] or _part(clause, earlier, common) or best[:1]
    return [_row(clause, other, score, rank) for rank, (score, other) in enumerate(kept, 1)]


def _best(clause, earlier, common):
    """Score the pairs, the most promising first, until none that is left can be among the best."""
    length = len(clause.words)
    limits = [2 * n / max(length + len(other.words), 1) for n, other in zip(common, earlier, strict=True)]
    best: list[tuple[float, Clause]] = []
    for limit, other in sorted(zip(limits, earlier, strict=True), key=lambda pair: -pair[0]):
        if len(best) == NEAREST and limit < best[-1][0]:
            break
        best = _ranked([*best, (align.similarity(other.words, clause.words), other)])[:NEAREST]
    return best


def _part(clause, earlier, common):
    """Find the pair of which one stands in the other; the score goes with it."""
    possible = [o for n, o in zip(common, earlier, strict=True) if n >= PART / 100 * _shorter(clause, o)]
    found = _ranked([(contained, o) for o in possible if (contained := _contained(clause, o)) >= PART / 100])
    return [(align.similarity(other.words, clause.words), other) for _, other in found[:1]]


def _shorter(first, second):
    return min(len(first.words), len(second.words))


def _contained(first, second):
    return align.containment(*sorted((first.words, second.words), key=len))


def _ranked(pairs):
    """Sort by score, then the latest, then by symbol and place: no order is left to chance."""
    pairs = sorted(pairs, key=lambda pair: (symbols.sort_key(pair[1].symbol), pair[1].part, pair[1].label))
    return sorted(pairs, key=lambda pair: (pair[0], pair[1].date), reverse=True)


def _row(clause, other, score, rank):
    contained = _contained(clause, other)
    return {
        **{"symbol": clause.symbol, "part": clause.part, "label": clause.label, "rank": rank},
        **{"earlier_symbol": other.symbol, "earlier_part": other.part, "earlier_label": other.label},
        "score": f"{100 * score:.1f}",
        "contained": f"{100 * contained:.1f}",
        "kind": kind(score, contained),
        "days_between": (date.fromisoformat(clause.date) - date.fromisoformat(other.date)).days,
    }


def kind(score: float, contained: float) -> str:
    """Name what two shares stand for.

    Parameters
    ----------
    score, contained
        From 0 to 1: words in common in the same order; words of the shorter that stand in the longer.

    Returns
    -------
    str
        ``word for word``, ``revised``, ``part`` (one stands in the other), ``loose`` or ``unlike``.
    """
    if score == 1:
        return "word for word"
    if score >= REVISED / 100:
        return "revised"
    if contained >= PART / 100:
        return "part"
    return "loose" if score >= LOOSE / 100 else "unlike"


def _words_in_order(clause, earlier):
    """Count for each earlier paragraph the most words that it has in common with one in the same order.

    The longest common subsequence, one bit for each word of `clause` (H. Hyyrö, 2004, Bit-parallel LCS-length
    computation revisited).
    """
    places: dict[str, int] = {}
    for place, word in enumerate(clause.words):
        places[word] = places.get(word, 0) | 1 << place
    every = (1 << len(clause.words)) - 1
    return [len(clause.words) - _left(places, every, other.words).bit_count() for other in earlier]


def _left(places, every, words):
    bits = every
    for word in words:
        met = bits & places.get(word, 0)
        bits = ((bits + met) | (bits - met)) & every
    return bits
