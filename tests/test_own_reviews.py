"""Reviews of the cooperation resolution among one's own documents: their rows, and what cannot be aligned."""

import os
import shutil
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from helpers import chain, load, own_data
from helpers.corpus import documents, ingest, own_reviews

CORPORA = Path(os.environ.get("UN_CORPORA", Path(__file__).parents[2] / "shared" / "corpus"))
TITLE = "Cooperation between the United Nations and the International Criminal Police Organization (INTERPOL)"
FIRST = """Recalling its earlier resolutions on this made-up subject,

Noting that invented crimes cross invented borders every day,

1. Calls upon the two organizations to count invented crimes together;

2. Encourages invented States to lend a hand with invented paper work;

3. Requests the Secretary-General to report on it."""
SECOND = """Recalling its earlier resolutions on this made-up subject,

Noting that invented crimes cross invented borders every single day and night,

1. Calls upon the two organizations to count invented crimes together;

2. Welcomes the opening of a small office with green doors in a large invented town;

3. Requests the Secretary-General to report on it."""


def resolution(session, number, year, body, title=TITLE):
    head = (
        f"A/RES/{session}/{number}\nDistr.: General\n\nResolution adopted by the General Assembly on 9 December {year}"
    )
    return f"{head}\n\n{session}/{number}. {title}\n\nThe General Assembly,\n\n{body}\n"


@pytest.fixture
def new(tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "last.txt").write_text(resolution(79, 136, 2024, FIRST))
    (folder / "next.txt").write_text(resolution(81, 50, 2026, SECOND))
    return folder


def alignment(folder):
    return pd.read_csv(folder / "chain_alignment.csv", dtype=str, keep_default_na=False)


def test_a_later_review_is_aligned_with_the_one_before_it(new, tmp_path):
    ingest.ingest([new], tmp_path / "mine", workers=1)
    rows = alignment(tmp_path / "mine")
    told = rows[["from_label", "to_label", "status"]].values.tolist()
    assert told == [
        ["PP1", "PP1", "kept"],
        ["PP2", "PP2", "reworded"],
        ["1", "1", "kept"],
        ["", "2", "added"],
        ["3", "3", "kept"],
        ["2", "", "dropped"],
    ]
    assert set(rows["from_symbol"]) == {"A/RES/79/136"}
    assert set(rows["to_symbol"]) == {"A/RES/81/50"}
    assert rows["alignment_id"].tolist() == [f"chain-81-{n:03d}" for n in range(1, 7)]
    assert set(rows["basis"]) == {own_reviews.BASIS}
    gists = load("gists").set_index(["symbol", "part", "label"])["themes"]
    assert rows["theme"][0] == gists["A/RES/79/136", "preambular", "PP1"]
    assert rows["theme"][3] == own_reviews.NOT_CODED
    both = load("chain_alignment", data=tmp_path / "mine")
    assert len(both) == len(load("chain_alignment")) + 6


def test_paragraphs_of_the_new_review_only_are_added(new, tmp_path):
    ingest.ingest([new], tmp_path / "mine", workers=1)
    own = load("chain_paragraphs", data=tmp_path / "mine", only=True)
    assert set(own["symbol"]) == {"A/RES/81/50"}
    both = load("chain_paragraphs", data=tmp_path / "mine")
    dates = load("documents", data=tmp_path / "mine")
    sizes = chain.sizes(both, dates)
    assert sizes["symbol"].tolist()[-2:] == ["A/RES/79/136", "A/RES/81/50"]
    assert sizes.iloc[-1][["preambular", "operative", "sub_paragraphs"]].tolist() == [2, 3, 0]
    before = chain.sizes(load("chain_paragraphs"), load("documents"))
    assert sizes.iloc[:-1].drop(columns="date").equals(before.drop(columns="date"))


def test_without_the_text_before_it_the_review_is_named(new, tmp_path):
    (new / "last.txt").unlink()
    summary = ingest.ingest([new], tmp_path / "mine", workers=1)
    assert not (tmp_path / "mine" / "chain_alignment.csv").exists()
    problems = summary.problems.filter(pl.col("kind") == documents.NOT_ALIGNED)
    assert problems["file"].to_list() == ["new/next.txt"]
    assert "without A/RES/79/136" in problems["reason"][0]


