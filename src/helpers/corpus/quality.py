"""How well the engine reads, measured: `python -m helpers quality CORPORA` writes `data/quality.csv`.

Every figure is computed here from the corpora, the hand codings and the published tables; none is typed. A measure
that was not taken has a row without a value. `data/citation_top.csv` is written beside it: the resolutions that the
Council cited most often to 2015, the last year of which all its resolutions are held.
"""

from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import cite, score, score_citations, score_formats, score_mentions, score_naming, score_themes

COLUMNS = (
    *("measure_id", "area", "measure", "of_what", "population", "n", "value", "unit", "target", "target_met"),
    *("command", "left_out"),
)
LAST_YEAR, TOP = 2015, 10
_TARGET_OF_CITATIONS = 0.99
_SCORE, _CITATIONS = "helpers.corpus.score", "helpers.corpus.score_citations"
_THEMES, _MENTIONS = "helpers.corpus.score_themes", "helpers.corpus.score_mentions"


def fill(corpora: Path) -> int:
    """Write both tables; return the number of measures.

    Parameters
    ----------
    corpora
        The folder of the archives of texts.
    """
    rows = [row for area in AREAS for row in area(corpora)]
    _replace("quality", COLUMNS, rows)
    _replace("citation_top", ("rank", "cited", "cited_by"), most_cited(council_edges(*_network_tables())))
    return len(rows)


def measure(measure_id: str, value: float | None, n: int | None, **texts: str) -> dict:
    """Return one row of the table.

    Parameters
    ----------
    measure_id
        Its key; the word before the first hyphen is the area.
    value
        A share from 0 to 1, a coefficient or a count; None where it was not measured or cannot be.
    n
        How many cases a share rests on; None for a count.
    texts
        `measure`, `of_what`, `population`, `command`; `unit` (share), `target` (a number that the value should reach,
        none by default), `left_out`.
    """
    row = dict.fromkeys(COLUMNS, "") | {"unit": "share"} | texts
    target = row["target"]
    met = "no target" if target == "" else "not measured" if value is None else "yes" if value >= target else "no"
    shown = "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
    area = measure_id.partition("-")[0]
    return row | {
        "measure_id": measure_id,
        "area": area,
        "value": shown,
        "n": "" if n is None else n,
        "target_met": met,
    }


# ------------------------------------------------------------------------------------------------------ the areas


def naming(corpora: Path) -> list[dict]:
    """Measure who names INTERPOL against a plain search."""
    found = score_naming.compare(score_naming.count(corpora), score_naming.held())
    common = {"population": "documents with a text in the corpora", "command": "helpers.corpus.score_naming CORPORA"}
    of_what = "{} INTERPOL is named, against a plain search of whole files"
    differ = found.filter(pl.col("reason").is_not_null())
    reasons = differ["reason"].str.split("; ").explode().value_counts().sort("reason").iter_rows()
    said = "; ".join(f"{reason} {n}" for reason, n in reasons)
    n = found.height
    explained = differ.filter(pl.col("reason") != "unexplained").height
    return [
        measure("naming-verdict", 1 - found["verdict_differs"].mean(), n, measure="agreement", **common)
        | {"of_what": of_what.format("whether")}
        | {"left_out": "nothing; unknown counts as not named, because no name stands in what is held"},
        measure("naming-count", 1 - found["count_differs"].mean(), n, measure="agreement", **common)
        | {"of_what": of_what.format("how often")}
        | {"left_out": "nothing; the search counts covers, running heads and neighbours' texts too"},
        measure("naming-explained", _share(explained, differ.height), differ.height, measure="differences explained",
                target=1, left_out=f"nothing; names outside the body, by document: {said}", **common)
        | {"of_what": of_what.format("whether and how often")},
    ]  # fmt: skip


def segmenter(corpora: Path) -> list[dict]:
    """Measure parts, numbers and verbs against the typed paragraphs, as counted and raw."""
    counted, raw = score.measure(corpora), score.measure(corpora, everything=True)
    left = ", ".join(f"{reason} {n}" for reason, n in counted.left_out.most_common())
    against = ", ".join(f"{reason} {counted.contradictions[reason]}" for reason in score.CONTRADICTIONS)
    common = {"measure": "agreement", "command": f"{_SCORE} CORPORA"}
    rows = []
    for name in ("part", "every part", "prefix", "verb"):
        key = name.replace(" ", "-")
        more = f"; of part alone also {against}" if name == "part" else ""
        kind = {"target": score.TARGETS[name]} if name != "every part" else {}
        rows.append(measure(f"segmenter-{key}", counted.share(name), counted.compared[name], of_what=_FIELDS[name],
                            population=f"typed paragraphs of {counted.documents} resolutions",
                            left_out=f"{left}{more} (rules: the command prints them)", **kind, **common))  # fmt: skip
        if name != "every part":
            rows.append(measure(f"segmenter-{key}-raw", raw.share(name), raw.compared[name], of_what=_FIELDS[name],
                                population=f"typed paragraphs of {raw.documents} resolutions", left_out="nothing",
                                **common))  # fmt: skip
    return rows + _disagreements()


