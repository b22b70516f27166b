"""The rendered pages can be used without seeing the pictures and on a small screen."""

import nbformat
import pytest
from bs4 import BeautifulSoup

from helpers import rerun


@pytest.fixture(scope="module", params=rerun.notebook_paths(), ids=lambda path: path.stem)
def page(request):
    notebook = nbformat.read(request.param, as_version=4)
    return BeautifulSoup(rerun.render(notebook, title="A title"), "html.parser")


def test_each_picture_has_the_alt_text_that_the_notebook_stores(page, request):
    notebook = nbformat.read(request.node.callspec.params["page"], as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    stored = [o.metadata["image/png"]["alt"] for o in outputs if "image/png" in o.get("data", {})]
    shown = [image["alt"] for image in page.find_all("img")]
    assert shown == stored
    assert all(len(alt.split()) > 7 for alt in shown)


def test_the_page_has_language_title_and_a_phone_layout(page):
    assert page.html["lang"] == "en"
    assert page.title.text == "A title"
    assert page.find("meta", attrs={"name": "viewport"})
    assert len(page.find_all("h1")) == 1


def test_each_link_inside_the_page_leads_somewhere(page):
    targets = {tag["id"] for tag in page.find_all(id=True)}
    inner = [a["href"][1:] for a in page.find_all("a", href=True) if a["href"].startswith("#")]
    assert [href for href in inner if href not in targets] == []
