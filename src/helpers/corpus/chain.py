"""Build the tables of the resolution chain: its paragraphs, their alignment from review to review, its sponsors."""

import json
import re
import zipfile
from itertools import pairwise
from pathlib import Path

from helpers import contract
from helpers.corpus import align
from helpers.corpus.segment import Paragraph, segment

CHAIN = ("A/RES/71/19", "A/RES/73/11", "A/RES/75/10", "A/RES/77/20", "A/RES/79/136")
TYPED = "A/RES/79/136"  # its text is taken from the typed JSON, whose words are whole

_CLAUSE = re.compile(r"(?:(?<=\s)|^)\(([a-z])\) ")


def texts(corpora: Path) -> dict[str, str | list[str]]:
    """Return the text of each resolution of the chain: symbol to text, or to lines for the one in JSON."""
    read = {s: (corpora / "ga-chain" / f"{s.replace('/', '_')}.txt").read_text("utf-8") for s in CHAIN if s != TYPED}
    with zipfile.ZipFile(corpora / "un-paragraphs.zip") as archive:
        typed = json.loads(archive.read(f"{TYPED.replace('/', '_')}.json"))
    return read | {TYPED: [" ".join(filter(None, [line["prefix"], line["text"]])) for line in typed]}


def clauses(paragraph: Paragraph) -> list[tuple[str, str, str]]:
    """Cut a paragraph at letters that stand inside its sentence: "… in (a) preventing …; and (b) countering …".

    Returns
    -------
    list of (label, kind, text)
        The paragraph itself first, with its opening words only where clauses follow. A cross-reference such as
        "article 4 (a)" is no clause: the letters must begin with (a) and run on without a gap.
    """
    kind = "paragraph" if paragraph.level == 1 else "sub-paragraph"
    found = list(_CLAUSE.finditer(paragraph.text))
    expected = [chr(ord("a") + k) for k in range(len(found))]
    if len(found) < 2 or [f[1] for f in found] != expected:
        return [(paragraph.label, kind, paragraph.text)]
    ends = [f.start() for f in found[1:]] + [len(paragraph.text)]
    cut = [
        (f"{paragraph.label} ({f[1]})", "clause", paragraph.text[f.end() : end].strip())
        for f, end in zip(found, ends, strict=True)
    ]
    return [(paragraph.label, kind, paragraph.text[: found[0].start()].strip()), *cut]


def units(text: str | list[str], symbol: str) -> list[dict]:
    """Return paragraphs, sub-paragraphs and clauses in document order, each a dict: part, label, kind, verb, text."""
    body = [p for p in segment(text, symbol) if p.part in ("preambular", "operative")]
    return [
        {"part": p.part, "label": label, "kind": kind, "verb": p.verb if label == p.label else "", "text": cut}
        for p in body
        for label, kind, cut in clauses(p)
    ]


def chain_units(corpora: Path) -> dict[str, list[dict]]:
    """Return the units of each resolution in document order, as `units` does, each also with its words."""
    cut_texts = {}
    for symbol, text in texts(corpora).items():
        cut_texts[symbol] = units(text, symbol)
    vocabulary = align.Vocabulary(
        [u["text"] for s in CHAIN if s != TYPED for u in cut_texts[s]], sound=[u["text"] for u in cut_texts[TYPED]]
    )
    for symbol in CHAIN:
        for unit in cut_texts[symbol]:
            unit["words"] = vocabulary.words(unit["text"])
    return {symbol: cut_texts[symbol] for symbol in CHAIN}


def build_chain(corpora: Path, data: Path) -> None:
    """Write `chain_paragraphs.csv` and `chain_alignment.csv` into `data`.

    Parameters
    ----------
    corpora
        Folder that holds `ga-chain/` and `un-paragraphs.zip`.
    data
        Folder that holds the hand-kept `chain_corrections.csv` and `gists.csv`; the tables are written there.

    Raises
    ------
    ValueError
        If a correction or a gist names a paragraph that the texts do not have, or a paragraph has no gist.
    """
    held = chain_units(corpora)
    themes = {(r["symbol"], r["part"], r["label"]): r["themes"] for r in contract.read_rows(data / "gists.csv")}
    keys = {(symbol, unit["part"], unit["label"]) for symbol in CHAIN for unit in held[symbol]}
    if unmatched := keys ^ set(themes):
        raise ValueError(f"gists.csv and the texts differ in {sorted(unmatched)}")
    corrections = contract.read_rows(data / "chain_corrections.csv")
    alignment = [row for old, new in pairwise(CHAIN) for row in review(old, new, held, corrections)]
    for number, row in enumerate(alignment, 1):
        known = (row["to_symbol"], row["to_part"], row["to_label"])
        row["theme"] = themes[known if row["to_label"] else (row["from_symbol"], row["from_part"], row["from_label"])]
        row["alignment_id"] = f"chain-{number:03d}"
    contract.write_rows(data / "chain_paragraphs.csv", PARAGRAPH_COLUMNS, _paragraph_rows(held))
    contract.write_rows(data / "chain_alignment.csv", ALIGNMENT_COLUMNS, alignment)


