"""Load a table of the collection as a pandas DataFrame, with the types of the contract."""

import dataclasses
import os
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd

from helpers import contract, overlay

OWN_DATA, OWN_ONLY = "UN_INTERPOL_DATA", "UN_INTERPOL_ONLY"  # how a re-run tells its kernels of the folder
OWN_CHECKED = "UN_INTERPOL_CHECKED"  # the folder whose tables the re-run has checked: kernels need not do it again
_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "year": "Int64"}


def load(name: str, data: str | Path | None = None, only: bool | None = None) -> pd.DataFrame:
    """Load one table.

    Parameters
    ----------
    name
        A table of the data package, for example ``"documents"`` (see `data/README.md`).
    data
        A folder with your own tables (CSV, Excel or Parquet). Their rows are added to the published ones, and on an
        equal key yours win. ``None`` means the folder that a re-run was given (`python -m helpers rerun`), or none.
    only
        Use your tables alone: none of the published rows, and no table that your folder does not hold.

    Returns
    -------
    pandas.DataFrame
        One row a fact, the columns of the contract first and in its order. Empty cells are missing
        values: not known, never "no".

    Raises
    ------
    helpers.contract.ContractError
        If there is no such table, or the file breaks the contract; the message lists every problem with
        file, row, column, value and what was expected.
    MissingTable
        If the folder alone is to be used and does not hold the table.
    """
    description = contract.resource(name)
    folder, alone = _own_folder(data, only)
    file = _own_file(folder, description, alone) if folder else None
    if file is None:
        return load_published(name)
    own = _read_own(file, name)
    if alone:
        return own
    return overlay.merged(load_published(name), own, description, own_documents(folder, description))


def load_published(name: str) -> pd.DataFrame:
    """Load a published table, whatever own data there are; errors as for `load`."""
    description = contract.resource(name)
    _refuse(contract.check_published(name))
    return _read(contract.published() / description["path"], description)


class MissingTable(contract.ContractError):
    """A folder that is to be used alone does not hold a table that was asked for."""


def own_documents(folder: Path, description: dict) -> set[str]:
    """Return the symbols of the documents in a folder of own tables, for a table whose rows belong to documents."""
    documents = contract.resource("documents")
    file = _own_file(folder, documents, False) if "of_document" in description else None
    return set() if file is None else set(_read_own(file, "documents")["symbol"])


def read_own(folder: Path, name: str) -> pd.DataFrame | None:
    """Return your own table alone, checked; None where the folder does not hold it."""
    file = _own_file(folder, contract.resource(name), False)
    return None if file is None else _read_own(file, name)


def _own_folder(data, only) -> tuple[Path | None, bool]:
    if data is None and os.environ.get(OWN_DATA):
        return Path(os.environ[OWN_DATA]), bool(os.environ.get(OWN_ONLY)) if only is None else only
    if data is None:
        return None, False
    if not Path(data).is_dir():
        found = "no such folder"
        raise contract.ContractError([contract.Problem(str(data), None, "", found, "a folder with your tables")])
    return Path(data), bool(only)


def _own_file(folder: Path, description: dict, alone: bool) -> Path | None:
    usual = folder / description["path"]
    found = [file for file in (usual, usual.with_suffix(".xlsx")) if file.is_file()]
    if len(found) == 2:
        both = f"{found[0].name} and {found[1].name}"
        raise contract.ContractError([contract.Problem(str(folder), None, "", both, "one file for a table")])
    if found:
        return found[0]
    _check_it_is_meant(folder, usual)
    if alone:
        expected = f"a file {usual.name}, since the folder is used alone"
        raise MissingTable([contract.Problem(str(folder), None, "", f"no {description['name']}", expected)])
    return None


def _read_own(file: Path, name: str) -> pd.DataFrame:
    if file.suffix == ".xlsx":
        return _read_workbook(file, name)
    if not _is_checked(file.parent):
        _refuse(contract.check(file, name))
    return _read(file, contract.resource(name))


def _is_checked(folder: Path) -> bool:
    return os.environ.get(OWN_CHECKED) == str(folder.resolve())


def _read_workbook(file: Path, name: str) -> pd.DataFrame:
    """Read the first sheet of an Excel file as if it had been saved as CSV; messages name the Excel file."""
    try:
        sheet = pd.read_excel(file, dtype=object)
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        found = f"no readable Excel file ({error})"
        raise contract.ContractError([contract.Problem(file.name, None, "", found, "a table")]) from None
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / contract.resource(name)["path"]
        sheet.map(_written).to_csv(csv, index=False)
        if not _is_checked(file.parent):
            _refuse([dataclasses.replace(problem, file=file.name) for problem in contract.check(csv, name)])
        return _read(csv, contract.resource(name))


