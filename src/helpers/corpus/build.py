"""Corpora and evidence to published tables: documents, meetings and the list of what did not agree.

`build(corpora, evidence, out, hand_kept)` writes `documents.csv`, `meetings.csv`, `corpus_issues.csv` and what follows
from the chosen texts: `paragraphs.parquet`, `mentions.csv`, `citations.csv`, `terms.parquet` and `clause_reuse.csv`.
`readings.csv`, `known_namings.csv` and `coded_mentions.csv` are kept by hand and only read.
"""

import re
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from helpers import contract, symbols
from helpers.corpus import annexes, derived, library_headings, metadata, read, record, record_counts, reuse

DOCUMENT_COLUMNS = (
    "symbol body year session number date date_source title title_source agenda_item meeting_source meeting "
    "draft draft_source outcome yes no abstain not_voting vote_source "
    "text_source text_state names_interpol names_basis occurrences words preambular operative note"
).split()
MEETING_COLUMNS = (
    "symbol body year session number resumption date form agenda_item press_release resolutions "
    "presidential_statements drafts_not_adopted source_id"
).split()
ISSUE_COLUMNS = "issue_id symbol source_id kind found expected done".split()

TEXT_SETS = (  # where texts are, and which of the files are resolutions of the three organs
    ("sc-gold", "sc-gold-1946-1994.zip"),
    ("un-paragraphs", "un-paragraphs.zip"),
    ("ga-chain", "ga-chain"),
    ("un-formats", "formats"),
    ("sc-texts", "sc-texts-1946-2015.zip"),
)
MEETING_TABLES = "sc-meeting-tables-1946-2022.zip"
BALLOT = "marc/undl_4040686_vote_A_RES_78_264.xml"
VOTES, LIBRARY, VOTING = "sc-votes-1946-2025.csv", "sc-library-export.xlsx", "sc-voting-1994-2025.xlsx"
COUNCIL_RESOLUTIONS = 2811  # adopted from 1946 to 2025
BY_VOTE, WITHOUT, HOW_UNKNOWN = "adopted by vote", "adopted without a vote", "adopted, how not known"


@dataclass(frozen=True)
class Issue:
    """A place where a source departs from another or from the symbol it is filed under."""

    symbol: str
    source_id: str
    kind: str
    found: str
    expected: str
    done: str


def missing(corpora: Path, evidence: Path) -> list[Path]:
    """Return what `build` reads and does not find in the two folders."""
    needed = [corpora / place for _, place in TEXT_SETS] + [corpora / MEETING_TABLES, corpora / BALLOT]
    needed += [evidence / name for name in (VOTES, LIBRARY, VOTING)]
    return [path for path in needed if not path.exists()]


def build(corpora: Path, evidence: Path, out: Path, hand_kept: Path, workers: int = 1) -> None:
    """Build the tables of documents, meetings and issues, and those that follow from the texts.

    Parameters
    ----------
    corpora
        The folder with the archives of texts and the yearly meeting tables.
    evidence
        The folder with the tables on the Council's resolutions (votes, voting, library records).
    out
        The folder to write to.
    hand_kept
        The folder of the hand-kept tables `readings.csv`, `known_namings.csv` and `coded_mentions.csv`.
    workers
        Number of processes that code the texts.
    """
    issues: list[Issue] = []
    texts = read_texts(corpora, issues)
    read_elsewhere = {row["symbol"]: row for row in contract.read_rows(hand_kept / "readings.csv")}
    library, voting = (list(read.sheet(evidence / name)) for name in (LIBRARY, VOTING))
    council, meetings = _council(corpora, metadata.votes(evidence / VOTES), library, voting, texts, issues)
    known = [row["symbol"] for row in contract.read_rows(hand_kept / "known_namings.csv")]
    assembly = _assembly(texts, known)
    documents = [
        row | _verdict(symbol, texts.get(symbol, []), read_elsewhere.get(symbol), symbol in known, issues)
        for symbol, row in (council | assembly).items()
    ]
    _assembly_meetings(documents, meetings)
    chosen = {
        symbol: text for symbol, held in texts.items() if (text := _chosen(held)) and symbol in council | assembly
    }
    counts = derived.write(chosen, out, hand_kept / "coded_mentions.csv", workers)
    documents = [row | counts.get(row["symbol"], {}) for row in documents]
    reuse.write(chosen, documents, out)
    contract.write_rows(out / "documents.csv", DOCUMENT_COLUMNS, sorted(documents, key=_by_symbol))
    contract.write_rows(out / "meetings.csv", MEETING_COLUMNS, sorted(meetings.values(), key=_by_symbol))
    contract.write_rows(out / "corpus_issues.csv", ISSUE_COLUMNS, _numbered(issues))
    headings = library_headings.headings(library, {row["symbol"] for row in documents})
    contract.write_rows(out / "library_headings.csv", library_headings.COLUMNS, headings)
    counts = record_counts.counts(dict(read.members(corpora / MEETING_TABLES)), (corpora / BALLOT).read_bytes(), voting)
    contract.write_rows(out / "record_counts.csv", record_counts.COLUMNS, counts)


