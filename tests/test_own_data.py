"""Re-runs on own data: what is added and replaced, what changed, what fails, and that nothing is left behind."""

import os
import signal
import subprocess
import sys
import time

import nbformat
import pandas as pd
import psutil
import pytest

from helpers import changes, contract, load, overlay, own_data, rerun, symbols, tables

DESCRIPTION = {"schema": {"primaryKey": ["symbol", "label"]}, "of_document": "symbol"}


def table(*rows):
    return pd.DataFrame(rows, columns=["symbol", "label", "value"])


def test_own_rows_are_added_and_win_on_an_equal_key():
    published = table(("A/RES/71/19", "1", 1), ("S/RES/2 (1946)", "1", 2))
    own = table(("S/RES/2 (1946)", "1", 20), ("A/RES/99/1", "1", 30))
    plain = {"schema": {"primaryKey": ["symbol", "label"]}}
    both = overlay.merged(published, own, plain, set())
    assert dict(zip(both["symbol"], both["value"], strict=True)) == {
        **{"A/RES/71/19": 1, "S/RES/2 (1946)": 20, "A/RES/99/1": 30}
    }
    assert both["symbol"].tolist() == sorted(both["symbol"], key=symbols.sort_key)
    assert overlay.replaced(published, own, plain, set())["value"].tolist() == [2]


def test_all_rows_of_a_document_that_is_held_give_way():
    published = table(("A/RES/71/19", "1", 1), ("A/RES/71/19", "2", 2), ("A/RES/73/11", "1", 3))
    own = table(("A/RES/71/19", "1", 10))
    both = overlay.merged(published, own, DESCRIPTION, {"A/RES/71/19"})
    assert both["value"].tolist() == [10, 3]
    assert overlay.merged(published, own.iloc[:0], DESCRIPTION, {"A/RES/71/19"})["value"].tolist() == [3]


@pytest.fixture
def mine(tmp_path):
    """A folder with two own rows of documents: one new, one in place of a published one."""
    folder = tmp_path / "mine"
    folder.mkdir()
    documents = load("documents")
    rows = documents[documents["symbol"] == "A/RES/71/19"]
    new = rows.assign(symbol="A/RES/99/1", session="99", number=1, year=2026, date=pd.Timestamp("2026-11-01"))
    changed = rows.assign(title="Another title")
    pd.concat([new, changed]).to_csv(folder / "documents.csv", index=False, date_format="%Y-%m-%d")
    return folder


def test_load_puts_own_rows_over_the_published_ones(mine):
    both, published = load("documents", data=mine), load("documents")
    assert len(both) == len(published) + 1
    assert both.set_index("symbol").loc["A/RES/71/19", "title"] == "Another title"
    assert len(load("documents", data=mine, only=True)) == 2
    assert len(load("claims", data=mine)) == len(load("claims"))
    with pytest.raises(tables.MissingTable, match=r"no claims, expected a file claims\.csv"):
        load("claims", data=mine, only=True)


def test_an_excel_file_is_a_table_too(mine):
    pd.read_csv(mine / "documents.csv", dtype=str).to_excel(mine / "documents.xlsx", index=False)
    with pytest.raises(contract.ContractError, match=r"documents\.csv and documents\.xlsx, expected one file"):
        load("documents", data=mine)
    (mine / "documents.csv").unlink()
    assert len(load("documents", data=mine, only=True)) == 2
    rows = pd.read_excel(mine / "documents.xlsx", dtype=object)
    rows.assign(names_interpol="perhaps").to_excel(mine / "documents.xlsx", index=False)
    with pytest.raises(contract.ContractError, match=r"documents\.xlsx, row 2, column names_interpol: found 'perhaps'"):
        load("documents", data=mine)
    (mine / "documents.xlsx").write_bytes(b"no workbook")
    with pytest.raises(contract.ContractError, match="no readable Excel file"):
        load("documents", data=mine)


COUNT = "from helpers import claims, figures, load\nn = len(load('documents'))\nclaims.state(documents=n)"
TABLE = (
    "rows = load('documents').query(\"symbol == 'A/RES/71/19'\")[['symbol', 'title']]\n"
    "figures.table(rows, name='tab-97-1', caption='One row.', sources='none')"
)


def notebook(folder, name, *sources):
    path = folder / name
    text = "# A title\n\n**In brief** documents: 4,448<!--=documents-->"
    cells = [nbformat.v4.new_markdown_cell(text), *map(nbformat.v4.new_code_cell, sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=rerun.METADATA), path)
    return path


