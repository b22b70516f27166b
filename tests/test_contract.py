"""The contract: every kind of wrong file is named with file, row, column, value and expectation."""

import json
import re

import pytest

from conftest import ROWS
from helpers import cli, contract, load, tables


def write(folder, rows):
    path = folder / "votes.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def messages(folder, rows):
    return [str(problem) for problem in contract.check(write(folder, rows), "votes")]


def test_a_file_that_keeps_to_the_contract_has_no_problem(small_package):
    assert messages(small_package, ROWS) == []


def test_all_problems_are_listed_at_once(small_package):
    rows = [ROWS[0], "A/1,1946-01-25,maybe,", "S/2,not a date,no,eleven", "S/3,1945-12-31,no,16"]
    assert messages(small_package, rows) == [
        "votes.csv, row 2, column symbol: found 'A/1', expected text that matches S/.+, not empty",
        "votes.csv, row 2, column names_interpol: found 'maybe', expected one of: yes, no, unknown, not empty",
        "votes.csv, row 3, column date: found 'not a date', expected date as YYYY-MM-DD from 1946-01-01 to 2026-12-31, "
        "not empty",
        "votes.csv, row 3, column yes: found 'eleven', expected integer from 0 to 15, or empty",
        "votes.csv, row 4, column date: found '1945-12-31', expected date as YYYY-MM-DD from 1946-01-01 to 2026-12-31, "
        "not empty",
        "votes.csv, row 4, column yes: found '16', expected integer from 0 to 15, or empty",
    ]


def test_an_empty_required_cell_is_named(small_package):
    assert messages(small_package, [ROWS[0], "S/1,,no,"]) == [
        "votes.csv, row 2, column date: found nothing, expected date as YYYY-MM-DD from 1946-01-01 to 2026-12-31, "
        "not empty"
    ]


def test_a_duplicate_key_is_named(small_package):
    (message,) = messages(small_package, [*ROWS, ROWS[1]])
    assert message.startswith("votes.csv, row 5, column symbol: found a key that stands above already")


def test_a_missing_column_is_named_once(small_package):
    rows = [line.rsplit(",", 1)[0] for line in ROWS]
    assert messages(small_package, rows) == [
        "votes.csv, row 1, column yes: found no such column, expected integer from 0 to 15, or empty"
    ]


def test_columns_may_come_in_another_order_and_with_one_more(small_package):
    rows = ["note,yes,names_interpol,date,symbol", "mine,3,no,1946-01-25,S/1"]
    assert messages(small_package, rows) == []
    table = load("votes", data=small_package, only=True)
    assert list(table.columns) == ["symbol", "date", "names_interpol", "yes", "note"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "an empty file"),
        (b"symbol,date\xff\xfe\n", "bytes that are not UTF-8"),
        (b"symbol,symbol,date,names_interpol,yes\n", "the column twice"),
        (b'symbol,date,names_interpol,yes\n"S/1,1946-01-25,no,\n', "row 2: found a line that is no CSV"),
        (b"symbol;date;names_interpol;yes\nS/1;1946-01-25;no;\n", "columns separated by ';'"),
    ],
)
def test_a_file_that_is_no_table_is_one_message(small_package, content, said):
    path = small_package / "votes.csv"
    path.write_bytes(content)
    problems = contract.check(path, "votes")
    assert problems
    assert any(said in str(problem) for problem in problems)


def test_a_byte_order_mark_is_no_problem(small_package):
    path = small_package / "votes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(ROWS).encode())
    assert contract.check(path, "votes") == []
    assert next(iter(load("votes", data=small_package, only=True).columns)) == "symbol"


def test_an_unknown_table_lists_those_that_exist(small_package):
    with pytest.raises(contract.ContractError, match=r"found table 'vote', expected one of votes"):
        load("vote")


def test_the_published_table_loads_with_the_types_of_the_contract(small_package):
    table = load("votes")
    assert str(table["date"].dtype).startswith("datetime64")
    assert table["yes"].isna().tolist() == [True, False, False]
    assert table["yes"].sum() == 20


def test_an_edited_published_table_does_not_load(small_package):
    write(small_package, [line.replace(",9", ",8") for line in ROWS])
    with pytest.raises(contract.ContractError, match="the file was edited"):
        load("votes")


def test_a_truncated_published_table_does_not_load(small_package):
    write(small_package, ROWS[:-1])
    with pytest.raises(contract.ContractError, match="found 2 rows, expected 3 rows"):
        load("votes")


def test_a_missing_published_table_does_not_load(small_package):
    (small_package / "votes.csv").unlink()
    with pytest.raises(contract.ContractError, match=r"votes.csv: found no file, expected a table with 4 columns"):
        load("votes")


def test_a_table_that_is_not_sealed_yet_does_not_load(small_package):
    descriptor = json.loads((small_package / contract.DESCRIPTOR).read_text())
    (table,) = descriptor["resources"]
    for key in ("bytes", "hash", "rows"):
        del table[key]
    (small_package / contract.DESCRIPTOR).write_text(json.dumps(descriptor))
    contract._descriptor.cache_clear()
    with pytest.raises(contract.ContractError, match=r"votes.csv: found no seal, expected a sealed table"):
        load("votes")


