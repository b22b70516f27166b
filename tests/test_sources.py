"""Fetching: against a real server on loopback that does what servers should not."""

import csv
import hashlib
import itertools
import json
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc

import pytest
import trustme

from helpers import sources, symbols, web
from misbehaving_server import (
    MISSING,
    Server,
    body,
    busy,
    chunked,
    conditional,
    cut,
    cut_chunks,
    endless,
    packed,
    page,
    pdf,
    ranged,
    redirect,
    silent,
    stall,
    status,
)

SYMBOL = "S/RES/2396 (2017)"
FILE = "S_RES_2396(2017).en.pdf"
DOCUMENT = pdf("A resolution.")
LARGE = pdf("A long resolution.", size=300_000)


@pytest.fixture
def serve():
    """Start servers that end with the test."""
    running = []

    def start(*answers, certificate=None, **pages):
        named = {f"/{name}": value for name, value in pages.items()}
        server = Server({"/robots.txt": [status(404)], "/document": list(answers), **named}, certificate)
        running.append(server.__enter__())
        return server

    yield start
    for server in running:
        server.__exit__()


def settings(*servers, **changes):
    """Return settings that ask the first server for documents and counts, with short waits."""
    quick = {"interval": 0, "first_wait": 0.01, "connect": 2, "read": 2, "total": 5, "attempts": 3}
    places = {
        "allow_hosts": tuple(server.host for server in servers),
        "document_url": servers[0].url + "/document?s={symbol}&l={language}&t=pdf",
        "counts_url": servers[0].url + "/{kind}?page=1",
    }
    return sources.Settings(**{**places, **quick, **changes})


def fetch(folder, *servers, symbol=SYMBOL, revalidate=False, **changes):
    (result,) = sources.fetch_documents([symbol], folder, settings(*servers, **changes), revalidate=revalidate)
    return result


def fetch_page(folder, server, path="page", **changes):
    (result,) = sources.fetch_articles([f"{server.url}/{path}"], folder, settings(server, **changes))
    return result


def failure(folder, *servers, **changes):
    """Fetch what cannot be had; return the reason, with nothing half-written left."""
    result = fetch(folder, *servers, **changes)
    assert (result.state, result.file, result.bytes) == ("failed", "", None)
    assert whole_files(folder) == []
    return result.reason


def whole_files(folder):
    """Return the names of all files that a reader of the folder would find, but the manifest."""
    return sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != sources.MANIFEST)


def unfinished(folder):
    return sorted(path.name for path in (folder / ".fetch").iterdir() if path.name != "lock")


def manifest(folder):
    with (folder / sources.MANIFEST).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def is_fetched(result, folder, content=DOCUMENT):
    assert (result.state, result.reason) == ("fetched", "")
    assert (result.bytes, result.sha256) == (len(content), sha256(content))
    assert (folder / result.file).read_bytes() == content
    assert unfinished(folder) == []
    return True


# What a good server gives


def test_a_document_is_fetched_and_recorded(serve, tmp_path):
    server = serve(body(DOCUMENT, ETag='"7"', Content_Type="application/pdf"))
    result = fetch(tmp_path, server, symbol="s/res/2396(2017)")
    assert is_fetched(result, tmp_path)
    assert (result.key, result.file) == (SYMBOL, FILE)
    (row,) = manifest(tmp_path)
    assert row["key"] == SYMBOL
    assert row["language"] == "en"
    assert row["sha256"] == sha256(DOCUMENT)
    assert row["url"] == row["final_url"] == f"{server.url}/document?s=S%2FRES%2F2396%282017%29&l=en&t=pdf"
    assert (row["etag"], row["content_type"], row["state"]) == ('"7"', "application/pdf", "fetched")
    assert str(result) == f"fetched  {SYMBOL}: {FILE}, {len(DOCUMENT):,} bytes, sha256 {sha256(DOCUMENT)}"