# --- texts ----------------------------------------------------------------------------------------------------


def read_texts(corpora: Path, issues: list[Issue]) -> dict[str, list[record.Text]]:
    """Read every held text of a resolution; return the texts by symbol, and add what is wrong with them to `issues`."""
    texts: dict[str, list[record.Text]] = {}
    for source_id, place in TEXT_SETS:
        for name, raw in read.members(corpora / place):
            symbol = _resolution(name)
            if symbol is None or not name.endswith((".txt", ".json", ".pdf")):
                continue
            text = record.read_record(symbol, source_id, name, read.text(name, raw))
            if name.endswith(".json") and (others := read.languages(raw)):
                found = f"paragraphs in {' and '.join(sorted(others))}"
                text.problems.append(record.Problem("mixed languages", found, "English", "English paragraphs used"))
            issues += [Issue(symbol.text, source_id, **asdict(problem)) for problem in text.problems]
            texts.setdefault(symbol.text, []).append(text)
    return texts


def _resolution(name):
    """Return the symbol that a file's name claims, if it is a resolution of the three organs."""
    try:
        symbol = symbols.parse(Path(name).name.replace("_(", "("))
    except symbols.SymbolError:
        return None
    return symbol if symbol.kind == "resolution" else None


# --- does it name INTERPOL ------------------------------------------------------------------------------------


def _verdict(symbol, texts, reading, known, issues):
    """Say which text stands for a document, in what state it is, and whether it names INTERPOL."""
    usable = [text for text in texts if text.is_document]
    best = record.choose(usable)
    if best is None:
        return _not_held(reading, known)
    _compare(symbol, usable, best, issues)
    chosen = _chosen(usable)
    state = chosen.state
    if chosen.occurrences:
        verdict = _names("yes", "found in text", chosen.occurrences)
    elif state == "whole":
        verdict = _names("no", "whole text read without a hit", 0)
    elif known:
        verdict = _names("yes", "known list", "")
    else:
        verdict = _names("unknown", "part of the text held" if state == "sample" else state, "")
    if reading:
        verdict = _with_reading(symbol, verdict, reading, issues)
    return {"text_source": chosen.source_id, "text_state": state} | verdict


def _chosen(texts):
    """Choose the one text of a document: the best, or where that does not name INTERPOL, the best that does."""
    best = record.choose(texts)
    if best is None or best.occurrences:
        return best
    return record.choose([text for text in texts if text.is_document and text.occurrences]) or best


def _names(answer, basis, occurrences):
    return {"names_interpol": answer, "names_basis": basis, "occurrences": occurrences}


