"""The graph of citations between resolutions: who carries the subject, along which path, and how usual that is.

Edges point from the citing to the cited document. A document whose text is not held has no edges of its own; that is
unknown, not zero, and every count of citations is therefore a lower bound.
"""

from itertools import pairwise
from math import comb

import networkx as nx
import numpy as np
import pandas as pd

from helpers import assembly

DAMPING = 0.85  # of PageRank, as in Brin and Page (1998)
MIDDLE = (0.025, 0.975)  # ends of the range that holds 95 per cent of what chance gives
UNCODED = "subject not coded"
LANES = {  # subjects of council_subjects and assembly_subjects, drawn together; the uppermost first
    "piracy and oceans": ["piracy and armed robbery at sea", "oceans and piracy"],
    "sanctions lists on terrorism": ["terrorism: sanctions lists"],
    "terrorism otherwise": ["terrorism: other measures", "terrorism"],
    "other sanctions and subjects of the Council": ["sanctions regimes other than terrorism", "other subjects"],
    "cultural property, environment, arms": [
        "cultural property",
        "environment, wildlife and minerals",
        "arms, explosives and radioactive sources",
    ],
    "crime, corruption, drugs, trafficking, children": [
        "organized crime and crime prevention",
        "corruption and illicit financial flows",
        "drugs",
        "trafficking in persons",
        "protection of children",
        "cybercrime",
    ],
    "cooperation with organizations": ["INTERPOL and police cooperation", "cooperation with another organization"],
}


def graph(citations: pd.DataFrame, documents: pd.DataFrame) -> nx.DiGraph:
    """Build the graph of all documents and of all that they cite.

    Parameters
    ----------
    citations
        The table ``citations``; rows of several parts make one edge.
    documents
        The table ``documents``.

    Returns
    -------
    networkx.DiGraph
        Nodes and edges in the order of their symbols. Nodes carry ``body``, ``year`` (see `helpers.assembly.year`),
        ``date`` (missing where not known), ``names`` (yes, no, unknown) and ``read``: whether a text is held from
        which citations could be read. A cited document that the table of documents lacks has ``names`` unknown.
    """
    found = nx.DiGraph()
    about = pd.DataFrame(
        {
            "body": documents["body"],
            "year": assembly.year(documents),
            "date": documents["date"],
            "names": documents["names_interpol"],
            "read": documents["words"].notna(),
        }
    ).set_axis(documents["symbol"])
    cited = sorted(set(citations["cited"]) - set(about.index))
    found.add_nodes_from(about.to_dict("index").items())
    found.add_nodes_from(cited, body=None, year=pd.NA, date=pd.NaT, names="unknown", read=False)
    pairs = citations[["citing", "cited"]].drop_duplicates().sort_values(["citing", "cited"])
    found.add_edges_from(pairs.itertuples(index=False, name=None))
    return found


def naming(found: nx.DiGraph) -> nx.DiGraph:
    """Return the graph of the documents that name INTERPOL and the citations between them."""
    named = [node for node, names in found.nodes(data="names") if names == "yes"]
    return _part(found, named, [(a, b) for a, b in found.edges(named) if found.nodes[b]["names"] == "yes"])


def _part(found, nodes, edges):
    """Copy a part of a graph in the order given; networkx's own subgraphs follow the order of a set."""
    part = nx.DiGraph()
    part.add_nodes_from((node, found.nodes[node]) for node in nodes)
    part.add_edges_from(edges)
    return part


def pagerank(found: nx.DiGraph) -> pd.Series:
    """Return the PageRank of each document: weight flows from the citing to the cited.

    Parameters
    ----------
    found
        A graph. What cites nothing, or is not read, spreads its weight over all.

    Returns
    -------
    pandas.Series
        Index: symbol; values sum to 1. By power iteration in numpy, for networkx would need scipy for it.
    """
    nodes = list(found)
    place = {node: number for number, node in enumerate(nodes)}
    edges = np.array([(place[citing], place[cited]) for citing, cited in found.edges], dtype=int).reshape(-1, 2)
    citing, cited = edges.T
    outgoing = np.bincount(citing, minlength=len(nodes))
    weight = np.full(len(nodes), 1 / len(nodes))
    for _ in range(200):  # far more than needed: each step shrinks what is left by the damping
        flow = np.bincount(cited, weight[citing] / outgoing[citing], minlength=len(nodes))
        flow += weight[outgoing == 0].sum() / len(nodes)
        weight = (1 - DAMPING) / len(nodes) + DAMPING * flow
    return pd.Series(weight, index=pd.Index(nodes, name="symbol"), name="pagerank")