def test_the_client_says_who_it_is_and_sends_neither_cookies_nor_credentials(serve, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server = serve(redirect("/other"), other=[body(DOCUMENT, Set_Cookie="a=b")])
    server.pages["/document"] = [
        lambda handler: handler.start(302, Location="/other", Set_Cookie="a=b", Content_Length=0)
    ]
    folder = tmp_path / "mine"
    assert is_fetched(fetch(folder, server), folder)
    for request in server.requests:
        assert set(request.headers) == {"Host", "User-Agent", "Accept-Encoding"}
        assert request.headers["User-Agent"].startswith("un-interpol-notebooks/")


@pytest.mark.parametrize("symbol", ["A/RES/48/218 B", "S/PV.6233 (Resumption 1)", "A/71/PV.48", "A/C.3/80/L.14/Rev.1"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_file_name_reads_back_as_its_symbol(serve, tmp_path, symbol, language):
    result = fetch(tmp_path, serve(body(DOCUMENT)), symbol=symbol, language=language)
    assert symbols.normalise(result.file) == symbol
    assert f".{language}." in result.file


def test_the_default_address_is_that_of_the_document_service():
    order = sources._document("A/RES/48/218 B", sources.Settings(language="fr"))
    assert order.url == "https://documents.un.org/api/symbol/access?s=A%2FRES%2F48%2F218B&l=fr&t=pdf"
    assert web.Client(sources.Settings(), sources.DOCUMENT_HOSTS)._check(order.url)


def test_an_article_keeps_its_bytes_and_gets_a_name(serve, tmp_path):
    content = "\ufeff<!-- note --><!doctype html><html><p>Réunion</p></html>".encode()
    server = serve(page=[body(content, Content_Type="application/octet-stream")])
    result = fetch_page(tmp_path, server, "page#part")
    assert is_fetched(result, tmp_path, content)
    assert result.key == f"{server.url}/page"
    assert result.file.endswith(".html")
    assert result.file.startswith("127-0-0-1-")


def test_articles_that_end_alike_get_files_of_their_own(serve, tmp_path):
    server = serve()
    server.pages |= {"/a/news.html": [body(page("One."))], "/b/news.html": [body(page("Two."))]}
    urls = [f"{server.url}/{folder}/news.html" for folder in "ab"]
    results = sources.fetch_articles(urls, tmp_path, settings(server))
    assert [(tmp_path / result.file).read_bytes() for result in results] == [page("One."), page("Two.")]


def test_an_article_can_be_a_pdf(serve, tmp_path):
    result = fetch_page(tmp_path, serve(page=[body(DOCUMENT, Content_Type="text/html")]))
    assert is_fetched(result, tmp_path)
    assert result.file.endswith(".pdf")


def test_a_redirect_is_followed_and_recorded(serve, tmp_path):
    other = serve(there=[body(DOCUMENT)])
    server = serve(redirect("/hop", 301), hop=[redirect(f"{other.url}/there", 307)])
    assert is_fetched(fetch(tmp_path, server, other), tmp_path)
    assert manifest(tmp_path)[0]["final_url"] == f"{other.url}/there"


def test_a_chunked_and_a_packed_answer_are_read(serve, tmp_path):
    assert is_fetched(fetch(tmp_path / "a", serve(chunked(DOCUMENT))), tmp_path / "a")
    assert is_fetched(fetch(tmp_path / "b", serve(packed(DOCUMENT))), tmp_path / "b")


# What is held already


def test_a_second_call_asks_nobody(serve, tmp_path):
    server = serve(body(DOCUMENT))
    fetch(tmp_path, server)
    asked = len(server.requests)
    result = fetch(tmp_path, server)
    assert (result.state, result.file, result.sha256) == ("cached", FILE, sha256(DOCUMENT))
    assert len(server.requests) == asked


def test_what_is_held_needs_no_network(tmp_path):
    with Server({"/document": [body(DOCUMENT)]}) as server:
        fetch(tmp_path, server)
        gone = settings(server, attempts=1)
    both = sources.fetch_documents([SYMBOL, "A/RES/71/19"], tmp_path, gone)
    assert [result.state for result in both] == ["cached", "failed"]
    assert "could not be reached" in both[1].reason


@pytest.mark.parametrize("validators", [{"ETag": '"7"'}, {"Last_Modified": "Mon, 01 Jan 2018 00:00:00 GMT"}])
def test_an_unchanged_document_is_not_sent_again(serve, tmp_path, validators):
    server = serve(conditional(DOCUMENT, **validators))
    fetch(tmp_path, server)
    assert fetch(tmp_path, server, revalidate=True).state == "cached"
    header = "If-None-Match" if "ETag" in validators else "If-Modified-Since"
    assert server.asked("/document")[1].headers[header] in validators.values()


def test_a_changed_document_takes_the_place_of_the_old_one(serve, tmp_path):
    server = serve(body(DOCUMENT, ETag='"7"'), body(LARGE, ETag='"8"'))
    folder, other = tmp_path / "mine", tmp_path / "other"
    fetch(folder, server)
    other.hardlink_to(folder / FILE)
    assert is_fetched(fetch(folder, server, revalidate=True), folder, LARGE)
    assert other.read_bytes() == DOCUMENT  # put in place at once, not written over
    assert whole_files(folder) == [FILE]
    assert manifest(folder)[0]["etag"] == '"8"'


def test_the_same_bytes_sent_again_count_as_held(serve, tmp_path):
    server = serve(body(DOCUMENT))
    fetch(tmp_path, server)
    assert fetch(tmp_path, server, revalidate=True).state == "cached"
    assert len(server.asked("/document")) == 2


def test_a_failed_look_for_news_keeps_what_is_held(serve, tmp_path):
    server = serve(body(DOCUMENT), status(404))
    fetch(tmp_path, server)
    result = fetch(tmp_path, server, revalidate=True)
    assert (result.state, result.file, result.sha256) == ("failed", FILE, sha256(DOCUMENT))
    assert (tmp_path / FILE).read_bytes() == DOCUMENT
    assert fetch(tmp_path, server).state == "cached"


def test_a_file_that_somebody_changed_is_left_alone(serve, tmp_path):
    server = serve(body(DOCUMENT))
    fetch(tmp_path, server)
    (tmp_path / FILE).write_bytes(b"my notes")
    result = fetch(tmp_path, server, revalidate=True)
    assert result.state == "failed"
    assert "changed after it was fetched" in result.reason
    assert (tmp_path / FILE).read_bytes() == b"my notes"


def test_a_file_of_the_same_name_is_never_overwritten(serve, tmp_path):
    (tmp_path / FILE).write_bytes(b"my copy")
    result = fetch(tmp_path, serve(body(DOCUMENT)))
    assert (result.state, result.file) == ("failed", "")
    assert "was not fetched" in result.reason
    assert (tmp_path / FILE).read_bytes() == b"my copy"


def test_a_file_that_was_deleted_is_fetched_again(serve, tmp_path):
    server = serve(conditional(DOCUMENT, ETag='"7"'))
    fetch(tmp_path, server)
    (tmp_path / FILE).unlink()
    assert is_fetched(fetch(tmp_path, server), tmp_path)


def test_a_lost_manifest_is_found_again_from_the_files(serve, tmp_path):
    server = serve(body(DOCUMENT))
    fetch(tmp_path, server)
    (tmp_path / sources.MANIFEST).unlink()
    assert is_fetched(fetch(tmp_path, server), tmp_path)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", 'key\n"', "\xe9"])
def test_a_manifest_that_is_none_is_left_alone(serve, tmp_path, text):
    (tmp_path / sources.MANIFEST).write_text(text, "latin-1")
    with pytest.raises(sources.SourceError, match="found another table"):
        fetch(tmp_path, serve(body(DOCUMENT)))
    assert (tmp_path / sources.MANIFEST).read_text("latin-1") == text


# Several at once


def test_one_failure_does_not_stop_the_others(serve, tmp_path):
    server = serve(status(404), body(DOCUMENT))
    seen = []
    asked = ["A/RES/71/19", "no symbol", SYMBOL, "S/RES/2396(2017)"]
    results = sources.fetch_documents(asked, tmp_path, settings(server), report=seen.append)
    assert [result.state for result in results] == ["failed", "failed", "fetched"]
    assert "found 'no symbol', expected a UN document symbol" in results[1].reason
    assert seen == results
    assert [row["key"] for row in manifest(tmp_path)] == ["A/RES/71/19", SYMBOL]
    assert manifest(tmp_path)[0]["reason"].endswith("answered 404 Not Found")


def test_two_languages_of_a_document_are_two_files(serve, tmp_path):
    server = serve(body(DOCUMENT))
    fetch(tmp_path, server)
    fetch(tmp_path, server, language="fr")
    assert whole_files(tmp_path) == [FILE, FILE.replace(".en.", ".fr.")]
    assert [row["language"] for row in manifest(tmp_path)] == ["en", "fr"]


def test_two_fetches_at_once_on_one_folder_share_the_work(serve, tmp_path):
    wanted = [f"A/RES/71/{number}" for number in range(1, 7)]
    server = serve(endless(DOCUMENT, every=0.01, piece=300))
    runs = [start(tmp_path, server, wanted) for _ in range(2)]
    outputs = [json.loads(run.communicate(timeout=60)[0]) for run in runs]
    assert sorted(states[0] for states in outputs) == ["cached", "fetched"]
    assert all(len(set(states)) == 1 for states in outputs)
    assert len(server.asked("/document")) == len(wanted)
    assert [row["key"] for row in manifest(tmp_path)] == wanted
    assert len(whole_files(tmp_path)) == len(wanted)


# Politeness


def test_robots_txt_is_obeyed_and_read_once(serve, tmp_path):
    rules = b"User-agent: *\nDisallow: /*?s=A\nAllow: /\n"
    server = serve(body(DOCUMENT))
    server.pages["/robots.txt"] = [body(rules)]
    results = sources.fetch_documents(["A/RES/71/19", SYMBOL], tmp_path, settings(server))
    assert [result.state for result in results] == ["failed", "fetched"]
    assert "robots.txt of 127.0.0.1 keeps programs away" in results[0].reason
    assert len(server.asked("/robots.txt")) == 1
    assert len(server.asked("/document")) == 1


def test_robots_txt_of_a_redirects_target_is_obeyed(serve, tmp_path):
    other = serve(there=[body(DOCUMENT)])
    other.pages["/robots.txt"] = [body(b"User-agent: un-interpol-notebooks\nDisallow: /there\n")]
    server = serve(redirect(f"{other.url}/there"))
    assert "robots.txt" in failure(tmp_path, server, other)
    assert other.asked("/there") == []


def test_where_robots_txt_cannot_be_read_nothing_is_fetched(serve, tmp_path):
    server = serve(body(DOCUMENT))
    server.pages["/robots.txt"] = [status(503)]
    assert "nothing is fetched there" in failure(tmp_path, server)
    assert server.asked("/document") == []
    assert len(server.asked("/robots.txt")) == 3


def test_requests_to_one_host_keep_their_distance(serve, tmp_path):
    server = serve(body(DOCUMENT))
    sources.fetch_documents(["A/RES/71/1", "A/RES/71/2"], tmp_path, settings(server, interval=0.3))
    times = [request.at for request in server.requests]
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) > 0.2


def test_a_crawl_delay_is_kept_or_refused(serve, tmp_path):
    server = serve(body(DOCUMENT))
    server.pages["/robots.txt"] = [body(b"User-agent: *\nCrawl-delay: 0.4\n")]
    sources.fetch_documents(["A/RES/71/1", "A/RES/71/2"], tmp_path, settings(server))
    first, second = server.asked("/document")
    assert second.at - first.at > 0.3
    assert "between two requests" in fetch(tmp_path, server, longest_wait=0.1).reason


def test_the_digital_library_is_never_asked(tmp_path):
    url = "https://digitallibrary.un.org/record/1327714"
    for host in ("digitallibrary.un.org", "digitallibrary.un.org:444"):
        (result,) = sources.fetch_articles([url], tmp_path, sources.Settings(allow_hosts=(host,)))
        assert result.state == "failed"
        assert "forbid automated download: open https://digitallibrary.un.org/record/1327714" in result.reason
        assert "python -m helpers ingest" in result.reason


def test_a_redirect_to_the_digital_library_is_not_followed(serve, tmp_path):
    server = serve(redirect("https://digitallibrary.un.org/record/1"))
    assert "forbid automated download" in failure(tmp_path, server)


def test_a_list_of_wanted_persons_is_never_stored(tmp_path):
    allowed = sources.Settings(allow_hosts=("ws-public.interpol.int",))
    (result,) = sources.fetch_articles(["https://ws-public.interpol.int/notices/v1/red"], tmp_path, allowed)
    assert "never stored" in result.reason


# Trying again


@pytest.mark.parametrize("code", [500, 501, 502, 503, 504])
def test_a_server_error_may_pass(serve, tmp_path, code):
    server = serve(status(code), body(DOCUMENT))
    assert is_fetched(fetch(tmp_path, server), tmp_path)


def test_the_attempts_have_an_end(serve, tmp_path):
    server = serve(status(500))
    assert failure(tmp_path, server).endswith("answered 500 Internal Server Error")
    assert len(server.asked("/document")) == 3


def test_the_wait_grows(serve, tmp_path):
    server = serve(status(500))
    failure(tmp_path, server, first_wait=0.15, attempts=3)
    first, second, third = (request.at for request in server.asked("/document"))
    assert second - first > 0.14
    assert third - second > 0.29


@pytest.mark.parametrize(("code", "said"), [(403, "Forbidden; use a browser"), (404, "Not Found"), (202, "browser")])
def test_a_refusal_is_not_asked_again(serve, tmp_path, code, said):
    server = serve(status(code))
    reason = failure(tmp_path, server)
    assert f"answered {code}" in reason
    assert said in reason
    assert len(server.asked("/document")) == 1


@pytest.mark.parametrize(("as_date", "least"), [(False, 0.95), (True, 0.9)])
def test_retry_after_is_kept(serve, tmp_path, as_date, least):
    server = serve(busy(2 if as_date else 1, as_date=as_date), body(DOCUMENT))
    assert is_fetched(fetch(tmp_path, server), tmp_path)
    first, second = server.asked("/document")
    assert second.at - first.at > least


def test_too_long_a_wait_is_not_waited(serve, tmp_path):
    server = serve(busy(3600))
    assert "asks for a wait of 3,600 s" in failure(tmp_path, server)
    assert len(server.asked("/document")) == 1


@pytest.mark.parametrize("wait", [None, "soon", -5])
def test_a_retry_after_that_says_nothing_is_none(serve, tmp_path, wait):
    assert is_fetched(fetch(tmp_path, serve(busy(wait), body(DOCUMENT))), tmp_path)


# Cut, slow and silent


@pytest.mark.parametrize(
    "answer",
    [
        cut(LARGE, 100_000),
        cut(DOCUMENT, 500, sized=False),
        cut(DOCUMENT, 0),
        cut_chunks(LARGE, 100_000),
        lambda handler: handler.wfile.write(b"\x00garbage\r\n\r\n"),
        lambda handler: None,
    ],
)
def test_a_cut_answer_never_becomes_a_file(serve, tmp_path, answer):
    server = serve(answer)
    failure(tmp_path, server)
    assert unfinished(tmp_path) == []
    assert len(server.asked("/document")) == (1 if "empty" in manifest(tmp_path)[0]["reason"] else 3)


def test_after_a_cut_the_next_attempt_may_do(serve, tmp_path):
    assert is_fetched(fetch(tmp_path, serve(cut(DOCUMENT, 500), body(DOCUMENT))), tmp_path)


def test_a_page_without_length_and_end_is_no_page(serve, tmp_path):
    server = serve(page=[cut(page(), 50, sized=False)])
    assert "a page without its end" in fetch_page(tmp_path, server).reason
    assert whole_files(tmp_path) == []


@pytest.mark.parametrize("answer", [silent, stall(LARGE, 1000)])
def test_a_silent_server_is_left(serve, tmp_path, answer):
    assert "did not answer in time" in failure(tmp_path, serve(answer), read=0.3, attempts=1)


@pytest.mark.parametrize("in_headers", [False, True])
def test_a_drip_is_cut_off_by_the_total_time(serve, tmp_path, in_headers):
    server = serve(endless(LARGE, in_headers=in_headers))
    begun = time.monotonic()
    assert "took too long" in failure(tmp_path, server, total=0.5, attempts=1)
    assert time.monotonic() - begun < 10


# Going on where it stopped


def test_an_interrupted_download_goes_on(serve, tmp_path):
    server = serve(cut(LARGE, 200_000, ETag='"one"'), ranged(LARGE))
    assert is_fetched(fetch(tmp_path, server), tmp_path, LARGE)
    headers = server.asked("/document")[1].headers
    assert headers["If-Range"] == '"one"'
    assert headers["Range"] == f"bytes={200_000 - web.OVERLAP}-"


def test_the_next_call_goes_on_too(serve, tmp_path):
    server = serve(cut(LARGE, 200_000, ETag='"one"'), ranged(LARGE))
    failure(tmp_path, server, attempts=1)
    assert len(unfinished(tmp_path)) == 2
    assert is_fetched(fetch(tmp_path, server), tmp_path, LARGE)
    assert "Range" in server.asked("/document")[1].headers


def test_a_file_that_was_whole_but_not_yet_named_goes_on(serve, tmp_path):
    server = serve(ranged(LARGE))
    (tmp_path / ".fetch").mkdir()
    partial = tmp_path / ".fetch" / f"{FILE.removesuffix('.pdf')}.partial"
    partial.write_bytes(LARGE)
    url = settings(server).document_url.format(symbol="S%2FRES%2F2396%282017%29", language="en")
    note = {"url": url, "validator": '"one"', "length": len(LARGE)}
    partial.with_name(partial.name + ".json").write_text(json.dumps(note))
    assert is_fetched(fetch(tmp_path, server), tmp_path, LARGE)
    assert server.asked("/document")[0].headers["Range"] == f"bytes={len(LARGE) - web.OVERLAP}-"


WHOLE = len(LARGE)


def rest(whole=WHOLE, until=None, **headers):
    """Answer with the range that is asked for after 200,000 bytes, or with what is called so."""
    begin = 200_000 - web.OVERLAP
    return body(LARGE[begin:until], 206, Content_Range=f"bytes {begin}-{whole - 1}/{whole}", **headers)


@pytest.mark.parametrize(
    ("second", "asked"),
    [
        (body(LARGE), 2),  # the server sends no ranges
        (ranged(LARGE, etag='"two"'), 2),  # it has another file now
        (ranged(LARGE, lie=bytes(len(LARGE))), 3),  # other bytes under the same ETag
        (status(416), 3),
        (body(LARGE, 206), 3),  # a range that does not say which
        (body(LARGE[100:], 206, Content_Range=f"bytes 100-{len(LARGE) - 1}/{len(LARGE)}"), 3),  # not the one asked
        (rest(ETag='"two"'), 3),  # a range of another file
        (rest(whole=WHOLE + 1), 3),
        (rest(until=250_000), 3),  # less than it says
    ],
)
def test_where_it_cannot_go_on_it_begins_anew(serve, tmp_path, second, asked):
    server = serve(cut(LARGE, 200_000, ETag='"one"'), second, body(LARGE))
    assert is_fetched(fetch(tmp_path, server), tmp_path, LARGE)
    assert len(server.asked("/document")) == asked


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}, {"ETag": '"one"', "Content_Encoding": "gzip"}])
def test_without_a_strong_validator_it_begins_anew(serve, tmp_path, headers):
    server = serve(cut(LARGE, 200_000, **headers), body(LARGE))
    assert is_fetched(fetch(tmp_path, server), tmp_path, LARGE)
    assert "Range" not in server.asked("/document")[1].headers


