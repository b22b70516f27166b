"""What the record says about documents without opening them: dates, votes, titles, drafts, meetings, agenda items.

Each source is read into plain dicts by symbol and left as it is; `build` compares them.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from helpers import symbols
from helpers.corpus import read
from helpers.corpus.record import MONTHS

_TALLY = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{1,2})\b")
_RESOLUTION = re.compile(r"S/RES/(\d+)\s*\(?\s*((?:19|20)\d\d)\)?")
_RECORD = re.compile(r"^S/PV\.\s*(\d+)")
_STATEMENT = re.compile(r"S/PRST/\d{4}/\d+|S/\d+(?=\s*\(PRST\))")
_DRAFT = r"S/[\d/]+(?:/Rev\.\d+)?"
_UNADOPTED = re.compile(rf"(?:(?<=draft resolution )|(?<=draft resolutions )){_DRAFT}|{_DRAFT}(?= not adopted)", re.I)

# Facts on single Assembly resolutions that no text of them tells here; each is verified, with its source, in ga-facts.
# The three with a date alone are dated as A/RES/79/133, whose text is held, recalls them.
ASSEMBLY_FACTS = {
    "A/RES/51/1": {
        "date": "1996-10-15",
        "meeting": "A/51/PV.35",
        "agenda_item": "156",
        "draft": "A/51/L.1",
        "outcome": "adopted without a vote",
    },
    "A/RES/70/76": {"date": "2015-12-09"},
    "A/RES/71/19": {"outcome": "adopted without a vote"},
    "A/RES/73/11": {"outcome": "adopted without a vote"},
    "A/RES/73/130": {"date": "2018-12-13"},
    "A/RES/75/10": {"outcome": "adopted without a vote"},
    "A/RES/76/16": {"date": "2021-12-06"},
    "A/RES/77/20": {"outcome": "adopted without a vote"},
    "A/RES/77/241": {"date": "2022-12-16", "meeting": "A/77/PV.55", "agenda_item": "109", "draft": "A/77/L.29"},
    "A/RES/79/133": {"outcome": "adopted without a vote"},
}


def votes(path: Path) -> dict[str, dict]:
    """Read the table of Council votes: date, title and tally of each adopted resolution, by symbol.

    `title` is empty where the table cuts it off; `cut_title` then holds what is left. `title_of` is the number
    that the title itself gives, `shared_title` tells whether the resolution of that number has the same title.
    """
    table = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["Vote outcome"] != "adopted":
                continue
            number, adopted = int(row["Resolution number"]), row["Date"]
            symbol = symbols.normalise(row["UN classification"])
            full = row["Official full title"]
            named = re.search(r"resolution (\d+)", full)
            title = _bracketed(full)
            table[symbol] = {
                "number": number,
                "date": adopted,
                "title": "" if "[...]" in title else title,
                "cut_title": title.split("[...]")[0] if "[...]" in title else "",
                "title_of": int(named[1]) if named else number,
                "tally": tuple(int(row[c]) for c in ("Yes", "No", "Abstentions", "Non-Voting")),
            }
    titles = {row["number"]: row["title"] or row["cut_title"] for row in table.values()}
    for row in table.values():
        row["shared_title"] = titles.get(row["title_of"]) == titles[row["number"]]
    return table


def _bracketed(title):
    """Take the title out of "Security Council resolution 2811 (2025) [on …]"."""
    match = re.search(r"\[(.*)$", title, re.S)
    inner = match[1] if match else title
    return " ".join((inner.removesuffix("]") if not inner.endswith("[...]") else inner).split())


def resolutions(record: dict) -> list[str]:
    """Return the symbols of the resolutions that a library record of a draft names."""
    return [f"S/RES/{int(number)} ({year})" for number, year in _RESOLUTION.findall(str(record["993__a"] or ""))]


def library(records: Iterable[dict]) -> dict[str, dict]:
    """Read the library's records of drafts that became resolutions: draft symbols and title, by symbol."""
    table = defaultdict(lambda: {"drafts": [], "title": ""})
    for row in records:
        for symbol in resolutions(row):
            record = table[symbol]
            record["drafts"] += [
                s.strip() for s in str(row["191__a"] or "").replace("\xa0", " ").split(";") if s.strip()
            ]
            title = str(row["239__a"] or "")
            if "[" in title and not record["title"]:
                record["title"] = _bracketed(title)
    return dict(table)


def voting(votes_cast: Iterable[dict]) -> dict[str, dict]:
    """Read the voting data, a row a vote: meeting, draft, agenda item, tally, by symbol.

    Many of its dates have day and month swapped.
    """
    table, ballots = {}, defaultdict(dict)
    for row in votes_cast:
        fields = [str(row[c] or "").replace("\xa0", " ").strip() for c in ("Resolution", "Draft")]
        swapped = (
            fields[0].startswith(f"S/{row['Year']}/") and "RES" in fields[1]
        )  # two rows of 2025: columns exchanged
        resolution, proposed = reversed(fields) if swapped else fields
        match = re.search(r"(\d{1,4})\s*[(/]\s*((?:19|20)\d\d)\)?", resolution)
        if not match or not row["Year"] or not str(row["Outcome results"]).startswith("Adopted"):
            continue
        symbol = f"S/RES/{int(match[1])} ({match[2]})"
        meeting = re.search(r"\d{4,5}$", str(row["Meeting"]))
        table[symbol] = {
            "date": _iso(row["Date,"]),
            "meeting": f"S/PV.{meeting[0]}" if meeting and str(row["Meeting"])[0] != "V" else "",
            "draft": proposed,
            "agenda_item": " ".join(str(row["Agenda item"] or "").split()),
            "how": str(row["Outcome results"]),
        }
        ballots[symbol][row["Member State"]] = row["Vote"]
    for symbol, cast in ballots.items():
        counts = [sum(v == kind for v in cast.values()) for kind in ("Yes", "No", "Abstain")]
        table[symbol]["tally"] = (*counts, 15 - sum(counts))
    return table


