"""The published data: the contract holds, the codebook is current, no source's sentence was copied."""

import subprocess
import sys
from pathlib import Path

import pytest

from helpers import chain, codebook, contract, load, tables

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def test_frictionless_finds_the_package_valid():
    command = [sys.executable, "-m", "frictionless", "validate", str(ROOT / "data" / "datapackage.json")]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-5000:]


@pytest.mark.parametrize("name", contract.names())
def test_each_table_loads_from_another_directory(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = load(name)
    assert len(table) == contract.row_count(contract.resource(name))


def test_the_codebook_is_what_the_contract_says():
    assert codebook.codebook(contract.package()) == (ROOT / "data" / "README.md").read_text("utf-8")


def test_each_column_is_explained():
    bare = [
        f"{resource['name']}.{field['name']}"
        for resource in contract.package()["resources"]
        for field in resource["schema"]["fields"]
        if len(field.get("description", "")) < 4
    ]
    assert bare == []


def test_each_file_in_data_is_in_the_contract():
    listed = {resource["path"] for resource in contract.package()["resources"]}
    there = {path.name for path in (ROOT / "data").iterdir() if path.suffix in {".csv", ".parquet"}}
    assert there == listed


def test_the_data_stay_small():
    assert sum(path.stat().st_size for path in (ROOT / "data").iterdir()) < 20_000_000


@pytest.mark.skipif(not (SHARED / "tools" / "copied-text").exists(), reason="the source texts are not on this machine")
def test_no_sentence_of_a_source_was_copied():
    run = subprocess.run([SHARED / "tools" / "copied-text", ROOT], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_the_evidence_of_each_claim_is_a_row_of_a_published_table():
    claims = load("claims").dropna(subset=["evidence_table"])
    found = [len(tables.find(row.evidence_table, row.evidence_key.split(" ; "))) for row in claims.itertuples()]
    assert found
    assert all(found)


def test_the_chain_has_the_sizes_that_its_figure_shows():
    sizes = chain.sizes(load("chain_paragraphs"), load("documents")).set_index("symbol")
    read_by_hand = {"A/RES/71/19": [13, 6], "A/RES/73/11": [17, 11], "A/RES/75/10": [21, 16]}
    read_by_hand |= {"A/RES/77/20": [25, 20], "A/RES/79/136": [29, 25]}
    assert {symbol: [*row] for symbol, row in sizes[["preambular", "operative"]].T.items()} == read_by_hand


def test_nobody_unread_is_counted_as_not_naming_interpol():
    documents = load("documents")
    said_no = documents[documents["names_interpol"] == "no"]
    assert set(said_no["text_state"]) <= {"whole", "read, not held"}


def test_the_council_has_each_resolution_once():
    council = load("documents").query("body == 'Security Council'")
    assert sorted(council["number"]) == list(range(1, len(council) + 1))


def test_members_and_accessions_agree():
    assert set(load("members")["iso3"]) <= set(load("accessions")["iso3"])