def _not_held(reading, known):
    if reading and reading["read_whole"] == "yes":
        verdict = _names(reading["names_interpol"], "read elsewhere", reading["occurrences"])
        return {"text_source": "coded-readings", "text_state": "read, not held"} | verdict
    if reading and reading["names_interpol"] == "yes":
        return {"text_source": "coded-readings", "text_state": "sample"} | _names("yes", "seen in a sample", "")
    if reading and reading["annex_present"] == "not held":
        return {"text_source": "coded-readings", "text_state": "annex not held"} | _names(
            "unknown", "annex not held", ""
        )
    if known:
        return {"text_source": "", "text_state": "none"} | _names("yes", "known list", "")
    return {"text_source": "", "text_state": "none"} | _names("unknown", "not read", "")


def _with_reading(symbol, verdict, reading, issues):
    """Compare a held text with a reading of another copy; the held text decides unless it decides nothing."""
    if reading["read_whole"] != "yes" or reading["names_interpol"] == verdict["names_interpol"]:
        return verdict
    decided = verdict["names_interpol"] != "unknown"
    done = "the held text decides" if decided else "the reading decides"
    found = f"names INTERPOL: {reading['names_interpol']}"
    expected = f"names INTERPOL: {verdict['names_interpol']} ({verdict['names_basis']})"
    issues.append(Issue(symbol, "coded-readings", "reading differs", found, expected, done))
    return verdict if decided else _names(reading["names_interpol"], "read elsewhere", reading["occurrences"])


def _compare(symbol, usable, chosen, issues):
    """List where two sources of one document differ in what matters: annexes, names, length."""
    for other in usable:
        if other is chosen:
            continue
        share = record.shared(other.body, chosen.body)
        if share < record.SHARED_AT_LEAST:
            found, expected = f"shares {share:.0%} of its phrases with {chosen.source_id}", "the same text"
            issues.append(Issue(symbol, other.source_id, "text differs", found, expected, f"{chosen.source_id} used"))
            continue
        if other.annex == "not held" and chosen.annex != "not held":
            words = "".join(annexes.own_annex(other.body)[:80])
            issues.append(
                Issue(symbol, other.source_id, "annex not held", words, "its annex", f"{chosen.source_id} used")
            )
        elif other.complete and chosen.complete and other.occurrences != chosen.occurrences:
            found, expected = f"{other.occurrences} names of INTERPOL", f"{chosen.occurrences} in {chosen.source_id}"
            issues.append(
                Issue(symbol, other.source_id, "occurrences differ", found, expected, f"{chosen.source_id} used")
            )
        if other.complete and chosen.complete:
            mine, theirs = chosen.words, other.words
            if min(mine, theirs) < 0.8 * max(mine, theirs):
                found, expected = f"{theirs} words", f"{mine} words in {chosen.source_id}"
                issues.append(
                    Issue(symbol, other.source_id, "length differs", found, expected, f"{chosen.source_id} used")
                )


# --- Security Council -----------------------------------------------------------------------------------------


def _council(corpora, voted, library, voting, texts, issues):
    """Assemble dates, titles, votes and meetings of all Council resolutions from the sources that tell them."""
    library, voting = metadata.library(library), metadata.voting(voting)
    held, outcomes = metadata.meetings(corpora / MEETING_TABLES)
    numbers = {symbols.parse(symbol).number for symbol in voted}
    unlisted = [symbol for symbol in voting if symbols.parse(symbol).number not in numbers]
    everything = sorted([*voted, *unlisted], key=symbols.sort_key)
    if len(everything) != COUNCIL_RESOLUTIONS:
        raise ValueError(f"found {len(everything)} Council resolutions, expected {COUNCIL_RESOLUTIONS}")
    _misfiled({"sc-library": library, "sc-voting": voting, "sc-meetings": outcomes}, everything, voted, issues)
    meetings = {symbol: _meeting_row(symbol, meeting) for symbol, meeting in held.items()}
    rows = {}
    for symbol in everything:
        sources = {
            "sc-votes": voted.get(symbol, {}),
            "sc-library": library.get(symbol, {}),
            "sc-voting": voting.get(symbol, {}),
            "sc-meetings": outcomes.get(symbol, {}),
        }
        rows[symbol] = _council_row(symbols.parse(symbol), sources, texts.get(symbol, []), issues)
        _add_meeting(meetings, rows[symbol], sources["sc-voting"])
    return rows, meetings


