"""One look for all figures and tables, and what belongs beside each: alt text, sources, table twin.

matplotlib is imported only when something is drawn, so that `import helpers` stays light.
"""

import functools
import html
import io
import textwrap
from pathlib import Path

import pandas as pd
from IPython.display import display

from helpers import contract, symbols

PIXELS_PER_INCH = 96  # a CSS pixel; pictures are stored at twice this and shown at this
STORY_ROWS = 15  # rows of a table in the story; the rest is one call away

# Okabe and Ito's colours, told apart with every common form of colour blindness.
BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
INK, GREY, PALE = "#222222", "#6B6B6B", "#D9D9D9"
UNKNOWN = {"facecolor": "white", "edgecolor": "#8A8A8A", "hatch": "////", "linewidth": 0.6}

_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 14,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.dpi": PIXELS_PER_INCH,
    "figure.constrained_layout.use": True,
    "hatch.linewidth": 0.6,
    "hatch.color": "#8A8A8A",
    "legend.frameon": False,
}


@functools.cache
def _pyplot():
    """Load matplotlib once, in this house's style and with the fonts that it brings itself.

    A font of the same name installed on the machine would change the picture's bytes, so only those
    inside the matplotlib package are kept in its list.
    """
    import matplotlib
    from matplotlib import font_manager

    matplotlib.use("Agg")
    own = Path(matplotlib.get_data_path())
    fonts = font_manager.fontManager
    fonts.ttflist = [font for font in fonts.ttflist if own in Path(font.fname).parents]
    import matplotlib.pyplot as plt

    plt.rcdefaults()
    plt.rcParams.update(_STYLE)
    return plt


def new(width: float = 7.5, height: float = 4.5, **subplots):
    """Return a new figure and its axes in the collection's style.

    Parameters
    ----------
    width, height
        Size in inches; one inch is 96 pixels on the page.
    **subplots
        Passed to `matplotlib.pyplot.subplots`.

    Returns
    -------
    tuple
        The figure and what `subplots` gives beside it.
    """
    return _pyplot().subplots(figsize=(width, height), **subplots)


def show(fig, *, name: str, alt: str, sources, table: pd.DataFrame) -> None:
    """Display a figure with its alt text, its sources line and its table twin, then close it.

    Parameters
    ----------
    fig
        A matplotlib figure.
    name
        The figure's stable identifier, for example ``"fig-02-1"``; it can be cited.
    alt
        What the figure shows, as a finding, with numbers computed from the data.
    sources
        Names of the tables of the data package that were drawn, or one text.
    table
        The values drawn, for readers who cannot see the figure or want the numbers.

    Raises
    ------
    ValueError
        If the alt text is shorter than a sentence, or a text of the figure is cut by its edge.
    """
    if len(alt.split()) < 8:
        raise ValueError(f"alt text of {name}: found {alt!r}, expected a sentence that states the finding")
    _check_nothing_is_cut(fig, name)
    picture = _png(fig)
    width, height = (round(inches * PIXELS_PER_INCH) for inches in fig.get_size_inches())
    _pyplot().close(fig)
    display(
        {"image/png": picture, "text/plain": f"[{name}] {alt}"},
        metadata={"image/png": {"alt": alt, "width": width, "height": height}},
        raw=True,
    )
    line = _sources_line(sources)
    page = (
        f'<p id="{html.escape(name)}"><small><b>{html.escape(name)}</b> · Sources: {_escape_links(line)}</small></p>'
        f"<details><summary>The values of this figure as a table ({len(table):,} rows)</summary>"
        f"{_table_html(table)}</details>"
    )
    display({"text/html": page, "text/plain": f"[{name}] Sources: {line}"}, raw=True)


def table(frame: pd.DataFrame, *, name: str, caption: str, sources, rows: int = STORY_ROWS) -> None:
    """Display the first rows of a table, symbols linked to the documents, with caption and sources.

    Parameters
    ----------
    frame
        What to show; the index is left out.
    name
        The table's stable identifier, for example ``"tab-01-2"``.
    caption
        One sentence on what a row is.
    sources
        As in `show`.
    rows
        At most so many rows are shown, and the caption says how many there are.
    """
    shown = frame.head(rows)
    cut = f" First {len(shown):,} of {len(frame):,} rows." if len(shown) < len(frame) else ""
    line = _sources_line(sources)
    page = (
        f'<p id="{html.escape(name)}"><b>{html.escape(name)}</b> · {html.escape(caption + cut)}</p>'
        f"{_table_html(shown)}<p><small>Sources: {_escape_links(line)}</small></p>"
    )
    plain = f"[{name}] {caption}{cut}\n{_as_text(shown).to_string(index=False)}\nSources: {line}"
    display({"text/html": page, "text/plain": plain}, raw=True)


def wrap(text: str, width: int) -> str:
    """Break a text into lines of at most `width` characters, for titles and labels."""
    return textwrap.fill(text, width)


def title(fig, text: str, width: int) -> None:
    """Write the finding above a figure, from the left, in lines of at most `width` characters."""
    fig.suptitle(wrap(text, width), x=0.01, ha="left", fontsize=13, fontweight="bold")


def _png(fig) -> bytes:
    """Draw at twice the size; no date and no program's name, so that the bytes depend on the data alone."""
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=2 * PIXELS_PER_INCH, metadata={"Software": None})
    return buffer.getvalue()


def _check_nothing_is_cut(fig, name: str) -> None:
    fig.draw_without_rendering()
    (width, height), inch = fig.get_size_inches(), fig.dpi_scale_trans.inverted()
    # the figure's own texts, its title among them, are clipped to its edge before they are measured
    own = [text.get_window_extent().transformed(inch) for text in (*fig.texts, fig._suptitle) if text]
    over = max(max(-b.x0, -b.y0, b.x1 - width, b.y1 - height) for b in (fig.get_tightbbox(), *own))
    if over > 0.02:
        raise ValueError(f"{name}: found text {over:.2f} inch beyond the picture's edge, expected all of it inside")


def _sources_line(sources) -> str:
    if isinstance(sources, str):
        return sources
    titles = [f"{contract.resource(source)['title']} (data/{contract.resource(source)['path']})" for source in sources]
    return "; ".join(titles) + f" · data version {contract.package()['version']}"


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.map(_cell_text).rename(columns=lambda column: str(column).replace("_", " "))


def _cell_text(value) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:,.2f}"
    return str(value)


def _table_html(frame: pd.DataFrame) -> str:
    """Write a table whose words stand on the left and numbers on the right, in every viewer."""
    text = _as_text(frame).map(_escape_links)
    sides = ["right" if pd.api.types.is_numeric_dtype(kind) else "left" for kind in frame.dtypes]
    head = _row_html("th", text.columns.map(html.escape), sides)
    body = "".join(_row_html("td", row, sides) for row in text.itertuples(index=False, name=None))
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row_html(tag: str, cells, sides) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    row = "".join(
        f'<{tag}{scope} style="text-align:{side}">{cell}</{tag}>' for cell, side in zip(cells, sides, strict=True)
    )
    return f"<tr>{row}</tr>"


def _escape_links(text: str) -> str:
    """Escape a text for HTML and turn the UN symbols in it into links."""
    return symbols.link_all(html.escape(str(text), quote=False))
