"""The whole way from files to tables, with made-up documents: what comes out, and that nothing changes it."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import BrokenExecutor
from pathlib import Path

import filelock
import polars as pl
import psutil
import pytest

from helpers import cli, contract
from helpers.corpus import build, ingest, pool, rebuild, record, tabulate

SHARED = Path(__file__).parents[2] / "shared"
TABLES = ("documents.csv", "mentions.csv", "citations.csv", "paragraphs.parquet", "terms.parquet", "problems.csv")
ASSEMBLY = """A/RES/{session}/{number}
Distr.: General

Resolution adopted by the General Assembly on 9 December {year}

{session}/{number}. Cooperation against made-up crime

The General Assembly,

Recalling its resolution 60/288 of 8 September 2006,

Noting the databases of the International Criminal Police Organization (INTERPOL),

1. Urges Member States to fill the following with data on terrorism:

(a) The databases of INTERPOL;

(b) Lists of their own;

2. Decides to remain seized of the matter.

50th plenary meeting
9 December {year}
"""
COUNCIL = """Resolution 1373 (2001)
Adopted by the Security Council at its 40th sitting, on 3 May 2001

The Security Council,

Reaffirming its resolution 1269 (1999) of 19 October 1999,

1. Decides that all States shall prevent terrorism;

2. Decides to remain seized of this matter.
"""


def write_documents(folder, count=4):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        text = ASSEMBLY.format(session=70, number=number, year=2015)
        (folder / f"A_RES_70_{number}.txt").write_text(text, "utf-8")
    (folder / "S_RES_1373(2001).txt").write_text(COUNCIL, "utf-8")
    return folder


def contents(data):
    return {name: (data / name).read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Four Assembly resolutions and one of the Council, read by one process."""
    folder = tmp_path_factory.mktemp("read")
    summary = ingest.ingest([write_documents(folder / "in")], folder / "out", workers=1)
    assert summary.unread == 0
    return folder


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(ingest, "CHUNK_BYTES", 500)


def table(folder, name):
    file = folder / "out" / name
    return pl.read_csv(file) if file.suffix == ".csv" else pl.read_parquet(file)


def test_the_documents_are_those_of_the_files(read):
    documents = table(read, "documents.csv")
    assert documents["symbol"].to_list() == [*(f"A/RES/70/{n}" for n in range(1, 5)), "S/RES/1373 (2001)"]
    row = documents.row(0, named=True)
    assert (row["date"], row["title"], row["meeting"]) == (
        "2015-12-09",
        "Cooperation against made-up crime",
        "A/70/PV.50",
    )
    assert (row["preambular"], row["operative"], row["names_interpol"], row["occurrences"]) == (2, 2, "yes", 3)
    assert documents["names_interpol"].to_list()[-1] == "no"


def test_a_sub_paragraph_has_part_and_verb_of_its_paragraph(read):
    paragraphs = table(read, "paragraphs.parquet").filter(pl.col("symbol") == "A/RES/70/1")
    body = paragraphs.filter(pl.col("part") != "other").select("part", "label", "level", "verb", "strength")
    assert body.rows() == [
        ("preambular", "PP1", 1, "recalling", 0),
        ("preambular", "PP2", 1, "noting", 0),
        ("operative", "1", 1, "urges", 4),
        ("operative", "1 (a)", 2, "urges", 4),
        ("operative", "1 (b)", 2, "urges", 4),
        ("operative", "2", 1, "decides", 6),
    ]
    assert paragraphs.filter(pl.col("theme_terrorism"))["label"].to_list() == ["1"]
    assert "text" not in paragraphs.columns


def test_each_paragraph_that_names_interpol_is_a_mention(read):
    mentions = table(read, "mentions.csv").filter(pl.col("symbol") == "A/RES/70/1")
    rows = mentions.select("part", "label", "verb", "addressee", "tools", "hits").rows()
    assert rows == [
        ("preambular", "PP2", "noting", None, "databases", 2),
        ("operative", "1 (a)", "urges", "member_states", "databases", 1),
    ]


def test_citations_are_counted(read):
    citations = table(read, "citations.csv").filter(pl.col("citing").is_in(["A/RES/70/1", "S/RES/1373 (2001)"]))
    assert citations.rows() == [
        ("A/RES/70/1", "A/RES/60/288", 1, "preambular", "recalling"),
        ("S/RES/1373 (2001)", "S/RES/1269 (1999)", 1, "preambular", "reaffirming"),
    ]


def test_words_are_counted_in_small_letters(read):
    terms = table(read, "terms.parquet").filter(pl.col("symbol") == "A/RES/70/1")
    counts = dict(terms.select("term", "count").iter_rows())
    assert (counts["interpol"], counts["databases"], counts["plenary"]) == (2, 2, 1)


