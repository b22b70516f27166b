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

from helpers import claims, rerun

REFERENCE = ("Linux", "x86_64")
COMPARED_TOO = {"metadata", "application/vnd.jupyter.widget-view+json"}
PICTURES = {"image/png", "image/jpeg"}
LONGEST_CELL = 20
LONGEST_FUNCTION = 3

# Cells that may leave the comparison, as "notebook file name:cell index". Each needs its reason here.
IGNORED_CELLS: dict[str, str] = {}

_OPT_OUT = re.compile(r"NBVAL|nbval[-_]|PYTEST_VALIDATE|raises-exception", re.IGNORECASE)
_MACHINE_PATH = re.compile(
    r"(?<![\w.:/])(?:file:/+|~/"
    r"|/(?:home|Users|root|tmp|work(?:space)?|mnt|media|opt|usr|var|private|srv|app|content|data)/|[A-Za-z]:[\\/](?![/])|\\\\\w)\S*"
)
_PICTURE_IN_TEXT = re.compile(r"!\[|<(?:img|svg|iframe|object|embed|video|canvas|script|style)\b", re.IGNORECASE)
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
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


def pytest_configure(config):
    weaker = ["nbval_lax", "nbval_sanitize_with", "sanitize_with"]
    said = [name for name in weaker if getattr(config.option, name, None)]
    if said:
        raise pytest.UsageError(f"gate: found the option {', '.join(said)}, expected the full comparison")


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
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        return [f"not a notebook by the standard: {str(error).splitlines()[0]}"]
    code = [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    found = _wrong_counts(code)
    for index, cell in enumerate(notebook.cells):
        found += [f"cell {index}: {problem}" for problem in _cell_problems(cell)]
    if notebook.metadata != rerun.METADATA:
        found.append("notebook metadata: found another kernel or more, expected what make refresh writes")
    for index, cell in code:
        where = f"cell {index}"
        found += [f"{where}: {problem}" for problem in _source_problems(cell.source)]
        found += [f"{where}: {problem}" for problem in _opt_outs(path.name, index, cell)]
        for output in cell.outputs:
            found += [f"{where}: {problem}" for problem in _output_problems(output)]
    found += [str(mismatch) for mismatch in claims.check(notebook)]
    return found + _shape_problems(notebook)


def _cell_problems(cell) -> list[str]:
    """What any cell may not hold: text or pictures that no code computed and no comparison reaches."""
    found = []
    if cell.cell_type == "raw":
        found.append("found a raw cell, expected text or code (a raw cell is printed on the page unchecked)")
    if cell.get("attachments") or (cell.cell_type == "markdown" and _PICTURE_IN_TEXT.search(cell.source)):
        found.append("found a picture or markup in the text, expected figures.show(…), where pictures are compared")
    tags = [tag for tag in map(str, cell.metadata.get("tags") or []) if not _OPT_OUT.search(tag)]  # those: _opt_outs
    found += [f"found tag {tag!r}, expected none" for tag in tags]
    found += [f"found an invisible character U+{ord(m[0]):04X}, expected none" for m in _HIDDEN.finditer(cell.source)]
    found += [f"found a machine's path {m[0]!r}, expected none" for m in _MACHINE_PATH.finditer(cell.source)]
    return found


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
    if source.lstrip().startswith("%%"):
        found.append(f"found {source.split()[0]!r}, expected Python (what a cell magic prints is not computed)")
    if source.rstrip().endswith(";"):
        found.append("found a trailing semicolon, expected output that is stored or a call that returns nothing")
    return found + _long_functions(source) + _typed_numbers(source)


def _typed_numbers(source: str) -> list[str]:
    """Numbers typed into what a reader sees: they do not change when the data do."""
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:
        return []
    return [problem for call in calls for problem in (*_stated_literals(call), *_shown_literals(call))]


def _stated_literals(call: ast.Call) -> list[str]:
    if not ast.unparse(call.func).endswith("claims.state"):
        return []
    return [
        f"found {word.arg}={ast.unparse(word.value)} in claims.state, expected a value computed from a table"
        for word in call.keywords
        if not any(isinstance(node, ast.Name) for node in ast.walk(word.value))
    ]


def _shown_literals(call: ast.Call) -> list[str]:
    name = ast.unparse(call.func)
    if not name.endswith(("figures.show", "figures.table", "print", "display", "Markdown", "HTML")):
        return []
    shown = [word.value for word in call.keywords if word.arg in {"alt", "caption"}]
    shown += [] if "figures." in name else call.args
    typed = [text for part in shown for text in _typed_texts(part)]
    return [f"found {n} typed into {name}, expected a computed value" for text in typed for n in claims.unmarked(text)]


def _typed_texts(part: ast.expr) -> list[str]:
    """The texts written out in an expression, without the format specifications of its f-strings."""
    fields = [node for node in ast.walk(part) if isinstance(node, ast.FormattedValue) and node.format_spec]
    specifications = {id(inner) for field in fields for inner in ast.walk(field.format_spec)}
    texts = (node for node in ast.walk(part) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node.value for node in texts if id(node) not in specifications]


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
    if output.output_type == "stream" and "\r" in text:
        found.append("found a carriage return, expected none (what stands before it is not compared)")
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
