"""Alignment of two versions of a text, on invented ones, and the rebuild of the published chain."""

import os
import shutil
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from helpers import contract
from helpers.corpus import align, chain
from helpers.corpus.segment import Paragraph

PUBLISHED = Path(__file__).resolve().parents[1] / "data"
CORPORA = Path(os.environ.get("UN_CORPORA", PUBLISHED.parents[1] / "shared" / "corpus"))


def unit(label, text, part="operative"):
    return align.Unit(part, label, tuple(text.split()))


def statuses(old, new):
    label = {True: lambda units, i: units[i].label, False: lambda units, i: None}
    return [
        (label[p.old is not None](old, p.old), label[p.new is not None](new, p.new), p.status)
        for p in align.align(old, new)
    ]


OLD = [
    unit("1", "asks the lighthouse keepers to light the lamps at dusk every day of the year"),
    unit("2", "thanks the gardeners for the roses along the northern road"),
    unit("3", "regrets that no one has swept the stairs since the spring"),
]


def test_kept_reworded_added_dropped():
    new = [
        unit("1", "welcomes an entirely different thing about ships and harbours"),
        unit("2", "thanks the gardeners for the roses along the northern road"),
        unit("3", "asks the lighthouse keepers to light all lamps at dusk every day of the year"),
    ]
    assert statuses(OLD, new) == [
        (None, "1", "added"),
        ("2", "2", "kept"),
        ("1", "3", "reworded"),
        ("3", None, "dropped"),
    ]


def test_a_paragraph_cut_in_two_is_split_and_the_reverse_is_merged():
    cut = [
        unit("1", "asks the lighthouse keepers to light the lamps"),
        unit("2", "at dusk every day of the year"),
        OLD[1],
        OLD[2],
    ]
    assert statuses(OLD, cut)[:2] == [("1", "1", "split"), ("1", "2", "split")]
    assert statuses(cut, OLD)[:2] == [("1", "1", "merged"), ("2", "1", "merged")]


def test_a_paragraph_may_cross_to_the_other_part():
    new = [unit("PP1", " ".join(OLD[1].words), "preambular"), OLD[0], OLD[2]]
    assert ("2", "PP1", "kept") in statuses(OLD, new)


def test_every_unit_is_accounted_for_even_when_a_text_is_empty():
    assert [s for *_, s in statuses(OLD, [])] == ["dropped"] * 3
    assert [s for *_, s in statuses([], OLD)] == ["added"] * 3
    assert align.align([], []) == []


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 5), (5, 2), (4, 4)])
def test_assignment_finds_the_best_sum_of_all(shape):
    gain = np.random.default_rng(sum(shape)).random(shape)
    found = align.assignment(gain)
    wide = gain if shape[0] <= shape[1] else gain.T
    best = max(
        sum(wide[i, j] for i, j in enumerate(order)) for order in permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert len(found) == min(shape)
    assert sum(gain[i, j] for i, j in found) == pytest.approx(best)


def test_similarity_counts_words_in_order():
    assert align.similarity(("a", "b", "c"), ("a", "b", "c")) == 1
    assert align.similarity(("a", "b"), ("c", "d")) == 0
    assert align.similarity(("a", "b", "c"), ("a", "c")) == pytest.approx(4 / 5)


def test_torn_words_are_mended_where_the_collection_knows_them():
    words = align.Vocabulary(
        ["The lamp lighters light lamps", "the lamp ligh ters", "a night -watch and the Night Watch"],
        sound=["lamp lighters keep a night-watch and the lights"],
    ).words
    assert words("the lamp ligh ters") == ("the", "lamp", "lighters")
    assert words("night -watch, Night Watch, nightwatch") == ("nightwatch",) * 3


def test_two_words_are_not_glued_together():
    words = align.Vocabulary(["in formation in formation in formation", "information"], sound=["in formation"]).words
    assert words("in formation") == ("in", "formation")


def test_clauses_inside_a_sentence_become_units_and_references_do_not():
    paragraph = Paragraph("operative", "4", 1, "asks", "Asks them to (a) sweep; and (b) paint the stairs;", [0], "4")
    assert chain.clauses(paragraph) == [
        ("4", "paragraph", "Asks them to"),
        ("4 (a)", "clause", "sweep; and"),
        ("4 (b)", "clause", "paint the stairs;"),
    ]
    reference = Paragraph(
        "operative", "5", 1, "recalls", "Recalls article 4 (b) and rule 5 (c) of the house;", [0], "5"
    )
    assert [label for label, *_ in chain.clauses(reference)] == ["5"]


needs_corpora = pytest.mark.skipif(
    not (CORPORA / "ga-chain").is_dir(), reason="the corpora are not here: set UN_CORPORA to their folder"
)


@needs_corpora
def test_rebuilding_the_chain_changes_nothing(tmp_path):
    for name in ("chain_corrections.csv", "gists.csv"):
        shutil.copy(PUBLISHED / name, tmp_path)
    chain.build_chain(CORPORA, tmp_path)
    for name in ("chain_paragraphs.csv", "chain_alignment.csv"):
        assert (tmp_path / name).read_bytes() == (PUBLISHED / name).read_bytes(), name


@needs_corpora
def test_a_correction_that_matches_nothing_stops_the_build(tmp_path):
    for name in ("chain_corrections.csv", "gists.csv"):
        shutil.copy(PUBLISHED / name, tmp_path)
    table = tmp_path / "chain_corrections.csv"
    table.write_text(table.read_text("utf-8").replace("1 (a)", "1 (z)"), "utf-8")
    with pytest.raises(ValueError, match="1 \\(z\\)"):
        chain.build_chain(CORPORA, tmp_path)


def test_gists_are_short_and_the_same_where_a_paragraph_was_kept():
    gists = {(r["symbol"], r["label"]): r["gist"] for r in contract.read_rows(PUBLISHED / "gists.csv")}
    assert max(len(gist.split()) for gist in gists.values()) <= 20
    for row in contract.read_rows(PUBLISHED / "chain_alignment.csv"):
        if row["status"] == "kept":
            assert gists[row["from_symbol"], row["from_label"]] == gists[row["to_symbol"], row["to_label"]], row
