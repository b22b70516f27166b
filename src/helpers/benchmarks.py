"""Published figures, recomputed from the tables: what agrees, what differs, and why.

`python -m helpers benchmarks` fills the computed columns of `data/benchmarks.csv`; the published ones are
kept by hand. A figure that these tables cannot decide is "not decidable here", with what it would take as reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from helpers import contract
from helpers.tables import load

COMPUTED = ("our_value", "our_text", "how_computed", "verdict", "reason")
TABLES = (
    "documents",
    "meetings",
    "members",
    "member_counts",
    "instruments",
    "resolution_ranges",
    "record_counts",
    "citations",
    "terms",
)


@dataclass(frozen=True)
class Computation:
    """How one published figure is recomputed.

    `value` takes the tables by name and returns a number, or a text for dates and symbols. `why` explains a
    difference. `comparable` is False where the two count different things and neither confirms the other.
    """

    value: Callable
    how: str
    why: str = ""
    comparable: bool = True


def fill() -> int:
    """Write our values into the published table; return how many figures were computed.

    The table keeps every column that is kept by hand, and is replaced whole or not at all.
    """
    path = contract.published() / contract.resource("benchmarks")["path"]
    rows = contract.read_rows(path)
    tables = {name: load(name) for name in TABLES}
    rows = [row | computed(row, tables) for row in rows]
    contract.write_rows(path, rows[0], rows)
    return sum(row["verdict"] != "not decidable here" for row in rows)


def computed(row: dict, tables: dict[str, pd.DataFrame]) -> dict:
    """Return the computed columns of one published figure; each has a computation, or a reason why it has none."""
    if row["benchmark_id"] in UNDECIDABLE:
        reason = UNDECIDABLE[row["benchmark_id"]]
        return dict.fromkeys(COMPUTED, "") | {"verdict": "not decidable here", "reason": reason}
    computation = COMPUTATIONS[row["benchmark_id"]]
    value = computation.value(tables)
    is_text = isinstance(value, str)
    published = row["published_text"] if is_text else float(row["published_value"])
    verdict = ("agree" if value == published else "differ") if computation.comparable else "not comparable"
    return {
        "our_value": "" if is_text else str(value),
        "our_text": value if is_text else "",
        "how_computed": computation.how,
        "verdict": verdict,
        "reason": "" if verdict == "agree" else computation.why,
    }


def _council(first: int, last: int) -> Callable:
    """Count the Council's resolutions of the years `first` to `last`."""
    return lambda tables: int(_of_council(tables["documents"])["year"].between(first, last).sum())


def _of_council(table):
    return table[table["body"] == "Security Council"]


def _open_meetings(first: int, last: int) -> Callable:
    """Count the Council's open meetings by number: a resumption has the number of the meeting that it goes on with."""

    def count(tables):
        meetings = _of_council(tables["meetings"])
        counted = meetings["year"].between(first, last) & (meetings["form"] == "open")
        return int(meetings.loc[counted, "number"].nunique())

    return count


def _numbered_meetings(year: int) -> Callable:
    return lambda tables: int(_meetings(tables, year)["number"].nunique())


def _meetings(tables, year):
    meetings = _of_council(tables["meetings"])
    return meetings[meetings["year"] == year]


def _in_cells(column: str, year: int) -> Callable:
    """Count the symbols in a column of a year's meetings; a cell can hold several, set apart by bars."""
    return lambda tables: int(
        _meetings(tables, year)[column].dropna().str.split(" | ", regex=False).explode().nunique()
    )


def _statements_2020(tables) -> int:
    return _in_cells("presidential_statements", 2020)(tables) + _record("statements-2020")(tables)


def _failed_without_veto(tables) -> int:
    return _in_cells("drafts_not_adopted", 2018)(tables) - _record("vetoes-2018")(tables)


def _record(key: str) -> Callable:
    """Return a count that was taken from a list or record which no other table holds."""
    return lambda tables: int(tables["record_counts"].set_index("record_count_id").loc[key, "count"])


def _agenda_items(year: int) -> Callable:
    return lambda tables: int(_meetings(tables, year)["agenda_item"].nunique())


def _date(symbol: str) -> Callable:
    return lambda tables: _document(tables, symbol)["date"].date().isoformat()


def _document(tables, symbol):
    return tables["documents"].set_index("symbol").loc[symbol]


