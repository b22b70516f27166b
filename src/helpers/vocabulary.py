"""Words of resolutions: which are key, which are new, where each was first used. From counts of words, no sentences."""

import re
from statistics import NormalDist

import numpy as np
import pandas as pd

LEVEL = 0.01  # of the test for all words together
NAME = "interpol"  # stands in the texts that name INTERPOL by definition
_ORDINAL = re.compile(r"(?:^|-)(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$|(?:teenth|tieth)$")

# What notebook 14 follows through all texts, chosen by hand: name, and the words that count for it.
WATCHED = {
    "database(s)": r"databases?",
    "internet": r"internet",
    "online": r"online|on-line",
    "digital": r"digital",
    "cyber…": r"cyber[a-z-]*",
    "biometric(s)": r"biometrics?",
    "facial": r"facial",
    "unmanned, drones": r"unmanned|drones?|uas|uavs?",
    "artificial": r"artificial",
    "virtual": r"virtual",
    "crowdfunding": r"crowdfunding|crowd-?sourcing",
    "encryption": r"encryption|encrypted|encrypt",
    "darknet": r"darknet|darkweb",
    "wildlife": r"wildlife",
    "battlefield(s)": r"battlefields?",
    "ransomware": r"ransomware",
}


# -------------------------------------------------------------------------------------------------------------- keyness


def log_likelihood(a, b, of_a, of_b):
    """Return Dunning's log-likelihood ratio of words in two corpora.

    Parameters
    ----------
    a, b
        How often each word stands in the one and the other: words, or documents that hold it.
    of_a, of_b
        All words, or all documents, of the one and the other.

    Returns
    -------
    numpy.ndarray
        The ratio, -2 log lambda, 0 or more; how sure a difference is, not how large.

    Notes
    -----
    T. Dunning, Computational Linguistics 19 (1993), 61-74, over all four cells of the table.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    every = of_a + of_b
    cells = [(a, a + b, of_a), (b, a + b, of_b), (of_a - a, every - a - b, of_a), (of_b - b, every - a - b, of_b)]
    return np.maximum(0, 2 * sum(_information(seen, row * column / every) for seen, row, column in cells))


def _information(seen, expected):
    safe = np.where(seen > 0, seen, 1)
    return np.where(seen > 0, seen * np.log(safe / np.where(seen > 0, expected, 1)), 0)


def log_ratio(a, b, of_a, of_b):
    """Return how many times a word is more frequent in the one, as a power of two; half a case stands for none.

    Notes
    -----
    A. Hardie, Log Ratio: an informal introduction (2014): 0 equally frequent, 1 twice as frequent, 3 eight times.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.log2((np.where(a > 0, a, 0.5) / of_a) / (np.where(b > 0, b, 0.5) / of_b))


def critical(tests: int, level: float = LEVEL) -> float:
    """Return the log-likelihood that a word must exceed where so many words are tested (Bonferroni)."""
    return NormalDist().inv_cdf(1 - level / tests / 2) ** 2


def _key(counts: pd.DataFrame, of_a: int, of_b: int) -> pd.DataFrame:
    counts = counts.assign(of_a=of_a, of_b=of_b)
    counts["log_likelihood"] = log_likelihood(counts["a"], counts["b"], of_a, of_b)
    counts["log_ratio"] = log_ratio(counts["a"], counts["b"], of_a, of_b)
    counts["sure"] = counts["log_likelihood"] > critical(len(counts))
    counts = counts.sort_values(["log_likelihood", "term"], ascending=[False, True], ignore_index=True)
    return counts[["term", "a", "of_a", "b", "of_b", "log_ratio", "log_likelihood", "sure"]]


