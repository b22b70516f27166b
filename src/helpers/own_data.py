"""The collection on your own data: `python -m helpers rerun --data DIR --out DIR`."""

import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import filelock
import nbformat
import pandas as pd
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

from helpers import changes, claims, contract, overlay, rerun, tables
from helpers.errors import ReportedError

MARK = "changes.csv"  # stands in every folder that a re-run has written
FILES = (MARK, "changes.html", "replaced.csv", "index.html")


class RerunError(ReportedError):
    """A re-run that cannot begin; the message says why and what to do."""


@dataclass(frozen=True)
class Report:
    """What a re-run gave: the folder, the changes, and by notebook why it failed."""

    out: Path
    changes: list[changes.Change]
    failures: dict[str, str]


def run(data: Path, out: Path, names: list[str] = (), only: bool = False, workers: int | None = None) -> Report:
    """Run notebooks on published and own data and compare them with the published ones.

    Parameters
    ----------
    data
        A folder with tables of yours, under the contract.
    out
        Where executed notebooks, pages and the changes go. A folder of an earlier re-run is replaced when all is done.
    names
        Beginnings of notebooks' file names, for example ``"02"``; none means all.
    only
        Use the tables of `data` alone.
    workers
        Number of notebooks at once; by default one for each core.

    Raises
    ------
    RerunError
        If `data` is no folder, `out` holds something else, or another re-run is writing to it.
    helpers.contract.ContractError
        If tables of yours break the contract; all problems of all tables are listed.
    """
    paths = _chosen(names)
    _check_tables(data)
    _check_out(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(out.parent / f".{out.name}.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise RerunError(f"{out}: another re-run is writing to this folder; wait until it is done") from None
    try:
        _clear_unfinished(out)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=_unfinished(out)) as made:
            report = _run(paths, data, Path(made), only, workers or os.cpu_count() or 1)
            _put_in_place(Path(made), out)
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
    return Report(out, *report)


def _chosen(names) -> list[Path]:
    paths = rerun.notebook_paths()
    unknown = [name for name in names if not any(path.name.startswith(name) for path in paths)]
    if unknown:
        raise RerunError(f"found no notebook {', '.join(unknown)}, expected beginnings of those in notebooks/")
    return [path for path in paths if not names or path.name.startswith(tuple(names))]


def _check_tables(data: Path) -> None:
    """Tell all problems of all own tables at once, before anything is run."""
    if not data.is_dir():
        raise RerunError(f"found no folder {data}, expected the folder of your tables")
    problems = []
    for name in contract.names():
        try:
            tables.read_own(data, name)
        except contract.ContractError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise contract.ContractError(problems)


def _check_out(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise RerunError(f"found the file {out}, expected a folder, or nothing")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise RerunError(f"found other files in {out}, expected a new folder or one of an earlier re-run")


def _unfinished(out):
    return f".{out.name}.unfinished-"


def _clear_unfinished(out: Path) -> None:
    """Remove what a re-run left that was killed; the lock says that none is at work."""
    for left in out.parent.glob(f"{_unfinished(out)}*"):
        shutil.rmtree(left, ignore_errors=True)


def _put_in_place(made: Path, out: Path) -> None:
    """Put the finished folder where the old one stood; nobody sees a half-written one."""
    finished = made / "finished"
    if out.exists():
        out.rename(made / "old")
    finished.rename(out)


# ------------------------------------------------------------------------------------------------------------ the run


def _run(paths, data, made, only, workers):
    out = made / "finished"
    out.mkdir()
    folder = str(data.resolve())
    own = {tables.OWN_DATA: folder, tables.OWN_CHECKED: folder, tables.OWN_ONLY: "yes" if only else ""}
    environment = {**os.environ, **own}
    found, failures, done = {}, {}, {}
    bar = tqdm(total=len(paths), unit="notebook", desc="rerun")
    with bar, ThreadPoolExecutor(workers) as pool:
        waiting = {pool.submit(_execute, path, environment): path for path in paths}
        for future in as_completed(waiting):
            path = waiting[future]
            notebook, failure = future.result()
            published = nbformat.read(path, as_version=4)
            if failure:
                failures[path.name] = failure
            else:
                found[path.name] = changes.compare(path.name, published, notebook)
            if notebook is not None:
                done[path] = changes.with_new_numbers(notebook, claims.stated(published))
            bar.update()
    every = [change for path in paths for change in found.get(path.name, [])]
    _write(out, [(path, done[path]) for path in paths if path in done], every, failures)
    _replaced(data, only).to_csv(out / "replaced.csv", index=False, lineterminator="\n")
    return every, failures


def _execute(path, environment):
    """Run one notebook; return it and why it failed. Cells without their table become a note and do not fail."""
    notebook = nbformat.read(path, as_version=4)
    client_error = None
    try:
        done = rerun.execute_notebook(notebook, path, env=environment, on_missing=tables.MissingTable.__name__)
    except (CellExecutionError, ReportedError, OSError, RuntimeError, TimeoutError) as error:
        done, client_error = None, str(error)
    return done, client_error


def _write(out, done, every, failures):
    for path, notebook in done:
        (out / path.name).write_text(nbformat.writes(notebook) + "\n", "utf-8")
    rerun.write_pages([(path, notebook) for path, notebook in done], out)
    changes.table(every).to_csv(out / MARK, index=False, lineterminator="\n")
    failed = [f"{name} failed: {why}" for name, why in failures.items()]
    counted = f"{len(done)} notebooks were run on published and own data; {len(every)} values differ."
    (out / "changes.html").write_text(changes.page(every, [counted, *failed]), "utf-8")


def _replaced(data: Path, only: bool) -> pd.DataFrame:
    """List the published rows in whose place own ones stand."""
    rows = []
    for name in contract.names() if not only else []:
        own, description = tables.read_own(data, name), contract.resource(name)
        if own is None:
            continue
        published = tables.load_published(name)
        documents = tables.own_documents(data, description)
        gone = overlay.replaced(published, own, description, documents)[overlay.keys(description)]
        rows += [(name, "|".join(map(str, row))) for row in gone.itertuples(index=False)]
    return pd.DataFrame(rows, columns=["table", "key"])