@pytest.fixture
def collection(tmp_path, monkeypatch):
    """Two notebooks, executed on the published data, in place of the collection's."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    paths = [
        notebook(folder, "97_counts.ipynb", COUNT, TABLE),
        notebook(folder, "98_fails.ipynb", COUNT, "1 if n == 4448 else missing_name"),
    ]
    rerun.refresh(paths)
    monkeypatch.setattr(rerun, "notebook_paths", lambda: paths)
    return folder


def test_a_rerun_reports_what_differs_and_a_failure_stops_nobody(collection, mine, tmp_path):
    before = {path: path.read_bytes() for path in [*collection.iterdir(), contract.published() / "documents.csv"]}
    report = own_data.run(mine, tmp_path / "out")
    assert {path: path.read_bytes() for path in before} == before
    assert list(report.failures) == ["98_fails.ipynb"]
    assert "missing_name" in report.failures["98_fails.ipynb"]
    assert [(c.kind, c.id) for c in report.changes] == [("number", "documents"), ("table", "tab-97-1")]
    out = tmp_path / "out"
    listed = pd.read_csv(out / "changes.csv")
    assert listed.columns.tolist() == changes.COLUMNS
    assert listed.loc[1, "new"] == "A/RES/71/19 Another title"
    page = (out / "changes.html").read_text("utf-8")
    assert "Another title" in page
    assert "98_fails.ipynb failed" in page
    number = len(load("documents")) + 1
    assert f"{number:,} (published: {number - 1:,})" in (out / "97_counts.html").read_text("utf-8")
    assert pd.read_csv(out / "replaced.csv").values.tolist() == [["documents", "A/RES/71/19"]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "notebooks", "out"]


def test_reruns_leave_no_process_and_no_file_behind(collection, mine, tmp_path):
    # Other tests in this process may have started helpers of the standard library that live as long as it does.
    before = set(psutil.Process().children(recursive=True))
    for _ in range(3):
        own_data.run(mine, tmp_path / "out", ["97"])
    assert set(psutil.Process().children(recursive=True)) <= before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "notebooks", "out"]
    assert not (tmp_path / "out" / "98_fails.ipynb").exists()


def test_a_section_without_its_table_becomes_a_note(tmp_path, mine, monkeypatch):
    path = notebook(tmp_path, "97_claims.ipynb", COUNT, "claims_table = load('claims')", "claims_table.size", "2 + 2")
    monkeypatch.setattr(rerun, "notebook_paths", lambda: [path])
    report = own_data.run(mine, tmp_path / "out", only=True)
    assert report.failures == {}
    page = (tmp_path / "out" / "97_claims.html").read_text("utf-8")
    assert "Left out" in page
    assert "no claims" in page
    assert "needs what a cell above could not load" in page


def test_all_problems_of_all_own_tables_are_told_before_anything_is_run(collection, mine, tmp_path):
    rows = pd.read_csv(mine / "documents.csv", dtype=str)
    rows.assign(names_interpol="perhaps").to_csv(mine / "documents.csv", index=False)
    (mine / "claims.csv").write_text("claim_id\nx\n")
    with pytest.raises(contract.ContractError) as refused:
        own_data.run(mine, tmp_path / "out")
    assert {problem.file for problem in refused.value.problems} == {"documents.csv", "claims.csv"}
    assert not (tmp_path / "out").exists()


def test_what_cannot_begin_says_why(collection, mine, tmp_path):
    with pytest.raises(own_data.RerunError, match="found no folder"):
        own_data.run(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(own_data.RerunError, match="found no notebook 55"):
        own_data.run(mine, tmp_path / "out", ["55", "97"])
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(own_data.RerunError, match="found other files in"):
        own_data.run(mine, tmp_path / "other")
    assert (tmp_path / "other" / "letter.txt").exists()


PROGRAM = (
    "import sys; from pathlib import Path; from helpers import own_data, rerun\n"
    "rerun.notebook_paths = lambda: sorted(Path(sys.argv[1]).glob('*.ipynb'))\n"
    "own_data.run(Path(sys.argv[2]), Path(sys.argv[3]))"
)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of Unix")
def test_a_killed_rerun_leaves_the_old_result_and_the_next_one_clears_up(collection, mine, tmp_path):
    out = tmp_path / "out"
    own_data.run(mine, out, ["97"])
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    command = [sys.executable, "-c", PROGRAM, str(collection), str(mine), str(out)]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not list(tmp_path.glob(".out.unfinished-*")):
        time.sleep(0.02)
    with pytest.raises(own_data.RerunError, match="another re-run"):
        own_data.run(mine, out)
    children = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGKILL)
    running.wait()
    for child in children:
        child.kill()
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    own_data.run(mine, out, ["97"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "notebooks", "out"]