def _misfiled(sources, everything, voted, issues):
    """Move records filed under a wrong year to their resolution where the date proves it; list all of them."""
    by_number = {symbols.parse(symbol).number: symbol for symbol in everything}
    for source_id, table in sources.items():
        for symbol in [s for s in table if s not in by_number.values()]:
            right = by_number.get(symbols.parse(symbol).number, "")
            proved = right and right not in table and table[symbol].get("date") == voted.get(right, {}).get("date")
            if proved:
                table[right] = table[symbol]
            done = "record used for it" if proved else "record not used"
            issues.append(Issue(right, source_id, "year differs", symbol, right, done))


def _council_row(symbol, sources, texts, issues):
    votes, voting, outcome = sources["sc-votes"], sources["sc-voting"], sources["sc-meetings"]
    notes = []
    if not votes:
        issues.append(Issue(symbol.text, "sc-votes", "missing", "no row", symbol.text, "date and votes from sc-voting"))
        notes.append("missing from the votes table")
    if outcome and not outcome["meeting"]:
        notes.append(
            f"adopted in writing, outcome in {outcome['letter']}" if outcome["letter"] else "adopted in writing"
        )
    row = dict.fromkeys(DOCUMENT_COLUMNS, "")
    row |= {"symbol": symbol.text, "body": symbols.BODIES["S"], "year": symbol.year, "number": symbol.number}
    row |= _date(symbol, votes, voting, outcome, texts, issues)
    row |= _title(symbol, votes, sources["sc-library"], issues)
    row |= _draft(voting, sources["sc-library"])
    row |= _meeting(symbol, voting, outcome, issues)
    row |= _vote(symbol, votes, voting, outcome, texts, issues)
    return row | {"note": "; ".join(notes)}


def _date(symbol, votes, voting, outcome, texts, issues):
    """Take the date that most sources give; between two, the one with the UN's own table, then the votes table's."""
    claims = {"sc-votes": votes.get("date"), "sc-meetings": outcome.get("date")}
    claims |= {text.source_id: text.date for text in texts if text.is_document}
    claims |= {"sc-voting": _unswapped(voting.get("date"))}
    claims = {source_id: day for source_id, day in claims.items() if day}
    counted = Counter(claims.values())
    ranked = ("sc-meetings", "sc-votes")
    best = max(counted, key=lambda day: (counted[day], *(day == claims.get(source_id) for source_id in ranked)))
    source_id = next(source_id for source_id, day in claims.items() if day == best)
    for other, day in claims.items():
        if day != best:
            issues.append(Issue(symbol.text, other, "date differs", day, best, f"{best} used, as in {source_id}"))
    return {"date": best, "date_source": source_id}


def _unswapped(day):
    """Return a date of the voting data only where it cannot be read the other way round."""
    return day if day and int(day[8:]) > 12 else ""


def _title(symbol, votes, library, issues):
    """Take the votes table's title; where it is cut or another resolution's, the library's."""
    if not votes:
        return {"title": library.get("title", ""), "title_source": "sc-library" if library.get("title") else ""}
    misplaced = votes["title_of"] != symbol.number and votes["shared_title"]
    if votes["title_of"] != symbol.number and not misplaced:
        found = f"number {votes['title_of']} in the title"
        issues.append(
            Issue(symbol.text, "sc-votes", "number differs", found, str(symbol.number), "taken for a misprint")
        )
    if votes["title"] and not misplaced:
        return {"title": votes["title"], "title_source": "sc-votes"}
    kind, found = (
        ("title of another", f"title of resolution {votes['title_of']}") if misplaced else ("title cut", "ends in […]")
    )
    if library.get("title"):
        title = {"title": library["title"], "title_source": "sc-library"}
        done = "title of the draft in the library's record used"
    elif misplaced:
        title, done = {"title": "", "title_source": ""}, "left empty"
    else:
        title, done = {"title": f"{votes['cut_title'].rstrip()} […]", "title_source": "sc-votes"}, "left as it is"
    issues.append(Issue(symbol.text, "sc-votes", kind, found, "its whole title", done))
    return title