PARAGRAPH_COLUMNS = ["symbol", "part", "label", "order", "kind", "verb", "words"]
ALIGNMENT_COLUMNS = [
    *["alignment_id", "from_symbol", "from_part", "from_label", "to_symbol", "to_part", "to_label"],
    *["status", "similarity", "theme", "basis", "note"],
]


def paragraph_row(unit: dict) -> dict:
    """Return the row of `chain_paragraphs` for a unit with its symbol, order and words: their number, never text."""
    row = unit | {"words": len(unit["words"])}
    return {column: row[column] for column in PARAGRAPH_COLUMNS}


def _paragraph_rows(held: dict[str, list[dict]]) -> list[dict]:
    return [
        paragraph_row(unit | {"symbol": symbol, "order": order})
        for symbol in CHAIN
        for order, unit in enumerate(held[symbol], 1)
    ]


def review(old: str, new: str, held: dict[str, list[dict]], corrections: list[dict]) -> list[dict]:
    """Align one review by machine, then apply the corrections made by hand.

    Parameters
    ----------
    old, new
        Symbols of the two texts.
    held
        The units of each text by its symbol, with their words.
    corrections
        Rows of `chain_corrections`.

    Returns
    -------
    list of dict
        Rows of `chain_alignment` but for their number and theme.
    """
    before, after = ([align.Unit(u["part"], u["label"], u["words"]) for u in held[s]] for s in (old, new))
    pairs = {(p.old, p.new): p for p in align.align(before, after)}
    places = [{(u.part, u.label): k for k, u in enumerate(side)} for side in (before, after)]
    by_hand, notes = set(), {}
    for row in corrections:
        if (row["from_symbol"] or old, row["to_symbol"] or new) != (old, new):
            continue
        key = _place(row, "from", old, places[0]), _place(row, "to", new, places[1])
        notes[key] = row["reason"]
        if row["action"] == "set":
            score = align.similarity(before[key[0]].words, after[key[1]].words)
            pairs[key] = align.Pair(*key, row["status"], score)
            by_hand.add(key)
        elif row["action"] == "remove":
            del pairs[key]
    paired = [p for p in pairs.values() if p.old is not None and p.new is not None]
    finished = align.finish(paired, len(before), len(after))
    if lost := set(notes) - {(p.old, p.new) for p in finished}:
        raise ValueError(f"chain_corrections.csv: no such pair in {old} and {new}: {sorted(map(str, lost))}")
    return [_alignment_row(p, old, new, before, after, by_hand, notes) for p in finished]


def _place(row: dict, side: str, symbol: str, places: dict) -> int | None:
    """Return the index of the unit that a correction names, None for an empty side."""
    if not row[f"{side}_label"]:
        return None
    try:
        return places[row[f"{side}_part"], row[f"{side}_label"]]
    except KeyError:
        raise ValueError(
            f"{row['correction_id']}: {symbol} has no {row[f'{side}_part']} {row[f'{side}_label']}"
        ) from None


def _alignment_row(pair, old, new, before, after, by_hand, notes) -> dict:
    source = before[pair.old] if pair.old is not None else None
    target = after[pair.new] if pair.new is not None else None
    return {
        "from_symbol": old,
        "from_part": source.part if source else "",
        "from_label": source.label if source else "",
        "to_symbol": new,
        "to_part": target.part if target else "",
        "to_label": target.label if target else "",
        "status": pair.status,
        "similarity": "" if pair.similarity is None else f"{pair.similarity:.3f}",
        "basis": "hand" if (pair.old, pair.new) in by_hand else "machine",
        "note": notes.get((pair.old, pair.new), ""),
    }
