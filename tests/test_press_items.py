"""Saved pages of the press to rows of articles.csv and sources.csv; all pages here are made up."""

import csv
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import polars as pl
import pytest

from helpers import cli, contract, load, overlay
from helpers.corpus import ingest, press_page, press_table, read, store

SHARED = Path(__file__).parents[2] / "shared"
BOTH = ("articles.csv", "sources.csv", "problems.csv")
WORDS = """The police of two made-up islands began to share one list of stolen boats on Monday.
Officers from both shores said that INTERPOL had helped them to set up the link between their harbours.
Smugglers of drugs used to change the colour of a boat and to sail it across the strait by night.
Now a harbour master types in a number and sees within a minute whether somebody misses the boat.
The list is small so far, but its keepers hope that other harbours along the coast will join it soon."""
FOREIGN = """الشرطة في جزيرتين خياليتين تبدأ العمل بقائمة واحدة للقوارب المسروقة منذ يوم الاثنين الماضي.
قال الضباط من كلا الشاطئين إن القائمة صغيرة حتى الآن ولكنها تكبر كل أسبوع مع كل قارب جديد يضاف إليها.
كان المهربون يغيرون لون القارب ثم يبحرون به ليلا عبر المضيق من غير أن يراهم أحد من الحراس.
أما الآن فإن مدير الميناء يكتب الرقم فيعرف في دقيقة واحدة هل القارب مسروق أم أنه ملك لصاحبه.
ويأمل القائمون على القائمة أن تنضم إليها موانئ أخرى على الساحل في الأشهر القليلة المقبلة إن شاء الله."""
DATED = '<meta property="article:published_time" content="2019-05-06T08:00:00Z">'
ADDRESS = "https://paper.example/2019/05/boats"


def page(title="Two islands share a list of boats", head=DATED, body=WORDS, url=ADDRESS, outlet="The Made-up Paper"):
    """Write a page as a news site does, with a menu and a footer."""
    told = "".join(f"<p>{line}</p>" for line in body.split("\n")) if "<" not in body else body
    named = f"<title>{title} | {outlet}</title><h1>{title}</h1>" if title else ""
    head += f'<link rel="canonical" href="{url}">' if url else ""
    head += f'<meta property="og:site_name" content="{outlet}">' if outlet else ""
    return f"""<!DOCTYPE html><html lang="en"><head>{head}</head><body><nav><a href="/a">Home</a> <a href="/b">Sport</a>
        </nav><article>{named}{told}</article><footer>All rights reserved. Contact us.</footer></body></html>"""


def write(folder, **pages):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.html").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read_in(tmp_path, workers=1, out="out", **pages):
    """Ingest pages; return the rows of both tables and the problems by file."""
    ingest.ingest([write(tmp_path / "in", **pages)], tmp_path / out, workers=workers)
    return rows(tmp_path / out)


def rows(out):
    def of(name):
        if not (out / f"{name}.csv").is_file():
            return []
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    problems = {}
    for row in of("problems"):
        problems.setdefault(Path(row["file"]).name, []).append((row["kind"], row["reason"]))
    return of("articles"), of("sources"), problems


def contents(out):
    return {name: (out / name).read_bytes() for name in BOTH if (out / name).is_file()}


# --- what a page says ------------------------------------------------------------------------------------------


def test_a_saved_page_is_a_row_with_its_source_and_never_its_text(tmp_path):
    linked = {"@type": "NewsArticle", "author": [{"name": "Ann Author"}, {"name": "Ben Other"}]}
    head = f'{DATED}<script type="application/ld+json">{json.dumps(linked)}</script>'
    (row,), (source,), problems = read_in(tmp_path, a=page(head=head))
    text = " ".join(WORDS.split())
    key = row.pop("article_id")
    assert re.fullmatch(r"article-2019-05-06-[0-9a-f]{12}", key)
    assert row == {
        **{"date": "2019-05-06", "year": "2019", "date_basis": "page", "title": "Two islands share a list of boats"},
        **{"title_basis": "as printed", "outlet": "The Made-up Paper", "kind": "not coded", "seed": "no"},
        **{"themes": "institutional;drugs", "text_sha256": hashlib.sha256(text.encode()).hexdigest()},
        **{"note": "by Ann Author, Ben Other; the text names INTERPOL", "source_id": key},
    }
    assert (source["source_id"], source["url"], source["publisher"]) == (key, ADDRESS, "The Made-up Paper")
    assert (source["how_read"], source["date_read"], source["source_date"]) == ("saved page", "", "2019-05-06")
    assert problems == {}
    for file in (tmp_path / "out").iterdir():
        assert b"harbour" not in file.read_bytes(), file.name