_FIELDS = {
    "part": "preambular or operative",
    "every part": "preambular or operative, lines on which the key contradicts itself too",
    "prefix": "number, letter or bullet",
    "verb": "leading verb",
}


def _disagreements():
    read = pl.read_csv(contract.published() / "segmenter_disagreements.csv", infer_schema=False)
    right = read["who_was_right"].value_counts().sort("who_was_right")
    return [
        measure(f"segmenter-read-{who.replace(' ', '-')}", _share(n, read.height), read.height,
                measure=f"who was right: {who}", of_what="disagreements read by hand",
                population="drawn from all disagreements that are counted", command=f"{_SCORE} CORPORA",
                left_out="bugs seen in the draw were mended, so this is no blind estimate")
        for who, n in right.iter_rows()
    ]  # fmt: skip


def citations(corpora: Path) -> list[dict]:
    """Measure the citations against resolutions that were read by hand."""
    coded = pl.read_csv(contract.published() / "coded_citations.csv")
    text = score_citations.paragraphs(corpora, set(coded["symbol"]))
    rates = score_citations.rates(score_citations.compare(cite.citations(text), coded))
    common = {
        "of_what": "pairs of citing and cited resolution",
        "command": f"{_CITATIONS} CORPORA",
        "left_out": "nothing",
    }
    common |= {"population": f"{coded['symbol'].n_unique()} resolutions of all decades, read by hand"}
    common |= {"target": _TARGET_OF_CITATIONS}
    return [
        measure("citations-precision", rates["precision"], rates["found"], measure="precision", **common),
        measure("citations-recall", rates["recall"], rates["coded"], measure="recall", **common),
    ]


def network(_corpora: Path) -> list[dict]:
    """Count the Council's citation network."""
    edges = council_edges(*_network_tables())
    common = {
        "population": f"Council resolutions to {LAST_YEAR}",
        "unit": "count",
        "command": "helpers quality CORPORA",
    }
    common |= {"left_out": "citations of a resolution by itself, and of other organs"}
    counts = {"edges": edges.height, "citing": edges["citing"].n_unique(), "cited": edges["cited"].n_unique()}
    return [
        measure(
            f"network-{key}", value, None, measure=f"number of {_NETWORK[key]}", of_what="citation network", **common
        )
        for key, value in counts.items()
    ]


_NETWORK = {
    "edges": "pairs of citing and cited resolution",
    "citing": "resolutions that cite another",
    "cited": "resolutions that are cited",
}


def _network_tables():
    folder = contract.published()
    return pl.read_csv(folder / "citations.csv"), pl.read_csv(folder / "documents.csv", infer_schema=False)


