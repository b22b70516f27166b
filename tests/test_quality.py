"""The measures of the engine, on invented cases that can be counted by hand."""

import polars as pl
import pytest

from helpers import cli
from helpers.corpus import quality, score, score_mentions, score_naming, score_themes, tabulate
from helpers.tables import load


def line(text, part="preambular", prefix=None, verb=None, kind="paragraph"):
    return {"type": kind, "paragraph_type": part, "prefix": prefix, "action_verb": verb, "text": text}


def test_the_key_contradicts_itself_after_its_own_operative_paragraph_and_with_a_present_tense():
    lines = [
        line("Recalling the lamps,", verb="Recalling"),
        line("Decides to light them:", verb="Decides"),
        line("at dusk;", prefix="(a)"),
        line("A", part=None, kind="heading"),
        line("Noting the oil,", verb="Noting"),
        line("with wicks,", prefix="(a)"),
        line("Requests oil;", part="operative", prefix="1.", verb="Requests"),
        line("of the best kind.", prefix=None),
        line("<!-- Page 2 -->"),
        line("The General Assembly,"),
        line("Recalling the wicks,", verb="Recalling"),
    ]
    reasons = ["", "", "", "", "", "", "", "", "furniture", "organ", ""]
    expected = ["", "present", "present", "", "", "", "", "after", "", "", ""]
    assert score.contradictions(lines, reasons) == expected


def test_a_section_begins_with_its_letter_and_conscious_is_no_verb_in_the_present():
    lines = [
        line("Buys oil;", part="operative", prefix="1."),
        line("II"),
        line("Conscious of oil,", verb="Conscious of"),
    ]
    assert score.contradictions(lines, ["", "", ""]) == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Inter-\npol and INTERPOL", 2),
        ("International Criminal\nPolice Organisation (ICPO)", 2),
        ("interpolation of publicpolicy", 0),
    ],
)
def test_the_plain_search(text, names):
    assert score_naming.search(text) == names


def test_differences_from_the_plain_search_have_a_reason():
    rows = [
        ("S/RES/1 (1946)", "a", 1, 1, 1, False),
        ("S/RES/2 (1946)", "b", 1, 0, 0, True),
        ("S/RES/3 (1946)", "c", 5, 4, 2, False),
        ("S/RES/4 (1946)", "d", 0, 0, 0, False),
        ("S/RES/5 (1946)", "e", 1, 1, 1, False),
    ]
    columns = ["symbol", "file", "plain", "in_pages", "in_body", "neighbours"]
    counted = pl.DataFrame(rows, schema=columns, orient="row")
    table = {"names_interpol": ["yes", "no", "yes", "unknown", "no"], "occurrences": [1, 0, 2, None, 0]}
    found = score_naming.compare(counted, pl.DataFrame({"symbol": counted["symbol"], **table}))
    assert found["verdict_differs"].to_list() == [False, True, False, False, True]
    assert found["reason"].to_list() == [None, "neighbour's text", "cover page; running heads", None, "unexplained"]


MENTION = {"symbol": "A/RES/1/1", "part": "operative", "label": "1", "verb": "urges", "strength": "4"}


def test_mentions_are_compared_by_single_codes_and_by_lists():
    coded = pl.DataFrame([MENTION | {"addressee": "unodc; imo", "tools": None}])
    engine = pl.DataFrame([MENTION | {"verb": "urge", "addressee": "imo; wco; icao", "tools": "sltd"}])
    found = {(r["field"], r["measure"]): (r["n"], r["value"]) for r in score_mentions.score(engine, coded)}
    assert found["verb", "agreement"] == (1, 0)
    assert found["strength", "agreement"] == (1, 1)
    assert found["addressee", "precision"] == (3, pytest.approx(1 / 3))
    assert found["addressee", "recall"] == (2, 0.5)
    assert found["tools", "recall"] == (0, None)


def test_a_coded_paragraph_that_is_gone_is_an_error():
    table = pl.DataFrame([MENTION | {"addressee": "", "tools": ""}])
    with pytest.raises(score_mentions.MentionError, match="A/RES/1/1 operative 1"):
        score_mentions.score(table.filter(pl.lit(False)), table)


def test_the_published_draw_is_that_of_the_command():
    mentions, sample, _ = score_mentions.published()
    drawn = score_mentions.draw(mentions).head(sample.height)
    assert drawn.rows() == sample.select(score_mentions.KEY).rows()


def test_one_reader_has_no_alpha_and_all_themes_are_summed():
    flags = pl.DataFrame({"t": [True, True, False], "u": [False, False, False]})
    codes = pl.DataFrame({"t": [True, False, True], "u": [False, False, False]})
    everything = score_themes.together(score_themes.score(flags, codes, codes, pl.Series([1.0, 1.0, 1.0])))
    assert everything == {"flagged": 2, "coded": 2, "precision": 0.5, "recall": 0.5}


def test_a_measure_says_whether_its_target_was_met():
    def met(value, **texts):
        return quality.measure("naming-x", value, 3, measure="m", of_what="o", population="p", **texts)["target_met"]

    assert [met(0.99, target=0.99), met(0.9, target=0.99), met(0.9), met(None, target=1)] == [
        "yes", "no", "no target", "not measured",
    ]  # fmt: skip
    row = quality.measure("naming-x", 1.0, None, measure="m", of_what="o", population="p", command="", left_out="")
    assert (row["area"], row["value"], row["n"]) == ("naming", "1", "")


def test_the_network_holds_each_pair_of_the_council_once_and_equals_share_a_rank():
    one, two, three = "S/RES/1 (1946)", "S/RES/2 (1946)", "S/RES/3 (1946)"
    pairs = [(three, one), (three, one), (two, two), (three, two), ("S/RES/9 (2016)", one), ("A/RES/1/1", one)]
    found = pl.DataFrame(pairs, schema=["citing", "cited"], orient="row")
    symbols = sorted(set(found["citing"]))
    years = ["2016" if "2016" in symbol else "1946" for symbol in symbols]
    edges = quality.council_edges(found, pl.DataFrame({"symbol": symbols, "year": years}))
    assert edges.height == 2
    assert [(r["rank"], r["cited"]) for r in quality.most_cited(edges)] == [(1, one), (1, two)]


def test_a_footnote_between_two_items_does_not_end_the_list():
    text = "The General Assembly,\n\n1. Urges the keepers:\n\n(a) To ask INTERPOL for oil;\n\n_______________\n"
    text += "1 See A/1/1, which lists lamps\nand wicks.\n\f\n(b) To ask INTERPOL for wicks.\n"
    mentions = tabulate.tables([("A/RES/1/1", text)])["mentions"]
    assert mentions.select("label", "verb").rows() == [("1 (a)", "urges"), ("1 (b)", "urges")]


def test_the_published_table_has_a_row_for_every_area():
    table = load("quality")
    assert set(table["area"]) == {area.__name__ for area in quality.AREAS}
    assert set(table.loc[table["value"].isna(), "n"].fillna(0)) <= {0, 300}


def test_the_command_writes_the_table(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(quality, "fill", lambda corpora: len(corpora.parts))
    assert cli.main(["quality", str(tmp_path)]) == 0
    assert "measures in quality.csv" in capsys.readouterr().out
