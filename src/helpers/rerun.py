"""Execute notebooks and render them as pages."""

import html
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers import claims, contract
from helpers.errors import ReportedError

KERNEL = "python3"
CELL_SECONDS = 300
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": KERNEL},
    "language_info": {"name": "python"},
}


class RunError(ReportedError):
    """Notebooks that did not run to the end, each with its cell and message."""


def notebook_paths() -> list[Path]:
    """Return the collection's notebooks in reading order."""
    return sorted((contract.published().parent / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def execute(path: Path):
    """Run a copy of a notebook from top to bottom in a fresh kernel.

    Returns
    -------
    nbformat.NotebookNode
        The notebook with new outputs and counts 1 … n; the file is not touched.

    Raises
    ------
    RunError
        If a cell fails; the message names notebook, cell and error.
    """
    return execute_notebook(nbformat.read(path, as_version=4), path)


def execute_notebook(notebook, path: Path, env: dict[str, str] | None = None, on_missing: str = ""):
    """Run a notebook that need not be stored yet.

    Parameters
    ----------
    notebook
        What to run; its outputs are replaced.
    path
        Where it belongs: the folder in which it runs, and its name in messages.
    env
        Environment of the kernel; by default that of this process.
    on_missing
        Name of an error after which the notebook goes on: its cell, and later ones that lack what the cell would have
        made, bear a note in place of the error.
    """
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        timeout=CELL_SECONDS,
        record_timing=False,
        allow_error_names=[on_missing, "NameError"] if on_missing else [],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(**({"env": env} if env else {}))
    except CellExecutionError as error:
        raise RunError(f"{path.name}: {error.ename}: {error.evalue}") from None
    if on_missing:
        _note_what_is_missing(notebook, path, on_missing)
    return _without_local_marks(notebook)


def _note_what_is_missing(notebook, path, on_missing):
    """Turn errors that were let through into notes; a name that is missing without a missing table is a failure."""
    missing = False
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type != "error":
                continue
            missing = missing or output.ename == on_missing
            if not missing:
                raise RunError(f"{path.name}: {output.ename}: {output.evalue}")
            said = output.evalue if output.ename == on_missing else "needs what a cell above could not load"
            note = f"Left out: {' '.join(said.split())}"
            cell.outputs = [nbformat.v4.new_output("display_data", data=_note(note))]
            break


def _note(text: str) -> dict[str, str]:
    return {"text/plain": text, "text/html": f"<p><b>{html.escape(text)}</b></p>"}


def refresh(paths: list[Path], workers: int = 2) -> None:
    """Re-execute notebooks in place, each file replaced whole or not at all."""
    for path, notebook in _execute_all(paths, workers):
        contract.replace_text(path, nbformat.writes(notebook) + "\n")


def publish(paths: list[Path], out: Path, workers: int = 2) -> Path:
    """Execute copies of notebooks and write them as pages into `out`.

    Returns
    -------
    pathlib.Path
        The index page.
    """
    out.mkdir(parents=True, exist_ok=True)
    done = _execute_all(paths, workers)
    stale = [f"{path.name}: {mismatch}" for path, notebook in done for mismatch in claims.check(notebook)]
    if stale:
        raise RunError("\n".join(stale))
    return write_pages(done, out)


def write_pages(done, out: Path) -> Path:
    """Write executed notebooks, as pairs of path and notebook, as pages with an index; return the index."""
    for path, notebook in done:
        page = render(notebook, title=_title(notebook))
        contract.replace_text(out / f"{path.stem}.html", _linked_among_pages(page))
    for name in ("README.md", "LICENSE.md"):
        (out / "data").mkdir(exist_ok=True)
        shutil.copy(contract.published() / name, out / "data" / name)
    contract.replace_text(out / "index.html", _index(done))
    return out / "index.html"


def render(notebook, title: str) -> str:
    """Return a notebook as one HTML page with the alt text of each picture."""
    from nbconvert import HTMLExporter

    templates = str(resources.files("helpers") / "templates")
    exporter = HTMLExporter(extra_template_basedirs=[templates], template_name="collection")
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": title}})
    return page


def _linked_among_pages(page: str) -> str:
    """Lead from page to page where the notebook leads to a notebook, and to the copies of the data's texts."""
    return re.sub(r'href="(\d\d_\w+)\.ipynb"', r'href="\1.html"', page).replace('href="../data/', 'href="data/')


def _execute_all(paths, workers):
    """Run several at once; all are tried before the failures are told together."""
    with ThreadPoolExecutor(workers) as pool:
        waiting = [(path, pool.submit(execute, path)) for path in paths]
    failures = [_failure(path, run.exception()) for path, run in waiting if run.exception()]
    if failures:
        raise RunError("\n".join(failures))
    return [(path, run.result()) for path, run in waiting]


def _failure(path: Path, error: BaseException) -> str:
    return str(error) if isinstance(error, ReportedError) else f"{path.name}: {type(error).__name__}: {error}"


def _without_local_marks(notebook):
    """Drop what differs between machines and says nothing about the result: the Python version used."""
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def _title(notebook) -> str:
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), "Notebook")


def _index(done) -> str:
    items = "\n".join(
        f'<li><a href="{path.stem}.html">{html.escape(_title(notebook))}</a></li>' for path, notebook in done
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>UN–INTERPOL Cooperation Notebooks</title>"
        "<style>body{font-family:sans-serif;line-height:1.5;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "li{margin:.4rem 0}</style></head>\n"
        "<body><h1>UN–INTERPOL Cooperation Notebooks</h1>\n"
        "<p>How the United Nations has written INTERPOL into its resolutions. "
        f"Data version {html.escape(contract.package()['version'])}.</p>\n"
        f'<ol start="0">\n{items}\n</ol></body></html>\n'
    )
