"""Themes, tools, actors, verbs and addressees, on invented sentences: real grammar, made-up contents."""

import random
import re

import polars as pl
import pytest
import yaml

from helpers import contract
from helpers.corpus import code
from helpers.corpus.score_themes import krippendorff_alpha, score

YES = {
    "terrorism": ["Condemns every terrorist attack on bakeries", "Requests CTED to bake", "ISIL (Da’esh) sold bread"],
    "foreign_terrorist_fighters": [
        "Urges States to watch foreign terrorist fighters",
        "the movement of terrorists by boat",
    ],
    "organized_crime": ["Noting that transnational organized crime sells hats", "criminal networks in the hat trade"],
    "trafficking_in_persons": [
        "to end trafficking in persons, especially women",
        "human trafficking for forced labour",
    ],
    "smuggling_of_migrants": ["the smuggling of migrants by sea", "Migrant smugglers took their boats"],
    "drugs": ["the illicit cultivation of opium poppy", "to control precursors", "drug trafficking by kite"],
    "cultural_property": ["the return of stolen cultural property", "looted antiquities from two museums"],
    "piracy": ["pirates took a ferry", "armed robbery at sea off the island"],
    "small_arms": ["the illicit trade in small arms and light weapons", "Requests the collection of all weapons"],
    "explosive_devices": ["to detect improvised explosive devices", "a car bomb in the market"],
    "battlefield_and_prison_information": [
        "to share battlefield evidence",
        "evidence gathered in conflict zones on spoons",
    ],
    "biometrics": ["to store fingerprints and facial images", "biometric data of bakers"],
    "cyber_and_technology": ["Concerned at cybercrime", "terrorists use the Internet to recruit cooks"],
    "sanctions_and_notices": [
        "to add him to the sanctions list",
        "the measures imposed by paragraph 4 above",
        "a red notice",
    ],
    "corruption_and_finance": ["to prevent bribery", "the return of the stolen assets", "the financing of terrorism"],
    "environment_and_wildlife": [
        "to end the poaching of owls",
        "the illegal trade in rare timber",
        "illicit gold mining",
    ],
    "weapons_of_mass_destruction": ["the proliferation of nuclear weapons", "chemical weapons in a barn"],
    "police": ["two formed police units", "the gendarmerie of the valley"],
    "travel_and_borders": ["forged travel documents", "effective border controls", "advance passenger information"],
    "justice_cooperation": ["the extradition of the baker", "to cooperate fully with the International Tribunal"],
    "human_rights_safeguards": [
        "to search, in accordance with international law, all ovens",
        "with full respect for human rights",
    ],
    "institutional": ["INTERPOL lent a map", "the International Criminal Police Organization met"],
}


def themes(text):
    flags = code.flag_themes(pl.DataFrame({"text": [text]}))
    return {name for name in flags.columns if flags[name][0]}


def tools(text):
    flags = code.flag_tools(pl.DataFrame({"text": [text]}))
    return {name for name in flags.columns if flags[name][0]}


def verb(text):
    return code.grade_verbs(pl.DataFrame({"text": [text]})).row(0, named=True)


def addressee(text):
    return code.addressees(pl.DataFrame({"text": [text]}))[0]


# ------------------------------------------------------------------------------------------------------------ themes


@pytest.mark.parametrize(("theme", "text"), [(theme, text) for theme, texts in YES.items() for text in texts])
def test_a_theme_is_found(theme, text):
    assert theme in themes(text)


def test_every_theme_is_tested():
    assert set(YES) == {entry.id for entry in code.dictionary("themes")}


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("terrorism", "Soldiers spread terror in the market"),
        ("foreign_terrorist_fighters", "foreign armed groups, foreign fighters and mercenaries left the valley"),
        ("organized_crime", "the International Criminal Police Organization and war crimes"),
        ("trafficking_in_persons", "special measures against sexual exploitation and abuse by peacekeepers"),
        ("smuggling_of_migrants", "the smuggling of cheese"),
        ("drugs", "affordable antiretroviral drugs and drug-resistant tuberculosis"),
        ("cultural_property", "the sea-bed is the common heritage of mankind; cultural diversity"),
        ("piracy", "software piracy"),
        ("small_arms", "weapons of mass destruction; three died of small-arms fire"),
        ("explosive_devices", "mines, unexploded shells and explosive weapons"),
        ("battlefield_and_prison_information", "information on prison conditions and prisoners of war"),
        ("sanctions_and_notices", "criminal sanctions and unilateral economic sanctions; notice of a meeting"),
        ("corruption_and_finance", "financing for development and an asset freeze"),
        ("weapons_of_mass_destruction", "peaceful uses of nuclear energy; biological diversity"),
        ("police", "the International Criminal Police Organization wrote a policy"),
        ("travel_and_borders", "cross-border security; the boundary between two lakes; travel costs of staff"),
        ("human_rights_safeguards", "a report on human rights education"),
        ("institutional", "the International Maritime Organization"),
    ],
)
def test_what_only_looks_like_a_theme_is_left_out(theme, text):
    assert theme not in themes(text)


