"""The published derived tables again, from the corpora: `python -m helpers build CORPORA --data DIR`."""

import os
import shutil
import tempfile
from pathlib import Path

from helpers import contract
from helpers.corpus import build, chain
from helpers.errors import ReportedError

HAND_KEPT = ("readings.csv", "known_namings.csv", "coded_mentions.csv", "chain_corrections.csv", "gists.csv")


class RebuildError(ReportedError):
    """Corpora or evidence that are not there."""


def rebuild(corpora: Path, evidence: Path, data: Path, workers: int | None = None) -> list[str]:
    """Build the derived tables in a folder beside `data` and move them there when all are written.

    Parameters
    ----------
    corpora, evidence
        Folders of the archives of texts and of the tables on resolutions.
    data
        The folder to write to. Hand-kept tables that stand there are used, published ones in place of those that do
        not; none is changed.
    workers
        Number of processes; by default one for each core.

    Returns
    -------
    list of str
        The names of the files written.

    Raises
    ------
    RebuildError
        If a file that is read is missing; all such files are named.
    """
    if missing := build.missing(corpora, evidence):
        raise RebuildError("\n".join(f"{path}: not found, expected as the README names it" for path in missing))
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".build-") as made:
        work = Path(made)
        for name in HAND_KEPT:
            kept = data / name
            shutil.copy(kept if kept.is_file() else contract.published() / name, work)
        build.build(corpora, evidence, work, work, workers or os.cpu_count() or 1)
        chain.build_chain(corpora, work)
        written = sorted(file for file in work.iterdir() if file.name not in HAND_KEPT)
        for file in written:
            file.replace(data / file.name)
    return [file.name for file in written]