def test_what_was_noted_of_one_file_is_not_used_for_the_next(serve, tmp_path):
    server = serve(cut(LARGE, 200_000, ETag='"one"'), cut(LARGE, 250_000), body(LARGE))
    assert is_fetched(fetch(tmp_path, server), tmp_path, LARGE)
    assert "Range" not in server.asked("/document")[2].headers


# Too large


def test_an_announced_size_over_the_limit_is_not_read(serve, tmp_path):
    assert "bytes are announced, the limit is 100,000" in failure(tmp_path, serve(body(LARGE)), largest=100_000)


def test_an_unannounced_size_over_the_limit_is_cut(serve, tmp_path):
    assert "larger than the limit of 100,000 bytes" in failure(tmp_path, serve(chunked(LARGE)), largest=100_000)


def test_a_file_that_grows_over_the_limit_in_two_parts_is_cut(serve, tmp_path):
    server = serve(cut(LARGE, 90_000, sized=False, ETag='"one"'), ranged(LARGE))
    server.pages["/document"][0] = stall(LARGE, 90_000, ETag='"one"')
    assert "limit is 2" in failure(tmp_path, server, largest=250_000)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_gzip_bomb_does_not_unpack(serve, tmp_path, times):
    server = serve(packed(b"%PDF-1.4" + bytes(60_000_000), times))
    tracemalloc.start()
    try:
        assert "larger than the limit of 1,000,000 bytes" in failure(tmp_path, server, largest=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert unfinished(tmp_path) == []


# Not what was asked for


@pytest.mark.parametrize("answer", [body(pdf(MISSING)), body(page(MISSING)), body(page(MISSING.replace(" ", " <b/>")))])
def test_a_page_saying_that_there_is_no_document_is_named(serve, tmp_path, answer):
    assert "says that there is no such document" in failure(tmp_path, serve(answer))


def test_an_empty_answer_is_named(serve, tmp_path):
    assert "not (or not yet) published" in failure(tmp_path, serve(body(b"", Content_Type="application/pdf")))


def test_a_page_in_place_of_the_pdf_is_named(serve, tmp_path):
    assert failure(tmp_path, serve(body(page(), Content_Type="application/pdf"))) == "a web page in place of the PDF"


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(2000), b'{"total": 3}', b"\x89PNG\r\n", b"plain words"])
def test_content_of_another_type_is_named(serve, tmp_path, content):
    server = serve(body(content, Content_Type="application/pdf"), page=[body(content, Content_Type="text/html")])
    assert "neither PDF" in failure(tmp_path, server)
    assert "neither HTML nor PDF" in fetch_page(tmp_path, server).reason