def _cooperation_resolution(year: int) -> Callable:
    """Find the Assembly resolution of a year whose title is cooperation with INTERPOL."""

    def symbol(tables):
        documents = tables["documents"]
        titled = documents["title"].str.contains("International Criminal Police Organization", na=False)
        assembly = documents["body"] == "General Assembly"
        return "; ".join(documents.loc[assembly & titled & (documents["year"] == year), "symbol"])

    return symbol


def _observer_status(tables) -> str:
    instruments = tables["instruments"]
    titled = instruments["title"].fillna("").str.startswith("Observer status for INTERPOL")
    return "; ".join(instruments.loc[titled, "symbol"])


def _chapter_vii(year: int) -> Callable:
    """Count the Council's resolutions of a year whose text has both words of the name of that Chapter."""

    def count(tables):
        council = _of_council(tables["documents"])
        words = tables["terms"][tables["terms"]["symbol"].isin(council.loc[council["year"] == year, "symbol"])]
        return len(
            set(words.loc[words["term"] == "chapter", "symbol"]) & set(words.loc[words["term"] == "vii", "symbol"])
        )

    return count


def _cited_pairs(last: int) -> Callable:
    """Count the pairs of a Council resolution up to the number `last` and an earlier one that its text cites."""

    def count(tables):
        citations = tables["citations"]
        numbers = pd.DataFrame({side: _council_number(citations[side]) for side in ("citing", "cited")}).dropna()
        counted = numbers[(numbers["citing"] <= last) & (numbers["cited"] < numbers["citing"])]
        return len(counted.drop_duplicates())

    return count


def _council_number(symbols):
    return pd.to_numeric(symbols.str.extract(r"^S/RES/(\d+) ")[0])


def _growth_in_words(earlier: int, later: int) -> Callable:
    """Divide the mean number of words of the Council's resolutions of one year by that of another."""

    def ratio(tables):
        means = _of_council(tables["documents"]).groupby("year")["words"].mean()
        return round(float(means[later] / means[earlier]), 1)

    return ratio


def _last_in_one_run(tables) -> int:
    """Return the highest number of the Assembly's sessions that are numbered in Roman figures."""
    assembly = _listed_of_assembly(tables)
    return int(assembly.loc[assembly["series"].str.fullmatch("[IVX]+"), "last"].max())


def _assembly_numbers(last: int) -> Callable:
    """Count the numbers of Assembly resolutions up to a session, special sessions too."""

    def count(tables):
        assembly = _listed_of_assembly(tables)
        later = pd.to_numeric(assembly["series"], errors="coerce") > last
        arabic = assembly[~later & assembly["series"].str.contains(r"\d")]
        return _last_in_one_run(tables) + int((arabic["last"] - arabic["first"] + 1 - arabic["skipped"]).sum())

    return count


def _listed_of_assembly(tables):
    ranges = tables["resolution_ranges"]
    return ranges[(ranges["body"] == "A") & (ranges["basis"] == "listed")]


def _both_organs(tables) -> int:
    return _assembly_numbers(74)(tables) + _council(1946, 2019)(tables)


def _naming(last: int) -> Callable:
    """Count resolutions of both organs known to name INTERPOL up to the end of a year."""

    def count(tables):
        documents = tables["documents"]
        known = documents["body"].isin(["Security Council", "General Assembly"]) & (documents["year"] <= last)
        return int((known & (documents["names_interpol"] == "yes")).sum())

    return count


def _participants_of_1923(tables) -> int:
    return int((tables["members"]["participated_1923"] == "yes").sum())


def _coded_members(year: int) -> Callable:
    """Return the States that the Correlates of War data code as members in a year."""

    def count(tables):
        counts = tables["member_counts"]
        return int(counts.loc[(counts["basis"] == "cow") & (counts["year"] == year), "count"].iloc[0])

    return count


def _members(year: int) -> Callable:
    """Return the accessions added up to the end of a year."""

    def count(tables):
        counts = tables["member_counts"]
        return int(counts.loc[(counts["basis"] == "cumulative") & (counts["year"] <= year), "count"].iloc[-1])

    return count


