"""Press items of one's own: rows of articles.csv and sources.csv out of saved pages, beside rows that are kept by hand.

A row that this module makes has a key of its own form, `article-<date>-<12 signs of a hash>`, which no row kept by hand
has; the hash is that of date, publisher and checksum of the text. Its address stands in sources.csv, under the same
key. A page of an item that the published table, or the analyst's, holds already keeps that row's key and codes.
"""

import csv
import datetime
import hashlib
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import polars as pl

from helpers import contract
from helpers.corpus import archive, documents, press_page, store
from helpers.corpus.press_page import Page

ARTICLES, SOURCES = "articles", "sources"
NOT_CODED, NOT_STATED = "not coded", "not stated"
TERMS = "metadata, codes and checksum only; terms not read"
MADE = re.compile(r"article-(?:undated|\d{4}(?:-\d\d){0,2})-[0-9a-f]{12}")

_RECORD = "manifest.csv"  # of `python -m helpers fetch`
_RECORD_HEAD = b"key,language,url,final_url,file,bytes,sha256,"
_MOST_BYTES = 64 << 20


def of_fetch(name: str, raw: bytes) -> bool:
    """Tell the files of `python -m helpers fetch` that are no documents: its record and its work folder."""
    path = PurePosixPath(name)
    return ".fetch" in path.parts or (path.name == _RECORD and raw.startswith(_RECORD_HEAD))


def add(work: store.Store, chunks: list[str], paths: list[Path], today: str = "") -> tuple[int, pl.DataFrame]:
    """Put the press items among the files into the new set: articles.csv and sources.csv, where there are any.

    Parameters
    ----------
    work
        The folder's store; its new set gets the tables.
    chunks
        The parts of this run.
    paths
        The files, folders and archives given; fetch records are sought in them and beside them.
    today
        Day after which no page can be dated that has no fetch record; by default today.

    Returns
    -------
    tuple of int and polars.DataFrame
        How many items were put in, and a problem for each page that was not used, or not as expected.
    """
    parts = [press_page.table([]), *(pl.read_parquet(work.part(chunk, ARTICLES)) for chunk in chunks)]
    pages = [Page(**row) for row in pl.concat(parts).unique().sort("file", "digest").iter_rows(named=True)]
    if not pages:
        return 0, pl.DataFrame(schema=documents.PROBLEMS)
    if why := _refusal(work.data):
        return 0, _problems((page.file, why, documents.FAILED) for page in pages)
    holding, problems = _Holding(work.data), []
    fetched = _records(paths)
    items = [_item(page, fetched.get(page.digest), holding, today or _today(), problems) for page in pages]
    chosen = _choose([item for item in items if item], holding, problems)
    if chosen:
        holding.put(chosen, work.new)
    return len(chosen), _problems(problems)


def _problems(rows: Iterable[tuple[str, str, str]]):
    return pl.DataFrame(list(rows), schema=documents.PROBLEMS, orient="row")


def _today():
    return datetime.date.today().isoformat()


# ------------------------------------------------------------------------------------------------- the fetch records


@dataclass(frozen=True)
class _Record:
    """What `fetch` wrote down of a file."""

    urls: tuple[str, ...]  # where it was found at last, where it was asked for
    date_read: str


def _records(paths: list[Path]) -> dict[str, _Record]:
    """Return the fetch records in and beside the paths, by the sha256 of the file; of several the latest."""
    found: dict[str, _Record] = {}
    for raw in (raw for path in paths for raw in _raw_records(path) if raw.startswith(_RECORD_HEAD)):
        for row in _cells(raw):
            urls = tuple(url for url in (row.get("final_url"), row.get("url")) if url and press_page.is_address(url))
            day = row.get("date_read") or ""
            record = _Record(urls, day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "")
            if urls and not row.get("language"):  # documents have one, press items have none
                before = found.get(row.get("sha256") or "", record)
                found[row.get("sha256") or ""] = max(before, record, key=lambda r: (r.date_read, r.urls))
    return found


def _cells(raw) -> list[dict]:
    """Return the rows of a record; one that somebody made unreadable tells nothing."""
    try:
        return list(csv.DictReader(raw.decode("utf-8", "replace").splitlines()))
    except csv.Error:
        return []


