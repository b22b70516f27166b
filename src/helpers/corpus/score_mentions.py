"""Score the codes of `mentions` against hand codings: python -m helpers.corpus.score_mentions.

`data/coded_mentions_sample.csv` holds paragraphs drawn by a checksum and coded from the text before the engine's codes
were looked at. The patterns were mended after the first draw was compared; the second draw was coded afterwards.
`data/coded_mentions.csv` holds places of texts that are not held: none can be compared until such a text is.
"""

import hashlib

import polars as pl

from helpers import contract
from helpers.errors import ReportedError

KEY = ["symbol", "part", "label"]
DRAWS = ("first", "second")
SINGLE, LISTED = ("verb", "strength"), ("addressee", "tools")


class MentionError(ReportedError, ValueError):
    """A paragraph that was coded by hand is not among the mentions."""


_AT_THE_DRAW = {  # labels have since moved where the segmenter had cut a paragraph before them in two
    (symbol, "preambular", now): (symbol, "preambular", then)
    for symbol, now, then in (
        ("S/RES/2117 (2013)", "PP21", "PP23"),
        ("S/RES/2246 (2015)", "PP18", "PP19"),
        ("S/RES/2246 (2015)", "PP19", "PP20"),
    )
}


def draw(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the paragraphs of the body that the engine found, in the order of the draw.

    The first hundred are the first draw, the next fifty the second. A checksum of each paragraph's own place orders
    them, so that a paragraph more or less changes little.
    """
    body = mentions.filter(pl.col("part").is_in(["preambular", "operative"]) & (pl.col("basis") == "found in text"))
    keys = [_AT_THE_DRAW.get(key, key) for key in body.select(KEY).iter_rows()]
    places = [hashlib.sha256(f"INTERPOL mentions 71019 {' | '.join(key)}".encode()).hexdigest() for key in keys]
    return body.select(KEY).with_columns(place=pl.Series(places, dtype=pl.String)).sort("place").drop("place")


def score(mentions: pl.DataFrame, coded: pl.DataFrame) -> list[dict]:
    """Compare codes of the same paragraphs.

    Parameters
    ----------
    mentions, coded
        Text columns `symbol`, `part`, `label`, `verb`, `strength`, `addressee` and `tools`; lists are joined by "; ".

    Returns
    -------
    list of dict
        `field`, `measure` (agreement, precision or recall), `n` (what it is a share of), `value` from 0 to 1, None
        where n is 0.

    Raises
    ------
    MentionError
        If a coded paragraph is not in `mentions`: its label changed, or it no longer names INTERPOL.
    """
    both = coded.join(mentions, on=KEY, suffix="_engine")
    if both.height != coded.height:
        lost = coded.join(mentions, on=KEY, how="anti").select(KEY).row(0)
        raise MentionError(f"found no paragraph {' '.join(lost)} in mentions, expected every coded one")
    rows = []
    for name in SINGLE:
        same = (both[name].fill_null("") == both[f"{name}_engine"].fill_null("")).sum()
        rows.append(_row(name, "agreement", same, both.height))
    for name in LISTED:
        pairs = [(_set(a), _set(b)) for a, b in both.select(name, f"{name}_engine").iter_rows()]
        right = sum(len(a & b) for a, b in pairs)
        rows.append(_row(name, "precision", right, sum(len(b) for _, b in pairs)))
        rows.append(_row(name, "recall", right, sum(len(a) for a, _ in pairs)))
    return rows


def _row(name, measure, right, n):
    return {"field": name, "measure": measure, "n": n, "value": right / n if n else None}


def _set(listed):
    return set((listed or "").split("; ")) - {""}


def published() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return `mentions` that the engine found, the coded sample, and the places coded elsewhere."""
    folder = contract.published()
    tables = (
        pl.read_csv(folder / f"{name}.csv", infer_schema=False)
        for name in ("mentions", "coded_mentions_sample", "coded_mentions")
    )
    mentions, sample, elsewhere = tables
    return mentions.filter(pl.col("basis") == "found in text"), sample, elsewhere


def main() -> None:
    """Print the scores of each draw."""
    mentions, sample, elsewhere = published()
    for name in DRAWS:
        coded = sample.filter(pl.col("draw") == name)
        print(f"{name} draw, {coded.height} paragraphs")
        for row in score(mentions, coded):
            print(f"  {row['field']:10s}{row['measure']:10s}{row['value']:.3f}  of {row['n']}")
    print(f"coded elsewhere: {elsewhere.join(mentions, on=KEY).height} of {elsewhere.height} places can be compared")


if __name__ == "__main__":
    main()
