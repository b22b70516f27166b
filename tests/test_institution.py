"""The institution's tables: what is counted, and that contradicting sources, gaps and stocks stay apart."""

import pandas as pd
import pytest

from helpers import institution, institution_charts, load


@pytest.mark.parametrize(
    ("date", "middle", "end"),
    [("2018", 2018.5, 2019.0), ("2018-11", 2018 + 10.5 / 12, 2018 + 11 / 12), ("2018-01-16", 2018.0417, 2018 + 1 / 12)],
)
def test_a_partial_date_stands_in_the_middle_or_at_the_end_of_what_it_names(date, middle, end):
    dates = pd.Series([date, None])
    assert institution.decimal_year(dates)[0] == pytest.approx(middle, abs=1e-3)
    assert institution.decimal_year(dates, month_end=True)[0] == pytest.approx(end)
    assert institution.decimal_year(dates).isna()[1]


def test_the_accessions_add_up_to_the_published_series_at_each_end_of_a_year():
    counts = load("member_counts")
    months = institution.listed_members(load("accessions"))
    for row in counts[counts["basis"] == "cumulative"].itertuples():
        assert months.loc[months["month"] <= f"{row.year}-12", "members"].max() == row.count, row.year


def test_reports_and_list_agree_in_2018_before_and_after_two_countries_joined():
    compared = institution.reported_against_listed(load("member_counts"), load("accessions")).set_index("date")
    assert compared.loc[["2018-02-13", "2018-11"], ["reported", "listed"]].to_numpy().tolist() == [
        [192, 192],
        [194, 194],
    ]


def test_nothing_is_compared_with_the_list_before_it_begins():
    compared = institution.reported_against_listed(load("member_counts"), load("accessions"))
    assert compared.loc[compared["date"] < "1956", "listed"].isna().all()
    assert compared.loc[compared["date"] == "1934", ["reported", "coded"]].to_numpy().tolist() == [[58, 23]]


def test_each_member_has_one_region_and_one_tile():
    members = load("members")
    placed = institution.joined_by_decade(members, load("regions"))
    assert sorted(placed["iso3"]) == sorted(members["iso3"])
    spots = institution_charts._place_tiles(placed, list(range(1940, 2030, 10)))
    assert not spots.duplicated(["x", "y"]).any()
    assert (placed.loc[placed["iso3"].isin(["CHN", "BRA", "KIR"]), "kind"] == "contradicted").all()


def test_contradicting_figures_of_one_year_are_both_kept_and_the_same_figure_is_named_once():
    red = institution.red_notices(load("notices"), load("sources"))
    of_2011 = red[red["year"] == 2011].set_index("metric")["value"]
    assert of_2011.to_dict() == {"published": 7678, "reported as issued": 26000}
    twice = red[(red["year"] == 2012) & (red["value"] == 8136)]
    assert len(twice) == 2
    assert sorted(twice["label"] != "") == [False, True]


def test_a_year_without_a_known_holder_is_unknown_and_an_old_open_term_does_not_run_on():
    people = load("people")
    president = institution.known_years(people, ["president"], 1923, 2026).set_index("year")
    assert president.loc[[1937, 1942, 1950, 1956, 1957, 1996, 2026], "state"].tolist() == [
        *("known", "Nazi era", "unknown", "known", "unknown", "known", "known")
    ]
    assert president.loc[1942, "holders"].startswith("one of ")
    secretary = institution.known_years(people, ["secretary", "secretary general"], 1923, 2026)
    assert set(secretary["state"]) == {"known"}


def test_whole_budgets_and_their_parts_are_not_mixed():
    rows = institution.budget_rows(load("budget"))
    assert rows["group"].drop_duplicates().tolist() == ["whole", "part"]
    assert set(rows["unit"]) == {"EUR million"}


def test_no_line_crosses_a_year_without_a_figure():
    databases = load("databases")
    fig = institution_charts.travel_documents(databases[databases["database"] == "SLTD"], 2026, "title")
    lengths = [line.get_xdata()[-1] - line.get_xdata()[0] for axes in fig.axes for line in axes.get_lines()]
    assert lengths
    assert max(lengths) < 1.5


def test_figures_whose_wording_changes_are_not_joined():
    databases = load("databases")
    fig = institution_charts.fighters(databases[databases["series"].isin(institution_charts.FIGHTERS)], "title")
    breaks = list(institution_charts.BREAKS)
    assert [line.get_xdata()[0] for axes in fig.axes for line in axes.get_lines()] == breaks


def test_stock_and_flow_share_no_panel():
    databases = load("databases")
    panels = institution_charts.travel_documents(databases[databases["database"] == "SLTD"], 2026, "title").axes
    assert [axes.get_title("left")[:4] for axes in panels] == ["STOC", "STOC", "FLOW", "FLOW"]


def test_labels_are_moved_apart_and_no_further_than_needed():
    assert institution_charts._spread([1.0, 5.0, 5.0, 20.0], 2.0) == [1.0, 4.0, 6.0, 20.0]