def council_edges(found: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs `citing`, `cited` among Council resolutions, citing to `LAST_YEAR`, each once."""
    years = documents.select(citing="symbol", year=pl.col("year").cast(pl.Int64))
    council = pl.col("citing").str.starts_with("S/RES/") & pl.col("cited").str.starts_with("S/RES/")
    pairs = found.filter(council & (pl.col("citing") != pl.col("cited"))).join(years, on="citing")
    return pairs.filter(pl.col("year") <= LAST_YEAR).select("citing", "cited").unique(maintain_order=True)


def most_cited(edges: pl.DataFrame) -> list[dict]:
    """Return `rank`, `cited` and `cited_by` of the resolutions cited by most others; equals share a rank."""
    counted = edges.group_by("cited").agg(cited_by=pl.len())
    ranked = counted.with_columns(rank=pl.col("cited_by").rank("min", descending=True).cast(pl.Int64))
    return ranked.filter(pl.col("rank") <= TOP).sort("rank", "cited").select("rank", "cited", "cited_by").to_dicts()


def themes(corpora: Path) -> list[dict]:
    """Measure each theme on both hand-coded samples."""
    rows = []
    for name in score_themes.SAMPLES:
        found = score_themes.compare(corpora, contract.published() / f"{name}.csv")
        sample = "first" if name == "coded_sample" else "second"
        common = {"population": _SAMPLES[sample], "command": f"{_THEMES} CORPORA"}
        common |= {"left_out": "paragraphs on which the two readers differ" if sample == "first" else "nothing"}
        everything = score_themes.together(found)
        rows += [
            measure(
                f"themes-{sample}-all-{key}", everything[key], n, measure=key, of_what="all themes together", **common
            )
            for key, n in (("precision", everything["flagged"]), ("recall", everything["coded"]))
        ]
        for row in found.iter_rows(named=True):
            rows += _of_theme(row, sample, common)
    return rows


_SAMPLES = {
    "first": "first sample, coded by two readers; the patterns were mended on it",
    "second": "second sample, coded by one reader; one rule changed since: the Office's name alone is not drugs",
}


def _of_theme(row, sample, common):
    key = f"themes-{sample}-{row['theme'].replace('_', '-')}"
    kinds = {"precision": row["hits"], "recall": row["both"]}
    rows = [
        measure(f"{key}-{kind}", row[kind], n, measure=kind, of_what=row["theme"], **common)
        for kind, n in kinds.items()
    ]
    if sample == "first":
        rows.append(
            measure(f"{key}-alpha", row["alpha"], row["paragraphs"], measure="Krippendorff's alpha of the readers",
                    of_what=row["theme"], unit="coefficient", **common | {"left_out": "nothing"})
        )  # fmt: skip
    return rows


def mentions(_corpora: Path) -> list[dict]:
    """Measure verb, strength, addressee and tools of the paragraphs that name INTERPOL."""
    table, sample, elsewhere = score_mentions.published()
    rows = []
    for draw in score_mentions.DRAWS:
        coded = sample.filter(pl.col("draw") == draw)
        common = {"population": f"{_DRAWS[draw]}, {coded.height} paragraphs", "command": _MENTIONS}
        common |= {"left_out": "annexes, titles and footnotes, which bear no addressee and no strength"}
        rows += [
            measure(f"mentions-{draw}-{r['field']}-{r['measure']}", r["value"], r["n"], measure=r["measure"],
                    of_what=r["field"], **common)
            for r in score_mentions.score(table, coded)
        ]  # fmt: skip
    comparable = elsewhere.join(table, on=score_mentions.KEY).height
    rows.append(
        measure("mentions-elsewhere", comparable, None, measure="places that can be compared", unit="count",
                of_what="places coded elsewhere", population=f"{elsewhere.height} places of coded_mentions",
                command=_MENTIONS, left_out="places whose text is not held")
    )  # fmt: skip
    return rows


_DRAWS = {
    "first": "first draw, coded before the engine's codes were seen; patterns were mended on it afterwards",
    "second": "second draw, coded after that; a fault in handing down the verb and the tool training were mended on it",
}


def benchmarks(_corpora: Path) -> list[dict]:
    """Count the published figures by what became of them."""
    table = pl.read_csv(contract.published() / "benchmarks.csv", infer_schema=False)
    open_ = pl.col("reason").fill_null("").str.starts_with("Not explained")
    kinds = {
        "reproduced": pl.col("verdict") == "agree",
        "explained": (pl.col("verdict") == "differ") & ~open_,
        "unexplained": (pl.col("verdict") == "differ") & open_,
        "not-comparable": pl.col("verdict") == "not comparable",
        "not-decidable": pl.col("verdict") == "not decidable here",
    }
    return [
        measure(f"benchmarks-{key}", table.filter(rule).height, None, measure=_VERDICTS[key],
                population=f"{table.height} rows of benchmarks", unit="count", of_what="published figures",
                command="helpers benchmarks", left_out="nothing")
        for key, rule in kinds.items()
    ]  # fmt: skip


_VERDICTS = {
    "reproduced": "reproduced",
    "explained": "different, explained",
    "unexplained": "different, not explained",
    "not-comparable": "computed, but counting something else",
    "not-decidable": "not decidable here: what was counted is not held",
}


def formats(corpora: Path) -> list[dict]:
    """Measure the readers of PDF, DOCX, saved pages and records on real files with a key."""
    results = score_formats.score(corpora / "formats", score_formats.key())
    common = {"population": "files in their published formats", "command": "helpers.corpus.score_formats FORMATS"}
    common |= {"left_out": "nothing; the readers were mended on these files, and most of the key was filled in by them"}
    rows = []
    for field in score_formats.FIELDS:
        verdicts = [result.verdicts[field] for result in results]
        for verdict, of_what in (("right", f"{field} as in the key"), ("wrong", f"{field} wrong and no problem named")):
            share = _share(verdicts.count(verdict), len(verdicts))
            rows.append(measure(f"formats-{field}-{verdict}", share, len(verdicts), measure=verdict, of_what=of_what,
                                **common))  # fmt: skip
    return rows


AREAS = (naming, segmenter, citations, network, themes, mentions, benchmarks, formats)


def _share(part, whole):
    return part / whole if whole else None


def _replace(name, columns, rows):
    contract.write_rows(contract.published() / contract.resource(name)["path"], columns, rows)
