"""A small data package of invented rows, for tests that need a wrong file."""

import json

import pytest

from helpers import contract

FIELDS = [
    {
        "name": "symbol",
        "type": "string",
        "description": "Symbol.",
        "constraints": {"required": True, "pattern": "S/.+"},
    },
    {
        "name": "date",
        "type": "date",
        "constraints": {"required": True, "minimum": "1946-01-01", "maximum": "2026-12-31"},
    },
    {"name": "names_interpol", "type": "string", "constraints": {"required": True, "enum": ["yes", "no", "unknown"]}},
    {"name": "yes", "type": "integer", "constraints": {"minimum": 0, "maximum": 15}},
]
ROWS = [
    "symbol,date,names_interpol,yes",
    "S/RES/1 (1946),1946-01-25,no,",
    "S/RES/2 (1946),1946-01-30,yes,11",
    "S/RES/3 (1946),1946-04-04,unknown,9",
]


@pytest.fixture
def small_package(tmp_path, monkeypatch):
    """Stand a package of one table with three rows in place of the published one; return its folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    schema = {"fields": FIELDS, "primaryKey": ["symbol"], "missingValues": [""]}
    table = {"name": "votes", "title": "a vote", "description": "Votes.", "path": "votes.csv", "schema": schema}
    package = {"name": "small", "title": "Small", "description": "Small.", "version": "0", "resources": [table]}
    (folder / "votes.csv").write_text("\n".join(ROWS) + "\n", "utf-8")
    (folder / contract.DESCRIPTOR).write_text(json.dumps(package), "utf-8")
    monkeypatch.setattr(contract, "published", lambda: folder)
    contract.seal()
    return folder
