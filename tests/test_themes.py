"""What the theme notebooks share: mentions by theme, base rate, addressees, tools, and the notebook of a new theme."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers import gate, load, new_theme, theme_charts, themes

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpus"
DOCUMENTS = pd.DataFrame(
    [
        ("S/RES/1 (1990)", "Security Council", 1990, "1990-03-01", "no"),
        ("S/RES/2 (1991)", "Security Council", 1991, "1991-03-01", "yes"),
        ("S/RES/3 (1991)", "Security Council", 1991, None, "unknown"),
        ("A/RES/46/1", "General Assembly", 1991, "1991-10-01", "yes"),
    ],
    columns=["symbol", "body", "year", "date", "names_interpol"],
).assign(date=lambda rows: pd.to_datetime(rows["date"]))
MENTIONS = pd.DataFrame(
    [
        ("A/RES/46/1", "operative", "2", "urges", 4, "member_states; interpol", "databases", "piracy; drugs"),
        ("A/RES/46/1", "annex", "Annex 1", None, None, None, "databases", "piracy"),
        ("S/RES/2 (1991)", "preambular", "PP3", "noting", 0, None, None, "drugs"),
        ("S/RES/2 (1991)", "operative", "4", "blesses", None, None, "red-notice", "piracy"),
    ],
    columns=["symbol", "part", "label", "verb", "strength", "addressee", "tools", "themes"],
)
PARAGRAPHS = pd.DataFrame(
    [
        ("S/RES/1 (1990)", "operative", True, False),
        ("S/RES/2 (1991)", "operative", True, False),
        ("A/RES/46/1", "annex", True, False),
    ],
    columns=["symbol", "part", "theme_piracy", "theme_drugs"],
)
BOTH = ["piracy", "drugs"]


def test_a_mention_is_one_row_for_each_of_the_themes_and_the_earliest_is_first():
    found = themes.mentions(MENTIONS, DOCUMENTS, BOTH)
    assert found["symbol"].tolist() == ["S/RES/2 (1991)", "S/RES/2 (1991)", "A/RES/46/1", "A/RES/46/1", "A/RES/46/1"]
    assert found["theme"].tolist() == ["drugs", "piracy", "piracy", "drugs", "piracy"]
    assert themes.resolutions(found)["paragraphs"].sum() == len(found)
    assert themes.mentions(MENTIONS, DOCUMENTS, ["biometrics"]).empty


def test_an_unknown_theme_is_named():
    with pytest.raises(themes.ThemeError, match="'pirates', expected one of terrorism"):
        themes.mentions(MENTIONS, DOCUMENTS, ["pirates"])
    with pytest.raises(themes.ThemeError, match="told in '99_nothing'"):
        themes.of_notebook("99_nothing")


def test_the_first_mention_of_each_theme_in_each_body():
    first = themes.first(themes.mentions(MENTIONS, DOCUMENTS, BOTH), BOTH)
    assert first[["theme", "body", "label"]].values.tolist() == [
        ["Piracy", "Security Council", "4"],
        ["Piracy", "General Assembly", "2"],
        ["Drugs", "Security Council", "PP3"],
        ["Drugs", "General Assembly", "2"],
    ]


def test_the_base_rate_counts_a_resolution_once_and_what_is_not_read_as_unknown():
    found = themes.mentions(MENTIONS, DOCUMENTS, BOTH)
    base = themes.base_rate(found, PARAGRAPHS, DOCUMENTS, BOTH)
    assert base.loc[1990].tolist() == [0, 1, 0]
    assert base.loc[1991].tolist() == [1, 0, 1]
    assert themes.coverage(found, PARAGRAPHS, DOCUMENTS).values.tolist() == [
        ["Security Council", 3, 2, 1, 1, 1],
        ["General Assembly", 1, 1, 1, 1, 0],
        ["Economic and Social Council", 0, 0, 0, 0, 0],
    ]


def test_who_is_asked_counts_operative_paragraphs_once_for_each_addressee():
    found = themes.mentions(MENTIONS, DOCUMENTS, BOTH)
    asked = themes.asked(found, {"member_states": "Member States", "interpol": "INTERPOL"})
    assert asked.loc["Member States"].to_dict() == {"urged": 1, themes.NO_STEP: 0}
    assert asked.loc[themes.NOBODY].to_dict() == {"urged": 0, themes.NO_STEP: 1}
    assert themes.asked(found.iloc[:0], {}).empty


def test_a_tool_counts_once_for_each_resolution():
    found = themes.mentions(MENTIONS, DOCUMENTS, BOTH)
    tools = themes.tools(found, {"databases": "Databases", "red-notice": "Red notice"})
    assert tools["tool"].tolist() == ["Red notice", "Databases"]
    assert themes.tool_summary(tools)["resolutions"].tolist() == [1, 1]
    assert themes.leader(themes.tool_summary(tools.iloc[:0]).set_index("tool")["resolutions"]) == ("none", 0)


def test_the_drawings_hold_where_there_is_nothing_to_draw():
    found = themes.mentions(MENTIONS, DOCUMENTS, ["biometrics"])
    base = themes.base_rate(found, PARAGRAPHS.assign(theme_biometrics=False), DOCUMENTS, ["biometrics"])
    for fig in (
        theme_charts.when(base, themes.resolutions(found), "none"),
        theme_charts.asked(themes.asked(found, {}), "none"),
        theme_charts.tools(themes.tools(found, {}), "none"),
    ):
        fig.draw_without_rendering()


def test_every_theme_of_the_list_can_be_drawn():
    mentions, documents, paragraphs = load("mentions"), load("documents"), load("paragraphs")
    for theme in themes.catalogue():
        found = themes.mentions(mentions, documents, [theme])
        base = themes.base_rate(found, paragraphs, documents, [theme])
        council = found.loc[found["body"] == "Security Council", "symbol"].nunique()
        assert base["yes"].sum() == council
        assert base["unknown"].sum() <= (documents["names_interpol"] == "unknown").sum()


def test_the_names_in_other_tables_are_names_that_stand_there():
    known = set(load("claims")["theme"]) | set(load("statements")["themes"].str.split(";").explode())
    known |= set(load("articles")["themes"].str.split(";").explode())
    told = [word for theme in themes.catalogue().values() for word in theme.told_as]
    assert len(told) == len(set(told))
    assert set(told) <= known


@pytest.fixture
def checkout(tmp_path):
    """A copy of the package and its data, whose commands work on the copy alone."""
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def _run(checkout, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    command = [sys.executable, "-m", "helpers", *map(str, arguments)]
    return subprocess.run(command, env=environment, cwd=checkout, capture_output=True, text=True)


def test_a_theme_that_no_notebook_tells_gets_one_that_passes_the_gate(checkout):
    listed = checkout / "data" / "themes.yml"
    before = listed.read_text("utf-8")
    told = before.replace(
        "label: Corruption and illicit finance\n  notebook: 14_a_changing_threat_landscape",
        "label: Corruption and illicit finance\n  notebook: 19_corruption",
    )
    assert told != before
    listed.write_text(told, "utf-8")
    done = _run(checkout, "new-theme", "corruption_and_finance")
    assert done.returncode == 0, done.stderr
    path = checkout / "notebooks" / "19_corruption.ipynb"
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    assert "# Corruption and illicit finance" in text
    assert "{{" not in text
    assert gate.broken_rules(path) == []
    assert "told there already" in _run(checkout, "new-theme", "corruption_and_finance").stderr


NEW_THEME = """
- id: corruption
  label: Corruption
  notebook: 20_corruption_alone
  definition: Corruption and bribery, without money laundering.
  anchors: [corrupt, brib]
  patterns: ['\\bcorrupt', '\\bbrib']
