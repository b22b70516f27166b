"""Your own rows over the published ones: what is added, what is replaced, and how a table is put together."""

import pandas as pd

from helpers import symbols


def merged(published: pd.DataFrame, own: pd.DataFrame, description: dict, documents: set[str]) -> pd.DataFrame:
    """Add own rows to a published table; on an equal key the own row wins.

    Parameters
    ----------
    published, own
        The two tables.
    description
        The table's description in the contract. Where it says ``of_document``, the rows of a document belong together:
        all published rows of a document that you hold yourself give way, not only those with an equal key.
    documents
        Symbols of your own documents.

    Returns
    -------
    pandas.DataFrame
        Ordered by symbol where the key begins with one, as the published tables are; own rows last otherwise.
    """
    gone = published.index.isin(replaced(published, own, description, documents).index)
    both = pd.concat([published[~gone], own], ignore_index=True)
    first = keys(description)[0]
    if first not in ("symbol", "citing") or own.empty:
        return both
    order = {symbol: place for place, symbol in enumerate(sorted(both[first].unique(), key=symbols.sort_key))}
    return both.sort_values(first, key=lambda column: column.map(order), kind="stable", ignore_index=True)


def replaced(published: pd.DataFrame, own: pd.DataFrame, description: dict, documents: set[str]) -> pd.DataFrame:
    """Return the published rows that give way to own ones; parameters as for `merged`."""
    columns = keys(description)
    same = _joined(published, columns).isin(_joined(own, columns))
    if "of_document" in description:
        same |= published[description["of_document"]].isin(documents)
    return published[same]


def keys(description: dict) -> list[str]:
    """Return the columns of a table's primary key."""
    key = description["schema"]["primaryKey"]
    return [key] if isinstance(key, str) else key


def _joined(table: pd.DataFrame, columns: list[str]) -> pd.Series:
    text = table[columns].astype("string").fillna("")
    return text.iloc[:, 0].str.cat([text[column] for column in columns[1:]], sep="|")