@pytest.mark.parametrize("name", TABLES)
def test_each_table_keeps_to_the_contract(read, name):
    assert contract.check(read / "out" / name, Path(name).stem) == []


def test_chunks_and_workers_do_not_change_a_byte(read, tmp_path, small_chunks):
    ingest.ingest([read / "in"], tmp_path / "out", workers=2)
    assert contents(tmp_path / "out") == contents(read / "out")


def test_a_dask_cluster_gives_the_same_bytes(read, tmp_path, small_chunks):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        ingest.ingest([read / "in"], tmp_path / "out", dask=cluster.scheduler_address)
    assert contents(tmp_path / "out") == contents(read / "out")


def test_a_cluster_that_is_not_there_is_named(tmp_path):
    paths = [write_documents(tmp_path / "in", 1)]
    with pytest.raises(ingest.pool.PoolError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        ingest.ingest(paths, tmp_path / "out", dask="tcp://127.0.0.1:9")


def test_archives_and_single_files_are_read_too(read, tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for file in sorted((read / "in").iterdir()):
            archive.write(file, file.name)
    ingest.ingest([tmp_path / "in.zip"], tmp_path / "zip", workers=1)
    ingest.ingest(sorted((read / "in").iterdir()), tmp_path / "files", workers=1)
    for out in ("zip", "files"):
        assert (tmp_path / out / "paragraphs.parquet").read_bytes() == (read / "out/paragraphs.parquet").read_bytes()


def test_what_stands_in_the_folder_stays(read, tmp_path):
    files = sorted((read / "in").iterdir())
    for file in files:
        ingest.ingest([file], tmp_path / "out", workers=1)
    for name in ("mentions.csv", "citations.csv", "paragraphs.parquet", "terms.parquet"):
        assert (tmp_path / "out" / name).read_bytes() == (read / "out" / name).read_bytes(), name


def test_a_document_read_again_is_replaced(tmp_path):
    folder = write_documents(tmp_path / "in", 1)
    ingest.ingest([folder], tmp_path / "out", workers=1)
    file = folder / "A_RES_70_1.txt"
    file.write_text(file.read_text("utf-8").replace("INTERPOL", "POLICE").replace("Criminal", "Kind"), "utf-8")
    ingest.ingest([file], tmp_path / "out", workers=1)
    assert table(tmp_path, "documents.csv").height == 2
    assert table(tmp_path, "mentions.csv").is_empty()


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path, capsys):
    folder = write_documents(tmp_path / "in", 1)
    (folder / "broken.json").write_bytes(b"[{")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "letter.txt").write_text("Dear Sir,\nnothing of note.\n", "utf-8")
    (folder / "bad.zip").write_bytes(b"PK")
    (folder / "A_RES_70_9.txt").write_text("Rappelant la résolution et les droits de l’homme, " * 20, "utf-8")
    assert cli.main(["ingest", str(folder), str(folder / "bad.zip"), "--data", str(tmp_path / "out")]) == 1
    kinds = dict(table(tmp_path, "problems.csv").select("file", "kind").iter_rows())
    assert {Path(name).name: kind for name, kind in kinds.items()} == {
        **dict.fromkeys(["broken.json", "empty.txt", "picture.png", "bad.zip"], "not read"),
        "letter.txt": "no symbol",
        "A_RES_70_9.txt": "language",
    }
    assert table(tmp_path, "documents.csv").height == 2
    assert "2 documents" in capsys.readouterr().out


def test_the_text_says_which_document_it_is_and_the_name_is_only_a_hint(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "A_RES_70_2.txt").write_text(ASSEMBLY.format(session=70, number=1, year=2015), "utf-8")
    ingest.ingest([folder], tmp_path / "out", workers=1)
    assert table(tmp_path, "documents.csv")["symbol"].to_list() == ["A/RES/70/1"]
    assert table(tmp_path, "problems.csv")["kind"].to_list() == ["name and text differ"]


def test_of_two_texts_of_one_document_one_is_used_and_the_other_named(tmp_path):
    folder = write_documents(tmp_path / "in", 1)
    lines = [{"text": line, "prefix": None} for line in ASSEMBLY.format(session=70, number=1, year=2015).split("\n")]
    (folder / "A_RES_70_1.json").write_text(json.dumps(lines), "utf-8")
    ingest.ingest([folder], tmp_path / "out", workers=1)
    problems = table(tmp_path, "problems.csv")
    assert table(tmp_path, "documents.csv")["symbol"].to_list() == ["A/RES/70/1", "S/RES/1373 (2001)"]
    assert problems.filter(pl.col("kind") == "another text was used").height == 1