def _assembly_naming(tables) -> int:
    """Count Assembly resolutions known to name INTERPOL, from 2000 to the day before A/RES/77/20.

    Where the date is not known, the session decides: the 55th to the 76th lie wholly within.
    """
    documents = tables["documents"]
    known = (documents["body"] == "General Assembly") & (documents["names_interpol"] == "yes")
    dated = documents["date"].between("2000-01-01", "2022-11-20")
    sessions = pd.to_numeric(documents["symbol"].str.extract(r"^A/RES/(\d+)/")[0])
    return int((known & (dated | (documents["date"].isna() & sessions.between(55, 76)))).sum())


_COUNTED = "rows of documents, by date"
_TOPICS = "The UN's yearly tables print topics, one for each occasion; an agenda item can bear several."
_UNDATED = "One published figure stands for 2005 and 2006; by accessions the number passed it between their ends."
_OPEN = "numbers of the open meetings in the UN's yearly table; a resumption is no meeting of its own"
_STATEMENTS = "symbols S/PRST in the yearly tables, each once"
_NUMBERS = "numbers of Assembly resolutions to the 74th session, less those skipped, in resolution_ranges"
_LETTERS = (
    "Ours are numbers, short gaps too; a number with letters bears several resolutions. Some of the 74th are of 2020."
)
_BALLOT = "entries of the library's voting record, in record_counts"
_VETOES = "rows of the UN's list of vetoes, in record_counts"

COMPUTATIONS = {
    "p01": Computation(
        _council(1946, 2019), _COUNTED, "Their number was reached in September 2019, ours is the year's."
    ),
    "p02": Computation(
        _cited_pairs(2503),
        "pairs of a resolution to S/RES/2503 (2019) and an earlier one in citations, each once",
        "Most texts of 2016 to 2019 are not held, and what theirs counts once is not said.",
        comparable=False,
    ),
    "p03": Computation(_council(1946, 2019), _COUNTED),
    "p04": Computation(_council(1946, 1989), _COUNTED),
    "p05": Computation(_council(1946, 2023), _COUNTED),
    "p06": Computation(
        _council(2004, 2013), _COUNTED, "The data base is not held: which ones it lacks or adds is not known."
    ),
    "p07": Computation(
        _open_meetings(2016, 2016),
        _OPEN,
        "Theirs equals the number of all meetings of the year in the same table, closed ones included.",
    ),
    "p08": Computation(_council(2016, 2016), _COUNTED),
    "p08-agenda-items": Computation(_agenda_items(2016), "distinct topics in the yearly table", _TOPICS),
    "p08-statements": Computation(_in_cells("presidential_statements", 2016), _STATEMENTS),
    "p09": Computation(_council(2018, 2018), _COUNTED),
    "p09-meetings": Computation(_open_meetings(2018, 2018), _OPEN),
    "p09-statements": Computation(_in_cells("presidential_statements", 2018), _STATEMENTS),
    "p10": Computation(_in_cells("drafts_not_adopted", 2018), "drafts not adopted that the yearly table names"),
    "p10-veto": Computation(_record("vetoes-2018"), _VETOES),
    "p10-votes": Computation(_failed_without_veto, "drafts not adopted in meetings, less those on the list of vetoes"),
    "p11": Computation(_council(2013, 2013), _COUNTED),
    "p11-2012": Computation(_council(2012, 2012), _COUNTED),
    "p12": Computation(_in_cells("presidential_statements", 2013), _STATEMENTS),
    "p12-2012": Computation(_in_cells("presidential_statements", 2012), _STATEMENTS),
    "p13": Computation(
        _chapter_vii(2013),
        "resolutions with the words chapter and VII in terms",
        "Two of ours only mention it: S/RES/2113 (2013) recalls a mandate, S/RES/2118 (2013) threatens measures.",
    ),
    "p14": Computation(_council(2020, 2020), _COUNTED),
    "p14-agenda-items": Computation(
        _agenda_items(2020),
        "distinct topics in the yearly table",
        "Topics are no agenda items, and most sittings of 2020 were videoconferences, which meetings does not hold.",
    ),
    "p14-meetings": Computation(
        _numbered_meetings(2020), "numbers of all meetings in the UN's yearly table, closed ones too"
    ),
    "p14-statements": Computation(
        _statements_2020, f"{_STATEMENTS}, and those issued without a meeting, in record_counts"
    ),
    "p14-vtc": Computation(
        _record("videoconferences-2020"),
        "rows without a meeting in the UN's list of 2020, in record_counts",
        "The list that is held names only those that ended in a resolution, a vote or a statement.",
        comparable=False,
    ),
    "p15": Computation(
        _growth_in_words(1995, 2015),
        "mean of words in documents, 2015 over 1995",
        "Texts after 2015 are held in part only: ours spans 20 years, theirs 30 to 2025, by a measure not said.",
        comparable=False,
    ),
    "p18": Computation(_last_in_one_run, "highest number of the first 30 sessions in resolution_ranges"),
    "p19": Computation(
        _assembly_naming,
        "resolutions known to name INTERPOL, 2000 to the eve of A/RES/77/20",
        "Ours is a floor from a selection of texts, theirs an undated count whose rule is not said.",
        comparable=False,
    ),
    "p20": Computation(
        _naming(2020),
        "resolutions of both organs known to name INTERPOL, to the end of 2020",
        "Ours is a floor from the texts held and counts names; theirs counts calls for support, without a list.",
        comparable=False,
    ),
    "p21": Computation(_date("A/RES/71/19"), "date printed in the text"),
    "p22": Computation(_date("A/RES/73/11"), "date printed in the text"),
    "p23-2016": Computation(_cooperation_resolution(2016), "title in documents"),
    "p23-2018": Computation(_cooperation_resolution(2018), "title in documents"),
    "p23-2020": Computation(_cooperation_resolution(2020), "title in documents"),
    "p24": Computation(_observer_status, "title in instruments; A/RES/71/19 recalls the resolution for that"),
    "p24-date": Computation(_date("A/RES/51/1"), "date in documents"),
    "p36-1923": Computation(
        _participants_of_1923,
        "members of today that INTERPOL's list of the congress names, in members",
        "The list also names Fiume, which is no member today and has no row in members.",
    ),
    "p36-1955": Computation(
        _coded_members(1955),
        "States coded as members in 1955, in member_counts",
        "Ours are sovereign States as another project codes them; whom theirs counts is not said.",
        comparable=False,
    ),
    "p37": Computation(_record("sponsors-s-2014-688"), "submitters in the voting table, in record_counts"),
    "p39-meetings": Computation(
        _open_meetings(1992, 2022),
        f"{_OPEN}; 1992 to June 2022",
        "Our tables of meetings end in June 2022, theirs run to the end of 2023.",
        comparable=False,
    ),
    "p40": Computation(_assembly_numbers(74), _NUMBERS, _LETTERS, comparable=False),
    "p41": Computation(_both_organs, f"{_NUMBERS}, and the Council's to 2019 in documents", _LETTERS, comparable=False),
    "p45": Computation(
        _record("vetoes"),
        _VETOES,
        "The list that is held ends in May 2022, theirs in September.",
        comparable=False,
    ),
} | {
    f"p36-{year}": Computation(_members(year), "accessions added up, in member_counts", _UNDATED)
    for year in (2005, 2006, 2008, 2011, 2017, 2018, 2021, 2023)
}
COMPUTATIONS |= {
    f"p46-{vote}": Computation(_record(f"vote-78-264-{vote}"), _BALLOT)
    for vote in ("yes", "no", "abstain", "not-voting", "total")
}