def _raw_records(path: Path) -> Iterator[bytes]:
    if path.is_dir() or not zipfile.is_zipfile(path):
        files = path.rglob(_RECORD) if path.is_dir() else [path.parent / _RECORD]
        yield from (f.read_bytes() for f in sorted(files) if _small(f))
        return
    try:
        with zipfile.ZipFile(path) as packed:
            inside = [info for info in packed.infolist() if PurePosixPath(info.filename).name == _RECORD]
            yield from [archive.member(packed, info) for info in inside]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # the reading of the archive names what is wrong with it


def _small(file):
    return file.is_file() and not file.is_symlink() and file.stat().st_size < _MOST_BYTES


# ----------------------------------------------------------------------------------------------- one page to one row


@dataclass(frozen=True)
class _Item:
    """A page with its row; `known` tells the row of an item that a table holds already."""

    page: Page
    row: dict[str, str]
    url: str
    date_read: str
    known: bool

    @property
    def key(self) -> str:
        return self.row["article_id"]

    @property
    def marks(self) -> tuple[str, str, str]:
        """Return what the item can be known by again: key, address, text."""
        return self.key, _place(self.url) if self.url else "", self.page.text_sha256

    def source(self) -> dict[str, str]:
        """Return the row of sources.csv."""
        row = {"source_id": self.key, "title": self.row["title"], "publisher": self.row["outlet"], "url": self.url}
        row |= {"source_date": self.row["date"], "date_read": self.date_read, "how_read": "saved page"}
        return row | {"licence_or_terms": TERMS}


_NO_SIGN = (
    "found no symbol of a UN document, or a press item: the page states no date and does not call itself an article; "
    "fetch it with `fetch --articles`, which notes that it is one"
)


def _item(page: Page, record: _Record | None, holding, today, problems) -> _Item | None:
    """Give a page the row of its item, or one of its own; None where nothing tells that it is an item."""
    addresses = record.urls if record else tuple(filter(None, [page.url]))
    url, date_read = addresses[0] if addresses else "", record.date_read if record else ""
    if known := holding.known(addresses, page.text_sha256):
        row, said = known | {"text_sha256": page.text_sha256}, list(_disagreements(page, known))
    else:
        date, said = _date(page, url, date_read or today)
        if not (date or said or page.declared or record):
            problems.append((page.file, _NO_SIGN, documents.NO_SYMBOL))
            return None
        row = _row(page, date, holding.outlet(url) or page.outlet or _host(url) or NOT_STATED, said)
        said += [] if date or said else ["the page states no date"]
        said += ["the page states no publisher"] if row["outlet"] == NOT_STATED else []
        said += [
            f"the page has the title of {key}, and no address that tells it is the same" for key in holding.titled(page)
        ]
    problems += [(page.file, f"{row['article_id']}: {remark}", documents.DEPARTS) for remark in said]
    return _Item(page, row, url, date_read, bool(known))


def _row(page, date, outlet, doubts) -> dict[str, str]:
    key, (themes, left_open) = _key(date, outlet, page.text_sha256), _themes(page)
    row = {"article_id": key, "date": date, "year": date[:4], "date_basis": "page" if date else "", "title": page.title}
    row |= {"title_basis": "as printed", "outlet": outlet, "kind": NOT_CODED, "themes": themes, "seed": "no"}
    remarks = [f"by {page.authors}" if page.authors else "", *doubts, left_open, _naming(page)]
    return row | {"text_sha256": page.text_sha256, "note": "; ".join(filter(None, remarks)), "source_id": key}


def _key(date, outlet, text_sha256) -> str:
    made_of = "|".join((date, outlet, text_sha256)).encode()
    return f"article-{date or 'undated'}-{hashlib.sha256(made_of).hexdigest()[:12]}"


def _date(page, url, latest) -> tuple[str, list[str]]:
    """Return the date that the page states, or its address; of dates that contradict each other what they share."""
    stated = page.dates.split()
    date = _shared(stated) if stated else _date_of_address(url)
    notes = [f"the page states different dates: {_few(stated)}"] if len(stated) > 1 else []
    limits = next(f for f in contract.resource(ARTICLES)["schema"]["fields"] if f["name"] == "year")["constraints"]
    if date and (date > latest[: len(date)] or not limits["minimum"] <= int(date[:4]) <= limits["maximum"]):
        return "", [*notes, f"the page states the date {date}, which cannot be"]
    return date, notes