def test_letter_case_curly_marks_and_line_breaks_do_not_matter():
    assert {"terrorism", "cultural_property"} <= themes("AL\u2011QAIDA sold the\ncultural   heritage of\u00a0a town")


def test_flags_keep_the_order_and_number_of_rows():
    texts = ["pirates", None, "", "nothing", "PIRATES"]
    assert code.flag_themes(pl.DataFrame({"text": texts}))["piracy"].to_list() == [True, False, False, False, True]
    assert code.flag_themes(pl.DataFrame({"text": []}, schema={"text": pl.String})).height == 0


def test_anchors_lose_nothing_that_the_patterns_find():
    """The quick look for plain words must let through all that the expressions would find."""
    texts = code.plain(pl.Series([text for group in YES.values() for text in group]))
    for name in ("themes", "tools", "actors"):
        for entry in code.dictionary(name):
            found = texts.filter(texts.str.contains(entry.pattern))
            missed = found.filter(~found.str.contains_any(list(entry.anchors)))
            assert missed.is_empty(), (entry.id, missed)


def test_a_new_theme_is_one_entry(tmp_path):
    entries = yaml.safe_load((contract.published() / "themes.yml").read_text("utf-8"))
    entries.append({"id": "bread", "label": "Bread", "anchors": ["bread"], "patterns": [r"\bbread\b"]})
    (tmp_path / "themes.yml").write_text(yaml.safe_dump(entries), "utf-8")
    flags = code._flags(code.plain(pl.Series(["Bread rolls", "Breadth"])), code.dictionary("themes", tmp_path))
    assert flags["bread"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"id": "x", "label": "X", "anchors": ["x"], "patterns": ["(?=x)"]}, "expression of the Rust engine"),
        ({"id": "x", "label": "X", "anchors": ["X"], "patterns": ["x"]}, "lower case and ASCII"),
        ({"id": "x", "label": "X", "patterns": ["x"]}, "no anchors"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, entry, found):
    (tmp_path / "themes.yml").write_text(yaml.safe_dump([entry]), "utf-8")
    with pytest.raises(code.DictionaryError, match=found) as error:
        code.dictionary("themes", tmp_path)
    assert "themes.yml, entry 1 (x)" in str(error.value)


def test_the_dictionaries_are_large_enough_and_complete():
    raw = {
        name: yaml.safe_load((contract.published() / f"{name}.yml").read_text("utf-8"))
        for name in ("themes", "tools", "actors")
    }
    assert sum(len(entry["patterns"]) for entries in raw.values() for entry in entries) > 60
    for theme in raw["themes"]:
        assert theme["definition"], theme["id"]
        assert theme["not_this"], theme["id"]
        assert re.fullmatch(r"\d\d_[a-z_]+", theme["notebook"]), theme["id"]


def test_ten_thousand_brackets_are_read_in_bounded_time():
    text = "(" * 10_000 + "information and communications technologies " * 400 + "]" * 10_000
    assert code.code_paragraphs(pl.DataFrame({"text": [text, "pirates"]}))["theme_piracy"].to_list() == [False, True]


# ------------------------------------------------------------------------------------------------------------- tools


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "INTERPOL’s I-24/7 network and its Stolen and Lost Travel Documents database",
            {"i-24-7", "sltd"},
        ),
        ("INTERPOL-United Nations Security Council Special Notices", {"special-notice"}),
        ("INTERPOL red notices and diffusions", {"red-notice", "diffusion"}),
        ("its Global Maritime Piracy Database, INTERPOL", {"piracy-database"}),
        ("to check stolen works of art with INTERPOL", {"works-of-art-database"}),
        ("through INTERPOL national central bureaux", {"ncb"}),
        ("INTERPOL’s iARMS and ID-Art", {"iarms", "id-art"}),
        ("fingerprints, DNA and facial images held by INTERPOL", {"fingerprints", "dna", "facial-recognition"}),
    ],
)
def test_a_tool_is_found(text, expected):
    assert expected <= tools(text)


def test_common_words_are_tools_only_beside_interpol():
    assert tools("a database of fingerprints and training for cooks, open 24/7") == set()


# ------------------------------------------------------------------------------------------------- verbs, addressees