def test_a_pdf_only_by_name_is_named(serve, tmp_path):
    assert "cannot be opened" in failure(tmp_path, serve(body(b"%PDF-1.7\n" + bytes(5000))))


# Where it may go


def test_a_host_that_is_not_allowed_is_not_asked(serve, tmp_path):
    server = serve(page=[body(page())])
    (result,) = sources.fetch_articles([f"{server.url}/page"], tmp_path, sources.Settings())
    assert f"{server.host} is not an allowed host" in result.reason
    assert "--allow-host" in result.reason
    assert server.requests == []


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_refused(serve, tmp_path, code):
    other = serve(there=[body(DOCUMENT)])
    reason = failure(tmp_path, serve(redirect(f"{other.url}/there", code)))
    assert f"{other.host} is not an allowed host" in reason
    assert other.requests == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://documents.un.org/file.pdf", "only https is spoken"),
        ("file:///etc/passwd", "is not an allowed host"),
        ("//169.254.169.254/latest", "is not an allowed host"),
        ("https://somebody:secret@documents.un.org/", "with a user name"),
        ("https://documents.un.org.evil.example/", "is not an allowed host"),
        ("https://documents.un.org:8443/", "is not an allowed host"),
        ("http://[", "no web address"),
    ],
)
def test_a_redirect_elsewhere_is_refused(serve, tmp_path, target, said):
    assert said in failure(tmp_path, serve(redirect(target)))


