"""Load a table of the collection as a pandas DataFrame, with the types of the contract."""

from pathlib import Path

import pandas as pd

from helpers import contract

_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "year": "Int64"}


def load(name: str, data: str | Path | None = None) -> pd.DataFrame:
    """Load one table.

    Parameters
    ----------
    name
        A table of the data package, for example ``"documents"`` (see `data/README.md`).
    data
        A folder with your own tables. A table that stands there is used in place of the published
        one; a table that does not stand there is the published one. ``None`` means published.

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
    """
    description = contract.resource(name)
    own = Path(data) / description["path"] if data is not None else None
    if data is not None and not Path(data).is_dir():
        found = "no such folder"
        raise contract.ContractError([contract.Problem(str(data), None, "", found, "a folder with your tables")])
    if own is not None and not own.is_file():
        _check_it_is_meant(Path(data), own)
    if own is not None and own.is_file():
        problems, path = contract.check(own, name), own
    else:
        problems, path = contract.check_published(name), contract.published() / description["path"]
    if problems:
        raise contract.ContractError(problems)
    return _read(path, description)


def _check_it_is_meant(folder: Path, own: Path) -> None:
    """Refuse to fall back to the published table where the folder seems to hold another one."""
    known = {contract.resource(name)["path"] for name in contract.names()}
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
    known = [field["name"] for field in fields]
    return table[known + [column for column in table.columns if column not in known]]


def _read_parquet(path: Path, description: dict) -> pd.DataFrame:
    table = pd.read_parquet(path)
    fields = description["schema"]["fields"]
    return table.astype({field["name"]: _DTYPES.get(field["type"], "string") for field in fields})