@pytest.mark.parametrize(
    ("text", "expected", "ours", "coarse", "gruenberg"),
    [
        ("Recalling its visit to the lake,", "recall", 0, 0, None),
        ("Deeply concerned about the price of tea,", "concerned", 0, 0, 1),
        ("3. Strongly condemns the theft of spoons;", "condemn", 0, 0, 4),
        ("Also invites the cooks to sing;", "invite", 1, 1, None),
        ("(b) Encourages bakers to rest;", "encourage", 2, 1, None),
        ("12. Calls once again upon all States to bake;", "call upon", 3, 2, 2),
        ("Requests the Secretary-General to cook;", "request", 3, 2, 4),
        ("Strongly urges States to sow wheat;", "urge", 4, 2, 5),
        ("Demands that all parties stop eating;", "demand", 5, 3, 7),
        ("Further decides that ovens shall be lit;", "decide", 6, 3, 1),
        ("Stresses the need to peel onions;", "stress the need", 4, 2, None),
        ("We urge all bakers to rest.", "urge", 4, 2, 5),
        ("The General Assembly decides to dine;", "decide", 6, 3, 1),
        ("Taking note with appreciation of the soup,", "take note", 0, 0, None),
    ],
)
def test_a_leading_verb_is_graded(text, expected, ours, coarse, gruenberg):
    row = verb(text)
    assert (row["verb"], row["ours"], row["coarse"], row["gruenberg"]) == (expected, ours, coarse, gruenberg)


@pytest.mark.parametrize("text", ["The committee met twice.", "States and others", "", "Decision of the cooks"])
def test_a_verb_that_is_not_known_gets_no_grade(text):
    row = verb(text)
    assert (row["verb"], row["ours"], row["coarse"]) == ("", None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requests the Secretary-General, in consultation with INTERPOL, to report on soup;", "secretary_general"),
        ("Encourages Member States and INTERPOL to share recipes;", "member_states; interpol"),
        ("Decides that all States shall light their ovens;", "member_states"),
        ("Decides to extend the mandate of the Panel of Experts on ovens;", ""),
        ("Requests the United Nations Office on Drugs and Crime to assist cooks;", "unodc"),
        ("Calls upon all parties to the conflict to put out the fire;", "parties_to_conflict"),
        ("Recalling that Member States bake,", ""),
        ("Urges in this regard the African Union to bring flour;", "regional_organizations"),
        ("Recommends to the General Assembly that the Republic be admitted;", "general_assembly"),
        ("Welcomes the soup of the Secretary-General;", ""),
    ],
)
def test_the_addressee_is_the_object_of_the_verb(text, expected):
    assert addressee(text) == expected


def test_ladders_agree_on_what_is_stronger():
    """Ours and the coarse one never order two verbs in opposite ways."""
    table = code._verbs().table.select("ours", "coarse").unique().sort("ours")
    assert table["coarse"].is_sorted()


def test_all_codes_of_a_paragraph_stand_beside_it():
    coded = code.code_paragraphs(pl.DataFrame({"symbol": ["X"], "text": ["Urges INTERPOL to catch pirates;"]}))
    row = coded.row(0, named=True)
    assert row["symbol"] == "X"
    assert (row["theme_piracy"], row["actor_interpol"], row["verb"], row["addressee"]) == (
        True,
        True,
        "urge",
        "interpol",
    )


# ------------------------------------------------------------------------------------------------------- the measure


def test_alpha_is_one_in_agreement_nought_by_chance_and_undefined_without_a_case():
    chooser = random.Random(3)
    first = pl.Series([chooser.random() < 0.3 for _ in range(20_000)])
    second = pl.Series([chooser.random() < 0.3 for _ in range(20_000)])
    assert krippendorff_alpha(first, first) == 1
    assert abs(krippendorff_alpha(first, second)) < 0.03
    assert krippendorff_alpha(pl.Series([False, False]), pl.Series([False, False])) is None


def test_alpha_of_a_worked_case():
    """Ten units, two coders, four disagreements, 14 noughts and 6 ones: by hand 1 - 19 * 4 / (14 * 6)."""
    a = pl.Series([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]).cast(pl.Boolean)
    b = pl.Series([1, 1, 1, 0, 0, 1, 0, 0, 0, 0]).cast(pl.Boolean)
    assert krippendorff_alpha(a, b) == pytest.approx(1 - 19 * 4 / (14 * 6))


def test_precision_and_recall_use_what_the_coders_agree_on():
    flags = pl.DataFrame({"t": [True, True, False, True]})
    a, b = pl.DataFrame({"t": [True, False, True, True]}), pl.DataFrame({"t": [True, False, True, False]})
    row = score(flags, a, b, pl.Series([1.0, 3.0, 1.0, 9.0])).row(0, named=True)
    assert (row["precision"], row["recall"], row["weighted_precision"]) == (0.5, 0.5, 0.25)
