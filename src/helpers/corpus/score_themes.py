"""Measure the theme patterns against paragraphs that two people coded separately.

    python -m helpers.corpus.score_themes CORPORA

Draws the sample of `theme_sample` again from the corpora, compares it with `data/coded_sample.csv` and prints, for
each theme, how often each coder saw it, Krippendorff's alpha between the two, and precision and recall of the patterns
where both coders agree; plain, and weighted to all paragraphs of the corpora. A text that is not the one that was
coded is an error, never a silent difference.
"""

import sys
from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import code
from helpers.corpus.theme_sample import sample_paragraphs
from helpers.errors import ReportedError


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
        One row a theme: `theme`, `coder_a`, `coder_b`, `both`, `flagged`, `alpha`, `precision`, `recall`,
        `weighted_precision`, `weighted_recall`. Precision and recall use the paragraphs on which the coders agree; null
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


def compare(corpora: Path, table: Path, seed: int | None = None) -> pl.DataFrame:
    """Draw the sample again and score the patterns on it; see `score`."""
    codes = pl.read_csv(table).sort("sample_id")
    drawn = sample_paragraphs(corpora) if seed is None else sample_paragraphs(corpora, seed)
    texts = codes.join(drawn.select("sha256", "text"), on="sha256", how="left", maintain_order="left")
    missing = texts.filter(pl.col("text").is_null())["sample_id"].to_list()
    if missing:
        raise SampleError(
            f"{table.name}: found no text for {', '.join(missing[:5])}…, expected those drawn from {corpora}"
        )
    flags = code.flag_themes(texts)
    first, second = (coded(name, flags.columns, codes) for name in ("themes_a", "themes_b"))
    return score(flags, first, second, codes["weight"])


def main(arguments: list[str]) -> None:
    """Print the scores, and all themes together."""
    result = compare(Path(arguments[0]), contract.published() / "coded_sample.csv")
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_hide_dataframe_shape=True, tbl_width_chars=200, float_precision=3):
        print(result)
    print(f"all themes: {result['both'].sum()} codes agreed, {result['flagged'].sum()} flags")


if __name__ == "__main__":
    main(sys.argv[1:])