_NEEDS = {
    "INTERPOL's own figure on its notices; the table notices only quotes it.": (
        "p25 p26 p26-entities p27 p28 p34 p34-public p35 p35-black p35-blue p35-yellow"
    ),
    "INTERPOL's own figure on its databases; the table databases only quotes it.": (
        "p29 p30 p31 p31-hits p32 p32-hits p33"
    ),
    "The Assembly's votes are not held, save one.": (
        "p43 p43-breakdown p43-no-breakdown p47 p47-abstain p47-issues p47-no p47-roll-calls p47-sessions p47-yes"
    ),
    "Of the Assembly's texts only a selection is held.": "p16 p40-references",
    "The network of the Assembly's citations and the way to cut it are not held.": "p40-clusters",
    "The Assembly's drafts are not held.": "p42 p42-documents",
    "The text of A/RES/51/1 is not held.": "p24-operative p24-preambular",
    "The Council's press statements are not held.": "p12-press",
    "The records of the Council's debates are not held.": "p39 p39-tokens",
    "Decisions and statements of most principal organs are not held.": "p17",
    "Surveys of what States put into practice are not held.": "p38-api p38-pnr",
    "The codebook of the Comparative Agendas Project (CAP) is not held.": "p44 p44-subtopics",
}
UNDECIDABLE = {key: need for need, keys in _NEEDS.items() for key in keys.split()}
