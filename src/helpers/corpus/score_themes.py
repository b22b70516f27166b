"""Measure the theme patterns against paragraphs that were coded by hand.

    python -m helpers.corpus.score_themes CORPORA

Draws the samples of `theme_sample` again from the corpora and compares them with `data/coded_sample.csv`, which two
readers coded and whose errors the patterns were improved on, and with `data/coded_sample_second.csv`, which one reader
coded afterwards. Prints, for each theme, how often each reader saw it, Krippendorff's alpha where there are two, and
precision and recall of the patterns where the readers agree; plain, and weighted to all paragraphs of the corpora. A
text that is not the one that was coded is an error, never a silent difference.
"""

import sys
from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import code
from helpers.corpus.theme_sample import SEED, sample_paragraphs
from helpers.errors import ReportedError

SAMPLES = {"coded_sample": SEED, "coded_sample_second": 73011}


class SampleError(ReportedError, ValueError):
    """The sample drawn from these corpora is not the sample that was coded."""


def krippendorff_alpha(first: pl.Series, second: pl.Series) -> float | None:
    """Return Krippendorff's alpha for two coders, nominal values and no missing codes.

    Parameters
    ----------
    first, second
        Boolean codes of the same paragraphs.

    Returns
    -------
    float or None
        1 where they always agree, 0 where they agree no more than by chance; None where nobody ever saw, or both
        always saw, the theme: alpha is not defined then.
    """
    values = 2 * len(first)
    seen = int(first.sum() + second.sum())
    expected = 2 * seen * (values - seen) / (values * (values - 1))
    return None if expected == 0 else 1 - float((first != second).mean()) / expected


def score(flags: pl.DataFrame, first: pl.DataFrame, second: pl.DataFrame, weight: pl.Series) -> pl.DataFrame:
    """Compare flags with two codings.

    Parameters
    ----------
    flags, first, second
        One Boolean column a theme, one row a paragraph, in the same order.
    weight
        Paragraphs of the corpora that each row stands for.

    Returns
    -------
    polars.DataFrame
        One row a theme: `theme`, `coder_a`, `coder_b`, `both`, `flagged`, `paragraphs`, `hits` (flagged where the
        coders agree), `right`, `alpha`, `precision`, `recall`, `weighted_precision`, `weighted_recall`. Precision and
        recall use the paragraphs on which the coders agree; null
        where there is nothing to divide by.
    """
    return pl.DataFrame([_score_theme(t, flags[t], first[t], second[t], weight) for t in flags.columns])


def _score_theme(theme, flag, a, b, weight):
    agreed = a == b
    hit, truth = flag & agreed, a & agreed
    right = hit & truth
    return {
        "theme": theme,
        "coder_a": int(a.sum()),
        "coder_b": int(b.sum()),
        "both": int(truth.sum()),
        "flagged": int(flag.sum()),
        "paragraphs": len(flag),
        "hits": int(hit.sum()),
        "right": int(right.sum()),
        "alpha": krippendorff_alpha(a, b),
        "precision": _share(right.sum(), hit.sum()),
        "recall": _share(right.sum(), truth.sum()),
        "weighted_precision": _share(weight.filter(right).sum(), weight.filter(hit).sum()),
        "weighted_recall": _share(weight.filter(right).sum(), weight.filter(truth).sum()),
    }


def _share(part, whole):
    return float(part) / float(whole) if whole else None


def coded(name: str, themes: list[str], table: pl.DataFrame) -> pl.DataFrame:
    """Turn the themes that one coder listed ("drugs; piracy") into a Boolean column each."""
    listed = table[name].fill_null("").str.split("; ")
    return pl.DataFrame([listed.list.contains(theme).alias(theme) for theme in themes])


def compare(corpora: Path, table: Path) -> pl.DataFrame:
    """Draw a sample again and score the patterns on it; see `score`.

    A table without a column `themes_b` was coded by one reader: its codes count as they are, `coder_b` and `alpha` are
    null.
    """
    codes = pl.read_csv(table).sort("sample_id")
    drawn = sample_paragraphs(corpora, SAMPLES[table.stem])
    texts = codes.join(drawn.select("sha256", "text"), on="sha256", how="left", maintain_order="left")
    missing = texts.filter(pl.col("text").is_null())["sample_id"].to_list()
    if missing:
        raise SampleError(
            f"{table.name}: found no text for {', '.join(missing[:5])}…, expected those drawn from {corpora}"
        )
    flags = code.flag_themes(texts)
    first = coded("themes_a", flags.columns, codes)
    if "themes_b" in codes.columns:
        return score(flags, first, coded("themes_b", flags.columns, codes), codes["weight"])
    return score(flags, first, first, codes["weight"]).with_columns(coder_b=None, alpha=None)


def together(scored: pl.DataFrame) -> dict[str, float | int]:
    """Return precision and recall over all themes, and what they are shares of, from the rows of `score`."""
    right, flagged, coded_ = (int(scored[name].sum()) for name in ("right", "hits", "both"))
    return {"flagged": flagged, "coded": coded_, "precision": _share(right, flagged), "recall": _share(right, coded_)}


def main(arguments: list[str]) -> None:
    """Print the scores of each sample, and all themes together."""
    for name in SAMPLES:
        result = compare(Path(arguments[0]), contract.published() / f"{name}.csv")
        print(name)
        with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_hide_dataframe_shape=True, tbl_width_chars=200, float_precision=3):
            print(result.drop("paragraphs", "hits", "right"))
        everything = together(result)
        print(f"all themes: precision {everything['precision']:.3f} of {everything['flagged']} flags,")
        print(f"recall {everything['recall']:.3f} of {everything['coded']} codes")


if __name__ == "__main__":
    main(sys.argv[1:])