def _few(dates) -> str:
    return " and ".join([*dates[:3], *(["others"] if len(dates) > 3 else [])])


def _shared(dates) -> str:
    """Return the year, month and day in which dates agree."""
    shared = []
    for pieces in zip(*(date.split("-") for date in dates), strict=False):
        if len(set(pieces)) > 1:
            break
        shared.append(pieces[0])
    return "-".join(shared)


def _date_of_address(url) -> str:
    found = re.search(
        r"/((?:19|20)\d\d)(?:[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?)?(?=[/-]|$)", urlsplit(url).path
    )
    return "-".join(filter(None, found.groups())) if found else ""


def _themes(page) -> tuple[str, str]:
    """Return the themes that were found, and a remark on those that the patterns do not tell apart."""
    found = page.themes.split(";")
    left_open = [
        theme.removeprefix(press_page.OPEN_THEMES) for theme in found if theme.startswith(press_page.OPEN_THEMES)
    ]
    plain = [theme for theme in found if not theme.startswith(press_page.OPEN_THEMES)]
    return ";".join(plain), "; ".join(f"speaks of {names}, which the patterns do not tell apart" for names in left_open)


def _naming(page) -> str:
    if page.language not in ("en", ""):
        names = "names INTERPOL" if page.namings else "whether it names INTERPOL is unknown"
        return f"in another language than English ({page.language}), themes not coded; {names}"
    return "the text names INTERPOL" if page.namings else "the text does not name INTERPOL"


def _disagreements(page, row) -> Iterator[str]:
    """Yield where a page and the row of its item differ; the row stays as it is."""
    if page.title and _letters(page.title) != _letters(row["title"]):
        yield f"the page is titled {page.title!r}, the row stays {row['title']!r}"
    date = _shared(page.dates.split())
    if date and row["date"] and not (date.startswith(row["date"]) or row["date"].startswith(date)):
        yield f"the page is dated {date}, the row stays {row['date']}"


def _letters(text):
    return "".join(re.findall(r"\w+", text.casefold()))


def _host(url) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _place(url) -> str:
    """Return an address without what can differ: scheme, www., the stroke at the end, marks of a campaign."""
    parts = urlsplit(url)
    query = "&".join(p for p in parts.query.split("&") if p and not re.match(r"utm_|fbclid|gclid", p))
    return "?".join(filter(None, [_host(url) + parts.path.rstrip("/"), query]))


# ------------------------------------------------------------------------------------------------- what is held


def _refusal(data: Path) -> str:
    """Say why rows cannot be added to the folder's own tables; "" where they can."""
    for name in (ARTICLES, SOURCES):
        if (data / f"{name}.xlsx").is_file():
            return f"a press item, but {name}.xlsx stands in the folder: save it as {name}.csv to add items"
        if (data / f"{name}.csv").is_file() and (wrong := contract.check(data / f"{name}.csv", name)):
            return f"a press item, but {name}.csv breaks the contract ({wrong[0]}): mend it to add items"
    return ""


