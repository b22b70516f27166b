"""Symbols: many spellings in, one spelling out, sorted and linked."""

import csv
import random
from pathlib import Path

import pytest

from helpers import symbols

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("S/RES/1267(1999)", "S/RES/1267 (1999)"),
        ("s/res/1267  (1999)", "S/RES/1267 (1999)"),
        ("\xa0S/RES/2777 (2025)", "S/RES/2777 (2025)"),
        ("S-RES-1267(1999).txt", "S/RES/1267 (1999)"),
        ("S_RES_0013_1946_EN_GOLD.txt", "S/RES/13 (1946)"),
        ("S_RES_2768_(2025).en.pdf", "S/RES/2768 (2025)"),
        ("A_RES_71_19", "A/RES/71/19"),
        ("A_RES_73_3-EN.pdf", "A/RES/73/3"),
        ("A-RES-71-19", "A/RES/71/19"),
        ("A/RES/217(III)", "A/RES/217 (III)"),
        ("A_RES_118_(II).json", "A/RES/118 (II)"),
        ("A/RES/217 (III)[A]", "A/RES/217 (III) A"),
        ("A/RES/997(ES-I)", "A/RES/997 (ES-I)"),
        ("A/RES/104(S-1)", "A/RES/104 (S-1)"),
        ("A/RES/S-20/4", "A/RES/S-20/4"),
        ("A_RES_ES-10_17.json", "A/RES/ES-10/17"),
        ("A_RES_48_218_B.json", "A/RES/48/218 B"),
        ("A_RES_61_267B.json", "A/RES/61/267 B"),
        ("A_RES_71_101_A-B.json", "A/RES/71/101 A-B"),
        ("E_RES_2019_23.json", "E/RES/2019/23"),
        ("E/RES/1818(LV)", "E/RES/1818 (LV)"),
        ("S/PRST/2015/3", "S/PRST/2015/3"),
        ("S/PV.6233(Resumption1)", "S/PV.6233 (Resumption 1)"),
        ("a/71/pv.48", "A/71/PV.48"),
        ("A/PV.183", "A/PV.183"),
        ("E/2019/SR.36", "E/2019/SR.36"),
        ("A_C.3_80_L.14.pdf", "A/C.3/80/L.14"),
        ("A/71/L.17/ADD.1", "A/71/L.17/Add.1"),
        ("S/2014/688", "S/2014/688"),
    ],
)
def test_one_spelling(found, expected):
    assert symbols.normalise(found) == expected
    assert symbols.normalise(expected) == expected


@pytest.mark.parametrize("found", ["", "hello", "1267 (1999)", "S/RES/1267", "A/RES/71", "S-RES-1267(19).txt"])
def test_what_is_no_symbol_is_named_with_what_was_expected(found):
    with pytest.raises(symbols.SymbolError) as error:
        symbols.parse(found)
    assert str(error.value).startswith(f"found {found!r}, expected a UN document symbol such as S/RES/1267 (1999)")


@pytest.mark.parametrize(
    ("symbol", "kind", "number", "year", "session", "part"),
    [
        ("S/RES/1267 (1999)", "resolution", 1267, 1999, "", ""),
        ("A/RES/71/19", "resolution", 19, None, "71", ""),
        ("A/RES/2625 (XXV)", "resolution", 2625, None, "25", ""),
        ("A/RES/3201 (S-VI)", "resolution", 3201, None, "S-6", ""),
        ("A/RES/48/218 B", "resolution", 218, None, "48", "B"),
        ("E/RES/2019/23", "resolution", 23, 2019, "", ""),
        ("S/PV.6233 (Resumption 2)", "meeting", 6233, None, "", "2"),
        ("A/C.6/71/SR.5", "meeting", 5, None, "71", ""),
        ("A/ES-10/L.20/Rev.1", "draft", None, None, "ES-10", ""),
        ("S/2014/688", "document", None, 2014, "", ""),
    ],
)
def test_a_symbol_taken_apart(symbol, kind, number, year, session, part):
    parsed = symbols.parse(symbol)
    assert (parsed.kind, parsed.number, parsed.year, parsed.session, parsed.part) == (kind, number, year, session, part)
    assert str(parsed) == symbol


def test_symbols_sort_as_a_reader_expects():
    ordered = [
        "A/RES/217 (III)",
        "A/RES/9/1",
        "A/RES/71/9",
        "A/RES/71/19",
        "A/RES/S-20/4",
        "A/RES/ES-10/17",
        "E/RES/9 (I)",
        "E/RES/2019/2",
        "E/RES/2019/23",
        "S/PV.999",
        "S/PV.1000",
        "S/PV.1000 (Resumption 1)",
        "S/RES/999 (1995)",
        "S/RES/1000 (1995)",
    ]
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=symbols.sort_key) == ordered


def test_links_lead_to_the_document_system():
    assert symbols.link("S/RES/1267 (1999)") == "https://undocs.org/en/S/RES/1267(1999)"
    assert symbols.link("A_RES_71_19", "fr") == "https://undocs.org/fr/A/RES/71/19"
    assert symbols.link("S/PV.6233 (Resumption 1)") == "https://undocs.org/en/S/PV.6233(Resumption1)"
    assert symbols.link("A/RES/48/218 B") == "https://undocs.org/en/A/RES/48/218B"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not beside the repository (../shared)")
def test_every_symbol_of_the_assemblys_list_is_read_and_stays_distinct():
    with (SHARED / "evidence/resolutions/ga-symbols-to-session-76.csv").open(encoding="utf-8") as file:
        listed = [row["symbol"] for row in csv.DictReader(file)]
    unread = []
    spellings = set()
    for symbol in listed:
        try:
            spellings.add(symbols.normalise(symbol))
        except symbols.SymbolError:
            unread.append(symbol)
    assert unread == ["A/RES/996(ES-IandII)"]  # one text filed under two sessions
    assert len(spellings) == len(listed) - 1