"""


def test_a_new_theme_is_refused_until_the_texts_are_coded_anew(checkout):
    with (checkout / "data" / "themes.yml").open("a", encoding="utf-8") as listed:
        listed.write(NEW_THEME)
    refused = _run(checkout, "new-theme", "corruption")
    assert refused.returncode == 1
    assert "no column theme_corruption" in refused.stderr


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora of texts are not here")
def test_one_entry_and_a_rebuild_make_the_notebook_of_a_new_theme(checkout):
    with (checkout / "data" / "themes.yml").open("a", encoding="utf-8") as listed:
        listed.write(NEW_THEME)
    for command in (
        ("build", CORPORA, "--evidence", CORPORA.parent / "evidence" / "resolutions", "--data", "data"),
        ("seal",),
        ("new-theme", "corruption"),
    ):
        done = _run(checkout, *command)
        assert done.returncode == 0, done.stderr
    assert gate.broken_rules(checkout / "notebooks" / "20_corruption_alone.ipynb") == []


def test_what_cannot_become_a_notebook_is_refused():
    with pytest.raises(themes.ThemeError, match="'nothing', expected one of"):
        new_theme.write("nothing")
    with pytest.raises(themes.ThemeError, match="expected no such file"):
        new_theme.write("piracy")


def test_a_dot_that_comes_before_the_bars_is_drawn():
    documents = pd.concat([DOCUMENTS, DOCUMENTS.iloc[[3]].assign(symbol="A/RES/40/1", year=1985)])
    found = themes.mentions(MENTIONS.assign(symbol="A/RES/40/1"), documents, BOTH)
    base = themes.base_rate(found, PARAGRAPHS, documents, BOTH)
    figure = theme_charts.when(base, themes.resolutions(found), "title")
    assert figure.axes[0].get_xlim()[0] < 1985