class _Holding:
    """The tables of press items and sources: the published ones, and those of the folder over them."""

    def __init__(self, data: Path):
        self.articles, self.article_columns = _rows(data / f"{ARTICLES}.csv", ARTICLES)
        self.sources, self.source_columns = _rows(data / f"{SOURCES}.csv", SOURCES)
        published, _ = _rows(contract.published() / f"{ARTICLES}.csv", ARTICLES)
        self.published = {row["article_id"] for row in published}
        sources = [*_rows(contract.published() / f"{SOURCES}.csv", SOURCES)[0], *self.sources]
        self.urls = {row["source_id"]: row["url"] for row in sources}
        by_key = {r["article_id"]: r for r in [*published, *self.articles]}
        self.by_hand = {key: row for key, row in by_key.items() if not MADE.fullmatch(key)}
        self.made = [row for row in self.articles if MADE.fullmatch(row["article_id"])]
        self.by_place = _index((self.place(row), key) for key, row in self.by_hand.items())
        self.by_text = _index((row["text_sha256"], key) for key, row in self.by_hand.items())
        self.by_title = _index((_letters(row["title"]), key) for key, row in self.by_hand.items())
        hosts = _index((_host(self.urls.get(row["source_id"], "")), row["outlet"]) for row in published)
        self.outlets = {host: min(names) for host, names in hosts.items() if len(names) == 1}

    def place(self, row) -> str:
        url = self.urls.get(row["source_id"]) or ""
        return _place(url) if press_page.is_address(url) else ""

    def known(self, addresses, text_sha256) -> dict | None:
        """Return the row kept by hand of the item at one of the addresses or, without any, with this text."""
        keys = set().union(*(self.by_place.get(_place(url), ()) for url in addresses))
        keys = keys if addresses else self.by_text.get(text_sha256, set())
        return self.by_hand[min(keys)] if len(keys) == 1 else None

    def titled(self, page) -> list[str]:
        """Return the keys of rows kept by hand that have a page's title: perhaps it is the same item."""
        return sorted(self.by_title.get(_letters(page.title), ()))

    def outlet(self, url) -> str:
        """Return how the published table calls the publisher at a host, where it knows one name only."""
        return self.outlets.get(_host(url), "")

    def put(self, items: list[_Item], folder: Path) -> None:
        """Write both tables with the items: rows kept by hand first and as they are, then the items by date and key."""
        borne = {mark for item in items for mark in item.marks}
        gone = {row["article_id"] for row in self.made if borne & _sought(*self.marks(row))} | {i.key for i in items}
        rows = [row for row in self.articles if row["article_id"] not in gone] + [item.row for item in items]
        _write(folder / f"{ARTICLES}.csv", self.article_columns, sorted(rows, key=self._order))
        sources = [row for row in self.sources if not (MADE.fullmatch(row["source_id"]) and row["source_id"] in gone)]
        sources += [item.source() for item in items if not item.known]
        sources.sort(key=lambda row: self._order(row, "source_id"))
        _write(folder / f"{SOURCES}.csv", self.source_columns, sources)

    def marks(self, row) -> tuple[str, str, str]:
        """Return what a row of the table can be known by again."""
        return row["article_id"], self.place(row), row["text_sha256"]

    def _order(self, row, key="article_id"):
        if MADE.fullmatch(row[key]):
            return 2, row[key].replace("undated", "9999")
        return (1, row[key]) if row[key] in self.published else (0, "")


def _index(pairs) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, value in pairs:
        if name:
            found.setdefault(name, set()).add(value)
    return found


def _rows(path: Path, name: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of a table as texts, and its columns; those of the contract where there is no such table."""
    if not path.is_file():
        return [], [field["name"] for field in contract.resource(name)["schema"]["fields"]]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        return list(reader), list(reader.fieldnames)


def _write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())


# ------------------------------------------------------------------------------------------- one row for each item


def _sought(key, place, text) -> set[str]:
    """Return the marks of which one makes two pages the same: key, address; text where there is no address."""
    return {key, place or text}


def _choose(items: list[_Item], holding, problems) -> list[_Item]:
    """Choose one page for each item: with an address before without, the latest reading, the longest text."""
    ranked = sorted(items, key=lambda i: (i.page.digest, i.page.file))
    ranked.sort(key=lambda i: (bool(i.url), i.date_read, i.page.words), reverse=True)
    held = {row["text_sha256"]: row["article_id"] for row in holding.made if holding.place(row)}
    kinds = {m: r["kind"] for r in holding.made if r["kind"] != NOT_CODED for m in _sought(*holding.marks(r))}
    chosen, borne = [], {}
    for item in ranked:
        sought = _sought(*item.marks)
        used = next((borne[mark] for mark in sorted(sought) if mark in borne), "")
        used = used or ("" if item.url or item.known else held.get(item.page.text_sha256, ""))
        if used:
            problems.append((item.page.file, f"{item.key}: {used} was used", documents.PASSED_OVER))
            continue
        if not item.known:  # a kind that somebody gave the row stays: no page says it
            item.row["kind"] = next((kinds[mark] for mark in sorted(item.marks) if mark in kinds), NOT_CODED)
        chosen.append(item)
        borne |= {mark: item.page.file for mark in item.marks if mark}
    return sorted(chosen, key=lambda item: item.key)