def _draft(voting, library):
    proposed = re.match(r"S/\d{4}/\d+(?:/Rev\.\d+)?", voting.get("draft", "").replace(" ", ""))
    if proposed:
        return {"draft": proposed[0], "draft_source": "sc-voting"}
    drafts = [draft for draft in library.get("drafts", []) if re.fullmatch(r"S/(?:\d{4}/)?\d+(?:/Rev\.\d+)?", draft)]
    return {"draft": drafts[-1], "draft_source": "sc-library"} if drafts else {}


def _meeting(symbol, voting, outcome, issues):
    """Take agenda item and meeting from the UN's yearly tables, after them from the voting data."""
    if outcome:
        theirs, mine = voting.get("meeting", ""), outcome["meeting"]
        if theirs and mine and theirs != mine.split(" (")[0]:
            issues.append(
                Issue(symbol.text, "sc-voting", "meeting differs", theirs, mine, f"{mine} used, as in sc-meetings")
            )
        agenda_item = outcome["agenda_item"]
        return {"agenda_item": agenda_item, "meeting": mine, "meeting_source": "sc-meetings"}
    if voting:
        return {"agenda_item": voting["agenda_item"], "meeting": voting["meeting"], "meeting_source": "sc-voting"}
    return {}


def _vote(symbol, votes, voting, outcome, texts, issues):
    """Take the tally on which most of votes table, yearly table and text agree, the UN's own table first."""
    members = 11 if symbol.year < 1966 else 15
    claims = {"sc-meetings": outcome.get("tally"), "sc-votes": votes.get("tally", (None,) * 4)[:3]}
    claims |= {text.source_id: record.tally(text.body) for text in texts if text.is_document}
    if not votes:
        claims["sc-voting"] = voting["tally"][:3]
    claims = {source_id: tally for source_id, tally in claims.items() if tally and any(tally)}
    if outcome.get("without_a_vote") or not claims:
        for source_id, tally in claims.items():
            found = "-".join(map(str, tally))
            issues.append(Issue(symbol.text, source_id, "vote differs", found, "without a vote", "sc-meetings used"))
        how = WITHOUT if outcome.get("without_a_vote") else HOW_UNKNOWN
        return {"outcome": how, "vote_source": "sc-meetings" if outcome.get("without_a_vote") else ""}
    counted = Counter(claims.values())
    best = max(counted, key=lambda tally: counted[tally])
    source_id = next(source_id for source_id, tally in claims.items() if tally == best)
    for other, tally in claims.items():
        if tally != best:
            found, expected = "-".join(map(str, tally)), "-".join(map(str, best))
            issues.append(Issue(symbol.text, other, "vote differs", found, expected, f"{source_id} used"))
    tally = dict(zip(("yes", "no", "abstain"), best, strict=True))
    return {"outcome": BY_VOTE, **tally, "not_voting": members - sum(best), "vote_source": source_id}


def _meeting_row(symbol, meeting):
    parsed = symbols.parse(symbol)
    return {
        "symbol": symbol,
        "body": symbols.BODIES["S"],
        "year": meeting["year"],
        "number": parsed.number,
        "resumption": parsed.part,
        "date": meeting["date"],
        "form": meeting["form"],
        "agenda_item": " | ".join(meeting["agenda_items"]),
        "press_release": meeting["press_release"],
        "resolutions": " | ".join(meeting["resolutions"]),
        "presidential_statements": " | ".join(meeting["statements"]),
        "drafts_not_adopted": " | ".join(meeting["unadopted"]),
        "source_id": "sc-meetings",
    }


