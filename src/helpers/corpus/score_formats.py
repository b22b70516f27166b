"""Score the readers on real files against a hand-kept key: python -m helpers.corpus.score_formats FORMATS.

Symbol, language and date of each file must be right or the matter of a named problem; a file that cannot be read is
a named problem as a whole. Where `un-paragraphs.zip` lies beside FORMATS, A/RES/79/136 as PDF is compared with its
typed paragraphs too: part, label and words of each paragraph.
"""

import argparse
import hashlib
import re
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from helpers import load
from helpers.corpus import masthead, read
from helpers.corpus.segment import segment

FIELDS = ("symbol", "language", "date")


@dataclass(frozen=True)
class Result:
    """One file: what was found, and for each field right, named or wrong."""

    file: str
    found: dict[str, str]
    verdicts: dict[str, str]
    problems: tuple[str, ...]


def score(formats: Path, key: list[dict]) -> list[Result]:
    """Read the files of the key below `formats`; raise ReadError where one is not the file that was coded."""
    return [_score_file(formats / row["file"], row) for row in key]


def key() -> list[dict]:
    """Return the rows of the hand-kept key, `data/format_key.csv`."""
    return load("format_key").fillna("").astype(str).to_dict("records")


def _score_file(path, row):
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != row["sha256"]:
        raise read.ReadError(f"{row['file']}: is not the file that the key was coded from")
    try:
        identity = masthead.read(row["file"], read.text(row["file"], raw))
    except read.ReadError as error:
        return Result(row["file"], dict.fromkeys(FIELDS, ""), dict.fromkeys(FIELDS, "named"), (str(error),))
    found = {
        "symbol": "; ".join(filter(None, (identity.symbol, *identity.others))),
        "language": identity.language,
        "date": identity.date,
    }
    return Result(
        row["file"], found, {f: _verdict(f, found, row, identity.problems) for f in FIELDS}, identity.problems
    )


def _verdict(field, found, row, problems):
    if found[field] == row[field]:
        return "right"
    return "named" if any(p.startswith((f"{field}:", "no document:")) for p in problems) else "wrong"


def compare_paragraphs(pdf: Path, archive: Path, name: str, symbol: str) -> list[str]:
    """Return the differences between a PDF's paragraphs and those of its typed text, empty if there are none."""
    with zipfile.ZipFile(archive) as packed:
        member = next(n for n in packed.namelist() if n.endswith(name))
        typed = read.text(name, packed.read(member))
    one, other = (_paragraphs(text, symbol) for text in (read.text(pdf.name, pdf.read_bytes()), typed))
    differing = [place for place in sorted(one.keys() | other.keys()) if one.get(place) != other.get(place)]
    return [f"{' '.join(place)}: {_difference(place, one, other)}" for place in differing]


def _difference(place, one, other):
    if place in one and place in other:
        return "words differ"
    return "not in the PDF" if place in other else "not in the JSON"


def _paragraphs(text, symbol):
    found = segment(text, symbol)
    return {(p.part, p.label): re.findall(r"\w+", p.text.lower()) for p in found if p.part != "other"}


def main(arguments: list[str] | None = None) -> int:
    """Print the table of files, the counts and the comparison; return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m helpers.corpus.score_formats", description=__doc__.split("\n")[0])
    parser.add_argument("formats", type=Path)
    options = parser.parse_args(arguments)
    results = score(options.formats, key())
    for result in results:
        shown = " | ".join(f"{result.found[field] or '–'} {_mark(result.verdicts[field])}" for field in FIELDS)
        print(f"{Path(result.file).name[:44]:44} | {shown} | {'; '.join(result.problems)[:150]}")
    counts = {field: Counter(result.verdicts[field] for result in results) for field in FIELDS}
    print(f"\n{len(results)} files")
    for field in FIELDS:
        print(
            f"{field:9}" + ", ".join(f"{verdict} {counts[field][verdict]}" for verdict in ("right", "named", "wrong"))
        )
    wrong = sum(counts[field]["wrong"] for field in FIELDS)
    archive = options.formats.parent / "un-paragraphs.zip"
    if archive.exists():
        pdf = next(options.formats.rglob("A_RES_79_136.pdf"))
        differences = compare_paragraphs(pdf, archive, "A_RES_79_136.json", "A/RES/79/136")
        print("A/RES/79/136, PDF and JSON: " + ("; ".join(differences) or "the same paragraphs"))
        wrong += len(differences)
    return 1 if wrong else 0


def _mark(verdict):
    return {"right": "✓", "named": "(named)", "wrong": "WRONG"}[verdict]


if __name__ == "__main__":
    sys.exit(main())
