"""How far the clauses of the table ``clause_reuse`` travelled: families of wording, their steps and their bodies."""

import networkx as nx
import pandas as pd

from helpers.corpus.reuse import LOOSE, REVISED

__all__ = ["LOOSE", "REVISED", "across", "families", "links", "origins", "travel", "wording"]

REUSED = ("word for word", "revised", "part")  # kinds that make a link; the others are shown, and link nothing
PLACE = ["symbol", "part", "label"]
EARLIER = [f"earlier_{column}" for column in PLACE]


def links(reuse: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that link a paragraph to the one earlier paragraph that it is most like, where it is like one."""
    return reuse[(reuse["rank"] == 1) & reuse["kind"].isin(REUSED)]


def wording(reuse: pd.DataFrame) -> nx.DiGraph:
    """Build the forest of wording.

    Parameters
    ----------
    reuse
        The table ``clause_reuse``.

    Returns
    -------
    networkx.DiGraph
        Nodes: (symbol, part, label) of paragraphs that have a link. An edge leads from the earlier to the later one
        and carries ``kind`` and ``score``. Each node has at most one earlier one, so each family is a tree.
    """
    forest = nx.DiGraph()
    for row in links(reuse).sort_values(PLACE).to_dict("records"):
        later, earlier = (tuple(row[column] for column in columns) for columns in (PLACE, EARLIER))
        forest.add_edge(earlier, later, kind=row["kind"], score=row["score"])
    return forest


def families(reuse: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """List the families of wording.

    Parameters
    ----------
    reuse, documents
        The tables ``clause_reuse`` and ``documents``.

    Returns
    -------
    pandas.DataFrame
        One row a family: ``symbol``, ``part``, ``label`` and ``date`` of its first paragraph; ``last`` (symbol) and
        ``last_date``; ``resolutions``; ``steps`` of its longest line; ``years`` from first to last; ``bodies``.
        Most steps first, then most resolutions, then the longest time.
    """
    about = documents.set_index("symbol")[["date", "body"]]
    forest = wording(reuse)
    rows = [_family(forest, root, about) for root in sorted(node for node in forest if not forest.in_degree(node))]
    table = pd.DataFrame(rows)
    return table.sort_values(["steps", "resolutions", "years"], ascending=False, kind="stable", ignore_index=True)


def _family(forest, root, about):
    steps = nx.single_source_shortest_path_length(forest, root)
    symbols = sorted({symbol for symbol, *_ in steps})
    known = about.loc[symbols].sort_values("date", kind="stable")
    first, last = known["date"].iloc[0], known["date"].iloc[-1]
    return {
        **dict(zip(PLACE, root, strict=True)),
        **{"date": first, "last": known.index[-1], "last_date": last, "resolutions": len(symbols)},
        **{"steps": max(steps.values()), "years": round((last - first).days / 365.25)},
        "bodies": "; ".join(sorted(known["body"].unique())),
    }


def travel(reuse: pd.DataFrame, documents: pd.DataFrame, first: tuple[str, str, str]) -> pd.DataFrame:
    """Follow one family through time.

    Parameters
    ----------
    reuse, documents
        The tables ``clause_reuse`` and ``documents``.
    first
        Symbol, part and label of its first paragraph.

    Returns
    -------
    pandas.DataFrame
        One row a paragraph, by date: ``symbol``, ``part``, ``label``, ``date``, ``body``, ``step`` (0 for the
        first), ``earlier`` (its place in this table, missing for the first), ``kind`` and ``score``.
    """
    forest = wording(reuse)
    steps = nx.single_source_shortest_path_length(forest, first)
    dates = documents.set_index("symbol")[["date", "body"]]
    order = sorted(steps, key=lambda node: (dates["date"][node[0]], node))
    place = {node: number for number, node in enumerate(order)}
    rows = []
    for node in order:
        earlier = next(iter(forest.predecessors(node)), None) if node != first else None
        link = forest.edges[earlier, node] if earlier else {"kind": None, "score": None}
        row = dict(zip(PLACE, node, strict=True)) | {"date": dates["date"][node[0]], "body": dates["body"][node[0]]}
        rows.append(row | {"step": steps[node], "earlier": place.get(earlier)} | link)
    return pd.DataFrame(rows).astype({"earlier": "Int64", "score": "Float64"})


def origins(reuse: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Count where the nearest earlier wording stands, by the body of the later paragraph.

    Returns
    -------
    pandas.DataFrame
        Index: body. Columns: each body from which wording came, ``nothing like it`` (the nearest is only loosely or
        not alike) and ``paragraphs``, their sum. A paragraph before which nothing names INTERPOL is left out.
    """
    body = documents.set_index("symbol")["body"]
    nearest = reuse[reuse["rank"] == 1]
    source = nearest["earlier_symbol"].map(body).where(nearest["kind"].isin(REUSED), "nothing like it")
    counted = pd.crosstab(nearest["symbol"].map(body).rename("body"), source.rename(None))
    bodies = sorted(body.dropna().unique())
    counted = counted.reindex(index=bodies, columns=[*bodies, "nothing like it"], fill_value=0)
    return counted.assign(paragraphs=counted.sum(axis=1)).rename_axis(columns=None)


def across(reuse: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the links that lead from one body to another, by date of the later paragraph."""
    about = documents.set_index("symbol")
    rows = links(reuse)
    rows = rows[rows["symbol"].map(about["body"]) != rows["earlier_symbol"].map(about["body"])]
    rows = rows.assign(date=rows["symbol"].map(about["date"])).sort_values(["date", *PLACE], kind="stable")
    return rows[["date", *PLACE, "earlier_symbol", "earlier_label", "kind", "score", "contained"]]