def _iso(value):
    return value.date().isoformat() if isinstance(value, datetime) else ""


def meetings(path: Path) -> tuple[dict[str, dict], dict[str, dict]]:
    """Read the UN's yearly tables of Council meetings.

    Returns
    -------
    meetings
        By symbol of the record: date, agenda items, form, press release, resolutions, statements, drafts not adopted.
    outcomes
        By symbol of the resolution: meeting, date, agenda item, tally, and the letter with the outcome where
        the vote was taken in writing.
    """
    held, outcomes = {}, {}
    for name, raw in read.members(path):
        year = re.search(r"scact(\d{4})", name)
        if year:
            _read_year(int(year[1]), read.html_table(raw), held, outcomes)
    return held, outcomes


def _read_year(year, rows, held, outcomes):
    columns = None
    for row in rows:
        if any("Topic" in cell for cell in row):
            columns = {_column(cell): i for i, cell in enumerate(row)}
            columns.setdefault("press", None)
        elif columns:
            for line in _split(row):
                _read_row(year, line, columns, held, outcomes)


def _column(cell):
    for key in ("Meeting", "Date", "Press", "Topic", "Vote Procedure", "Vote Outcome", "Council"):
        if key in cell:
            return key.lower().replace("vote outcome", "letter")
    return cell.lower()


def _split(row):
    """Separate rows that the page runs together because a tag is missing."""
    starts = [i for i, cell in enumerate(row) if _RECORD.match(cell) or i == 0]
    return [row[a:b] for a, b in zip(starts, [*starts, len(row)][1:], strict=True)]


def _read_row(year, row, columns, held, outcomes):
    def cell(key):
        i = columns.get(key)
        return row[i] if i is not None and i < len(row) else ""

    if row and not row[0] and held:  # one more topic of the meeting above
        last = next(reversed(held))
        row = [last, held[last]["day"], *row[2:]]
    if len(row) == 4 and len(columns) == 6 and columns["press"] is not None:  # a row without its press release
        columns = {"meeting": 0, "date": 1, "topic": 2, "council": 3, "press": None}
    topic, outcome = _topics(cell("topic")), cell("council") or row[-1]
    day = _day(year, cell("date"))
    symbol = _meeting_symbol(cell("meeting"))
    if symbol:
        meeting = held.setdefault(symbol, _new_meeting(year, cell("meeting"), day) | {"day": cell("date")})
        if topic and topic not in meeting["agenda_items"]:
            meeting["agenda_items"].append(topic)
        press = re.search(r"SC/\d+", cell("press"))
        meeting["press_release"] = meeting["press_release"] or (press[0] if press else "")
        meeting["statements"] += [s for s in _STATEMENT.findall(outcome) if s not in meeting["statements"]]
        meeting["unadopted"] += [
            s for s in _UNADOPTED.findall(" ".join(outcome.split())) if s not in meeting["unadopted"]
        ]
    for resolution, tally, how in _resolutions(outcome):
        letter = re.search(r"S/\d{4}/\d+", cell("letter"))
        outcomes[resolution] = {
            "meeting": symbol,
            "date": day,
            "agenda_item": topic,
            "tally": tally,
            "without_a_vote": how,
            "letter": letter[0] if letter and not symbol else "",
        }
        if symbol and resolution not in held[symbol]["resolutions"]:
            held[symbol]["resolutions"].append(resolution)


def _topics(cell):
    """Join the lines of a cell; a line that opens with a capital is one more topic, any other goes on."""
    return re.sub(r"\n(?=[A-Z])", " | ", cell).replace("\n", " ")


def _new_meeting(year, cell, day):
    return {
        "year": year,
        "date": day,
        "form": "closed" if "closed" in cell.lower() or "private" in cell.lower() else "open",
        "press_release": "",
        "agenda_items": [],
        "resolutions": [],
        "statements": [],
        "unadopted": [],
    }


def _meeting_symbol(cell):
    joined = " ".join(cell.split())
    match = _RECORD.match(joined)
    if not match:
        return ""
    resumed = re.search(r"Resumption\s*(\d+)?", joined, re.I)
    return f"S/PV.{match[1]}" + (f" (Resumption {resumed[1] or 1})" if resumed else "")


def _resolutions(outcome):
    """Yield each resolution named in an outcome with its tally (or None) and whether it passed without a vote."""
    found = list(_RESOLUTION.finditer(outcome))
    for match, following in zip(found, [*found, None][1:], strict=True):
        stretch = outcome[match.end() : following.start() if following else len(outcome)]
        tally = _TALLY.search(stretch)
        without = bool(re.search(r"without (?:a )?vote|by consensus|by acclamation", stretch, re.I))
        yield f"S/RES/{int(match[1])} ({match[2]})", tuple(map(int, tally.groups())) if tally else None, without


def _day(year, cell):
    match = re.search(r"(\d{1,2})\s+([A-Z][a-z]{2})", cell)
    months = [month[:3] for month in MONTHS]
    if not match or match[2] not in months:
        return ""
    try:
        return date(year, months.index(match[2]) + 1, int(match[1])).isoformat()
    except ValueError:
        return ""