def test_texts_that_come_one_after_the_other_give_the_same_bytes(new, tmp_path):
    ingest.ingest([new], tmp_path / "together", workers=2)
    for name in ("last.txt", "next.txt"):
        ingest.ingest([new / name], tmp_path / "apart", workers=1)
    for name in ("chain_alignment.csv", "chain_paragraphs.csv"):
        assert (tmp_path / "together" / name).read_bytes() == (tmp_path / "apart" / name).read_bytes()


def test_a_review_after_the_next_follows_on_it_and_own_codings_are_used(new, tmp_path):
    (new / "later.txt").write_text(resolution(83, 7, 2028, SECOND))
    mine = tmp_path / "mine"
    mine.mkdir()
    coded = {"symbol": "A/RES/81/50", "part": "operative", "label": "2", "themes": "reporting", "gist": "A new office."}
    pd.DataFrame([coded]).to_csv(mine / "gists.csv", index=False)
    ingest.ingest([new], mine, workers=1)
    rows = alignment(mine)
    last = rows[rows["to_symbol"] == "A/RES/83/7"]
    assert set(last["status"]) == {"kept"}
    assert set(last["from_symbol"]) == {"A/RES/81/50"}
    assert rows.loc[rows["to_label"] == "2", "theme"].tolist() == ["reporting", "reporting"]


@pytest.mark.parametrize(
    ("title", "session"),
    [("Cooperation between the United Nations and the League of Made-up States", 81), (TITLE, 74)],
    ids=["another organization", "an earlier session"],
)
def test_other_resolutions_make_no_chain(new, tmp_path, title, session):
    (new / "next.txt").write_text(resolution(session, 50, 2019, SECOND, title))
    ingest.ingest([new], tmp_path / "mine", workers=1)
    assert not (tmp_path / "mine" / "chain_paragraphs.csv").exists()


def test_a_folder_without_such_a_resolution_has_no_tables_of_the_chain(new, tmp_path):
    for name in ("last.txt", "next.txt"):
        text = (new / name).read_text().replace(TITLE, "Something else")
        (new / name).write_text(text)
    ingest.ingest([new], tmp_path / "mine", workers=1)
    assert not list((tmp_path / "mine").glob("chain*"))


def test_facts_that_the_text_does_not_tell_come_from_the_published_row(new, tmp_path):
    ingest.ingest([new], tmp_path / "mine", workers=1)
    own = load("documents", data=tmp_path / "mine", only=True).set_index("symbol").loc["A/RES/79/136"]
    published = load("documents").set_index("symbol").loc["A/RES/79/136"]
    facts = ["outcome", "agenda_item", "meeting", "meeting_source", "draft", "draft_source"]
    assert own[facts].equals(published[facts])
    assert own["text_source"] == own["title_source"] == own["date_source"] == documents.SOURCE
    assert own["date"].isoformat()[:10] == "2024-12-09"  # as the text has it


@pytest.mark.skipif(
    not (CORPORA / "ga-chain").is_dir(), reason="the corpora are not here: set UN_CORPORA to their folder"
)
def test_notebook_02_shows_a_review_of_the_81st_session_without_an_edit(tmp_path):
    (tmp_path / "new").mkdir()
    last = CORPORA / "ga-chain" / "A_RES_79_136.txt"
    shutil.copy(last, tmp_path / "new")
    text = last.read_text("utf-8").replace("79/136", "81/77").replace("6 December 2024", "4 December 2026")
    (tmp_path / "new" / "next.txt").write_text(text, "utf-8")
    ingest.ingest([tmp_path / "new"], tmp_path / "mine", workers=1)
    report = own_data.run(tmp_path / "mine", tmp_path / "out", ["02"])
    assert report.failures == {}
    sizes = pd.read_html(tmp_path / "out" / "02_the_resolution_chain.html", match="sub_paragraphs|sub paragraphs")
    assert any(table.astype(str).apply(lambda c: c.str.contains("A/RES/81/77")).any().any() for table in sizes)
    assert (tmp_path / "out" / "02_the_resolution_chain.html").read_text("utf-8").count("A/RES/81/77") > 5