def _written(cell):
    """Excel keeps days as moments and whole numbers as decimals."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _refuse(problems) -> None:
    if problems:
        raise contract.ContractError(problems)


def _check_it_is_meant(folder: Path, own: Path) -> None:
    """Refuse to fall back to the published table where the folder seems to hold another one."""
    known = {contract.resource(name)["path"] for name in contract.names()}
    known |= {str(Path(path).with_suffix(".xlsx")) for path in known}
    entries = sorted(path.name for path in folder.iterdir())
    others = [name for name in entries if name == own.name or name not in known]
    alike = [name for name in others if name.casefold().startswith(own.stem.casefold())]
    if alike or not known & set(entries):
        found = ", ".join(map(repr, alike or entries)) or "nothing"
        expected = f"a file {own.name}" if alike else "a folder with at least one of your tables"
        raise contract.ContractError([contract.Problem(str(folder), None, "", found, expected)])


def find(name: str, keys: list[str], data: str | Path | None = None) -> pd.DataFrame:
    """Return the rows of a table that have the given keys, in the order of the keys.

    Parameters
    ----------
    name, data
        As in `load`.
    keys
        Values of the table's primary key; where that has several columns, joined by bars, for example
        ``"A/RES/71/19|operative|1"``.

    Raises
    ------
    helpers.contract.ContractError
        If the table has no row with one of the keys.
    """
    table, columns = load(name, data), contract.resource(name)["schema"]["primaryKey"]
    columns = [columns] if isinstance(columns, str) else columns
    table = table.set_index(table[columns].astype("string").agg("|".join, axis=1))
    missing = [key for key in keys if key not in table.index]
    if missing:
        file, column = contract.resource(name)["path"], ", ".join(columns)
        raise contract.ContractError(
            [contract.Problem(file, None, column, f"no row {key!r}", "a key that the table holds") for key in missing]
        )
    return table.loc[keys].reset_index(drop=True)


def evidence(claim: pd.Series) -> pd.DataFrame:
    """Return the rows in which the evidence of a coded claim stands; where there is none, the reason why.

    Parameters
    ----------
    claim
        A row of the table ``claims``.
    """
    if pd.isna(claim["evidence_table"]):
        return pd.DataFrame({"no_table_bears_on_it": [claim["reason"]]})
    return find(claim["evidence_table"], claim["evidence_key"].split(" ; "))


def coverage() -> pd.DataFrame:
    """Describe how far each published table reaches and what it lacks.

    Returns
    -------
    pandas.DataFrame
        One row a table: ``table``, ``holds``, ``rows``, ``from`` and ``to`` (years, where the table has
        dates), ``cells_not_known`` (share of empty cells, 0 to 1) and ``known_gaps``.
    """
    return pd.DataFrame([_coverage(name) for name in contract.names()])


def _coverage(name: str) -> dict:
    description, table = contract.resource(name), load(name)
    years = _years(table)
    return {
        "table": name,
        "holds": description["title"],
        "rows": len(table),
        "from": years.min(),
        "to": years.max(),
        "cells_not_known": float(table.isna().to_numpy().mean()) if len(table) else 0.0,
        "known_gaps": description.get("gaps", ""),
    }


def _years(table: pd.DataFrame) -> pd.Series:
    """The years of a table's own events: its column `year`, or the beginning of its column `date`."""
    if "year" in table:
        return table["year"]
    if "date" not in table:
        return pd.Series(dtype="Int64")
    return table["date"].astype("string").str[:4].astype("Int64")


def _read(path: Path, description: dict) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return _read_parquet(path, description)
    fields = description["schema"]["fields"]
    dates = [field["name"] for field in fields if field["type"] == "date"]
    dtypes = {f["name"]: _DTYPES.get(f["type"], "string") for f in fields if f["type"] != "date"}
    table = pd.read_csv(
        path,
        dtype=dtypes,
        parse_dates=dates,
        date_format="%Y-%m-%d",
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8-sig",
    )
    for column in dates:  # of a table without rows, or without any day, pandas does not know that they are dates
        table[column] = pd.to_datetime(table[column])
    known = [field["name"] for field in fields]
    return table[known + [column for column in table.columns if column not in known]]


def _read_parquet(path: Path, description: dict) -> pd.DataFrame:
    table = pd.read_parquet(path)
    fields = description["schema"]["fields"]
    return table.astype({field["name"]: _DTYPES.get(field["type"], "string") for field in fields})
