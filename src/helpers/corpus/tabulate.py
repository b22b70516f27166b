"""Texts to tables: what each paragraph is, which ones name INTERPOL, what is cited, which words occur.

The pure middle of the engine: texts of documents go in, data frames come out. It knows neither files nor how the
work is shared out, so one machine, many processes, a Dask cluster and the published build run the same lines.
"""

import re
from collections.abc import Sequence

import polars as pl

from helpers.corpus import cite, code, naming, segment

THEME = "theme_"
_CODED = {"doc": pl.UInt32, "symbol": pl.String, "part": pl.String, "label": pl.String, "level": pl.Int8}
_CODED |= {"verb": pl.String, "parent": pl.Int32, "text": pl.String}
SCHEMAS = {  # without the theme flags, which follow `data/themes.yml`
    "paragraphs": {
        **{"symbol": pl.String, "part": pl.String, "label": pl.String, "level": pl.Int8, "verb": pl.String},
        **{"strength": pl.Int8, "words": pl.Int32},
    },
    "mentions": {
        **{"symbol": pl.String, "part": pl.String, "label": pl.String, "verb": pl.String, "strength": pl.Int8},
        **{"addressee": pl.String, "tools": pl.String, "themes": pl.String, "hits": pl.Int32, "basis": pl.String},
    },
    "citations": {
        **{"citing": pl.String, "cited": pl.String, "times": pl.Int32, "part": pl.String, "how": pl.String},
    },
    "terms": {"symbol": pl.String, "term": pl.String, "count": pl.Int32},
}
COUNTS = ("words", "preambular", "operative")
READ_HERE, READ_ELSEWHERE = "found in text", "coded elsewhere"


def tables(texts: Sequence[tuple[str, str]]) -> dict[str, pl.DataFrame]:
    """Code a handful of documents.

    Parameters
    ----------
    texts
        Symbol and text of each document. Page furniture, and text of neighbours that the segmenter tells apart, are
        left out of every table.

    Returns
    -------
    dict of polars.DataFrame
        `paragraphs`, `mentions`, `citations` and `terms` with the columns of the contract, and `counts` (`words`,
        `preambular`, `operative`); each with a first column `doc`, the document's place in `texts`. Rows in the order
        of the documents and of their paragraphs; citations as they occur, terms by word.
    """
    cut = segment.segment_all((text, symbol) for symbol, text in texts)
    rows = [row for doc, (symbol, _) in enumerate(texts) for row in _rows(doc, symbol, cut[doc])]
    columns = zip(*rows, strict=True) if rows else [[] for _ in _CODED]  # many times as fast as a frame of rows
    frame = pl.DataFrame(dict(zip(_CODED, columns, strict=True)), schema=_CODED)
    coded = code.code_paragraphs(frame.drop("verb"), flags=("themes", "tools"))
    coded = _inherit(coded.rename({"verb": "base"}).with_columns(frame["verb"]))
    words = coded.with_columns(words=_words(coded["text"]))
    return {
        "paragraphs": words.select("doc", *SCHEMAS["paragraphs"], pl.col(f"^{THEME}.*$")),
        "mentions": _mentions(coded),
        "citations": _citations(frame),
        "terms": _terms(frame),
        "counts": _counts(words, len(texts)),
    }


def schema(table: str) -> dict[str, pl.DataType]:
    """Return columns and types of one of the tables, theme flags included, without `doc`."""
    flags = {f"{THEME}{entry.id}": pl.Boolean for entry in code.dictionary("themes")}
    return SCHEMAS[table] | (flags if table == "paragraphs" else {})


# ------------------------------------------------------------------------------------------------- paragraphs

_REPEATED = re.compile(r" \[\d+\]$")
_NOT_ITS_OWN = ("neighbour", "foreign")  # text of other documents, and the same text in another language