def _add_meeting(meetings, row, voting):
    """Add a meeting that the yearly tables lack (after mid-2022) from the voting data."""
    symbol = row["meeting"]
    if symbol and symbol not in meetings:
        parsed = symbols.parse(symbol)
        meetings[symbol] = dict.fromkeys(MEETING_COLUMNS, "") | {
            "symbol": symbol,
            "body": symbols.BODIES["S"],
            "year": row["year"],
            "number": parsed.number,
            "date": row["date"],
            "form": "unknown",
            "agenda_item": voting.get("agenda_item", ""),
            "source_id": row["meeting_source"],
        }
    if symbol and row["symbol"] not in meetings[symbol]["resolutions"].split(" | "):
        listed = filter(None, [*meetings[symbol]["resolutions"].split(" | "), row["symbol"]])
        meetings[symbol]["resolutions"] = " | ".join(sorted(listed, key=symbols.sort_key))


# --- General Assembly and ECOSOC ------------------------------------------------------------------------------


def _assembly(texts, known):
    """Assemble what Assembly and ECOSOC texts themselves tell, and the few facts that were verified elsewhere."""
    wanted = sorted({symbol for symbol in texts if symbol[0] in "AE"} | set(known), key=symbols.sort_key)
    return {symbol: _assembly_row(symbols.parse(symbol), texts.get(symbol, [])) for symbol in wanted}


def _assembly_row(symbol, texts):
    facts = metadata.ASSEMBLY_FACTS.get(symbol.text, {})
    text = record.choose(texts)
    row = dict.fromkeys(DOCUMENT_COLUMNS, "")
    row |= {
        "symbol": symbol.text,
        "body": symbols.BODIES[symbol.body],
        "session": symbol.session,
        "number": symbol.number,
    }
    row["outcome"] = HOW_UNKNOWN
    if text is not None:
        row |= {"date": text.date, "title": text.title, "agenda_item": record.agenda_item(text.head)}
        row |= {"draft": record.draft(text.head), "meeting": record.meeting_symbol(symbol, text.meeting)}
        row |= {f"{column}_source": text.source_id for column in ("date", "title", "draft") if row[column]}
        row["meeting_source"] = text.source_id if row["meeting"] or row["agenda_item"] else ""
    for column, value in facts.items():
        if column == "outcome" or not row[column]:
            row[column] = value
            source = {"outcome": "vote_source", "agenda_item": "meeting_source"}.get(column, f"{column}_source")
            row[source] = "ga-facts"
    row["year"] = symbol.year or row["date"][:4]
    return row


def _assembly_meetings(documents, meetings):
    """Add the plenary meetings at which the texts say they were adopted."""
    for row in documents:
        symbol = row["meeting"]
        if not symbol or row["symbol"][0] == "S":
            continue
        meeting = meetings.setdefault(
            symbol,
            dict.fromkeys(MEETING_COLUMNS, "")
            | {
                "symbol": symbol,
                "body": row["body"],
                "year": row["year"],
                "session": row["session"],
                "number": symbols.parse(symbol).number,
                "date": row["date"],
                "form": "open",
                "source_id": row["meeting_source"],
            },
        )
        meeting["date"] = min(filter(None, (meeting["date"], row["date"])), default="")  # the day it began
        listed = filter(None, [*meeting["resolutions"].split(" | "), row["symbol"]])
        meeting["resolutions"] = " | ".join(sorted(listed, key=symbols.sort_key))


# --- writing --------------------------------------------------------------------------------------------------


def _numbered(issues):
    """Give each issue an id made of what it is about, and sort them."""
    seen = Counter()
    rows = []
    for issue in sorted(set(issues), key=lambda i: (_by_symbol(asdict(i)), i.source_id, i.kind, i.found)):
        name = re.sub(r"[^a-z0-9]+", "-", f"{issue.symbol} {issue.source_id} {issue.kind}".lower()).strip("-")
        seen[name] += 1
        rows.append({"issue_id": name if seen[name] == 1 else f"{name}-{seen[name]}"} | asdict(issue))
    return rows


def _by_symbol(row):
    return symbols.sort_key(row["symbol"]) if row["symbol"] else ()
