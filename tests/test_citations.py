"""The graph of citations and its measures, on graphs small enough to count by hand."""

import networkx as nx
import pandas as pd
import pytest

from helpers import citation_charts, citations, load

DOCUMENTS = pd.DataFrame(
    [
        ("A", "2001-01-01", "yes", 10),
        ("B", "2002-01-01", "yes", 10),
        ("C", "2003-01-01", "yes", 10),
        ("D", "2003-01-01", "no", 10),
        ("E", "2004-01-01", "yes", None),
        ("F", "2004-06-01", "no", 10),
    ],
    columns=["symbol", "date", "names_interpol", "words"],
).assign(
    date=lambda d: pd.to_datetime(d["date"]),
    year=lambda d: d["date"].dt.year.astype("Int64"),
    session=None,
    body="Security Council",
)
CITATIONS = pd.DataFrame(
    [
        *[("B", "A", "preambular"), ("B", "A", "operative"), ("C", "A", "annex"), ("C", "B", "annex")],
        *[("C", "X", "annex"), ("D", "C", "annex"), ("F", "A", "annex"), ("F", "D", "annex")],
    ],
    columns=["citing", "cited", "part"],
)


@pytest.fixture
def found():
    return citations.graph(CITATIONS, DOCUMENTS)


def test_the_parts_of_a_citation_are_one_edge_and_the_unread_is_marked(found):
    assert found.number_of_edges() == len(CITATIONS) - 1
    assert not found.nodes["E"]["read"]
    assert found.nodes["X"]["names"] == "unknown"
    assert not found.nodes["X"]["read"]


def test_citing_documents_are_counted_in_all_and_among_those_that_name_interpol(found):
    first = citations.most_cited(found).iloc[0]
    assert (first["symbol"], first["cited_by"], first["cited_by_naming"], first["others"]) == ("A", 3, 2, 1)
    assert citations.behind(found).values.tolist() == [["X", "unknown", 1]]


def test_pagerank_is_the_one_that_solves_its_equation():
    ring = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "a")])
    rank = citations.pagerank(ring)
    assert rank.sum() == pytest.approx(1)
    rest = (1 - citations.DAMPING) / 3
    assert rank["c"] == pytest.approx(rest)
    assert rank["a"] == pytest.approx(rest + citations.DAMPING * (rank["b"] + rank["c"]))
    assert rank["b"] == pytest.approx(rest + citations.DAMPING * rank["a"])


def test_only_citations_that_go_back_in_time_are_kept(found):
    kept = citations.in_time(found)
    assert ("D", "C") not in kept.edges, "the same day"
    assert ("C", "X") not in kept.edges, "no day known"
    assert nx.is_directed_acyclic_graph(kept)


def test_paths_are_counted_and_the_main_one_is_found():
    dates = pd.to_datetime(pd.Series(range(2001, 2006)).astype(str) + "-01-01")
    graph = nx.DiGraph([("b", "a"), ("c", "b"), ("d", "b"), ("e", "c"), ("e", "d"), ("e", "a")])
    nx.set_node_attributes(graph, dict(zip("abcde", dates, strict=True)), "date")
    flow = citations.path_counts(graph)
    assert flow.edges["a", "b"]["paths"] == 2
    assert flow.edges["a", "e"]["paths"] == 1
    path = citations.main_path(graph)
    assert path["symbol"].tolist() == ["a", "b", "c", "e"]
    assert path["share"].iloc[1] == pytest.approx(2 / 3)


def test_the_base_rate_is_exact(found):
    rate = citations.base_rate(found).loc["Security Council"]
    # 2001 and 2002: the only document is drawn (0 and 1 hits). 2003: C or D, and both cite one that names INTERPOL.
    assert (rate["naming"], rate["citing"], rate["expected"], rate["pool"]) == (3, 2, 2, 4)


def test_drawing_without_putting_back_is_hypergeometric():
    chances = citations._drawn(pool=4, hits=2, draws=2)
    assert chances.tolist() == pytest.approx([1 / 6, 4 / 6, 1 / 6])


def test_worlds_are_told_apart_and_the_lonely_counted(found):
    lane = pd.Series("piracy and oceans", index=DOCUMENTS["symbol"])
    worlds = citations.worlds(found, lane)
    assert worlds["documents"].tolist() == [3, 1]
    assert worlds["lanes"].iloc[-1] == "alone: 0 read, 1 not held"


def test_a_series_is_told_from_others_that_cite_it(found):
    row = citations.cited_since(found, ["A", "B"]).iloc[0]
    assert (row["cited_by"], row["of_the_series"], row["of_others"], row["could"]) == ("B, C, F", 1, 2, 4)


def test_each_subject_has_a_lane():
    subjects = pd.concat([load("council_subjects"), load("assembly_subjects")])
    assert citations.lanes(subjects).notna().all()


def test_the_network_is_drawn_the_same_twice(found):
    nodes = pd.DataFrame(
        {"symbol": ["A", "B", "C"], "date": DOCUMENTS["date"][:3], "lane": ["one", "one", "two"], "cited_by": [2, 1, 0]}
    ).assign(body="Security Council", read=True)
    edges = pd.DataFrame({"citing": ["B", "C"], "cited": ["A", "A"]})
    placed = [citation_charts._in_lanes(nodes)[["x", "y"]].to_numpy().tolist() for _ in range(2)]
    assert placed[0] == placed[1]
    assert citation_charts.network(nodes, edges, ["A"], "A title").axes


def test_the_order_of_nodes_and_edges_is_that_of_the_graph(found):
    inner = citations.naming(found)
    assert list(inner) == ["A", "B", "C", "E"]
    assert list(inner.edges) == [("B", "A"), ("C", "A"), ("C", "B")]
    assert list(citations.in_time(found)) == ["A", "B", "C", "D", "F"]