@pytest.mark.parametrize("name", ["articles", "sources", "problems"])
def test_the_tables_keep_to_the_contract(tmp_path, name):
    pages = {"a": page(), "b": page(title=""), "c": page(head="", url=""), "d": page(body=FOREIGN, url="")}
    read_in(tmp_path, **pages)
    assert contract.check(tmp_path / "out" / f"{name}.csv", name) == []


CALLED = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
TWO = DATED + '<script type="application/ld+json">{"@type": "Article", "datePublished": "2019-05-09"}</script>'
SAID = {  # page, what its row holds, what stands in the problems
    "no date": (page(head=CALLED, url=""), {"date": "", "year": "", "date_basis": ""}, "states no date"),
    "date in the address": (page(head=""), {"date": "2019-05", "year": "2019", "date_basis": "page"}, ""),
    "date on its line": (page(head="", url="", body=f"May 6, 2019\n{WORDS}"), {"date": "2019-05-06"}, ""),
    "two dates": (page(head=TWO), {"date": "2019-05", "year": "2019"}, "2019-05-06 and 2019-05-09"),
    "future": (page(head=DATED.replace("2019", "2031")), {"date": "", "year": ""}, "2031-05-06, which cannot be"),
    "before all": (page(head=DATED.replace("2019", "1957")), {"date": "", "year": ""}, "1957-05-06, which cannot be"),
    "no such day": (page(head=DATED.replace("05-06", "02-30") + CALLED, url=""), {"date": ""}, "states no date"),
    "no publisher": (page(outlet="", url=""), {"outlet": "not stated"}, "states no publisher"),
    "publisher by host": (page(outlet=""), {"outlet": "paper.example"}, ""),
    "known host": (page(url="https://press.un.org/en/2019/x.htm"), {"outlet": "UN Press"}, ""),
    "entities": (page(title="Fish &amp; &eacute;t&eacute; &#x2014; &lt;b&gt;"), {"title": "Fish & été — <b>"}, ""),
    "formula": (page(title="=1+1 is two, say the islands"), {"title": "=1+1 is two, say the islands"}, ""),
    "other script": (page(title="قائمة القوارب", body=FOREIGN), {"title": "قائمة القوارب", "themes": ""}, ""),
    "without interpol": (page(body=WORDS.replace("INTERPOL", "a friend")), {"themes": "drugs"}, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_a_page_does_not_say_is_empty_and_named(tmp_path, case):
    text, expected, said = SAID[case]
    (row,), _, problems = read_in(tmp_path, a=text)
    assert {name: row[name] for name in expected} == expected
    reasons = " ".join(reason for _, reason in problems.get("a.html", []))
    assert said in reasons if said else not reasons
    assert contract.check(tmp_path / "out" / "articles.csv", "articles") == []


def test_hostile_statements_of_a_page_are_borne(tmp_path):
    linked = [
        {"@type": ["NewsArticle", 7], "author": [["x"], {"name": "Half \ud800 sign"}, 5], "publisher": {"name": {}}}
    ]
    linked += [{"@type": {}, "@graph": [None, {"@type": "Article", "datePublished": [2019, "2019-05-06"]}]}, 3]
    head = f"""{DATED}<script type="application/ld+json">{json.dumps(linked)}</script>
        <script type="application/ld+json">{"[" * 9999}</script><link rel="canonical" href="http://[no">"""
    names = "".join(f'<meta name="author" content="Author {n}">' for n in range(999))
    body = "<p>" + "</p><p>".join([*WORDS.split("\n"), *["-" * 50] * 9999]) + "</p>"
    before = time.monotonic()
    (row,), _, problems = read_in(tmp_path, a=page(head=head + names, body=body))
    assert time.monotonic() - before < 60
    assert row["note"].startswith("by Half sign, Author 0, ")
    assert len(row["note"]) < 400
    assert problems == {}


def test_whether_interpol_is_named_is_unknown_in_another_language(tmp_path):
    pages = page(body=FOREIGN), page(body=WORDS.replace("INTERPOL", "a friend"))
    notes = [read_in(tmp_path, a=text)[0][-1]["note"] for text in pages]
    assert notes == [
        "in another language than English (ar), themes not coded; whether it names INTERPOL is unknown",
        "the text does not name INTERPOL",
    ]


def test_themes_that_a_pattern_does_not_tell_apart_stand_in_the_note(tmp_path):
    (row,), _, _ = read_in(tmp_path, a=page(body=f"{WORDS}\nThe same list later served against cybercrime."))
    assert row["themes"] == "institutional;drugs"
    assert "speaks of cybercrime or technology, which the patterns do not tell apart" in row["note"]


# --- what is no press item -------------------------------------------------------------------------------------

TEASER = '<h2><a href="/{n}">Boat number {n} is found again</a></h2><p>{line}</p>'
TEASERS = "".join(TEASER.format(n=n, line=WORDS.split("\n")[n % 5]) for n in range(9))
PARAGRAPH = "{n}. Urges all harbours to keep a list of the boats that are missed and to share it with the others;"
RESOLUTION = "\n".join(
    ["The General Assembly,", "Recalling its talk on boats,", *(PARAGRAPH.format(n=n) for n in range(9))]
)
COOKIES = "We use cookies to make the page work, and each cookie lives for a day on your device.\n" * 12
REFUSED = {
    "no title": (page(title="", outlet=""), "without a title"),
    "script only": (page(body="<script>document.write('words')</script>"), "words in sentences|without text"),
    "no prose": (page(body="Boats.\nLists.\nHarbours and more."), "words in sentences"),
    "server": (page(title="Page not found", body="Sorry, this page is not here any more, try the search."), "server"),
    "absent": (page(title="UN", body="The document you are looking for does not exist here."), "does not exist"),
    "absent too": (page(title="UN", body="There is no document matching your request."), "server"),
    "robot": (page(title="Just a moment...", body="Enable JavaScript and cookies to continue."), "server"),
    "cookies": (page(title="How we work", body=COOKIES), "terms"),
    "privacy": (page(title="Privacy Policy"), "terms"),
    "terms": (page(title="Terms and Conditions of Use"), "terms"),
    "index": (page(title="Boats of the week", body=TEASERS), "list"),
    "front page": (page(title="The Made-up Paper"), "front page"),
    "search": (page(title="Search results for boats"), "front page"),
    "resolution": (page(title="Cooperation on boats", body=RESOLUTION), "UN document"),
    "letter": (page(body=f"Letter dated 6 May 2019 addressed to the President of a body\n{WORDS}"), "UN document"),
    "document service": (page(url="https://docs.un.org/en/some-thing"), "UN document"),
    "standing page": (page(head="", url=""), "states no date and does not call itself an article"),
    "table": (page(body="<table>" + "<tr><td>7 May<td>A boat was seen" * 40 + "</table>"), "one table"),
    "huge": (page(body="<p>" + WORDS * 11_000), "more than the 4 MB"),
    "deep": (page(body="<div>" * 3000 + WORDS), "nests"),
    "empty": (b"<html></html>", "without text"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_press_item_stays_a_problem(tmp_path, case):
    text, said = REFUSED[case]
    articles, sources, problems = read_in(tmp_path, a=text)
    assert articles == sources == []
    ((kind, reason),) = problems["a.html"]
    assert kind in ("no symbol", "not read")
    assert re.search(said, reason), reason


def test_a_page_with_a_few_links_below_is_an_item(tmp_path):
    more = "".join(f'<li><a href="/{n}">Another story of boat {n}</a></li>' for n in range(4))
    told = "".join(f"<p>{line}</p>" for line in WORDS.split("\n"))
    assert len(read_in(tmp_path, a=page(body=f"{told}<ul>{more}</ul>"))[0]) == 1


def test_a_report_that_quotes_a_resolution_is_an_item(tmp_path):
    assert len(read_in(tmp_path, a=page(body=f"{WORDS}\n{RESOLUTION}"))[0]) == 1


def test_a_page_about_boats_that_breaks_the_engine_is_named_and_the_rest_goes_on(tmp_path, monkeypatch):
    def breaks(title, body):
        raise RuntimeError("made to break")

    monkeypatch.setattr(press_page, "_themes", breaks)
    text = page()
    problems = []
    ingest.documents._press_item("a.html", text.encode(), read.reading("a.html", text.encode()), "", problems, [])
    assert problems == [("a.html", "the engine failed (RuntimeError: made to break)", "failed")]


# --- the fetch record ------------------------------------------------------------------------------------------

RECORD = "key,language,url,final_url,file,bytes,sha256,content_type,etag,last_modified,date_read,state,reason\n"


def fetched(folder, text, url, day="2019-06-01"):
    write(folder, a=text)
    digest = hashlib.sha256((folder / "a.html").read_bytes()).hexdigest()
    row = f"{url},,{url},{url},a.html,1,{digest},text/html,,,{day},fetched,\n"
    (folder / "manifest.csv").write_text(RECORD + row, "utf-8")
    (folder / ".fetch").mkdir()
    (folder / ".fetch" / "lock").touch()
    return folder


@pytest.mark.parametrize("given", ["folder", "file", "archive"])
def test_the_fetch_record_gives_address_and_day_and_is_no_file_to_read(tmp_path, given):
    folder = fetched(tmp_path / "in", page(head="", url=""), "https://other.example/one?id=7")
    if given == "archive":
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
            for file in folder.glob("[am]*"):
                archive.write(file, f"in/{file.name}")
    path = {"folder": folder, "file": folder / "a.html", "archive": tmp_path / "in.zip"}[given]
    assert ingest.ingest([path], tmp_path / "out", workers=1).unread == 0
    (row,), (source,), problems = rows(tmp_path / "out")
    assert (source["url"], source["date_read"]) == ("https://other.example/one?id=7", "2019-06-01")
    assert [reason for _, reason in problems["a.html"]] == [f"{row['article_id']}: the page states no date"]


def test_no_page_is_dated_after_it_was_fetched(tmp_path):
    folder = fetched(tmp_path / "in", page(), "https://other.example/one", "2019-05-05")
    ingest.ingest([folder], tmp_path / "out", workers=1)
    assert rows(tmp_path / "out")[0][0]["date"] == ""


def test_no_page_is_dated_after_today(tmp_path):
    work = store.Store(tmp_path / "out")
    work.begin()
    raw = page().encode()
    work.keep("one", ingest.documents.analyse([("a.html", raw)]))
    count, problems = press_table.add(work, ["one"], [], today="2019-05-05")
    assert count == 1
    assert "which cannot be" in problems["reason"][0]


# --- one row for each item -------------------------------------------------------------------------------------


def test_the_same_page_again_replaces_its_row_and_a_kind_given_by_hand_stays(tmp_path):
    (first,), _, _ = read_in(tmp_path, a=page())
    file = tmp_path / "out" / "articles.csv"
    file.write_text(file.read_text("utf-8").replace("not coded", "news"), "utf-8")
    before = contents(tmp_path / "out")
    assert read_in(tmp_path, a=page())[0] == [first | {"kind": "news"}]
    assert contents(tmp_path / "out") == before
    (row,), (source,), _ = read_in(tmp_path, a=page(body=f"{WORDS}\nA correction: there are three islands, not two."))
    assert row["article_id"] == source["source_id"] != first["article_id"]
    assert row["kind"] == "news"


def test_of_two_copies_of_one_page_one_is_used(tmp_path):
    copy = page().replace("<footer>", "<footer>Saved. ")
    articles, sources, problems = read_in(tmp_path, a=page(), b=copy, c=page(url="").replace("<footer>", "<footer>! "))
    assert len(articles) == len(sources) == 1
    assert [kind for said in problems.values() for kind, _ in said] == ["another text was used"] * 2


def test_the_same_text_in_two_papers_is_two_items(tmp_path):
    other = page(url="https://second.example/boats", outlet="The Second Paper")
    articles, _, problems = read_in(tmp_path, a=page(), b=other)
    assert len(articles) == 2
    assert len({row["text_sha256"] for row in articles}) == 1
    assert problems == {}


def many(count=7):
    told = {n: {"title": f"Boat {n}", "url": f"{ADDRESS}/{n}", "body": f"{WORDS}\nBoat {n}."} for n in range(count)}
    return {f"p{n}": page(**said) for n, said in told.items()} | {
        "twin": page(title="Boat 3", url="", body=f"{WORDS}\nBoat 3."),
        "bad": page(title=""),
    }


def test_bytes_depend_on_the_pages_alone(tmp_path, monkeypatch):
    read_in(tmp_path, **many())
    whole = contents(tmp_path / "out")
    monkeypatch.setattr(ingest, "CHUNK_BYTES", 3000)
    ingest.ingest([tmp_path / "in"], tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == whole
    files = sorted((tmp_path / "in").iterdir())
    for name, order in {"one by one": files, "backwards": files[::-1]}.items():
        for file in order:
            ingest.ingest([file], tmp_path / name, workers=1)
        for table in ("articles.csv", "sources.csv"):
            assert (tmp_path / name / table).read_bytes() == whole[table], (name, table)


SLOWLY = """
import sys, time
from pathlib import Path
from helpers.corpus import ingest, store
ingest.CHUNK_BYTES = 3000
replace, keep = Path.replace, store.Store.keep
def slow(self, *given):
    keep(self, *given)
    time.sleep(0.3)
store.Store.keep = slow
ingest.ingest([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of Unix")
def test_killed_in_the_middle_nothing_is_lost(tmp_path, monkeypatch):
    read_in(tmp_path, **many())
    out = tmp_path / "killed"
    ingest.ingest([tmp_path / "in" / "p0.html"], out, workers=1)
    before = contents(out)
    run = subprocess.Popen([sys.executable, "-c", SLOWLY, str(tmp_path / "in"), str(out)], stderr=subprocess.DEVNULL)
    for _ in range(600):
        if len([p for p in (out / ".ingest/parts").glob("*") if p.suffix != ".partial"]) >= 2:
            break
        time.sleep(0.05)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert contents(out) == before
    monkeypatch.setattr(ingest, "CHUNK_BYTES", 3000)
    ingest.ingest([tmp_path / "in"], out, workers=1)
    assert contents(out) == contents(tmp_path / "out")
    assert not (out / ".ingest").exists()


def test_a_change_of_the_set_that_was_cut_off_is_finished(tmp_path, monkeypatch):
    write(tmp_path / "in", **many(2))
    replace = Path.replace

    def fails_at_the_articles(self, target):
        if self.name == "sources.csv":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails_at_the_articles)
        with pytest.raises(KeyboardInterrupt):
            ingest.ingest([tmp_path / "in"], tmp_path / "out", workers=1)
    store.Store(tmp_path / "out").begin()
    assert len(rows(tmp_path / "out")[0]) == len(rows(tmp_path / "out")[1]) == 3


# --- rows kept by hand, and published ones ---------------------------------------------------------------------

OWN = """note,article_id,date,year,date_basis,title,title_basis,outlet,kind,themes,seed,text_sha256,source_id,my own
"mine, kept",article-500,2020,2020,page,A title of mine,as printed,A paper,news,drugs,no,,own-one,7
,article-062,2018-11-27,2018,page,The seed as I call it,as printed,Diplomatic Times,news,drugs,yes,,article-dt-2018,
"""


def test_rows_kept_by_hand_stay_with_their_columns(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "articles.csv").write_text(OWN, "utf-8-sig")
    articles, _, problems = read_in(tmp_path, a=page())
    assert problems == {}
    assert [(row["article_id"], row["my own"], row["note"]) for row in articles[:2]] == [
        ("article-500", "7", "mine, kept"),
        ("article-062", "", ""),
    ]
    assert articles[2]["outlet"] == "The Made-up Paper"
    assert len(load("articles", data=out)) == contract.row_count(contract.resource("articles")) + 2


def test_a_folder_without_press_items_is_left_as_it_is(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "articles.csv").write_text("not,a,table\n1", "utf-8")
    read_in(tmp_path, a=page(title=""))
    assert (out / "articles.csv").read_text("utf-8") == "not,a,table\n1"
    assert not (out / "sources.csv").exists()


@pytest.mark.parametrize("name", ["articles.xlsx", "sources.xlsx", "articles.csv", "sources.csv"])
def test_tables_that_cannot_be_added_to_are_named(tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("not,a,table\n1", "utf-8")
    _, _, problems = read_in(tmp_path, a=page())
    ((kind, reason),) = problems["a.html"]
    assert kind == "failed"
    assert name in reason
    assert (out / name).read_text("utf-8") == "not,a,table\n1"


def test_a_page_of_a_published_item_gets_its_key_and_keeps_its_codes(tmp_path):
    published = load("articles").set_index("article_id").loc["article-062"]
    url = load("sources").set_index("source_id").loc[published["source_id"], "url"]
    head = DATED.replace("2019-05-06", "2018-11-27")
    (row,), sources, problems = read_in(tmp_path, a=page(title="Another title", head=head, url=f"{url}/?utm_source=x"))
    assert (row["article_id"], row["themes"], row["seed"]) == ("article-062", published["themes"], "yes")
    assert row["text_sha256"] == press_page.checksum(WORDS) != published["text_sha256"]
    assert sources == []
    ((kind, reason),) = problems["a.html"]
    assert kind == "departs from what was expected"
    assert "titled 'Another title'" in reason
    both = load("articles", data=tmp_path / "out")
    assert load("documents", data=tmp_path / "out")["date"].dtype == load("documents")["date"].dtype
    assert len(both) == contract.row_count(contract.resource("articles"))
    gone = overlay.replaced(load("articles"), both.tail(1), contract.resource("articles"), set())
    assert gone["article_id"].tolist() == ["article-062"]


def test_a_page_with_a_published_title_and_no_address_is_pointed_out(tmp_path):
    published = load("articles").set_index("article_id").loc["article-062"]
    (row,), _, problems = read_in(tmp_path, a=page(title=published["title"].upper(), url=""))
    assert row["article_id"] != "article-062"
    assert "has the title of article-062" in problems["a.html"][0][1]


def test_the_page_of_a_row_kept_by_hand_is_not_added_beside_it(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "articles.csv").write_text(OWN, "utf-8")
    columns = [field["name"] for field in contract.resource("sources")["schema"]["fields"]]
    cells = dict.fromkeys(columns, "") | {"source_id": "own-one", "title": "t", "publisher": "p", "url": ADDRESS}
    cells |= {"how_read": "stored copy", "licence_or_terms": "none"}
    (out / "sources.csv").write_text(f"{','.join(columns)}\n{','.join(cells[c] for c in columns)}\n", "utf-8")
    articles, sources, _ = read_in(tmp_path, a=page())
    assert [row["article_id"] for row in articles] == ["article-500", "article-062"]
    assert articles[0]["text_sha256"] == press_page.checksum(WORDS)
    assert [row["source_id"] for row in sources] == ["own-one"]


def test_published_keys_are_not_of_the_form_of_made_ones():
    assert not any(press_table.MADE.fullmatch(key) for key in load("articles")["article_id"])


def test_the_command_says_how_many_items_were_read(tmp_path, capsys):
    folder = write(tmp_path / "in", a=page(), b=page(title=""))
    assert cli.main(["ingest", str(folder), "--data", str(tmp_path / "out")]) == 1
    assert "1 press items read" in capsys.readouterr().out


# --- real pages ------------------------------------------------------------------------------------------------

CORPORA = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not beside the repository (../shared)")


@CORPORA
def test_the_text_of_the_seed_article_is_known_by_its_checksum(tmp_path):
    file = next((SHARED / "article").glob("*.txt"))
    ingest.ingest([file], tmp_path / "out", workers=1)
    (row,), sources, problems = rows(tmp_path / "out")
    published = load("articles").set_index("article_id").loc["article-062"]
    assert (row["article_id"], row["text_sha256"], row["themes"]) == (
        "article-062",
        published["text_sha256"],
        published["themes"],
    )
    assert sources == []
    assert problems == {}


@CORPORA
def test_the_themes_of_the_seed_article_are_those_coded_by_hand_but_one(tmp_path):
    title, _, text = next((SHARED / "article").glob("*.txt")).read_text("utf-8").partition("\n")
    by_hand = load("articles").set_index("article_id").loc["article-062", "themes"].split(";")
    found = press_page._themes(title, text).split(";")
    assert [theme for theme in by_hand if theme not in found] == ["technology"]
    assert [theme for theme in found if theme not in by_hand] == []


@CORPORA
def test_saved_pages_of_un_offices_and_tables_are_no_press_items(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for file in (SHARED / "corpus" / "formats").rglob("*.html"):
        shutil.copy(file, folder / file.name)
    ingest.ingest([folder], tmp_path / "out", workers=1)
    articles, _, problems = rows(tmp_path / "out")
    assert articles == []
    assert len(problems) == len(list(folder.iterdir()))
    assert pl.read_csv(tmp_path / "out" / "documents.csv").is_empty()