def most_cited(found: nx.DiGraph) -> pd.DataFrame:
    """Rank the documents that name INTERPOL by how many of all, and of their own kind, cite them.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``cited_by`` (documents of the whole graph), ``cited_by_naming`` (of those that name
        INTERPOL), ``others`` (the difference), ``place_by_pagerank`` (in the whole graph, 1 the highest), most cited
        first, equals by symbol.
    """
    inner = naming(found)
    rank = pagerank(found).rank(ascending=False, method="min").astype(int)
    rows = [
        (node, found.nodes[node]["date"], found.in_degree(node), inner.in_degree(node), rank[node])
        for node in sorted(inner)
    ]
    table = pd.DataFrame(rows, columns=["symbol", "date", "cited_by", "cited_by_naming", "place_by_pagerank"])
    table.insert(4, "others", table["cited_by"] - table["cited_by_naming"])
    return table.sort_values("cited_by", ascending=False, kind="stable", ignore_index=True)


def behind(found: nx.DiGraph) -> pd.DataFrame:
    """Rank what the documents that name INTERPOL cite, without themselves.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``names`` (no, or unknown where nobody here read all of it) and ``cited_by_naming``, most cited
        first, equals by symbol.
    """
    inner = set(naming(found))
    cited = sorted({cited for node in inner for cited in found.successors(node)} - inner)
    rows = [(s, found.nodes[s]["names"], sum(citing in inner for citing in found.predecessors(s))) for s in cited]
    table = pd.DataFrame(rows, columns=["symbol", "names", "cited_by_naming"])
    return table.sort_values("cited_by_naming", ascending=False, kind="stable", ignore_index=True)


def cited_since(found: nx.DiGraph, symbols: list[str]) -> pd.DataFrame:
    """Say who cites each of some documents, among how many that could have.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``cited_by`` (symbols by date), ``of_the_series`` and ``of_others`` (how many), and
        ``could``: documents adopted later whose text is held.
    """
    late = pd.Series({node: about["date"] for node, about in found.nodes(data=True) if about["read"]}).dropna()
    rows = []
    for symbol in symbols:
        day = found.nodes[symbol]["date"]
        citing = sorted(found.predecessors(symbol), key=lambda node: (str(found.nodes[node]["date"]), node))
        own = sum(node in symbols for node in citing)
        counts = {"of_the_series": own, "of_others": len(citing) - own, "could": int((late > day).sum())}
        rows.append({"symbol": symbol, "date": day, "cited_by": ", ".join(citing)} | counts)
    return pd.DataFrame(rows)


def in_time(found: nx.DiGraph) -> nx.DiGraph:
    """Return the graph without the edges that do not go back in time.

    A citation of a document of the same day, of a later day (a misprint of the source or of its reading) or of an
    unknown day is left out. What remains has no cycle.
    """
    dates = dict(found.nodes(data="date"))
    kept = [(a, b) for a, b in found.edges if pd.notna(dates[a]) and pd.notna(dates[b]) and dates[b] < dates[a]]
    met = {node for edge in kept for node in edge}
    return _part(found, [node for node in found if node in met], kept)


def path_counts(acyclic: nx.DiGraph) -> nx.DiGraph:
    """Count for each citation the paths that pass over it, from what cites nothing to what nothing cites.

    Parameters
    ----------
    acyclic
        What `in_time` returns.

    Returns
    -------
    networkx.DiGraph
        The same edges turned round, from the cited to the citing, with the count ``paths``.

    Notes
    -----
    Search path count: N. P. Hummon and P. Doreian (1989), V. Batagelj (2003).
    """
    flow = nx.DiGraph()
    flow.add_nodes_from(sorted(acyclic))
    flow.add_edges_from(sorted((cited, citing) for citing, cited in acyclic.edges))
    order = list(nx.lexicographical_topological_sort(flow))
    before, after = {}, {}
    for node in order:
        before[node] = sum(before[earlier] for earlier in flow.predecessors(node)) or 1
    for node in reversed(order):
        after[node] = sum(after[later] for later in flow.successors(node)) or 1
    nx.set_edge_attributes(flow, {(a, b): before[a] * after[b] for a, b in flow.edges}, "paths")
    return flow


def main_path(acyclic: nx.DiGraph) -> pd.DataFrame:
    """Return the path through the citations whose counts of paths sum to the most.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date`` and ``share``: how many of all paths pass over the step that leads to the document
        (missing for the first); in time order.
    """
    flow = path_counts(acyclic)
    path = nx.dag_longest_path(flow, weight="paths")
    ends = [node for node in flow if not flow.out_degree(node)]
    every = sum(paths for end in ends for *_, paths in flow.in_edges(end, data="paths"))
    shares = [None, *(flow.edges[step]["paths"] / every for step in pairwise(path))]
    dates = [acyclic.nodes[node]["date"] for node in path]
    return pd.DataFrame({"symbol": path, "date": dates, "share": shares})