def _rows(doc, symbol, paragraphs):
    """Tell for each paragraph of a document the row of its parent, counted from the document's first row."""
    cut = [p for p in paragraphs if not p.label.startswith(_NOT_ITS_OWN)]
    open_, seen = [], set()  # paragraphs above the present one, labels met
    for place, p in enumerate(cut):
        if p.part == "other":  # a footnote or a heading between two items of a list does not end it
            yield doc, symbol, p.part, p.label, p.level, p.verb, 0, p.text
            continue
        base = _REPEATED.sub("", p.label)
        goes_on = base != p.label and (p.part, base) in seen  # text after a list, still of the numbered paragraph
        seen.add((p.part, p.label))
        while open_ and not _is_above(cut[open_[-1]], p, base, goes_on):
            open_.pop()
        parent = open_[-1] if open_ else -1
        if not goes_on:
            open_.append(place)
        yield doc, symbol, p.part, p.label, p.level, p.verb, parent - place if parent >= 0 else 0, p.text


def _is_above(upper, p, base, goes_on):
    label = _REPEATED.sub("", upper.label) if upper.level > 1 else upper.label
    return upper.part == p.part and (base.startswith(f"{label} ") or (goes_on and base == upper.label))


def _inherit(coded):
    """Give a sub-paragraph the verb, its strength and the addressee of the paragraph it stands under."""
    body = pl.col("part").is_in(["preambular", "operative"])
    coded = coded.with_columns(strength=pl.when(body).then("ours"), addressee=pl.when(body).then("addressee"))
    row = pl.int_range(pl.len(), dtype=pl.Int32)
    for _ in range(4):  # levels below a paragraph; deeper ones do not occur
        parent = (row + pl.col("parent")).cast(pl.UInt32)
        given = (pl.col("parent") != 0) & (pl.col("verb").gather(parent) != "")
        asked = pl.col("addressee").gather(parent)
        coded = coded.with_columns(
            verb=pl.when(given).then(pl.col("verb").gather(parent)).otherwise("verb"),
            strength=pl.when(given).then(pl.col("strength").gather(parent)).otherwise("strength"),
            addressee=pl.when(given & (asked != "")).then(asked).otherwise("addressee"),
        )
    return coded


def _words(text):
    """Count the words of paragraphs, which stand in single spaces."""
    return (text.str.count_matches(" ", literal=True) + (text != "")).cast(pl.Int32)


def _counts(paragraphs, documents):
    """Count a document's words, and its paragraphs of the first level; text after a list is no paragraph again.

    "11. (a) Expresses …" and "(b) …" after it, both of the second level, stand for one paragraph 11 without a text.
    """
    above = pl.col("label").str.extract(r"^(.*\d) \S+$")
    number = pl.when(pl.col("level") == 1).then("label").when(pl.col("level") == 2).then(above)
    in_part = {part: pl.col("number").filter(pl.col("part") == part) for part in COUNTS[1:]}
    first = paragraphs.with_columns(number=pl.when(pl.col("parent") == 0).then(number))
    counted = first.group_by("doc").agg(
        words=pl.col("words").sum(),
        **{part: numbers.drop_nulls().n_unique().cast(pl.Int32) for part, numbers in in_part.items()},
    )
    every = pl.DataFrame({"doc": pl.arange(documents, dtype=pl.UInt32, eager=True)})
    return every.join(counted, on="doc", how="left", maintain_order="left").with_columns(pl.col(COUNTS).fill_null(0))


# --------------------------------------------------------------------------------------------------- mentions

_PLACES = {"front": "title", "note": "footnote"}


def _mentions(coded):
    """Return the paragraphs that name INTERPOL; the lines of a title are read as one."""
    hits = _hits(coded.select("doc", "part", "label", "text"))
    found = coded.with_columns(hits=hits).filter(pl.col("hits") > 0)
    kind = pl.col("label").str.split(" ").list.first()
    part = pl.when(pl.col("part") == "other").then(kind.replace_strict(_PLACES, default="other")).otherwise("part")
    return found.with_columns(
        part=part,
        tools=_listed(found, "tool_"),
        themes=_listed(found, THEME),
        basis=pl.lit(READ_HERE),
    ).select("doc", *SCHEMAS["mentions"])


