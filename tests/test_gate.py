"""The gate bites: a notebook that was tampered with does not pass, whatever was changed."""

import base64
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers import gate, rerun

TESTED = "01_the_article_against_the_record.ipynb"
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.fixture
def copy(tmp_path):
    """Return a notebook, and a function that writes it to a copy and runs the gate on that."""
    path = tmp_path / TESTED
    shutil.copy(NOTEBOOKS / TESTED, path)
    notebook = nbformat.read(path, as_version=4)

    def run():
        nbformat.write(notebook, path)
        command = [sys.executable, "-m", "pytest", "-p", "helpers.gate", "--nbval", "--nbval-current-env", "-q"]
        return subprocess.run([*command, "-c", "/dev/null", str(path)], capture_output=True, text=True, cwd=tmp_path)

    return notebook, run


def outputs(notebook, kind):
    return [o for cell in notebook.cells for o in cell.get("outputs", []) if kind in o.get("data", {})]


def failures(run):
    return [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]


def test_an_untouched_copy_passes(copy):
    _, run = copy
    assert run().returncode == 0


def test_a_changed_number_fails(copy):
    notebook, run = copy
    table = outputs(notebook, "text/html")[-1]
    digit = next(c for c in table["data"]["text/html"] if c.isdigit())
    table["data"]["text/html"] = table["data"]["text/html"].replace(digit, str((int(digit) + 1) % 10), 1)
    result = run()
    assert result.returncode == 1
    assert len(failures(result)) == 1


@pytest.mark.skipif(not gate.on_reference_platform(), reason="pictures are compared on Linux x86-64 only")
def test_a_changed_picture_fails(copy):
    notebook, run = copy
    picture = outputs(notebook, "image/png")[0]
    picture["data"]["image/png"] = one_pixel_changed(picture["data"]["image/png"])
    result = run()
    assert result.returncode == 1
    assert len(failures(result)) == 1


def test_a_changed_alt_text_fails(copy):
    notebook, run = copy
    picture = outputs(notebook, "image/png")[0]
    picture["metadata"]["image/png"]["alt"] += " And one thing more."
    result = run()
    assert result.returncode == 1
    assert len(failures(result)) == 1


def one_pixel_changed(encoded):
    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(encoded)))
    image.putpixel((0, 0), tuple(255 - value for value in image.getpixel((0, 0))))
    buffer = io.BytesIO()
    image.save(buffer, format="png")
    return base64.b64encode(buffer.getvalue()).decode()


def stored(*cells):
    opening = nbformat.v4.new_markdown_cell("# T\n\n**In brief**")
    notebook = nbformat.v4.new_notebook(cells=[opening], metadata=rerun.METADATA)
    notebook.cells.extend(cells)  # nbformat would refuse to make some of these
    return notebook


def code(source="1", count=1, outputs=(), **metadata):
    return nbformat.v4.new_code_cell(source, execution_count=count, outputs=list(outputs), metadata=metadata)


def said(tmp_path, *cells):
    path = tmp_path / "00_x.ipynb"
    path.write_text(json.dumps(stored(*cells)), "utf-8")
    return gate.broken_rules(path)


def forged():
    """A text cell that carries outputs, as no notebook may: they would state numbers that no code computed."""
    cell = nbformat.v4.new_markdown_cell("text")
    cell["outputs"] = [nbformat.v4.new_output("display_data", metadata={"claims": {"n": "95"}})]
    return cell


STREAM = nbformat.v4.new_output("stream", name="stderr", text="careful")
ERROR = nbformat.v4.new_output("error", ename="KeyError", evalue="x", traceback=[])
PATH = nbformat.v4.new_output("stream", name="stdout", text="/home/someone/file.csv")
RETURN = nbformat.v4.new_output("stream", name="stdout", text="There are 999.\r59")
PICTURE = nbformat.v4.new_output("display_data", data={"image/png": "iVBOR"}, metadata={})
SVG = nbformat.v4.new_output("display_data", data={"image/svg+xml": "<svg/>"}, metadata={})


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ([code(count=None)], "execution counts"),
        ([code(count=2)], "execution counts"),
        ([code(outputs=[STREAM])], "stderr"),
        ([code(outputs=[ERROR])], "stored error (KeyError)"),
        ([code(outputs=[PATH])], "machine's path"),
        ([code(outputs=[PICTURE])], "picture without alt text"),
        ([code(outputs=[SVG])], "SVG"),
        ([code("# NBVAL_IGNORE_OUTPUT\n1")], "leaves the comparison"),
        ([code(tags=["nbval-skip"])], "leaves the comparison"),
        ([code(tags=["raises-exception"])], "leaves the comparison"),
        ([code("import sys\nsys.path.append('x')")], "installed package"),
        ([code("from helpers import *")], "imports by name"),
        ([code("!pip install x")], "no installation"),
        ([code("pd.read_csv('../data/x.csv')")], "load()"),
        ([code("def f():\n    a = 1\n    b = 2\n    return a + b")], "function f of 4 lines"),
        ([code("\n".join(f"a{i} = {i}" for i in range(21)))], "21 lines"),
        ([code("plot();")], "trailing semicolon"),
        ([nbformat.v4.new_markdown_cell("It has 196 members.")], "found 196"),
        ([code("claims.state(members=196)")], "claims.state, expected a value computed"),
        ([code("print('INTERPOL has 196 members')")], "found 196 typed into print"),
        ([code("figures.table(frame, caption='The 196 members')")], "found 196 typed into figures.table"),
        ([code("figures.show(fig, alt='It has 196 members')")], "found 196 typed into figures.show"),
        ([code("%%html\n<b>196</b>")], "cell magic"),
        ([code(tags=["skip-execution"])], "found tag 'skip-execution'"),
        ([code(outputs=[RETURN])], "carriage return"),
        ([nbformat.v4.new_raw_cell("196 members")], "raw cell"),
        ([nbformat.v4.new_markdown_cell("![members](attachment:x.png)")], "picture or markup"),
        ([nbformat.v4.new_markdown_cell("<img src='data:x'>")], "picture or markup"),
        ([nbformat.v4.new_markdown_cell("see /home/someone/x")], "machine's path"),
        ([nbformat.v4.new_markdown_cell("a\u200bb")], "invisible character U+200B"),
        ([forged()], "not a notebook by the standard"),
        ([nbformat.v4.new_markdown_cell("# Another title")], "titles"),
    ],
)
def test_each_rule_is_told_by_name(tmp_path, cells, problem):
    found = said(tmp_path, *cells)
    assert len(found) == 1
    assert problem in found[0]


def test_a_clean_notebook_breaks_no_rule(tmp_path):
    assert said(tmp_path, code()) == []


@pytest.mark.parametrize("option", ["--nbval-lax", "--nbval-sanitize-with=x"])
def test_an_option_that_weakens_the_comparison_is_refused(tmp_path, option):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "helpers.gate",
        "--nbval",
        option,
        "-c",
        "/dev/null",
        str(tmp_path),
    ]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 4
    assert "expected the full comparison" in run.stderr


def test_every_notebook_of_the_collection_is_seen():
    assert [path.name for path in rerun.notebook_paths()] == sorted(p.name for p in NOTEBOOKS.glob("*.ipynb"))
