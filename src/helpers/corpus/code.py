"""Codes for paragraphs: themes, INTERPOL's tools, actors, the leading verb's strength, the addressee.

What is looked for is data (`data/themes.yml`, `tools.yml`, `actors.yml`, `verbs.yml`), not code. Everything works on
a whole column of text at once. Plain words ("anchors") are sought first; the regular expressions run only on the
paragraphs that hold one of them. Hand over many paragraphs at a time: each call compiles the expressions anew, which
takes a tenth of a second.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import opening_words
from helpers.errors import ReportedError


class DictionaryError(ReportedError, ValueError):
    """An entry of a dictionary that cannot be used; the message names file, entry and what was expected."""


# ------------------------------------------------------------------------------------------------ what can be asked


def flag_themes(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Tell which themes each paragraph speaks of.

    Parameters
    ----------
    paragraphs
        A column `text`, one row a paragraph.

    Returns
    -------
    polars.DataFrame
        As many rows, in the same order; a Boolean column for each theme, in the order of `data/themes.yml`.
    """
    return _flags(plain(paragraphs["text"]), dictionary("themes"))


def flag_tools(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Tell which of INTERPOL's tools each paragraph names; rows and columns as for `flag_themes`."""
    return _flags(plain(paragraphs["text"]), dictionary("tools"))


def grade_verbs(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Read the leading verb of each paragraph and grade it.

    Parameters
    ----------
    paragraphs
        A column `text`; marks such as "3." or "(b)" may stand before the verb.

    Returns
    -------
    polars.DataFrame
        As many rows, in the same order: `verb` (base form, "call upon"; empty where none is known), `form` as printed,
        `ours`, `coarse`, `gruenberg` (ranks; null where the ladder has none) and `gruenberg_scale`.
    """
    return _graded(_form(plain(paragraphs["text"].str.head(_FIRST_WORDS)))).drop("asks")


def addressees(paragraphs: pl.DataFrame) -> pl.Series:
    """Tell who is asked to act: the actors that are the object of the leading verb.

    Of "Requests the Secretary-General, in consultation with INTERPOL, to report" it is the Secretary-General alone;
    of "Decides that all States shall" it is the States.

    Returns
    -------
    polars.Series
        Ids of `data/actors.yml` in the order in which they stand, separated by "; "; empty where nobody is asked,
        nobody in the list is found, or the verb is unknown.
    """
    text = plain(paragraphs["text"].str.head(_OPENING))
    return _addressees(text, _graded(_form(text))["asks"])


def code_paragraphs(paragraphs: pl.DataFrame, flags: Sequence[str] = ("themes", "tools", "actors")) -> pl.DataFrame:
    """Add everything that this module knows to a table of paragraphs with a column `text`.

    Flags are named `theme_…`, `tool_…` and `actor_…`, those of the dictionaries in `flags` only; the verb's columns are
    those of `grade_verbs`.
    """
    text = plain(paragraphs["text"])
    columns = [_flags(text, dictionary(name)).rename(lambda c, p=_PREFIXES[name]: f"{p}_{c}") for name in flags]
    opening = text.str.head(_OPENING)
    graded = _graded(_form(opening))
    asked = _addressees(opening, graded["asks"]).to_frame()
    return pl.concat([paragraphs, *columns, graded.drop("asks"), asked], how="horizontal")


_PREFIXES = {"themes": "theme", "tools": "tool", "actors": "actor"}

# ---------------------------------------------------------------------------------------------------------- the text

_STRAIGHT = {
    "’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "\u00ad": "",
    "\u00a0": " ",
}  # fmt: skip


def plain(text: pl.Series) -> pl.Series:
    """Return the text as the dictionaries see it.

    Lower case, straight apostrophes, plain hyphens, single spaces; any other character outside ASCII is a question
    mark, which lets the engine work on bytes.
    """
    lower = text.fill_null("").str.replace_many(list(_STRAIGHT), list(_STRAIGHT.values())).str.to_lowercase()
    lower = _where(lower, r"[^\x00-\x7f]", r"[^\x00-\x7f]+", "?")
    return _where(lower, r"[\n\r\t\f]|  ", r"\s+", " ")


def _where(text, needed, pattern, replacement):
    """Replace in those rows only that need it."""
    rows = text.str.contains(needed).arg_true()
    return text.scatter(rows, text.gather(rows).str.replace_all(pattern, replacement)) if len(rows) else text


# ------------------------------------------------------------------------------------------------- the dictionaries


@dataclass(frozen=True)
class Entry:
    """One entry of a dictionary, ready for use; pattern and exclusion are single regular expressions."""

    id: str
    label: str
    anchors: tuple[str, ...]
    pattern: str
    exclusion: str
    near_interpol: bool


@cache
def dictionary(name: str, folder: Path | None = None) -> tuple[Entry, ...]:
    """Read `data/<name>.yml` (themes, tools or actors).

    Raises
    ------
    DictionaryError
        If an entry lacks a field, repeats an id or holds an expression that the engine refuses; all are listed.
    """
    path = (folder or contract.published()) / f"{name}.yml"
    entries, problems, seen = [], [], set()
    for number, raw in enumerate(contract.read_yaml(path), 1):
        where = f"{path.name}, entry {number} ({raw.get('id', 'no id')})"
        problems += [f"{where}: found {found}, expected {expected}" for found, expected in _faults(raw, seen)]
        seen.add(raw.get("id"))
        if not problems:
            entries.append(_entry(raw))
    if problems:
        raise DictionaryError("\n".join(problems))
    return tuple(entries)


def _faults(raw, seen):
    for field in ("id", "label", "anchors", "patterns"):
        if not raw.get(field):
            yield f"no {field}", f"a {field}"
    if raw.get("id") in seen:
        yield "an id that another entry has", "an id of its own"
    for text in (*raw.get("anchors", ()), *raw.get("patterns", ()), *raw.get("exclusions", ())):
        if text != text.lower() or not text.isascii():
            yield repr(text), "lower case and ASCII"
    for text in (*raw.get("patterns", ()), *raw.get("exclusions", ())):
        try:
            pl.Series([""]).str.contains(_ascii(text))
        except pl.exceptions.ComputeError as error:
            yield repr(text), f"an expression of the Rust engine ({str(error).splitlines()[-1]})"


def _entry(raw):
    return Entry(
        id=raw["id"],
        label=raw["label"],
        anchors=tuple(raw["anchors"]),
        pattern=_joined(raw["patterns"]),
        exclusion=_joined(raw.get("exclusions", ())),
        near_interpol=raw.get("context") == "interpol",
    )


def _joined(patterns):
    return "|".join(f"(?:{_ascii(pattern)})" for pattern in patterns)


def _ascii(pattern):
    """Use the ASCII meanings of \\b, \\w and \\d: the engine is then several times as fast."""
    pattern = re.sub(r"\[([^\]]*)\\w", r"[\1a-z0-9_", pattern)
    pattern = pattern.replace("[^.;]", r"[\x20-\x2d\x2f-\x3a\x3c-\x7e]").replace("[^;]", r"[\x20-\x3a\x3c-\x7e]")
    return pattern.replace(r"\w", "[a-z0-9_]").replace(r"\d", "[0-9]").replace(r"\b", r"(?-u:\b)")


# --------------------------------------------------------------------------------------------------------- the flags

_INTERPOL = "interpol|criminal police|icpo"
_OWNERS = {"anchor": pl.String, "entry": pl.Int32}


def _flags(text, entries):
    near = text.str.contains(_INTERPOL).arg_true()
    hits = _hits(text, [entry for entry in entries if not entry.near_interpol])
    beside = _hits(text.gather(near), [entry for entry in entries if entry.near_interpol])
    hits |= {name: near.gather(rows) for name, rows in beside.items()}
    none = pl.zeros(len(text), pl.Boolean, eager=True)
    return pl.DataFrame(
        [
            (none.clone().scatter(hits[entry.id], True) if entry.id in hits else none).alias(entry.id)
            for entry in entries
        ]
    )


def _hits(text, entries):
    """Return by entry the rows that its patterns find, trying only those that hold one of its anchors.

    Each call of the engine has its price, so the texts to try are laid out for all entries at once.
    """
    held = _anchored(text, entries)
    tried, rows, start, hits = text.gather(held["row"]), held["row"], 0, {}
    for n, count in zip(*held["entry"].rle().struct.unnest().select("value", "len"), strict=True):
        entry, texts = entries[n], tried.slice(start, count)
        if entry.exclusion:
            texts = texts.str.replace_all(entry.exclusion, " ")
        found = rows.slice(start, count).filter(texts.str.contains(entry.pattern))
        start += count
        if len(found):
            hits[entry.id] = found
    return hits


def _anchored(text, entries):
    """Return the rows that hold an anchor of an entry, by entry; all anchors are sought in one pass."""
    owners = pl.LazyFrame(
        [(word, n) for n, entry in enumerate(entries) for word in entry.anchors], _OWNERS, orient="row"
    )
    words = owners.select("anchor").unique().collect()["anchor"]
    held = text.str.extract_many(words.implode(), overlapping=True).to_frame("anchor").lazy().with_row_index("row")
    owned = held.explode("anchor").join(owners, on="anchor").select("entry", "row")
    return owned.unique().sort("entry", "row").collect()


# ------------------------------------------------------------------------------------- the leading verb, its object

_FIRST_WORDS, _OPENING = 160, 600  # characters of a paragraph in which its verb, its addressee stand
_MARK = r"""^[\s"'\[(*_•-]*(?:(?:[0-9]{1,3}(?: \([a-z]\))?|[a-z])[.)]\s*|\([a-z0-9]{1,5}\)\s*){0,2}["'(_]*"""
_OF_WE = _MARK + "we,? "
_SUBJECT = r"(?:the (?:general assembly|security council|economic and social council|council),? )?"
_MODIFIERS = (
    r"(?:(?:[a-z]+ly|being|also|further|furthermore|again|once|more|and|in addition|hereby|therefore|then|still|even"
    r"|to (?:this|that) end|in (?:this|that) (?:regard|respect|context|connection)|at the same time|in particular|much"
    r"|very|most),? ){0,4}"
)
_AGAIN = r"(?: (?:again|once again|once more|also|further|therefore))?"  # "calls again upon"
_ASIDE = (
    r"^(?:,? (?:in (?:this|that) (?:context|regard|connection|respect)|again|once again|once more|also|further"
    r"|therefore),?)?"
)
_CLAUSE = _ASIDE + " that(?:,[^,]{0,100},)? "  # "Decides that all States shall": the clause's subject is asked
_OBJECT = (
    r"^(.*?)(?:$|[;:.]|(?:^|,? )(?:to|that|shall|should|must|may|will|in (?:accordance|co-?ordination|co-?operation|"
    r"collaboration|consultation|close|order|line|full|this|conjunction|its|their|[a-z]+ing)|as appropriate|including|"
    r"through|within|under|pursuant|with|by|upon|where|when|which|who|while|without|subject to|from|at|against|"
    r"as well as to)\b)"
)


def _form(text):
    """Return the printed form of the leading verb, without an adverb inside it; empty where none is known."""
    verbs, start = _verbs(), text.str.head(_FIRST_WORDS)
    found = start.str.extract(verbs.pattern, 1).fill_null("")
    rows = start.str.contains(_OF_WE).arg_true()
    found = found.scatter(rows, start.gather(rows).str.extract(verbs.pattern_of_we, 1).fill_null(""))
    return found.str.replace(rf"^([a-z-]+){_AGAIN}(.*)$", "$1$2")


def _graded(form):
    """Return the base form, the grades and whom the verb asks, for each printed form."""
    graded = form.to_frame("form").join(_verbs().table, on="form", how="left", maintain_order="left")
    return graded.select(*_GRADED, "asks").with_columns(pl.col("verb").fill_null(""))


def _addressees(text, asks):
    asking = asks.is_in(["object", "clause"]).fill_null(False).arg_true()
    rest = _after_verb(text.gather(asking))
    in_clause = rest.str.contains(_CLAUSE)
    object_ = rest.str.replace(_CLAUSE, " ").str.replace(_ASIDE, "").str.extract(_OBJECT, 1).fill_null("")
    object_ = object_.set(~in_clause & (asks.gather(asking) == "clause"), "")
    empty = pl.Series("addressee", [""]).new_from_index(0, len(text))
    return empty.scatter(asking, _named(object_))


def _named(objects):
    """Return the actors in each object of a verb; many verbs have the same object, it is looked at once."""
    entries, distinct = dictionary("actors"), objects.unique()
    places = distinct.to_frame("text").select(_first_place(entry) for entry in entries).rows()
    named = ["; ".join(_in_order(row, entries)) for row in places]
    return objects.replace_strict(distinct, pl.Series(named, dtype=pl.String))


def _after_verb(text):
    verbs = _verbs()
    return text.str.replace(verbs.pattern_of_we, " ").str.replace(verbs.pattern, " ")


@dataclass(frozen=True)
class _Verbs:
    """Patterns whose first group is the form of the leading verb: inflected, or plain after "we"."""

    pattern: str
    pattern_of_we: str
    table: pl.DataFrame


@cache
def _verbs(folder: Path | None = None):
    path = (folder or contract.published()) / "verbs.yml"
    rows = [row for entry in contract.read_yaml(path)["verbs"] for row in _forms(entry)]
    table = pl.DataFrame(rows, schema=_GRADES, orient="row").unique("form", keep="first", maintain_order=True)
    inflected, base = _alternatives(table, base=False), _alternatives(table, base=True)
    ends = r"(?:$|[^a-z-])"
    return _Verbs(rf"{_MARK}{_SUBJECT}{_MODIFIERS}{inflected}{ends}", rf"{_OF_WE}{_MODIFIERS}{base}{ends}", table)


def _alternatives(table, base):
    forms = table.filter(pl.col("is_base") == base)["form"].to_list()
    longest = sorted(forms, key=lambda form: (-len(form.split()), form))
    return "(" + "|".join(form.replace(" ", f"{_AGAIN} ", 1) for form in longest) + ")"


_GRADES = {
    "form": pl.String, "is_base": pl.Boolean, "verb": pl.String, "ours": pl.Int8, "coarse": pl.Int8,
    "gruenberg": pl.Int8, "gruenberg_scale": pl.String, "asks": pl.String,
}  # fmt: skip
_GRADED = ("verb", "form", "ours", "coarse", "gruenberg", "gruenberg_scale")
_COARSE = (0, 1, 1, 2, 2, 3, 3)


def _forms(entry):
    """Derive the forms of a verb and give each its grades."""
    verb, after = entry["verb"], " ".join(entry.get("with", ()))
    words = {opening_words.present(verb), *opening_words.participles(verb), verb}
    if entry.get("adjective"):
        words = {verb}
    if verb == "have":
        words = {"having"}
    ladder, ours = entry.get("gruenberg", {}), entry["ours"]
    asks = entry.get("asks") or ("none" if ours == 0 else "clause" if ours == 6 else "object")
    grades = (ours, _COARSE[ours], ladder.get("rank"), ladder.get("scale"), asks)
    for word in sorted(words):
        is_base = word == verb and not entry.get("adjective")
        yield (f"{word} {after}".strip(), is_base, f"{verb} {after}".strip(), *grades)


def _first_place(entry):
    """Ask where an actor first stands in each text; null where it does not."""
    text = pl.col("text")
    if entry.exclusion:
        text = text.str.replace_all(entry.exclusion, "\x02")
    return text.str.find(entry.pattern).alias(entry.id)


def _in_order(places, entries):
    found = sorted((place, n) for n, place in enumerate(places) if place is not None)
    return [entries[n].id for _, n in found]