def test_a_neighbours_text_is_not_credited(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    quiet = ASSEMBLY.format(session=70, number=1, year=2015)
    quiet = quiet.replace("International Criminal Police Organization (INTERPOL)", "police").replace("INTERPOL", "it")
    neighbour = ASSEMBLY.format(session=70, number=2, year=2015)
    (folder / "A_RES_70_1.txt").write_text(quiet + neighbour[neighbour.index("70/2. ") :], "utf-8")
    ingest.ingest([folder], tmp_path / "out", workers=1)
    assert table(tmp_path, "mentions.csv").is_empty()
    assert table(tmp_path, "documents.csv")["occurrences"].to_list() == [0]


# --- interruptions ---------------------------------------------------------------------------------------------

SLOWLY = """
import sys, time
from pathlib import Path
from helpers.corpus import documents, ingest, store
ingest.CHUNK_BYTES = 500
keep = store.Store.keep
def slow(self, *given):
    keep(self, *given)
    time.sleep(0.5)
store.Store.keep = slow
ingest.ingest([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)
"""


def started(folder, out):
    """Start a slow run in another process and wait until it has finished two chunks."""
    run = subprocess.Popen([sys.executable, "-c", SLOWLY, str(folder), str(out)], stderr=subprocess.DEVNULL)
    for _ in range(600):
        done = [p for p in (out / ".ingest/parts").glob("*") if p.suffix != ".partial"]
        if len(done) >= 2:
            return run, done
        time.sleep(0.05)
    run.kill()
    raise AssertionError("the run did not start")


def test_killed_in_the_middle_it_goes_on_and_gives_the_same_bytes(read, tmp_path, small_chunks, monkeypatch):
    out = tmp_path / "out"
    run, done = started(read / "in", out)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert not any((out / name).exists() for name in TABLES)
    analysed = []
    analyse = ingest.documents.analyse
    monkeypatch.setattr(ingest.documents, "analyse", lambda files: analysed.append(files) or analyse(files))
    ingest.ingest([read / "in"], out, workers=1)
    assert len(analysed) <= 5 - len(done)
    assert contents(out) == contents(read / "out")
    assert not (out / ".ingest").exists()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of Unix")
def test_a_worker_that_is_killed_is_replaced_and_the_bytes_are_the_same(read, tmp_path, monkeypatch):
    monkeypatch.setattr(ingest, "CHUNK_BYTES", 600)
    killed = []

    def kill_one(running, *rest, **more):
        if not killed:
            killed.extend(psutil.Process().children(recursive=True))
            for child in killed:
                child.kill()
        return collect(running, *rest, **more)

    collect = ingest._collect
    monkeypatch.setattr(ingest, "_collect", kill_one)
    ingest.ingest([read / "in"], tmp_path / "out", workers=2)
    assert killed
    assert contents(tmp_path / "out") == contents(read / "out")


def test_a_file_that_ends_its_process_is_named(tmp_path):
    with pytest.raises(BrokenExecutor):
        pool.alone(os._exit, 1, 60)
    with pytest.raises(TimeoutError):
        pool.alone(time.sleep, 60, 3)


def zipped(*members, **more):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def encrypted_zip():
    """A ZIP whose member is flagged as encrypted, in both of its headers."""
    raw = bytearray(zipped(("a.txt", "text")))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


WORDS = "The General Assembly, Noting the work of INTERPOL, decides what it decided before. "
DEEP = "(" * 10_000 + "[" * 10_000 + " the terrorist ".join("(" for _ in range(2_000))
HOSTILE = {
    "empty.txt": (b"", "empty"),
    "blank.pdf": (b" ", "PDF|text|symbol|empty"),
    "truncated.pdf": (b"%PDF-1.7\n1 0 obj <<", "cannot be read"),
    "truncated.docx": (zipped(("word/document.xml", WORDS * 99))[:400], "cannot be read"),
    "broken.json": (b"[{", "cannot be read"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "locked.zip": (encrypted_zip(), "encrypted"),
    "bomb.zip": (zipped(("A_RES_70_1.txt", b"0" * 50_000_000)), "bomb"),
    "escape.zip": (zipped(("../../A_RES_70_2.txt", WORDS)), "leads out"),
    "nested.zip": (zipped(("a.zip", zipped(("b.zip", zipped(("c.txt", WORDS)))))), "archive inside"),
    "damaged.zip": (zipped(("a.txt", WORDS * 500))[:-30], "damaged"),
    "entities.xml": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>',
        "entities",
    ),
    "lies.pdf": (WORDS.encode(), "expected one of"),
    "binary.txt": (bytes(range(256)) * 40, "no text"),
    "arabic.txt": (("إن الجمعية العامة " * 400).encode(), "symbol"),
    "chinese.txt": (("大会回顾其决议" * 400).encode(), "symbol"),
    "A_RES_70_9.txt": (("A/RES/70/9\n" + "大会回顾其决议" * 400).encode(), "another language"),
    "image.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(50), "image"),
    "missing.html": (
        b"<html><body><p>The document you are looking for does not exist on this server.</p></body></html>",
        "does not exist|symbol",
    ),
}


def test_hostile_files_are_named_and_the_rest_goes_on_in_bounds(read, tmp_path):
    folder = write_documents(tmp_path / "in")
    for name, (content, _) in HOSTILE.items():
        (folder / name).write_bytes(content)
    (folder / "A_RES_70_7.txt").write_bytes(ASSEMBLY.format(session=70, number=7, year=2015).encode() + DEEP.encode())
    broken = ASSEMBLY.format(session=70, number=8, year=2015).encode().replace(b"made-up", b"made\xff\x80up")
    (folder / "A_RES_70_8.txt").write_bytes(broken)
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    (folder / "link.txt").symlink_to("/etc/hostname")
    before = time.monotonic()
    ingest.ingest([folder], tmp_path / "out", workers=1)
    assert time.monotonic() - before < 120
    problems = pl.read_csv(tmp_path / "out" / "problems.csv")
    for name, (_, said) in {
        **HOSTILE,
        "link.txt": (b"", "symbolic link"),
        "huge.txt": (b"", "more than the 64"),
    }.items():
        reasons = " ".join(problems.filter(pl.col("file").str.starts_with(f"in/{name}"))["reason"])
        assert re.search(said, reasons), (name, reasons)
    symbols = set(pl.read_csv(tmp_path / "out" / "documents.csv")["symbol"])
    assert symbols == {*pl.read_csv(read / "out" / "documents.csv")["symbol"], "A/RES/70/7", "A/RES/70/8"}


def test_a_second_run_at_once_says_so_and_stops(read, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    with filelock.FileLock(out / ".ingest.lock"):
        assert cli.main(["ingest", str(read / "in"), "--data", str(out)]) == 1
    assert "another run is writing to this folder" in capsys.readouterr().err
    assert not any((out / name).exists() for name in TABLES)


def test_the_old_set_stands_until_the_new_one_is_whole(read, tmp_path, monkeypatch):
    out = tmp_path / "out"
    ingest.ingest([read / "in" / "A_RES_70_1.txt"], out, workers=1)
    before = contents(out)
    with monkeypatch.context() as patch:
        patch.setattr(ingest.store.Store, "publish", lambda self: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            ingest.ingest([read / "in"], out, workers=1)
    assert contents(out) == before
    ingest.ingest([read / "in"], out, workers=1)
    assert table(tmp_path, "documents.csv").height == 5


def test_a_change_of_the_set_that_was_cut_off_is_finished(read, tmp_path, monkeypatch):
    out = tmp_path / "out"
    replace, moved = Path.replace, []

    def fails_later(self, target):
        if ".ingest" in self.parts and len(moved) == 3:
            raise KeyboardInterrupt
        moved.append(self)
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails_later)
        with pytest.raises(KeyboardInterrupt):
            ingest.ingest([read / "in"], out, workers=1)
    ingest.store.Store(out).begin()
    assert contents(out) == contents(read / "out")


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(ingest.IngestError, match=r"found no .*nowhere"):
        ingest.ingest([tmp_path / "nowhere"], tmp_path / "out")


# --- the published tables --------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not beside the repository (../shared)")
def test_a_part_of_the_published_tables_is_rebuilt():
    texts = {}
    for source_id, place in build.TEXT_SETS[2:3]:
        for name, raw in build.read.members(SHARED / "corpus" / place):
            symbol = build._resolution(name)
            texts[symbol.text] = record.read_record(symbol, source_id, name, build.read.text(name, raw))
    published = pl.read_parquet(contract.published() / "paragraphs.parquet")
    sources = dict(
        pl.read_csv(contract.published() / "documents.csv", infer_schema=False)
        .select("symbol", "text_source")
        .iter_rows()
    )
    chosen = {symbol: text for symbol, text in texts.items() if sources[symbol] == "ga-chain"}
    assert chosen
    made = tabulate.tables([(symbol, text.pages) for symbol, text in chosen.items()])
    for symbol in chosen:
        rows = made["paragraphs"].drop("doc").filter(pl.col("symbol") == symbol)
        assert rows.equals(published.filter(pl.col("symbol") == symbol)), symbol


def test_missing_corpora_are_named(tmp_path):
    with pytest.raises(rebuild.RebuildError, match="not found, expected as the README"):
        rebuild.rebuild(tmp_path / "none", tmp_path, tmp_path / "out")
