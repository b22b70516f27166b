"""Where wording stood before, on invented texts; and the families of wording that follow."""

import csv
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers import clauses, load
from helpers.corpus import align, reuse

RECORDS = "Urges all harbours to report lost lanterns to INTERPOL and to keep a register of them without delay;"
NAMED = "Welcomes the work of INTERPOL on bridges;"


def resolution(symbol, *operative):
    numbered = [f"{number}. {text}" for number, text in enumerate(operative, 1)]
    return "\n\n".join(["The General Assembly,", "Recalling its earlier work,", *numbered])


TEXTS = {
    "A/RES/60/1": resolution("A/RES/60/1", RECORDS, NAMED),
    "A/RES/61/1": resolution("A/RES/61/1", RECORDS.replace("lanterns", "Lanterns")),
    "A/RES/61/2": resolution("A/RES/61/2", RECORDS),
    "A/RES/62/1": resolution(
        "A/RES/62/1", RECORDS.replace("without delay", "at once"), "Thanks INTERPOL for its help;"
    ),
    "A/RES/63/1": resolution("A/RES/63/1", f"{RECORDS[:-1]}, {' '.join(f'word{n}' for n in range(40))};"),
}
DATES = ["2005-10-01", "2006-10-01", "2006-10-01", "2007-10-01", "2008-10-01"]
DOCUMENTS = [{"symbol": s, "date": day} for s, day in zip(TEXTS, DATES, strict=True)]


@pytest.fixture
def rows(tmp_path):
    return build(tmp_path, DOCUMENTS)


def build(folder, documents):
    """Write the table from the invented texts; return its rows."""
    with (folder / "mentions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["symbol", "part", "label"])
        writer.writerows([symbol, "operative", label] for symbol in TEXTS for label in ("1", "2"))
        writer.writerow(["A/RES/60/1", "title", "front 1"])
    reuse.write({symbol: SimpleNamespace(pages=text) for symbol, text in TEXTS.items()}, documents, folder)
    return pd.read_csv(folder / reuse.FILE)


def test_the_nearest_earlier_paragraph_is_found_with_score_and_kind(rows):
    first = rows[rows["rank"] == 1].set_index(["symbol", "label"])
    assert first.loc[("A/RES/61/1", 1), "kind"] == "word for word", "capitals do not count"
    revised = first.loc[("A/RES/62/1", 1)]
    assert (revised["kind"], revised["earlier_symbol"]) == ("revised", "A/RES/61/1"), "the latest, then by symbol"
    assert first.loc[("A/RES/62/1", 2), "kind"] == "unlike"


def test_a_clause_inside_a_longer_paragraph_is_a_part(rows):
    longer = rows[(rows["symbol"] == "A/RES/63/1") & (rows["rank"] == 1)].iloc[0]
    assert longer["kind"] == "part"
    assert longer["contained"] == 100
    assert longer["score"] < reuse.REVISED


def test_the_same_day_and_the_first_have_nothing_earlier(rows):
    assert "A/RES/60/1" not in set(rows["symbol"])
    assert not ((rows["symbol"] == "A/RES/61/2") & (rows["earlier_symbol"] == "A/RES/61/1")).any()
    assert (rows["days_between"] > 0).all()


def test_no_word_of_a_text_is_written(rows):
    assert list(rows.columns) == list(reuse.COLUMNS)
    written = {value for column in rows.select_dtypes(exclude="number") for value in rows[column]}
    assert not any("lantern" in value or "bridges" in value for value in written)


def test_an_undated_document_has_no_place_in_time(tmp_path):
    undated = [row | {"date": ""} if row["symbol"] == "A/RES/61/2" else row for row in DOCUMENTS]
    rows = build(tmp_path, undated)
    assert "A/RES/61/2" not in {*rows["symbol"], *rows["earlier_symbol"]}


def test_pairs_passed_over_would_not_have_been_the_best():
    words = "harbour lantern register police notice bridge report delay port ship".split()
    texts = {n: tuple(words[k % 10] for k in range(n, 3 * n, 2)) for n in range(13, 50)}
    pool = [reuse.Clause(f"A/RES/{n}/1", "operative", "1", f"20{n}-01-01", text) for n, text in texts.items()]
    last = pool[-1]
    best = max(round(100 * align.similarity(other.words, last.words), 1) for other in pool[:-1])
    assert float(reuse.nearest(last, pool)[0]["score"]) == best


def test_a_family_is_followed_step_by_step(rows):
    documents = pd.DataFrame(DOCUMENTS).assign(date=lambda d: pd.to_datetime(d["date"]), body="General Assembly")
    rows = rows.astype({"label": str, "earlier_label": str})
    family = clauses.families(rows, documents).iloc[0]
    assert (family["symbol"], family["last"]) == ("A/RES/60/1", "A/RES/63/1")
    steps = clauses.travel(rows, documents, ("A/RES/60/1", "operative", "1"))
    assert steps["step"].tolist()[:3] == [0, 1, 1]
    assert pd.isna(steps["earlier"].iloc[0])
    assert steps["earlier"].tolist()[1:3] == [0, 0]


def test_wording_that_comes_from_another_body_is_told_apart():
    documents = pd.DataFrame(
        {"symbol": ["S/RES/1 (1946)", "A/RES/2/1"], "date": pd.to_datetime(["1946-02-01", "1947-02-01"])}
    ).assign(body=["Security Council", "General Assembly"])
    row = {"symbol": "A/RES/2/1", "part": "operative", "label": "1", "rank": 1, "earlier_symbol": "S/RES/1 (1946)"}
    row |= {"earlier_part": "operative", "earlier_label": "3", "score": 80.0, "contained": 90.0, "kind": "revised"}
    table = pd.DataFrame([row, row | {"label": "2", "kind": "unlike"}])
    counted = clauses.origins(table, documents).loc["General Assembly"]
    assert counted.to_dict() == {
        "General Assembly": 0, "Security Council": 1, "nothing like it": 1, "paragraphs": 2,
    }  # fmt: skip
    assert clauses.across(table, documents)["label"].tolist() == ["1"]


def test_each_published_row_looks_back_and_says_what_its_shares_say():
    table = load("clause_reuse")
    days = load("documents").set_index("symbol")["date"]
    assert (table["earlier_symbol"].map(days).to_numpy() < table["symbol"].map(days).to_numpy()).all()
    said = [reuse.kind(row.score / 100, row.contained / 100) for row in table.itertuples()]
    assert said == table["kind"].tolist()
