"""The data contract: what each table holds, whether a file keeps to it, and what to say when it does not.

`data/datapackage.json` (Data Package standard) is the only place where a table's columns, types and
limits are written. Loading, checking and the codebook all read it. The checking itself is done by the
frictionless library; this module turns its report into messages that a reader of a spreadsheet understands.
"""

import csv
import functools
import hashlib
import io
import json
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers.errors import ReportedError

DESCRIPTOR = "datapackage.json"
FLAG = "theme_"  # of the columns of `paragraphs` that follow themes.yml
SHOWN_PROBLEMS = 200  # of more than these, the message gives the number only
# A Parquet table is a `file` in the package: its row-by-row validation by frictionless would take minutes, and reads
# unknown integers as decimals. Of a file frictionless compares the hash and knows no `rows`; `check` looks at the rest.
_COUNT_OF_FILE = "row_count"


@dataclass(frozen=True)
class Problem:
    """One place where a file departs from the contract; `row` counts the header as row 1."""

    file: str
    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self):
        place = [self.file]
        place += [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: found {self.value}, expected {self.expected}"


class ContractError(ReportedError, ValueError):
    """A file that does not keep to the contract. `problems` lists every place, not only the first."""

    def __init__(self, problems):
        self.problems = list(problems)
        shown = [f"  {problem}" for problem in self.problems[:SHOWN_PROBLEMS]]
        left_out = len(self.problems) - len(shown)
        shown += [f"  … and {left_out:,} more of the same kinds"] if left_out else []
        noun = "problem" if len(self.problems) == 1 else "problems"
        super().__init__("\n".join([f"{len(self.problems):,} {noun} in the data", *shown]))


def published() -> Path:
    """Return the folder of the published tables.

    Raises
    ------
    ContractError
        If the package was installed without the repository around it.
    """
    folder = Path(__file__).resolve().parents[2] / "data"
    if not (folder / DESCRIPTOR).is_file():
        found = f"no {DESCRIPTOR} beside the package"
        raise ContractError([Problem(DESCRIPTOR, None, "", found, "an editable install (pip install -e .)")])
    return folder


def package(folder: Path | None = None) -> dict:
    """Return the descriptor of `folder` (default: the published one) as a dict."""
    return _descriptor((folder or published()) / DESCRIPTOR)


def names() -> list[str]:
    """Return the names of all published tables, in the order of the contract."""
    return [resource["name"] for resource in package()["resources"]]


def resource(name: str) -> dict:
    """Return the description of one table.

    Raises
    ------
    ContractError
        If no table has this name; the message lists those that exist.
    """
    for candidate in package()["resources"]:
        if candidate["name"] == name:
            return candidate
    raise ContractError([Problem(DESCRIPTOR, None, "", f"table {name!r}", f"one of {', '.join(names())}")])


def expectation(field: dict) -> str:
    """Say in words what a column may hold, for messages and for the codebook."""
    limits = field.get("constraints", {})
    if "enum" in limits:
        words = "one of: " + ", ".join(map(str, limits["enum"]))
    else:
        words = {"date": "date as YYYY-MM-DD", "string": "text"}.get(field["type"], field["type"])
    if "minimum" in limits and "maximum" in limits:
        words += f" from {limits['minimum']} to {limits['maximum']}"
    elif "minimum" in limits:
        words += f", at least {limits['minimum']}"
    elif "maximum" in limits:
        words += f", at most {limits['maximum']}"
    if "pattern" in limits:
        words += f" such as {field['like']}" if "like" in field else f" that matches {limits['pattern']}"
    if limits.get("unique"):
        words += ", each value once"
    return words + (", not empty" if limits.get("required") else ", or empty")


def digest(path: Path) -> str:
    """Return a file's sha256 as the contract writes it."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def check(path: Path, name: str) -> list[Problem]:
    """Compare one CSV or Parquet file with the contract of table `name`.

    Returns
    -------
    list of Problem
        Every problem in the file: unreadable bytes, missing columns, wrong types, values outside the
        limits, duplicate keys. Empty where the file keeps to the contract. Columns that the contract
        does not know are allowed.
    """
    description = resource(name)
    if not path.is_file():
        return [Problem(path.name, None, "", "no file", f"a table with {len(_fields(description))} columns")]
    if path.suffix == ".parquet":
        return _check_parquet(path, description)
    return _check_shape(path, description) or _check_rows(path, description)


def check_published(name: str) -> list[Problem]:
    """Compare a published table with its sealed sha256 and, where that differs, say what else is wrong."""
    description = resource(name)
    path = published() / description["path"]
    if path.is_file() and digest(path) == description.get("hash"):
        return []
    problems = check(path, name)
    if "hash" not in description:
        problems.append(Problem(path.name, None, "", "no seal", "a sealed table (maintainers: make seal)"))
    elif path.is_file():
        rows, sealed = _count_rows(path), row_count(description)
        if rows is not None and rows != sealed:
            problems.append(Problem(path.name, None, "", f"{rows:,} rows", f"{sealed:,} rows"))
        if path.suffix == ".csv" and b"\r\n" in path.read_bytes():
            why = "line ends were turned into those of Windows: git config core.autocrlf false, then git checkout data"
        else:
            why = "the file was edited"
        problems.append(Problem(path.name, None, "", digest(path), f"{description.get('hash')} ({why})"))
    return problems


def row_count(description: dict) -> int | None:
    """Return how many rows a table has by its seal."""
    return description.get("rows", description.get(_COUNT_OF_FILE))


def seal(folder: Path | None = None) -> list[str]:
    """Write size, row count and sha256 of each published table into the descriptor.

    For maintainers, after a table was changed on purpose. Refuses, and writes nothing, while any table
    breaks the contract.

    Returns
    -------
    list of str
        The names of the tables whose seal changed.
    """
    folder = folder or published()
    _descriptor.cache_clear()
    descriptor = _descriptor(folder / DESCRIPTOR)
    _write_codes(descriptor, folder)
    problems = [p for r in descriptor["resources"] for p in check(folder / r["path"], r["name"])]
    problems = problems or [p for r in descriptor["resources"] for p in _check_references(folder, r)]
    if problems:
        raise ContractError(problems)
    changed = []
    for description in descriptor["resources"]:
        path = folder / description["path"]
        count = _COUNT_OF_FILE if path.suffix == ".parquet" else "rows"
        new = {"bytes": path.stat().st_size, "hash": digest(path), count: _count_rows(path)}
        if any(description.get(key) != value for key, value in new.items()):
            description.update(new)
            changed.append(description["name"])
    replace_text(folder / DESCRIPTOR, json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n")
    _descriptor.cache_clear()
    return changed


def _write_codes(descriptor: dict, folder: Path) -> None:
    """Bring into the contract what the code lists hold: a new theme, tool or actor is one entry in its list."""
    for description in descriptor["resources"]:
        for field in _fields(description):
            if "codes" in field:
                ids = "|".join(entry["id"] for entry in _code_list(folder, field["codes"]))
                field["constraints"] = {**field.get("constraints", {}), "pattern": f"^({ids})(; ({ids}))*$"}
        if "flags" in description:
            others = [field for field in _fields(description) if not field["name"].startswith(FLAG)]
            flags = [_flag(entry) for entry in _code_list(folder, description["flags"])]
            description["schema"]["fields"] = others + flags


def _code_list(folder: Path, name: str) -> list[dict]:
    return read_yaml(folder / f"{name}.yml")


def read_yaml(path: Path):
    """Return what a YAML file holds; by the parser in C where the library has it, which is ten times as fast."""
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _flag(theme: dict) -> dict:
    says = f"Does a pattern of the theme {theme['label']} fit the paragraph (themes.yml)?"
    return {
        "name": f"{FLAG}{theme['id']}",
        "type": "boolean",
        "description": says,
        "constraints": {"required": True},
    }


def replace_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: an interruption leaves the old one."""
    own = {"dir": path.parent, "prefix": f".{path.name}.", "suffix": ".partial", "delete": False}
    with tempfile.NamedTemporaryFile("wb", **own) as file:
        beside = Path(file.name)
        file.write(text.encode("utf-8"))
    beside.chmod(path.stat().st_mode if path.exists() else 0o644)
    beside.replace(path)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV table as dicts of text; "" stands for an empty cell."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[dict]) -> None:
    """Write a CSV table whole or not at all; ValueError for a row with a key that is no column."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    replace_text(path, text.getvalue())


@functools.cache
def _descriptor(path: Path) -> dict:
    try:
        found = json.loads(path.read_text("utf-8"))
        complete = all({"name", "path", "title", "schema"} <= r.keys() for r in found["resources"])
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        complete, found = False, f"{type(error).__name__}: {error}"
    if not complete:
        said = found if isinstance(found, str) else "a table without name, path, title or schema"
        raise ContractError([Problem(path.name, None, "", said, "the descriptor as published (git checkout data)")])
    return found


def _fields(description: dict) -> list[dict]:
    return description["schema"]["fields"]


def _check_references(folder: Path, description: dict) -> list[Problem]:
    """Compare the keys that a table uses with the rows of the tables that it refers to."""
    found = []
    for reference in description["schema"].get("foreignKeys", []):
        columns, target = _listed(reference["fields"]), reference["reference"]
        other = resource(target["resource"] or description["name"])
        known = {key for _, key in _keys(folder / other["path"], _listed(target["fields"]))}
        expected = f"a key of {other['name']}"
        used = _keys(folder / description["path"], columns)
        found += [
            Problem(description["path"], row, ", ".join(columns), repr(", ".join(key)), expected)
            for row, key in used
            if all(key) and key not in known
        ]
    return found


def _keys(path: Path, columns: list[str]) -> list[tuple[int, tuple[str, ...]]]:
    if path.suffix == ".parquet":
        import polars

        return list(enumerate(polars.read_parquet(path, columns=columns).rows(), start=2))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [(row, tuple(cells[c] for c in columns)) for row, cells in enumerate(csv.DictReader(lines), start=2)]


def _listed(names) -> list[str]:
    return [names] if isinstance(names, str) else names


def _check_shape(path: Path, description: dict) -> list[Problem]:
    """What makes every row wrong in the same way (bytes, quotes, columns) is reported once, alone."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return [Problem(path.name, row, "", f"bytes that are not UTF-8 ({error.reason})", "a CSV file in UTF-8")]
    header, line = [], 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for row in reader:
            header, line = header or row, reader.line_num
    except csv.Error as error:
        if "field limit" in str(error):
            return [Problem(path.name, line + 1, "", "a cell of more than 131,072 characters", "shorter cells")]
        return [Problem(path.name, line + 1, "", f"a line that is no CSV ({error})", "quotes that are closed again")]
    if not header:
        return [Problem(path.name, None, "", "an empty file", "a header and rows")]
    if len(header) == 1 and ";" in header[0]:
        return [Problem(path.name, 1, "", "columns separated by ';'", "columns separated by ','")]
    missing = [field for field in _fields(description) if field["name"] not in header]
    repeated = sorted({column for column in header if header.count(column) > 1})
    problems = [Problem(path.name, 1, f["name"], "no such column", expectation(f)) for f in missing]
    return problems + [Problem(path.name, 1, column, "the column twice", "each column once") for column in repeated]


def _check_rows(path: Path, description: dict) -> list[Problem]:
    import frictionless
    from frictionless.formats import CsvControl

    by_name = {field["name"]: field for field in _fields(description)}
    schema = {key: value for key, value in description["schema"].items() if key != "foreignKeys"}
    schema["fieldsMatch"] = "subset"  # any order, and columns that the contract does not know are kept
    table = frictionless.Resource(
        path=path.name,
        basepath=str(path.parent),
        encoding="utf-8-sig",
        schema=frictionless.Schema.from_descriptor(schema),
        control=CsvControl(delimiter=",", quote_char='"'),  # said, not guessed from the first lines
    )
    report = table.validate(limit_errors=10_000)
    rows = report.flatten(["rowNumber", "fieldName", "cell", "type", "note"])
    found = [_problem(path.name, *row, by_name, schema.get("primaryKey", [])) for row in rows]
    return found or _unlike_numbers(path, by_name)


_PLAIN = {
    "integer": r"[+-]?[0-9]{1,18}",
    "number": r"[+-]?[0-9]{1,15}(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}


def _unlike_numbers(path: Path, by_name: dict) -> list[Problem]:
    """Cells that Python takes for a number and pandas does not, or takes for another: 1_000, INF, other digits."""
    columns = {name: _PLAIN[field["type"]] for name, field in by_name.items() if field["type"] in _PLAIN}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Problem(path.name, row, name, repr(cells[name]), expectation(by_name[name]) + ", in plain digits")
            for row, cells in enumerate(csv.DictReader(lines), start=2)
            for name, form in columns.items()
            if cells[name] and not re.fullmatch(form, cells[name])
        ]


def _problem(file, row, column, cell, kind, note, fields, key):
    if kind == "primary-key":
        columns = ", ".join([key] if isinstance(key, str) else key)
        return Problem(file, row, columns, f"a key that stands above already ({note})", "each key once")
    if column in fields:
        found = "nothing" if cell in (None, "") else repr(cell)
        return Problem(file, row, column, found, expectation(fields[column]))
    return Problem(file, row, column or "", f"{kind} ({note})", "a CSV file with the columns of the contract")


def _count_rows(path: Path) -> int | None:
    """Count the rows of a table; None for a file that cannot be read, of which `check` says why."""
    if path.suffix == ".parquet":
        return _count_parquet_rows(path)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return max(sum(1 for _ in csv.reader(lines)) - 1, 0)
    except (UnicodeDecodeError, csv.Error):
        return None


def _check_parquet(path: Path, description: dict) -> list[Problem]:
    """Check columns, types and limits column by column; a message gives the first row of each kind of problem."""
    import polars

    try:
        table = polars.read_parquet(path)
    except (polars.exceptions.PolarsError, OSError) as error:
        return [Problem(path.name, None, "", f"a file that is no Parquet ({error})", "a Parquet file")]
    problems = [p for field in _fields(description) for p in _check_column(path.name, table, field)]
    key = description["schema"].get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    if key and set(key) <= set(table.columns):
        repeated = table.select(key).is_duplicated().arg_true()
        problems += [
            Problem(path.name, row + 1, ", ".join(key), f"the key {table.row(row)[: len(key)]} twice", "each key once")
            for row in repeated.head(SHOWN_PROBLEMS)
        ]
    return problems


def _check_column(file: str, table, field: dict):
    """Yield what is wrong in one column of a polars table."""
    import polars

    name, limits = field["name"], field.get("constraints", {})
    if name not in table.columns:
        yield Problem(file, None, name, "no such column", expectation(field))
        return
    column = table[name]
    kinds = {"string": (polars.String,), "integer": polars.datatypes.group.INTEGER_DTYPES, "boolean": (polars.Boolean,)}
    if column.dtype not in kinds[field["type"]]:
        yield Problem(file, None, name, f"values of type {column.dtype}", expectation(field))
        return
    known = column.is_not_null()
    wrong = ~known if limits.get("required") else polars.repeat(False, len(column), eager=True)
    if "enum" in limits:
        wrong |= known & ~column.is_in(limits["enum"]).fill_null(True)
    if "pattern" in limits:
        wrong |= known & ~column.str.contains(f"^(?:{limits['pattern']})$").fill_null(True)
    for limit, beyond in (("minimum", column.__lt__), ("maximum", column.__gt__)):
        if limit in limits:
            wrong |= beyond(limits[limit]).fill_null(False)
    for row in wrong.arg_true().head(SHOWN_PROBLEMS):
        found = "nothing" if column[row] is None else repr(column[row])
        yield Problem(file, row + 1, name, found, expectation(field))


def _count_parquet_rows(path: Path) -> int | None:
    import polars

    try:
        return polars.scan_parquet(path).select(polars.len()).collect().item()
    except (polars.exceptions.PolarsError, OSError):
        return None