def test_redirects_in_a_circle_and_without_end_are_left(serve, tmp_path):
    server = serve(redirect("/hop"), hop=[redirect("/document?s=S%2FRES%2F2396%282017%29&l=en&t=pdf")])
    assert "redirects in a circle" in failure(tmp_path, server)
    server.pages["/hop"] = [lambda handler: redirect(f"/hop?{len(server.requests)}")(handler)]
    assert "more than 5 redirects" in failure(tmp_path, server)


@pytest.mark.parametrize("host", ["https://x.org", "x.org/path", "", "user@x.org", "x.org?", "*.un.org", "x y"])
def test_an_allowed_host_must_be_a_host(tmp_path, host):
    with pytest.raises(web.HostError, match="expected the name of a host"):
        sources.fetch_articles([], tmp_path, sources.Settings(allow_hosts=(host,)))


def test_hosts_are_compared_as_hosts_are():
    assert web.host_name("WWW.Example.org:443") == "www.example.org"
    client = web.Client(web.Limits(), ["documents.un.org"])
    assert client._check("HTTPS://Documents.UN.org.:443/x#y").url.endswith("/x")


def test_plain_http_is_for_loopback_only(tmp_path):
    (result,) = sources.fetch_articles(["http://www.un.org/en"], tmp_path, sources.Settings())
    assert "only https is spoken" in result.reason


