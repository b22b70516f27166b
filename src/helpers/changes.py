"""What a re-run changed: numbers, figures and tables of a notebook, published and new, side by side."""

import difflib
import html
import re
from dataclasses import asdict, dataclass, field

import pandas as pd

from helpers import claims

COLUMNS = ["notebook", "kind", "id", "published", "new"]
SHOWN_LINES = 6  # of a changed table in the CSV file; the page has both tables whole
_NAMED = re.compile(r"\[((?:fig|tab)-\d\d-\d+)\] ?")
_STYLE = (
    "body{font-family:sans-serif;line-height:1.45;max-width:76rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    ".pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.pair>div{overflow-x:auto}"
    "img{max-width:100%;height:auto}"
    "@media(max-width:700px){.pair{grid-template-columns:1fr}}"
)


@dataclass(frozen=True)
class Change:
    """One number, figure or table whose value differs; `shown` holds the two as HTML for the page."""

    notebook: str
    kind: str
    id: str
    published: str
    new: str
    shown: tuple[str, str] = field(default=("", ""), compare=False)


def compare(name: str, published, new) -> list[Change]:
    """Compare the outputs of two runs of one notebook.

    Parameters
    ----------
    name
        The notebook's name.
    published, new
        Notebooks as `nbformat.read` gives them, with outputs.

    Returns
    -------
    list of Change
        Numbers that the text quotes, figures (by picture or values) and tables that differ, or stand in one run only.
    """
    found = _numbers(name, claims.stated(published), claims.stated(new))
    old_items, new_items = _items(published), _items(new)
    for key in dict.fromkeys([*old_items, *new_items]):
        old, fresh = old_items.get(key, _NOTHING), new_items.get(key, _NOTHING)
        if old.content != fresh.content:
            found.append(_change(name, key, old, fresh))
    return found


def table(found: list[Change]) -> pd.DataFrame:
    """Return the changes as a table with the columns `COLUMNS`."""
    return pd.DataFrame([asdict(change) for change in found], columns=[*COLUMNS, "shown"])[COLUMNS]


def page(found: list[Change], notes: list[str]) -> str:
    """Return the changes as a page: old and new side by side.

    Parameters
    ----------
    found
        What changed.
    notes
        Lines to stand above: what was run on what, which notebooks failed.
    """
    numbers = [change for change in found if change.kind == "number"]
    rows = "".join(
        f"<tr><td>{html.escape(c.notebook)}</td><td>{html.escape(c.id)}</td><td>{html.escape(c.published)}</td>"
        f"<td>{html.escape(c.new)}</td></tr>"
        for c in numbers
    )
    head = "<tr><th>notebook</th><th>number</th><th>published</th><th>new</th></tr>"
    others = "".join(_pair(change) for change in found if change.kind != "number")
    said = "".join(f"<p>{html.escape(note)}</p>" for note in notes)
    counted = f"<h2>Numbers that the text quotes: {len(numbers)}</h2><table>{head}{rows}</table>" if numbers else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>What the re-run changed</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>\n'
        f'<body><p><a href="index.html">Pages of this run</a></p><h1>What the re-run changed</h1>{said}'
        f"{counted}{others}</body></html>\n"
    )


def with_new_numbers(notebook, published: dict[str, str]):
    """Put the new numbers into the text of a notebook that was run again, the published ones in brackets."""
    new = claims.stated(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for name, value in new.items():
                old = published.get(name, value)
                if old != value:
                    cell.source = claims.replace_number(cell.source, name, old, f"{value} (published: {old})")
    return notebook


# ------------------------------------------------------------------------------------------------------------- outputs


@dataclass(frozen=True)
class _Item:
    content: tuple
    text: str
    shown: str


_NOTHING = _Item((), "not in this run", "<p>not in this run</p>")


def _numbers(name, old, new):
    return [
        Change(name, "number", key, old.get(key, "not in this run"), new.get(key, "not in this run"))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    ]


def _items(notebook) -> dict[str, _Item]:
    """Gather pictures and tables by their identifiers; a figure's table twin belongs to it."""
    found: dict[str, _Item] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/plain", "")
            named = _NAMED.match(text)
            if named:
                item = _item(output, text[named.end() :])
                before = found.get(named[1])
                found[named[1]] = item if before is None else _joined(before, item)
    return found


def _item(output, text):
    picture, page_ = output["data"].get("image/png"), output["data"].get("text/html", "")
    if picture:
        alt = html.escape(text)
        return _Item((picture,), text, f'<img src="data:image/png;base64,{picture.strip()}" alt="{alt}">')
    return _Item((page_,), text, page_)


def _joined(first, second):
    return _Item(first.content + second.content, first.text, first.shown + second.shown)


def _change(name, key, old, new):
    if key.startswith("tab"):
        kind, (was, now) = "table", _different_lines(old.text, new.text)
    else:
        kind, was, now = "figure", old.text, new.text
    return Change(name, kind, key, was, now, (old.shown, new.shown))


def _different_lines(old: str, new: str) -> tuple[str, str]:
    """Return the lines that stand in one of two texts only; the widths of columns do not count."""
    before, after = ([" ".join(line.split()) for line in text.splitlines()] for text in (old, new))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]
    return tuple(_shortened([line[1:] for line in lines if line.startswith(sign)]) for sign in "-+")


def _shortened(lines):
    more = [f"… and {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
    return "\n".join(lines[:SHOWN_LINES] + more)


def _pair(change):
    old, new = change.shown
    return (
        f'<h2 id="{html.escape(change.notebook)}-{html.escape(change.id)}">{html.escape(change.id)} '
        f"({html.escape(change.notebook)})</h2>"
        f'<div class="pair"><div><h3>published</h3>{old}</div><div><h3>new</h3>{new}</div></div>'
    )