def key_between_texts(terms: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Compare two texts word by word, by how often each word stands in them.

    Returns
    -------
    pandas.DataFrame
        ``term``, ``a`` of ``of_a`` words in the one, ``b`` of ``of_b`` in the other, ``log_ratio``,
        ``log_likelihood``, ``sure`` (above `critical` for all words tested); the surest first.
    """
    texts = terms[terms["symbol"].isin([one, other])]
    counts = texts.pivot(index="term", columns="symbol", values="count").fillna(0).astype("int64")
    counts = counts[[one, other]].set_axis(["a", "b"], axis=1).reset_index()
    return _key(counts, counts["a"].sum(), counts["b"].sum())


def key_between_groups(terms: pd.DataFrame, one, other) -> pd.DataFrame:
    """Compare two groups of texts, by how many texts hold each word, so that no long text speaks for all.

    Parameters
    ----------
    terms
        The table ``terms``.
    one, other
        Symbols of the groups; those without a text in the table do not count.

    Returns
    -------
    pandas.DataFrame
        As `key_between_texts`, in texts.
    """
    texts = set(terms["symbol"].unique())
    one, other = texts & set(one), texts & set(other)
    holding = {name: terms.loc[terms["symbol"].isin(group), "term"] for name, group in (("a", one), ("b", other))}
    counts = pd.DataFrame({name: words.value_counts() for name, words in holding.items()})
    counts = counts.fillna(0).astype("int64").rename_axis("term").reset_index()
    return _key(counts[counts["term"] != NAME], len(one), len(other))


def spread(terms: pd.DataFrame, topics: pd.Series) -> pd.Series:
    """Return, by word, on how many topics the texts with it are: a series that repeats itself counts once.

    Parameters
    ----------
    topics
        Index: symbol. Values: topic.
    """
    held = terms[terms["symbol"].isin(topics.index)]
    return held["symbol"].map(topics).groupby(held["term"]).nunique().rename("topics")


# ------------------------------------------------------------------------------------------------------------ new words


def entered(terms: pd.DataFrame, chain: list[str]) -> pd.DataFrame:
    """Say of each word of a chain of resolutions with which of them it came in.

    Parameters
    ----------
    terms
        The table ``terms``.
    chain
        Symbols, the earliest first.

    Returns
    -------
    pandas.DataFrame
        ``term``, ``entered`` (symbol), ``stays`` (does each later one hold it?), ``texts`` (held texts of all bodies
        with the word), then a column of counts for each resolution. Rarest first.
    """
    counts = terms[terms["symbol"].isin(chain)].pivot(index="term", columns="symbol", values="count")
    counts = counts.reindex(columns=chain).fillna(0).astype("int64").rename_axis(columns=None)
    there = counts > 0
    table = counts.assign(
        entered=there.idxmax(axis=1),
        stays=there.sum(axis=1) == len(chain) - there.to_numpy().argmax(axis=1),
        texts=terms["term"].value_counts().reindex(counts.index),
    )
    table = table.sort_values(["texts", "term"], kind="stable").rename_axis("term").reset_index()
    return table[["term", "entered", "stays", "texts", *chain]]


def newcomers(table: pd.DataFrame, each: int) -> pd.DataFrame:
    """Return the rarest words that came in with each later resolution and stayed; ordinal numbers are left out.

    Parameters
    ----------
    table
        As `entered` returns it.
    each
        How many words of each resolution.
    """
    chain = table.columns[4:]
    later = (
        table["stays"] & (table["entered"] != chain[0]) & ~table["term"].map(lambda word: bool(_ORDINAL.search(word)))
    )
    rows = table[later].groupby("entered", sort=False).head(each)
    place = {symbol: place for place, symbol in enumerate(chain)}
    return rows.sort_values("entered", key=lambda column: column.map(place), kind="stable", ignore_index=True)


def uses(terms: pd.DataFrame, documents: pd.DataFrame, watched: dict[str, str] = WATCHED) -> pd.DataFrame:
    """Return the texts that hold watched words.

    Returns
    -------
    pandas.DataFrame
        One row for each watched name and text: ``word``, ``symbol``, ``body``, ``date``, ``names_interpol``; by date.
    """
    vocabulary = pd.Series(terms["term"].unique())
    parts = []
    for word, pattern in watched.items():
        held = terms.loc[terms["term"].isin(vocabulary[vocabulary.str.fullmatch(pattern)]), "symbol"]
        parts.append(pd.DataFrame({"word": word, "symbol": held.unique()}))
    places = documents[["symbol", "body", "date", "names_interpol"]]
    rows = pd.concat(parts).merge(places, on="symbol")
    return rows.sort_values(["date", "symbol"], kind="stable", ignore_index=True)


def first_uses(rows: pd.DataFrame) -> pd.DataFrame:
    """Return where each word of `uses` first stands, in any text held and in one that names INTERPOL.

    Returns
    -------
    pandas.DataFrame
        ``word``, ``first_text`` and ``date``, ``first_naming_INTERPOL`` and ``since``, ``texts``,
        ``name_INTERPOL`` (of these); in the order in which the words reach INTERPOL.
    """
    naming = rows[rows["names_interpol"] == "yes"]
    table = rows.groupby("word").agg(first_text=("symbol", "first"), date=("date", "first"), texts=("symbol", "size"))
    named = naming.groupby("word").agg(
        first_naming_INTERPOL=("symbol", "first"), since=("date", "first"), name_INTERPOL=("symbol", "size")
    )
    table = table.join(named).reset_index().sort_values(["since", "date"], ignore_index=True)
    table["name_INTERPOL"] = table["name_INTERPOL"].fillna(0).astype("int64")
    return table[["word", "first_text", "date", "first_naming_INTERPOL", "since", "texts", "name_INTERPOL"]]