def test_a_wrong_setting_is_an_error_of_the_call(tmp_path):
    with pytest.raises(sources.SourceError, match="expected one of ar, en"):
        sources.fetch_documents([SYMBOL], tmp_path, sources.Settings(language="de"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(sources.SourceError, match="nothing can be kept there"):
        sources.fetch_documents([SYMBOL], tmp_path / "file", sources.Settings())


# TLS


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def secured(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def test_an_unknown_certificate_is_refused(serve, tmp_path, authority):
    server = serve(body(DOCUMENT), certificate=secured(authority, "127.0.0.1"))
    assert "certificate cannot be trusted" in failure(tmp_path, server)
    assert server.requests == []


needs_own_trust = pytest.mark.skipif(sys.platform != "linux", reason="only OpenSSL takes trust from SSL_CERT_FILE")


@needs_own_trust
def test_a_trusted_certificate_is_taken_for_its_own_host_only(serve, tmp_path, authority, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    good = serve(body(DOCUMENT), certificate=secured(authority, "127.0.0.1"))
    assert is_fetched(fetch(tmp_path / "good", good), tmp_path / "good")
    wrong = serve(body(DOCUMENT), certificate=secured(authority, "documents.un.org"))
    assert "certificate cannot be trusted" in failure(tmp_path / "wrong", wrong)


@needs_own_trust
def test_a_redirect_from_https_to_http_is_refused(serve, tmp_path, authority, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    plain = serve(there=[body(DOCUMENT)])
    server = serve(redirect(f"{plain.url}/there"), certificate=secured(authority, "127.0.0.1"))
    assert "redirected from https to" in failure(tmp_path / "x", server, plain)
    assert plain.asked("/there") == []


@needs_own_trust
def test_a_drip_over_tls_is_cut_off_too(serve, tmp_path, authority, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    server = serve(endless(LARGE), certificate=secured(authority, "127.0.0.1"))
    assert "took too long" in failure(tmp_path / "x", server, total=0.5, attempts=1)


# Counts of notices

NAME = "SOMEBODY WANTED"
LISTED = json.dumps({"total": 6523, "_embedded": {"notices": [{"name": NAME, "total": 1}]}}).encode()


def counts(folder):
    with (folder / sources.COUNTS).open(encoding="utf-8", newline="") as lines:
        return {row["kind"]: row["total"] for row in csv.DictReader(lines)}


def test_only_the_totals_of_notices_are_kept(serve, tmp_path):
    server = serve(red=[body(LISTED)], yellow=[body(b'{"total": 7}')], un=[body(b'{"total": 0}')])
    results = sources.refresh_counts(tmp_path, settings(server))
    assert [(result.key, result.state, result.total) for result in results] == [
        ("red", "fetched", 6523),
        ("yellow", "fetched", 7),
        ("un", "fetched", 0),
    ]
    assert counts(tmp_path) == {"red": "6523", "yellow": "7", "un": "0"}
    assert str(results[0]) == "fetched  red: 6,523 notices"
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or NAME.encode() not in path.read_bytes()
    assert NAME not in repr(results)


def test_a_second_reading_on_one_day_takes_the_place_of_the_first(serve, tmp_path):
    server = serve(red=[body(LISTED), body(b'{"total": 8}')], yellow=[body(LISTED)], un=[body(LISTED)])
    sources.refresh_counts(tmp_path, settings(server))
    server.pages["/un"] = [status(403)]
    results = sources.refresh_counts(tmp_path, settings(server))
    assert "answered 403" in results[2].reason
    assert counts(tmp_path) == {"red": "8", "yellow": "6523", "un": "6523"}


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"[]", b"{}", b'{"total": "7"}', b'{"total": true}', b'{"total": -1}', b"[" * 99_999]
)
def test_an_answer_without_a_total_is_a_failure(serve, tmp_path, content):
    server = serve(red=[body(content)], yellow=[body(content)], un=[body(content)])
    assert {result.reason for result in sources.refresh_counts(tmp_path, settings(server))} == {
        "the answer has no total"
    }
    assert whole_files(tmp_path) == []


# Interruption, import

RUN = """
import json, sys
from helpers import sources
folder, options, texts = json.loads(sys.argv[1])
results = sources.fetch_documents(texts, folder, sources.Settings(**options))
print(json.dumps([result.state for result in results]))
"""


def start(folder, server, texts, **changes):
    """Start a fetch in a process of its own."""
    options = vars(settings(server, **changes))
    command = [sys.executable, "-c", RUN, json.dumps([str(folder), options, texts])]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wait_for(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def test_kill_9_leaves_no_half_written_file_and_the_next_call_goes_on(serve, tmp_path):
    server = serve(body(DOCUMENT), stall(LARGE, 250_000, ETag='"one"'), ranged(LARGE))
    partial = tmp_path / ".fetch" / f"{FILE.removesuffix('.pdf')}.partial"
    run = start(tmp_path, server, ["A/RES/71/19", SYMBOL], read=60, total=60)
    wait_for(lambda: partial.is_file() and partial.stat().st_size > 100_000)
    run.kill()
    run.communicate()
    assert whole_files(tmp_path) == ["A_RES_71_19.en.pdf"]
    assert [row["key"] for row in manifest(tmp_path)] == ["A/RES/71/19"]
    first, second = sources.fetch_documents(["A/RES/71/19", SYMBOL], tmp_path, settings(server))
    assert first.state == "cached"
    assert is_fetched(second, tmp_path, LARGE)
    assert "Range" in server.asked("/document")[2].headers
    assert len(manifest(tmp_path)) == 2


@pytest.mark.parametrize("after", [2, 4])
def test_kill_9_at_any_time_loses_no_document(serve, tmp_path, after):
    wanted = [f"A/RES/71/{number}" for number in range(1, 6)]
    server = serve(endless(DOCUMENT, every=0.02, piece=200))
    run = start(tmp_path, server, wanted)
    wait_for(lambda: len(server.asked("/document")) >= after)
    run.kill()
    run.communicate()
    assert all((tmp_path / name).read_bytes() == DOCUMENT for name in whole_files(tmp_path))
    done = len(manifest(tmp_path))
    results = sources.fetch_documents(wanted, tmp_path, settings(server))
    assert [result.state for result in results].count("cached") == done >= after - 1
    assert len(whole_files(tmp_path)) == len(manifest(tmp_path)) == len(wanted)
    assert unfinished(tmp_path) == []


def test_a_run_leaves_no_thread_behind(serve, tmp_path):
    server = serve(body(DOCUMENT))
    before = set(threading.enumerate())
    fetch(tmp_path, server)
    wait_for(lambda: {t for t in threading.enumerate() if isinstance(t, threading.Timer)} <= before)


def test_importing_is_cheap_and_touches_no_network():
    heavy = ("urllib3", "tenacity", "protego", "truststore", "filelock", "bs4", "pypdfium2", "asyncio")
    new = "set(sys.modules) - had"
    code = f"import sys, helpers; had = set(sys.modules); import helpers.sources; print(set({heavy}) & ({new}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