def test_sealing_refuses_a_wrong_table_and_writes_nothing(small_package):
    before = (small_package / contract.DESCRIPTOR).read_bytes()
    write(small_package, [*ROWS, "S/4,1946-05-01,perhaps,"])
    with pytest.raises(contract.ContractError, match="perhaps"):
        contract.seal()
    assert (small_package / contract.DESCRIPTOR).read_bytes() == before
    assert not list(small_package.glob("*.partial"))


def test_sealing_after_a_change_lets_the_table_load(small_package):
    write(small_package, [*ROWS, "S/4,1946-05-01,no,"])
    assert contract.seal() == ["votes"]
    assert len(load("votes")) == 4
    assert contract.seal() == []


def test_the_check_command_says_the_same_and_exits_with_one(small_package, capsys):
    path = write(small_package, [ROWS[0], "S/1,1946-01-25,maybe,"])
    assert cli.main(["check", str(path)]) == 1
    assert re.search(r"row 2, column names_interpol: found 'maybe'", capsys.readouterr().err)
    write(small_package, ROWS)
    assert cli.main(["check", str(path)]) == 0


def test_a_folder_that_is_not_there_is_named(small_package, tmp_path):
    with pytest.raises(contract.ContractError, match="no such folder"):
        load("votes", data=tmp_path / "nowhere")


def test_a_long_list_of_problems_is_cut_with_its_number(small_package):
    rows = [ROWS[0], *(f"S/{number},1946-01-25,maybe," for number in range(1, 302))]
    with pytest.raises(contract.ContractError, match=r"301 problems(.|\n)*and 101 more"):
        raise contract.ContractError(contract.check(write(small_package, rows), "votes"))


@pytest.mark.parametrize("value", ["1_0", "１２", "٣"])
def test_a_number_that_only_python_reads_is_named(small_package, value):
    (message,) = messages(small_package, [ROWS[0], f"S/RES/1 (1946),1946-01-25,no,{value}"])
    assert f"found {value!r}, expected integer from 0 to 15, or empty, in plain digits" in message


def test_a_date_without_its_zeros_is_named(small_package):
    (message,) = messages(small_package, [ROWS[0], "S/RES/1 (1946),1946-1-5,no,"])
    assert "found '1946-1-5', expected date as YYYY-MM-DD" in message


@pytest.mark.parametrize("name", ["Votes.csv", "votes.csv.txt", "votes (1).csv", "other.csv"])
def test_a_folder_whose_table_has_another_name_is_not_passed_over(small_package, tmp_path, name):
    own = tmp_path / "own"
    own.mkdir()
    (own / name).write_text("x")
    with pytest.raises(contract.ContractError, match=re.escape(repr(name))):
        load("votes", data=own)


def test_line_ends_turned_by_git_are_told_as_such(small_package):
    path = small_package / "votes.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(contract.ContractError, match=r"core\.autocrlf false"):
        load("votes")


@pytest.mark.parametrize("content", ["{", "", "{}", "[]", '{"resources": [{}]}'])
def test_a_broken_descriptor_is_one_message(small_package, content):
    (small_package / contract.DESCRIPTOR).write_text(content)
    contract._descriptor.cache_clear()
    with pytest.raises(contract.ContractError, match="the descriptor as published"):
        load("votes")


def test_a_reference_to_a_row_that_is_not_there_is_not_sealed(small_package):
    path = small_package / contract.DESCRIPTOR
    package = json.loads(path.read_text("utf-8"))
    reference = {"fields": "note", "reference": {"resource": "votes", "fields": "symbol"}}
    package["resources"][0]["schema"]["foreignKeys"] = [reference]
    package["resources"][0]["schema"]["fields"].append({"name": "note", "type": "string"})
    path.write_text(json.dumps(package), "utf-8")
    write(small_package, [ROWS[0] + ",note", ROWS[1] + ",S/RES/1 (1946)", ROWS[2] + ",S/RES/7 (1946)"])
    with pytest.raises(contract.ContractError, match=r"row 3, column note: found 'S/RES/7 \(1946\)'"):
        contract.seal()


def test_rows_are_found_by_key_and_a_wrong_key_is_named(small_package):
    assert tables.find("votes", ["S/RES/3 (1946)", "S/RES/1 (1946)"])["yes"].tolist()[0] == 9
    with pytest.raises(contract.ContractError, match=r"votes.csv, column symbol: found no row 'S/RES/9 \(1946\)'"):
        tables.find("votes", ["S/RES/9 (1946)"])


def test_coverage_tells_rows_years_and_empty_cells(small_package):
    (row,) = tables.coverage().to_dict("records")
    assert (row["table"], row["rows"], row["from"], row["to"]) == ("votes", 3, 1946, 1946)
    assert row["cells_not_known"] == pytest.approx(1 / 12)
