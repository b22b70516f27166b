"""Files to rows of the table of documents: which document, in what state, does it name INTERPOL, which text is used."""

import gc
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import PurePosixPath

import polars as pl

from helpers import contract, symbols
from helpers.corpus import furniture, identify, masthead, own_reviews, press_page, read, record, store, tabulate
from helpers.corpus.organs import ORGAN_LINE

SOURCE = "own-files"  # text_source of what was ingested
NO_RESOLUTION, HOW_UNKNOWN, BY_VOTE = "no resolution", "adopted, how not known", "adopted by vote"
STATE_BASIS = {"sample": "part of the text held"}  # every other state is its own reason

PROBLEMS = {"file": pl.String, "reason": pl.String, "kind": pl.String}
NOT_READ, NO_SYMBOL, LANGUAGE, FAILED = "not read", "no symbol", "language", "failed"
DIFFERS, DEPARTS, PASSED_OVER = "name and text differ", "departs from what was expected", "another text was used"
NOT_ALIGNED = "not aligned"
NOT_USED = (NOT_READ, NO_SYMBOL, LANGUAGE, FAILED)

RANK = {  # what the choice between several texts of one document looks at
    **{"doc": pl.UInt32, "symbol": pl.String, "file": pl.String, "fresh": pl.Boolean, "named": pl.Boolean},
    **{"whole": pl.Boolean, "complete": pl.Boolean, "size": pl.Int32, "format": pl.Int8, "digest": pl.String},
}
CHOICE = list(RANK)
_FORMATS = {".json": 0, ".txt": 1}  # typed paragraphs are cleanest; then plain text; all others after
_SHORT = 2 / 3  # of the words of the fullest text, as in `record.choose`
_TYPES = {"integer": pl.Int32}


def schema(table: str) -> dict[str, pl.DataType]:
    """Return the columns of a table that an ingest writes; those of the documents come from the contract."""
    if table == "chain_units":
        return own_reviews.SCHEMA
    if table != "documents":
        return tabulate.schema(table)
    fields = contract.resource("documents")["schema"]["fields"]
    return {field["name"]: _TYPES.get(field["type"], pl.String) for field in fields}


# -------------------------------------------------------------------------------------------------- one chunk of files


