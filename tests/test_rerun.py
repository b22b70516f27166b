"""Running notebooks: files stay as they are, failures are named, nothing is half-written."""

import nbformat
import pytest

from helpers import rerun


def write(folder, name, *sources):
    path = folder / name
    cells = [nbformat.v4.new_markdown_cell("# A title"), *map(nbformat.v4.new_code_cell, sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_publishing_runs_copies_and_prints_pages(tmp_path):
    path = write(tmp_path, "00_x.ipynb", "print(6 * 7)")
    before = path.read_bytes()
    index = rerun.publish([path], tmp_path / "site")
    assert path.read_bytes() == before
    assert "42" in (tmp_path / "site" / "00_x.html").read_text("utf-8")
    assert "A title" in index.read_text("utf-8")


def test_a_failing_notebook_is_named_and_no_file_is_touched(tmp_path):
    good, bad = write(tmp_path, "00_good.ipynb", "1"), write(tmp_path, "01_bad.ipynb", "1", "{}['x']")
    before = good.read_bytes(), bad.read_bytes()
    with pytest.raises(rerun.RunError, match=r"01_bad.ipynb: KeyError: 'x'"):
        rerun.refresh([good, bad])
    assert (good.read_bytes(), bad.read_bytes()) == before


def test_refreshing_stores_outputs_in_order_and_twice_gives_the_same_bytes(tmp_path):
    path = write(tmp_path, "00_x.ipynb", "1", "2")
    rerun.refresh([path])
    first = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    assert [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"] == [1, 2]
    rerun.refresh([path])
    assert path.read_bytes() == first


def test_a_page_whose_prose_no_longer_agrees_is_not_written(tmp_path):
    path = write(tmp_path, "00_x.ipynb", "from helpers import claims\nn = 1 + 1\nclaims.state(n=n)")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += "\n\n95<!--=n--> members"
    nbformat.write(notebook, path)
    with pytest.raises(rerun.RunError, match=r"00_x.ipynb: cell 0: found '95', expected 2 \(n\)"):
        rerun.publish([path], tmp_path / "site")
    assert not list((tmp_path / "site").glob("*.html"))
