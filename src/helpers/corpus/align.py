"""Align the paragraphs of one text with those of its next version.

The measure is made on words: the share of words that two paragraphs have in common in the same order,
2 × common / (words of one + words of the other), as `difflib.SequenceMatcher` finds them: 1 means word for word.
The pairs are chosen together, so that their sum is the greatest possible; a pair may cross others and may go
from the preamble to the operative part. What is left over is then looked for inside the paragraphs of the other
text, because a paragraph may have been split or merged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

PAIRED = 0.5  # less in common than this is no pair; read by eye for the five resolutions of the chain
CONTAINED = 0.7  # a paragraph of which this share of words stands in one of the other text came from there
OTHER_PART = 0.1  # taken off where a pair would go from one part to the other
NEARBY = 0.02  # the most that a pair gains from standing at the same place: decides between equals only

_WORD = re.compile(r"[^\W_]+(?:[’'/.,][^\W_]+)*")
_HYPHEN = re.compile(r"(?<=\w)\s?[-‑\u00ad](?=\w)")


@dataclass(frozen=True)
class Unit:
    """What is aligned: a paragraph, a lettered one, or a lettered clause inside a sentence."""

    part: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """`old` or `new` is an index into the units, or None where a paragraph was added or dropped."""

    old: int | None
    new: int | None
    status: str
    similarity: float | None


class Vocabulary:
    """The words of a collection, to mend those that a PDF has torn ("traffi cking", "Counter -Terrorism").

    Parameters
    ----------
    texts
        The collection. A word is known if it occurs twice, or once in a text of `sound`.
    sound
        Texts without torn words.
    """

    def __init__(self, texts: Iterable[str], sound: Iterable[str] = ()):
        counts = Counter(word for text in texts for word in self._cut(text))
        sound_words = {word for text in sound for word in self._cut(text)}
        self._all = set(counts) | sound_words
        self._known = {word for word, count in counts.items() if count > 2} | sound_words
        compounds = re.compile(r"\w+(?:[-‑]\w+)+")
        self._compounds = {
            re.sub(r"[-‑]", "", found).lower() for text in [*texts, *sound] for found in compounds.findall(text)
        }

    @staticmethod
    def _cut(text: str) -> list[str]:
        return [word.lower() for word in _WORD.findall(_HYPHEN.sub("", text))]

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text in lower case; hyphens do not count, torn words are mended."""
        mended: list[str] = []
        for word in self._cut(text):
            if mended and self._belong(mended[-1], word):
                mended[-1] += word
            else:
                mended.append(word)
        return tuple(mended)

    def _belong(self, first: str, second: str) -> bool:
        whole = first + second
        if whole in self._compounds:
            return True
        torn = first not in self._known or second not in self._known
        return torn and whole in self._all


def similarity(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of words in common in the same order, from 0 to 1; 1 only where all words are the same."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def containment(part: Sequence[str], whole: Sequence[str]) -> float:
    """Return the share, from 0 to 1, of the words of `part` that stand in `whole` in runs of at least three."""
    blocks = SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 2) / max(len(part), 1)


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Align two versions of a text.

    Parameters
    ----------
    old, new
        The units of both in document order.

    Returns
    -------
    list of Pair
        Every unit of both stands in at least one pair. Sorted by the new text, dropped units last. Statuses:
        kept (every word the same), reworded, split (one old unit gave several new ones), merged (several old
        ones went into one), added, dropped.
    """
    likeness = np.array([[similarity(a.words, b.words) for b in new] for a in old]).reshape(len(old), len(new))
    chosen = {(i, j): float(likeness[i, j]) for i, j in _best_pairs(old, new, likeness)}
    extra = _splits(old, new, likeness, chosen)
    pairs = [Pair(i, j, "", s) for (i, j), s in {**chosen, **extra}.items()]
    return finish(pairs, len(old), len(new))


def finish(pairs: Iterable[Pair], n_old: int, n_new: int) -> list[Pair]:
    """Name the status of pairs that have none yet, add what was added or dropped, and sort."""
    pairs = list(pairs)
    old_uses, new_uses = Counter(p.old for p in pairs), Counter(p.new for p in pairs)
    named = [p if p.status else Pair(p.old, p.new, _status(p, old_uses, new_uses), p.similarity) for p in pairs]
    named += [Pair(None, j, "added", None) for j in range(n_new) if j not in new_uses]
    named += [Pair(i, None, "dropped", None) for i in range(n_old) if i not in old_uses]
    return sorted(named, key=lambda p: (p.new is None, p.new if p.new is not None else 0, p.old or 0))


def _status(pair: Pair, old_uses: Counter, new_uses: Counter) -> str:
    if old_uses[pair.old] > 1:
        return "split"
    if new_uses[pair.new] > 1:
        return "merged"
    return "kept" if pair.similarity == 1 else "reworded"


def _best_pairs(old, new, likeness: np.ndarray) -> list[tuple[int, int]]:
    """Choose pairs so that the sum of what they have in common above the threshold is the greatest."""
    if not likeness.size:
        return []
    place = abs(np.linspace(0, 1, len(old))[:, None] - np.linspace(0, 1, len(new))[None, :])
    other = np.array([[a.part != b.part for b in new] for a in old])
    gain = likeness - OTHER_PART * other + NEARBY * (1 - place) - PAIRED
    return [(i, j) for i, j in assignment(np.maximum(gain, 0)) if likeness[i, j] >= PAIRED and gain[i, j] > 0]


def _splits(old, new, likeness, chosen) -> dict[tuple[int, int], float]:
    """Find where a left-over unit stands inside a unit of the other text."""
    extra = {}
    for j in sorted(set(range(len(new))) - {j for _, j in chosen}):
        shares = [containment(new[j].words, a.words) for a in old]
        if shares and max(shares) >= CONTAINED:
            i = int(np.argmax(shares))
            extra[i, j] = float(likeness[i, j])
    for i in sorted(set(range(len(old))) - {i for i, _ in chosen} - {i for i, _ in extra}):
        shares = [containment(old[i].words, b.words) for b in new]
        if shares and max(shares) >= CONTAINED:
            j = int(np.argmax(shares))
            extra[i, j] = float(likeness[i, j])
    return extra


def assignment(gain: np.ndarray) -> list[tuple[int, int]]:
    """Solve the assignment problem (Hungarian method with potentials, O(n³)).

    Parameters
    ----------
    gain
        Matrix, rows × columns, of what each pair is worth.

    Returns
    -------
    list of (row, column)
        One column a row, or one row a column where there are more rows; the sum of gains is the greatest.
    """
    if gain.shape[0] > gain.shape[1]:
        return sorted((row, column) for column, row in assignment(gain.T))
    rows, columns = gain.shape
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=int)  # row of each column, 0 for none; index 0 stands for the row in hand
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        slack, came_from = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=int)
        done = np.zeros(columns + 1, dtype=bool)
        while owner[column]:
            done[column] = True
            reduced = -gain[owner[column] - 1] - u[owner[column]] - v[1:]
            better = ~done[1:] & (reduced < slack[1:])
            slack[1:][better], came_from[1:][better] = reduced[better], column
            following = 1 + int(np.argmin(np.where(done[1:], np.inf, slack[1:])))
            step = slack[following]
            u[owner[done]] += step
            v[done] -= step
            slack[~done] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return sorted((int(owner[column]) - 1, column - 1) for column in range(1, columns + 1) if owner[column])
