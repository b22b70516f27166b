"""The gate: a pytest plugin that makes nbval compare what it skips, and checks what nbval cannot see.

Used as ``pytest -p helpers.gate --nbval notebooks``. Beside nbval's comparison of every text output, it

- compares pictures byte for byte and output metadata (alt texts, stated numbers);
- adds one item a notebook, "rules": all cells run in order, no error, no stderr, no path of a machine,
  no cell that opts out of the comparison, alt text on each picture, numbers in prose as computed, and the
  limits of the notebook style.

Pictures depend on the platform's drawing library in their last bits. They are compared on the reference
platform (Linux, x86-64); elsewhere the run says that they were not.
"""

import ast
import platform
import re

import nbformat
import pytest
from nbval.plugin import IPyNbFile

from helpers import claims

REFERENCE = ("Linux", "x86_64")
COMPARED_TOO = {"metadata"}
PICTURES = {"image/png", "image/jpeg"}
LONGEST_CELL = 20
LONGEST_FUNCTION = 3

# Cells that may leave the comparison, as "notebook file name:cell index". Each needs its reason here.
IGNORED_CELLS: dict[str, str] = {}

_OPT_OUT = re.compile(r"NBVAL|nbval[-_]|PYTEST_VALIDATE|raises-exception", re.IGNORECASE)
_MACHINE_PATH = re.compile(r"(?:/home/|/Users/|/root\b|/tmp/|/work/|/mnt/|/opt/|/usr/|[A-Z]:\\\\?Users)\S*")
_OBJECT_ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}")
_FORBIDDEN = {
    r"(?m)^\s*[!%]\s*(?:pip|conda)\b": "no installation inside a notebook",
    r"\bsys\.path\b": "helpers come from the installed package",
    r"(?m)^\s*from\s+\S+\s+import\s+\*": "imports by name",
    r"(?:open|read_csv|read_parquet|Path)\(\s*[\"'](?:\.\.?/|data/)": "tables come from load(), from any directory",
}


def on_reference_platform() -> bool:
    """Say whether pictures are drawn here with the same bytes as in the stored notebooks."""
    return (platform.system(), platform.machine()) == REFERENCE


def pytest_report_header(config):
    if not config.option.nbval:
        return None
    if on_reference_platform():
        return "gate: pictures are compared byte for byte"
    return f"gate: pictures are NOT compared on {platform.system()} {platform.machine()}, everything else is"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    collectors = yield
    for collector in list(collectors):
        if isinstance(collector, IPyNbFile):
            compared = COMPARED_TOO | (PICTURES if on_reference_platform() else set())
            collector.skip_compare = tuple(key for key in collector.skip_compare if key not in compared)
            collectors.append(RulesFile.from_parent(parent, path=file_path))
    return collectors


class RulesFile(pytest.File):
    """Holds the one item that checks a stored notebook without running it."""

    def collect(self):
        yield RulesItem.from_parent(self, name="rules")


class RulesItem(pytest.Item):
    def runtest(self):
        found = broken_rules(self.path)
        if found:
            raise GateError("\n".join(found))

    def repr_failure(self, excinfo):
        return (
            f"{self.path.name}\n{excinfo.value}" if excinfo.errisinstance(GateError) else super().repr_failure(excinfo)
        )

    def reportinfo(self):
        return self.path, 0, f"{self.path.name}::rules"


class GateError(AssertionError):
    """A stored notebook that breaks a rule of the collection."""


def broken_rules(path) -> list[str]:
    """Return what a stored notebook does that the collection does not allow, one line each."""
    notebook = nbformat.read(path, as_version=4)
    code = [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    found = _wrong_counts(code)
    for index, cell in code:
        where = f"cell {index}"
        found += [f"{where}: {problem}" for problem in _source_problems(cell.source)]
        found += [f"{where}: {problem}" for problem in _opt_outs(path.name, index, cell)]
        for output in cell.outputs:
            found += [f"{where}: {problem}" for problem in _output_problems(output)]
    found += [str(mismatch) for mismatch in claims.check(notebook)]
    return found + _shape_problems(notebook)


def _wrong_counts(code) -> list[str]:
    counts = [cell.execution_count for _, cell in code]
    if counts == list(range(1, len(code) + 1)):
        return []
    return [f"execution counts: found {counts}, expected 1 to {len(code)} in order (run all cells, make refresh)"]


def _opt_outs(name: str, index: int, cell) -> list[str]:
    marks = [tag for tag in cell.metadata.get("tags", []) if _OPT_OUT.search(tag)]
    marks += [line for line in cell.source.splitlines() if line.strip().startswith("#") and _OPT_OUT.search(line)]
    if not marks or f"{name}:{index}" in IGNORED_CELLS:
        return []
    return [f"found {mark!r}, expected no cell that leaves the comparison" for mark in marks]


def _source_problems(source: str) -> list[str]:
    found = [f"found {m[0]!r}, expected {why}" for rule, why in _FORBIDDEN.items() for m in re.finditer(rule, source)]
    lines = len(source.splitlines())
    if lines > LONGEST_CELL:
        found.append(f"found {lines} lines, expected at most {LONGEST_CELL} (move code to a helper)")
    if source.rstrip().endswith(";"):
        found.append("found a trailing semicolon, expected output that is stored or a call that returns nothing")
    return found + _long_functions(source)


def _long_functions(source: str) -> list[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []  # a magic; running it decides
    defined = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        f"found function {node.name} of {node.end_lineno - node.lineno + 1} lines, expected at most {LONGEST_FUNCTION}"
        for node in defined
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]


def _output_problems(output) -> list[str]:
    found = []
    if output.output_type == "error":
        found.append(f"found a stored error ({output.ename}), expected none")
    if output.output_type == "stream" and output.name == "stderr":
        found.append("found output on stderr, expected none")
    text = "\n".join(_texts(output))
    found += [f"found a machine's path {m[0]!r}, expected none" for m in _MACHINE_PATH.finditer(text)]
    found += [f"found an object's address {m[0]!r}, expected none" for m in _OBJECT_ADDRESS.finditer(text)]
    for picture in PICTURES & set(output.get("data", {})):
        if not output.metadata.get(picture, {}).get("alt"):
            found.append("found a picture without alt text, expected figures.show(…, alt=…)")
    if "image/svg+xml" in output.get("data", {}):
        found.append("found an SVG, expected PNG (JupyterLab shows no SVG in an untrusted notebook)")
    return found


def _texts(output):
    yield output.get("text", "")
    for kind, value in output.get("data", {}).items():
        if kind not in PICTURES:
            yield value if isinstance(value, str) else "".join(map(str, value))


def _shape_problems(notebook) -> list[str]:
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    titles = re.findall(r"(?m)^# ", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found = [] if len(titles) == 1 else [f"titles: found {len(titles)} of level one, expected one"]
    if "**In brief**" not in text and "## In brief" not in text:
        found.append("found no 'In brief', expected the findings at the top")
    return found