def _hits(paragraphs):
    """Count INTERPOL's names in each paragraph; a name that title lines break counts in the first of them."""
    counts = [0] * paragraphs.height
    for row in paragraphs["text"].str.contains(naming.CANDIDATE).arg_true():
        counts[row] = naming.occurrences(paragraphs["text"][row])
    front = (paragraphs["part"] == "other") & paragraphs["label"].str.starts_with("front")
    docs, text = paragraphs["doc"].to_list(), paragraphs["text"]
    for first, lines in _runs(front.arg_true().to_list(), docs):
        if lines == 1:
            continue
        joined = naming.occurrences(" ".join(text[first : first + lines]))
        broken = joined - sum(counts[first : first + lines])
        if broken > 0:
            counts[first + _breaks_at(text[first : first + lines].to_list())] += broken
    return pl.Series(counts, dtype=pl.Int32)


def _runs(rows, docs):
    """Return first row and length of each run of consecutive rows of one document."""
    runs = []
    for row in rows:
        if runs and runs[-1][0] + runs[-1][1] == row and docs[row] == docs[runs[-1][0]]:
            runs[-1][1] += 1
        else:
            runs.append([row, 1])
    return runs


def _breaks_at(lines):
    """Return the place of the first line that holds a name together with the next one, but not alone."""
    for place in range(len(lines) - 1):
        alone = naming.occurrences(lines[place]) + naming.occurrences(lines[place + 1])
        if naming.occurrences(f"{lines[place]} {lines[place + 1]}") > alone:
            return place
    return 0


def _listed(frame, prefix):
    """Join the names of the flags that are true, in the order of the dictionary."""
    flags = [column for column in frame.columns if column.startswith(prefix)]
    named = [pl.when(pl.col(c)).then(pl.lit(c.removeprefix(prefix))) for c in flags]
    return pl.concat_str(named, separator="; ", ignore_nulls=True)


# ----------------------------------------------------------------------------------------- citations and terms


def _citations(frame):
    """Find the citations; the symbol stands for the document, so a symbol may occur once only among the texts."""
    found = cite.citations(frame.select("symbol", "part", "text"))
    docs = frame.select("doc", citing="symbol").unique(maintain_order=True)
    joined = found.join(docs, on="citing", how="left", maintain_order="left")
    return joined.with_columns(pl.col("times").cast(pl.Int32)).select("doc", *SCHEMAS["citations"])


_WORD = r"[\p{L}]+(?:['-][\p{L}]+)*"


def _terms(frame):
    """Count the words of each document: letters, also with a hyphen or an apostrophe inside, in lower case.

    First what stands between spaces is counted, by number; words are then looked for in each distinct piece once.
    """
    plain = pl.col("text").str.replace_all("’", "'", literal=True).str.to_lowercase()
    held = frame.select("doc", piece=plain.str.split(" ")).explode("piece")
    pieces = held["piece"].cast(pl.Categorical)
    counted = _pair(held["doc"], pieces.to_physical()).sort().rle().struct.unnest()
    counted = counted.select("len", doc=pl.col("value") // _PAIRED, piece=pl.col("value") % _PAIRED)

    distinct = pieces.unique()
    words = pl.DataFrame({"piece": distinct.to_physical().cast(pl.UInt64), "term": distinct.cast(pl.String)})
    words = words.with_columns(pl.col("term").str.extract_all(_WORD)).explode("term").drop_nulls("term")
    order = words.select(pl.col("term").unique().sort()).with_row_index("word")
    found = counted.join(words.join(order, on="term"), on="piece")
    summed = found.select("len", pair=_pair(found["doc"], found["word"])).group_by("pair").agg(pl.col("len").sum())
    summed = summed.sort("pair").select(
        doc=(pl.col("pair") // _PAIRED).cast(pl.UInt32),
        word=(pl.col("pair") % _PAIRED).cast(pl.UInt32),
        count=pl.col("len").cast(pl.Int32),
    )
    documents = frame.select("doc", "symbol").unique().sort("doc")
    place = documents["doc"].search_sorted(summed["doc"])
    return summed.with_columns(
        symbol=documents["symbol"].gather(place), term=order["term"].gather(summed["word"])
    ).select("doc", *SCHEMAS["terms"])


_PAIRED = 2**32


def _pair(doc, number):
    """Make one number of a document's and another: counting such pairs is several times as fast as counting texts."""
    return doc.cast(pl.UInt64) * _PAIRED + number.cast(pl.UInt64)
