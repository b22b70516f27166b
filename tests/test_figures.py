"""Figures and tables: the same data give the same bytes, and nothing is shown without words."""

import subprocess
import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers import figures

TWIN = pd.DataFrame({"symbol": ["S/RES/2178 (2014)"], "note": ["a < b & c"], "date": [pd.Timestamp("2014-09-24")]})
ALT = "Two bars: the first one is twice as high as the second one."


@pytest.fixture
def shown(monkeypatch):
    """Collect what is displayed."""
    outputs = []
    monkeypatch.setattr(figures, "display", lambda data, metadata=None, raw=False: outputs.append((data, metadata)))
    return outputs


def draw():
    fig, axes = figures.new(3, 2)
    axes.bar([0, 1], [2, 1])
    return fig


def test_a_figure_is_shown_with_alt_text_size_sources_and_twin(shown):
    figures.show(draw(), name="fig-99-1", alt=ALT, sources="own count", table=TWIN)
    (picture, metadata), (below, _) = shown
    assert metadata["image/png"] == {"alt": ALT, "width": 288, "height": 192}
    assert picture["text/plain"] == f"[fig-99-1] {ALT}"
    page = BeautifulSoup(below["text/html"], "html.parser")
    assert page.find(id="fig-99-1")
    assert page.details.table
    assert "own count" in page.text


def test_the_same_data_give_the_same_bytes(shown):
    for _ in range(2):
        figures.show(draw(), name="fig-99-1", alt=ALT, sources="own count", table=TWIN)
    assert shown[0][0]["image/png"] == shown[2][0]["image/png"]
    assert b"Software" not in shown[0][0]["image/png"]


def test_the_bytes_do_not_depend_on_hash_seed_locale_or_time_zone():
    program = (
        "import hashlib; from helpers import figures as f; fig, ax = f.new(3, 2);"
        "ax.scatter(range(9), range(9), label='ä'); ax.legend(); print(hashlib.sha256(f._png(fig)).hexdigest())"
    )
    surroundings = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
    ]
    runs = [
        subprocess.run([sys.executable, "-c", program], env=e, capture_output=True, text=True, check=True)
        for e in surroundings
    ]
    assert runs[0].stdout == runs[1].stdout


@pytest.mark.parametrize("alt", ["", "A bar chart"])
def test_a_figure_without_a_finding_in_its_alt_text_is_refused(shown, alt):
    with pytest.raises(ValueError, match="expected a sentence"):
        figures.show(draw(), name="fig-99-1", alt=alt, sources="own count", table=TWIN)
    assert shown == []


def test_a_figure_with_a_text_cut_by_its_edge_is_refused(shown):
    fig = draw()
    fig.axes[0].set_title("A title that is far too long for a picture of this size, so that its end is lost")
    with pytest.raises(ValueError, match="beyond the picture's edge"):
        figures.show(fig, name="fig-99-1", alt=ALT, sources="own count", table=TWIN)


def test_a_table_links_symbols_escapes_text_and_says_what_it_cut(shown):
    figures.table(pd.concat([TWIN] * 20), name="tab-99-1", caption="A row is a thing.", sources="own count")
    ((data, _),) = shown
    page = BeautifulSoup(data["text/html"], "html.parser")
    assert len(page.find_all("tr")) == 16
    assert "First 15 of 20 rows." in page.text
    assert page.a["href"].startswith("https://undocs.org/")
    assert "a < b & c" in page.text
    assert "2014-09-24" in page.text


def test_importing_the_helpers_does_not_load_matplotlib():
    heavy = ("matplotlib", "polars", "frictionless", "nbformat")
    program = f"import sys, helpers; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_title_of_the_whole_figure_that_is_cut_is_refused():
    fig, _ = figures.new(3, 2)
    fig.suptitle("a finding that takes far more room than this narrow picture has", x=0.01, ha="left")
    with pytest.raises(ValueError, match="beyond the picture's edge"):
        figures.show(fig, name="fig-99-1", alt="one two three four five six seven eight", sources="none", table=None)