def base_rate(found: nx.DiGraph) -> pd.DataFrame:
    """Compare how many documents that name INTERPOL cite another with what documents of the same years do.

    Parameters
    ----------
    found
        The whole graph.

    Returns
    -------
    pandas.DataFrame
        Index: body. ``naming``: read documents that name INTERPOL; ``citing``: how many of them cite another one
        that names it; ``expected``, ``low``, ``high``: mean and middle 95 per cent of that count if as many were
        drawn from the read documents of the same body and year, whether they name INTERPOL or not; ``pool``: the
        documents drawn from.

    Notes
    -----
    Exact, without a simulation: in each year the count is hypergeometric, and the years are added by convolution.
    """
    nodes = pd.DataFrame.from_dict(dict(found.nodes(data=True)), orient="index")
    inner = set(naming(found))
    nodes["cites"] = [any(cited in inner for cited in found.successors(node)) for node in nodes.index]
    nodes["named"] = nodes["names"] == "yes"
    nodes = nodes[nodes["read"].astype(bool)]
    cells = nodes.groupby(["body", "year"]).agg(pool=("named", "size"), naming=("named", "sum"), hits=("cites", "sum"))
    cells = cells[cells["naming"] > 0]
    observed = nodes[nodes["named"]].groupby("body")["cites"].sum()
    return pd.DataFrame(
        {body: _against_chance(years, observed[body]) for body, years in cells.groupby("body")}
    ).T.rename_axis("body")


def _against_chance(years, observed):
    chances = np.ones(1)
    for year in years.itertuples():
        chances = np.convolve(chances, _drawn(int(year.pool), int(year.hits), int(year.naming)))
    low, high = (int(np.searchsorted(chances.cumsum(), end)) for end in MIDDLE)
    return {
        **{"naming": int(years["naming"].sum()), "citing": int(observed)},
        **{"expected": float(chances @ np.arange(len(chances))), "low": low, "high": high},
        "pool": int(years["pool"].sum()),
    }


def _drawn(pool: int, hits: int, draws: int) -> np.ndarray:
    """Return the chance of 0, 1, … hits among `draws` from a pool: the hypergeometric distribution."""
    return np.array([comb(hits, k) * comb(pool - hits, draws - k) / comb(pool, draws) for k in range(draws + 1)])


def lanes(subjects: pd.DataFrame) -> pd.Series:
    """Return the lane of each symbol, see `LANES`; ``subjects`` holds `symbol` and `subject`."""
    lane = {subject: name for name, several in LANES.items() for subject in several}
    return subjects.set_index("symbol")["subject"].map(lane).rename("lane")


def in_lanes(found: nx.DiGraph, lane: pd.Series) -> pd.DataFrame:
    """Return the dated documents that name INTERPOL, in the order of their lanes, for the drawing.

    Parameters
    ----------
    found
        The whole graph.
    lane
        What `lanes` returns; a document that it lacks goes to a last lane, ``subject not coded``.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``body``, ``lane``, ``cited_by`` (documents that name INTERPOL), ``cites`` (of these;
        missing where no text is held) and ``read``.
    """
    inner = naming(found)
    rows = [
        (node, about["date"], about["body"], lane.get(node, UNCODED), inner.in_degree(node), inner.out_degree(node))
        for node, about in inner.nodes(data=True)
    ]
    table = pd.DataFrame(rows, columns=["symbol", "date", "body", "lane", "cited_by", "cites"])
    table["read"] = [inner.nodes[node]["read"] for node in table["symbol"]]
    table["cites"] = table["cites"].astype("Int64").where(table["read"])
    order = [*LANES, UNCODED]
    table = table.dropna(subset=["date"]).sort_values("symbol")
    return table.sort_values("lane", key=lambda lanes: lanes.map(order.index), kind="stable", ignore_index=True)


def worlds(found: nx.DiGraph, lane: pd.Series) -> pd.DataFrame:
    """Say into which separate groups the documents that name INTERPOL fall: no citation leads from one to another.

    Returns
    -------
    pandas.DataFrame
        ``documents``, ``lanes`` (with counts) and ``first``, ``last`` (symbols by date); largest first. A document
        without a citation to or from another stands alone; all of those are one row, the last, divided into
        ``read`` and not in ``lanes``.
    """
    inner = naming(found)
    groups = sorted(nx.weakly_connected_components(inner), key=lambda group: (-len(group), min(group)))
    alone = [node for group in groups if len(group) == 1 for node in group]
    rows = [_world(inner, group, lane) for group in groups if len(group) > 1]
    read = sum(inner.nodes[node]["read"] for node in alone)
    words = f"alone: {read} read, {len(alone) - read} not held"
    return pd.DataFrame([*rows, _world(inner, alone, lane) | {"lanes": words}])


def _world(inner, group, lane):
    ordered = sorted(group, key=lambda node: (str(inner.nodes[node]["date"]), node))
    counts = (
        lane.reindex(ordered, fill_value=UNCODED)
        .value_counts()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
    )
    told = "; ".join(f"{name} {count}" for name, count in counts.items())
    return {"documents": len(ordered), "lanes": told, "first": ordered[0], "last": ordered[-1]}