def analyse(files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Turn files into parts of the tables.

    Parameters
    ----------
    files
        Name and content of each.

    Returns
    -------
    dict of bytes
        Parquet files: each table with a first column `doc`, the file's place among those that were read; `documents`
        also with what the choice between texts looks at; `articles`, the press items as `press_page` reads them;
        `problems`.
    """
    with _no_collection():
        return _analyse(files)


@contextmanager
def _no_collection():
    """Stop the search for cycles of objects: it takes an eighth of the time, and a chunk leaves none to speak of."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _analyse(files):
    texts, pages, problems = [], [], []
    for name, raw in files:
        text = _read(name, raw, problems, pages)
        if text is not None:
            texts.append((text, hashlib.sha256(raw).hexdigest()))
    tables = _tabulate([text for text, _ in texts], problems)
    columns = _without_counts()
    rows = [_row(doc, text, digest, columns) for doc, (text, digest) in enumerate(texts)]
    frame = pl.DataFrame(rows, schema=RANK | columns, orient="row")
    tables["documents"] = frame.join(tables.pop("counts"), on="doc", maintain_order="left").select(
        "doc", *CHOICE[2:], *schema("documents")
    )
    units = [unit for doc, (text, _) in enumerate(texts) for unit in own_reviews.units(doc, text)]
    tables["chain_units"] = pl.DataFrame(units, schema={"doc": pl.UInt32} | own_reviews.SCHEMA)
    tables["articles"] = press_page.table(pages)
    tables["problems"] = pl.DataFrame(problems, schema=PROBLEMS, orient="row")
    return {name: store.packed(table) for name, table in tables.items()}


def _without_counts():
    return {name: kind for name, kind in schema("documents").items() if name not in (*tabulate.COUNTS, "symbol")}


def _read(name, raw, problems, pages):
    """Read one file; return its text cut to the document, or None and keep it as a press item or name the problem."""
    try:
        reading = read.reading(name, raw)
    except read.ReadError as error:
        problems.append((name, _reason(name, error), NOT_READ))
        return None
    whole = reading.text
    if not whole.strip():
        problems.append((name, "found no text, expected a document", NOT_READ))
        return None
    found = identify.identify(name, whole)
    if found.absent:
        problems.append((name, found.problem, NOT_READ))
        return None
    if found.symbol is None:
        _press_item(name, raw, reading, found.problem, problems, pages)
        return None
    if found.problem:
        problems.append((name, found.problem, DIFFERS))
    if found.symbol.kind == "resolution" and reading.format == "html" and not _OPENING.search(whole):
        problems.append((name, f"found a page about {found.symbol}, expected its text", NO_SYMBOL))
        return None
    if not _in_english(whole):
        other = masthead.language(whole)
        problems.append((name, f"found {found.symbol} in another language ({other}), expected English", LANGUAGE))
        return None
    problems += [(name, f"{found.symbol}: {said}", DEPARTS) for said in reading.problems]
    text = _cut(found.symbol, name, whole)
    problems += [(name, f"{text.symbol}: {p.kind}: {p.found}; {p.done}", DEPARTS) for p in text.problems]
    if not text.date:
        text.date, doubt = _day(text)
        problems += [(name, f"{text.symbol}: {doubt}", DEPARTS)] if not text.date else []
    return text


def _press_item(name, raw, reading, no_symbol, problems, pages):
    """Keep a text without a symbol as a press item if it is one, else name the problem."""
    try:
        pages.append(press_page.read_page(name, raw, reading))
    except press_page.NoPressItem as error:
        problems.append((name, f"{no_symbol}, or a press item: {error}" if str(error) else no_symbol, NO_SYMBOL))
    except Exception as error:  # whatever a hostile page does, the others go on
        problems.append((name, f"the engine failed ({type(error).__name__}: {error})", FAILED))


def _reason(name, error):
    return str(error).removeprefix(f"{name}: ")


def _cut(symbol, name, whole):
    """Cut a text to the document: a resolution by its heading, any other by its page furniture only."""
    source = "un-paragraphs" if name.lower().endswith(".json") else SOURCE  # such files leave out footnotes
    if symbol.kind == "resolution":
        return record.read_record(symbol, source, name, whole)
    body = furniture.without_furniture(whole, symbol, "")
    return record.Text(symbol, source, name, body, pages=whole, head=whole[:4000])


_OPENING = re.compile(ORGAN_LINE.pattern, re.I | re.M)
_LOOKED_AT = 20_000  # characters
_PLAINLY = 200  # characters in which English has one of its two commonest words at least
_SHARE = 0.04  # of these two among the words of a text, short or full of tables; no other language has it


def _in_english(text: str) -> bool:
    """Tell English from other languages by the middle of a text: masthead and cover of translations are English."""
    middle = max(0, len(text) // 2 - _LOOKED_AT // 2)
    sample = text[middle : middle + _LOOKED_AT]
    if sample.count(" the ") + sample.count(" of ") > len(sample) / _PLAINLY:
        return True
    words = text.lower().split()
    if words.count("the") + words.count("of") > _SHARE * len(words):
        return True
    return masthead.language(text) in ("en", "")  # its model takes long to load


# ------------------------------------------------------------------------------------------------------- coding


def _tabulate(texts, problems):
    """Code all texts at once; where one of them makes the engine fail, one by one, naming it."""
    everything = range(len(texts))
    try:
        return _layers(texts, everything)
    except Exception:  # whatever a hostile text does, the others go on
        good = []
        for doc in everything:
            try:
                _layers(texts, [doc])
                good.append(doc)
            except Exception as error:
                problems.append((texts[doc].file, f"the engine failed ({type(error).__name__}: {error})", FAILED))
        return _layers(texts, good)


def _layers(texts, docs):
    """Code texts in layers, so that no symbol stands twice in one: the citations know documents by their symbols."""
    layers, times = [[]], Counter()
    for doc in docs:
        symbol = texts[doc].symbol.text
        if times[symbol] == len(layers):
            layers.append([])
        layers[times[symbol]].append(doc)
        times[symbol] += 1
    frames = [
        _numbered(tabulate.tables([(texts[d].symbol.text, texts[d].pages) for d in held]), held) for held in layers
    ]
    return {name: pl.concat([tables[name] for tables in frames]) for name in frames[0]}


def _numbered(tables, docs):
    """Replace places in a layer by places in the chunk."""
    places = pl.Series(docs, dtype=pl.UInt32)
    return {name: table.with_columns(doc=places.gather(table["doc"])) for name, table in tables.items()}


# ------------------------------------------------------------------------------------------------- documents' rows


def _row(doc, text, digest, columns):
    symbol, row = text.symbol, dict.fromkeys(columns)
    row |= {"doc": doc, "symbol": symbol.text, "file": text.file, "fresh": True, "named": text.occurrences > 0}
    row |= {"whole": text.whole, "complete": text.complete and text.is_document, "size": text.words, "digest": digest}
    row["format"] = _FORMATS.get(PurePosixPath(text.file).suffix.lower(), 2)
    row |= {"body": symbols.BODIES[symbol.body], "session": symbol.session, "text_source": SOURCE}
    row |= {"title": text.title, "date": text.date, "note": f"read from {text.file}"}
    row |= _how(text) | verdict(text)
    row["year"] = symbol.year or (int(row["date"][:4]) if row["date"] else None)
    for column in ("title", "date", "draft"):
        row[f"{column}_source"] = SOURCE if row[column] else ""
    row["meeting_source"] = SOURCE if row["agenda_item"] or row["meeting"] else ""
    return row | _published_facts(row)


_FACTS = (("title",), ("date",), ("draft",), ("meeting", "agenda_item"), ("vote", "outcome", "yes", "no", "abstain"))


def _published_facts(row):
    """Return what the published table tells and the text does not, or not so fully, each with its published source."""
    published, taken = _published().get(row["symbol"], {}), {}
    for what, *more in _FACTS:
        group = [name for name in (what, *more) if name in row]
        if _told(published, group) > _told(row, group):
            taken |= {name: published[name] for name in (*group, f"{what}_source")}
    return taken


def _told(row, group):
    return sum(row.get(name) not in (None, "", HOW_UNKNOWN) for name in group)


@cache
def _published():
    rows = pl.read_csv(contract.published() / "documents.csv", schema_overrides=schema("documents"))
    return {row["symbol"]: row for row in rows.to_dicts()}


def _day(text):
    """Return the date in the masthead, where a whole day is printed, else what is doubtful about it."""
    found, doubt = masthead.date(text.pages, text.symbol.text)
    return (found, "") if len(found) == len("2018-11-26") else ("", doubt or "date: only a part of it is printed")


def _how(text):
    """Say how a resolution was adopted, if its text does."""
    symbol = text.symbol
    if symbol.kind != "resolution":
        return {"outcome": NO_RESOLUTION}
    row = {"outcome": HOW_UNKNOWN, "number": symbol.number}
    row |= {"agenda_item": record.agenda_item(text.head), "draft": record.draft(text.head)}
    row["meeting"] = record.meeting_symbol(symbol, text.meeting)
    tally = record.tally(text.body) if symbol.body == "S" else None
    if tally:
        row |= dict(zip(("yes", "no", "abstain"), tally, strict=True)) | {"outcome": BY_VOTE, "vote_source": SOURCE}
    return row


def verdict(text: record.Text) -> dict:
    """Say whether a text names INTERPOL, and on what ground; "no" only where the whole of it was read."""
    if text.occurrences:
        answer, basis = "yes", "found in text"
    elif text.whole:
        answer, basis = "no", "whole text read without a hit"
    else:
        answer, basis = "unknown", STATE_BASIS.get(text.state, text.state)
    count = text.occurrences if answer != "unknown" else None
    return {"text_state": text.state, "names_interpol": answer, "names_basis": basis, "occurrences": count}


# --------------------------------------------------------------------------------------------- one text for a document


def choose(candidates: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Choose one text for each symbol.

    Parameters
    ----------
    candidates
        `part` and the columns of `CHOICE`.

    Returns
    -------
    tuple of polars.DataFrame
        `part`, `doc` and `place`, counted from 0 in the order of the symbols; and a problem for each file passed over.
    """
    fullest = pl.col("size").filter(pl.col("complete")).max().over("symbol").fill_null(0)
    ranked = candidates.with_columns(short=pl.col("size") < _SHORT * fullest).sort(
        *["symbol", "fresh", "named", "whole", "complete", "short", "format", "size", "digest", "file", "part", "doc"],
        descending=[False, True, True, True, True, False, False, True, False, False, False, False],
    )
    best = ranked.unique("symbol", keep="first", maintain_order=True)
    order = sorted(best["symbol"], key=symbols.sort_key)
    places = pl.DataFrame({"symbol": order}, schema={"symbol": pl.String}).with_row_index("place")
    used = best.select("symbol", used="file", used_digest="digest")
    others = ranked.filter("fresh").join(used, on="symbol").filter(pl.col("file") != pl.col("used"))
    reason = pl.format("{}: {} was used", "symbol", "used")
    problems = others.select("file", reason=reason, kind=pl.lit(PASSED_OVER))
    return best.join(places, on="symbol").sort("place").select("part", "doc", "place"), problems.cast(PROBLEMS)
