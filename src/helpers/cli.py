"""The commands: `python -m helpers COMMAND`."""

import argparse
import sys
from pathlib import Path

from helpers import contract
from helpers.errors import ReportedError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 where the data or a notebook is at fault."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except ReportedError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers", description="UN-INTERPOL Cooperation Notebooks")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    publish = commands.add_parser("notebooks", help="execute copies of the notebooks and render them as pages")
    publish.add_argument("--out", type=Path, default=Path("build/site"), help="folder of the pages (build/site)")
    publish.set_defaults(run=_publish)

    refresh = commands.add_parser("refresh", help="execute the notebooks again, in place")
    refresh.add_argument("names", nargs="*", help="beginnings of file names, for example 01; none means all")
    refresh.set_defaults(run=_refresh)

    theme = commands.add_parser("new-theme", help="write the notebook of a theme of data/themes.yml")
    theme.add_argument("name", metavar="NAME", help="id of the theme, for example corruption_and_finance")
    theme.set_defaults(run=_new_theme)

    fetch = commands.add_parser("fetch", help="get documents by symbol, press items by address, counts of notices")
    fetch.add_argument("symbols", nargs="*", metavar="SYMBOL", help="for example A/RES/77/20 'S/RES/2396 (2017)'")
    fetch.add_argument("--articles", nargs="+", default=[], metavar="URL", help="addresses of press items")
    fetch.add_argument("--refresh", action="store_true", help="the numbers of notices that INTERPOL lists in public")
    fetch.add_argument(
        "--into", type=Path, default=Path("fetched"), metavar="DIR", help="folder of the files (fetched)"
    )
    fetch.add_argument("--language", default="en", help="ar, en, es, fr, ru or zh (en)")
    fetch.add_argument(
        "--allow-host", action="append", default=[], metavar="HOST", help="one more host that may be asked"
    )
    fetch.add_argument("--revalidate", action="store_true", help="ask whether what is held has changed")
    fetch.set_defaults(run=_fetch)

    again = commands.add_parser("rerun", help="run the notebooks on published and own data; report what changed")
    again.add_argument("names", nargs="*", help="beginnings of file names, for example 02; none means all")
    again.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of your tables")
    again.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for notebooks, pages, changes")
    again.add_argument("--only", action="store_true", help="use your tables alone, none of the published rows")
    again.add_argument("--workers", type=int, help="notebooks at once (default: one for each core)")
    again.set_defaults(run=_rerun)

    check = commands.add_parser("check", help="compare a table of yours with the contract")
    check.add_argument("file", type=Path)
    check.add_argument("--table", help="the table that it should be (default: the file's name)")
    check.set_defaults(run=_check)

    ingest = commands.add_parser("ingest", help="add documents and press items of yours to the tables of a folder")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file, folder or zip archive")
    ingest.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the tables")
    ingest.add_argument("--workers", type=int, help="number of processes (default: one for each core)")
    ingest.add_argument(
        "--dask", default="", metavar="tcp://…", help="address of a Dask scheduler that shares the work"
    )
    ingest.set_defaults(run=_ingest)

    build = commands.add_parser("build", help="rebuild the published tables from the corpora")
    build.add_argument("corpora", type=Path, metavar="CORPORA", help="folder of the archives of texts")
    build.add_argument("--evidence", type=Path, metavar="DIR", help="tables on resolutions (../evidence/resolutions)")
    build.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder to write to")
    build.add_argument("--workers", type=int, help="number of processes (default: one for each core)")
    build.set_defaults(run=_build)

    seal = commands.add_parser("seal", help="maintainers: write new hashes and the codebook after a table changed")
    seal.set_defaults(run=_seal)

    benchmarks = commands.add_parser("benchmarks", help="maintainers: compute our values beside published figures")
    benchmarks.set_defaults(run=_benchmarks)

    quality = commands.add_parser("quality", help="maintainers: measure the engine, from the corpora and hand codings")
    quality.add_argument("corpora", type=Path, metavar="CORPORA", help="folder of the archives of texts")
    quality.set_defaults(run=_quality)

    codebook = commands.add_parser("codebook", help="maintainers: write data/README.md from the contract")
    codebook.set_defaults(run=_codebook)
    return parser


def _publish(options) -> int:
    from helpers import rerun

    print(rerun.publish(rerun.notebook_paths(), options.out))
    return 0


def _refresh(options) -> int:
    from helpers import rerun

    paths = rerun.notebook_paths()
    chosen = [path for path in paths if not options.names or path.name.startswith(tuple(options.names))]
    if not chosen:
        raise rerun.RunError(f"found no notebook {', '.join(options.names)}, expected one of those in notebooks/")
    rerun.refresh(chosen)
    print("\n".join(path.name for path in chosen))
    return 0


def _new_theme(options) -> int:
    from helpers import new_theme

    print(new_theme.write(options.name))
    return 0


def _fetch(options) -> int:
    from helpers import sources

    settings = sources.Settings(language=options.language, allow_hosts=tuple(options.allow_host))
    done, again = [], {"revalidate": options.revalidate, "report": print}
    if options.symbols:
        done += sources.fetch_documents(options.symbols, options.into, settings, **again)
    if options.articles:
        done += sources.fetch_articles(options.articles, options.into, settings, **again)
    if options.refresh:
        done += sources.refresh_counts(options.into, settings, report=print)
    if not done:
        raise ReportedError("found nothing to fetch, expected symbols, --articles or --refresh")
    return int(any(result.state == "failed" for result in done))


def _rerun(options) -> int:
    from helpers import own_data

    report = own_data.run(options.data, options.out, options.names, options.only, options.workers)
    for name, why in report.failures.items():
        print(f"{name} failed: {why}", file=sys.stderr)
    print(f"{len(report.changes):,} values differ from the published ones: {report.out / 'changes.html'}")
    return 1 if report.failures else 0


def _check(options) -> int:
    name = options.table or options.file.stem
    problems = contract.check(options.file, name)
    if problems:
        raise contract.ContractError(problems)
    print(f"{options.file}: keeps to the contract of {name}")
    return 0


def _ingest(options) -> int:
    from helpers.corpus import ingest

    done = ingest.ingest(options.paths, options.data, options.workers, options.dask)
    print(f"{done.documents:,} documents in {options.data}, {done.articles:,} press items read")
    print(f"{done.unread:,} files not used, see problems.csv")
    return 1 if done.unread else 0


def _build(options) -> int:
    from helpers.corpus import rebuild

    evidence = options.evidence or options.corpora.parent / "evidence" / "resolutions"
    print(f"{options.data}: " + ", ".join(rebuild.rebuild(options.corpora, evidence, options.data, options.workers)))
    return 0


def _seal(options) -> int:
    changed = contract.seal()
    _codebook(options)
    print("sealed: " + (", ".join(changed) or "nothing had changed"))
    return 0


def _benchmarks(options) -> int:
    from helpers import benchmarks

    print(f"computed {benchmarks.fill()} published figures; now: python -m helpers seal")
    return 0


def _quality(options) -> int:
    from helpers.corpus import quality

    print(f"{quality.fill(options.corpora)} measures in quality.csv; now: python -m helpers seal")
    return 0


def _codebook(options) -> int:
    from helpers import codebook

    print("data/README.md " + ("written" if codebook.write() else "was up to date"))
    return 0
