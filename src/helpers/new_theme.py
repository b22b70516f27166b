"""A notebook for a theme: `python -m helpers new-theme NAME`.

The text is that of `templates/theme.ipynb`. What stands there in double braces is filled in: first the names of the
theme, then, once the notebook has run, the numbers that its code states.
"""

import re
from importlib import resources
from pathlib import Path

import nbformat

from helpers import claims, contract, rerun, themes

_BLANK = re.compile(r"\{\{([a-z_]+)\}\}")


def write(name: str, folder: Path | None = None) -> Path:
    """Write, run and store the notebook of a theme.

    Parameters
    ----------
    name
        Id of an entry of `data/themes.yml`. Themes that name the same notebook are told together.
    folder
        Where to write; by default the collection's `notebooks/`.

    Returns
    -------
    pathlib.Path
        The notebook.

    Raises
    ------
    ThemeError
        If the theme is not in `data/themes.yml`, not yet in the tables, found beside INTERPOL nowhere, or its notebook
        exists.
    """
    themes.label(name)
    notebook_name = themes.catalogue()[name].notebook
    path = (folder or contract.published().parent / "notebooks") / f"{notebook_name}.ipynb"
    if path.exists():
        raise themes.ThemeError(f"found {path.name}, expected no such file: the theme {name} is told there already")
    _check_tables(name)
    notebook = _filled(_template(), _names(name, notebook_name))
    done = rerun.execute_notebook(notebook, path)
    done = _filled(done, claims.stated(done))
    contract.replace_text(path, nbformat.writes(done) + "\n")
    return path


def _check_tables(name):
    """The flags are computed from the texts, which a notebook does not have: an entry alone is not enough."""
    columns = {field["name"] for field in contract.resource("paragraphs")["schema"]["fields"]}
    if f"theme_{name}" not in columns:
        raise themes.ThemeError(
            f"found no column theme_{name} in the table paragraphs, expected one: code the texts anew "
            "(python -m helpers build CORPORA --data data, or ingest your own), then python -m helpers seal"
        )


def _template():
    text = (resources.files("helpers") / "templates" / "theme.ipynb").read_text(encoding="utf-8")
    return nbformat.reads(text, as_version=4)


def _names(name, notebook_name) -> dict[str, str]:
    told = [themes.catalogue()[theme] for theme in themes.of_notebook(notebook_name)]
    labels = [theme.label for theme in told]
    joined = ", ".join(labels[:1] + [label[0].lower() + label[1:] for label in labels[1:]])
    return {
        "label": joined,
        "definition": " ".join(theme.definition for theme in told),
        "notebook": notebook_name,
        "number": notebook_name[:2],
        "theme": name,
    }


def _filled(notebook, values: dict[str, str]):
    """Put values where their names stand in double braces; other braces stay."""
    for cell in notebook.cells:
        cell.source = _BLANK.sub(lambda blank: values.get(blank[1], blank[0]), cell.source)
    return notebook
