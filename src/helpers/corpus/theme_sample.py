"""Draw the paragraphs that people code by hand to measure the theme patterns.

The draw does not use the segmenter or `data/themes.yml`: a better segmenter or a new pattern must not change
which paragraphs were coded. Its vocabulary is wider than the patterns on purpose, so that what they miss is met.
"""

import hashlib
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import polars as pl

# One stratum a subject, rarest first: a paragraph belongs to the first whose vocabulary it holds. Frozen with the draw.
STRATA = {
    "interpol": r"(?i)\binterpol\b|criminal police organi[sz]ation",
    "battlefield": r"(?i)battlefield|prison|detention facilit|correctional",
    "biometrics": r"(?i)biometric|fingerprint|facial recognition|\bDNA\b|forensic",
    "piracy": r"(?i)\bpira(?:te|cy)|armed robbery|maritime crime|maritime security",
    "fighters": r"(?i)foreign (?:terrorist )?fighter|terrorist travel|foreign terrorist",
    "heritage": r"(?i)cultural (?:propert|heritage|object)|antiquit|artefact|archaeolog|works of art",
    "smuggling": r"(?i)smuggl",
    "wildlife": r"(?i)wildlife|timber|logging|fauna|illegal fishing|unregulated fishing|environmental crime|ivory",
    "documents": (
        r"(?i)travel document|passport|border (?:control|management|security)"
        r"|passenger (?:name|information)|visa\b"
    ),
    "devices": r"(?i)improvised explosive|explosive device|\bIEDs?\b|detonator",
    "cyber": r"(?i)cyber|internet|information and communications? technolog|artificial intelligence|encrypt|online",
    "justice": r"(?i)extradit|mutual legal assistance|fugitive|judicial cooperation|prosecut",
    "drugs": r"(?i)\bdrugs?\b|narcotic|psychotropic|opium|cocaine|heroin|precursor",
    "persons": (
        r"(?i)trafficking in (?:persons|women|human|girls)|human trafficking"
        r"|sexual exploitation|slavery|forced labour"
    ),
    "finance": r"(?i)corrupt|money.laundering|illicit financial|asset recovery|bribery|embezzle|financing of",
    "weapons": r"(?i)small arms|light weapons|illicit (?:trade|flow|transfer).{0,40}arms|ammunition|firearm",
    "wmd": r"(?i)nuclear|chemical weapon|biological|radiological|mass destruction",
    "sanctions": r"(?i)sanction|travel ban|asset freeze|freez|embargo|consolidated list|notices?\b",
    "organized": (
        r"(?i)organi[sz]ed (?:transnational )?crim|transnational crim|crime prevention"
        r"|criminal (?:group|network)"
    ),
    "terrorism": r"(?i)terroris",
    "police": r"(?i)police|policing|law.enforcement",
    "safeguards": r"(?i)(?:human rights|humanitarian|refugee|international) law|due process|privacy|data protection",
}
REST = "rest"
SEED = 71019
NEAR, RANDOM = 154, 146  # 7 paragraphs from each of the 22 strata; the rest from everything that is left

_MIN_WORDS, _MAX_WORDS = 8, 600
_RESOLUTION = re.compile(r"^([ASE])_RES_(.+)\.json$")
_COUNCIL_FILE = re.compile(r"S-RES-(\d+)\s?\((\d{4})\)\.txt$")
_NOT_TEXT = re.compile(r"^(?:<!--|\||#|\*\s*\*|S/RES/|A/RES/|E/RES/)")
_OPENING = re.compile(r"^(?:\d{1,3}\.|\([a-z]{1,5}\)|[A-Z])")


def sample_paragraphs(corpora: str | Path, seed: int = SEED) -> pl.DataFrame:
    """Draw 300 distinct paragraphs of resolutions, half of them near the subjects of the collection.

    Parameters
    ----------
    corpora
        Folder with `un-paragraphs.zip` and `sc-texts-1946-2015.zip`.
    seed
        Seed of the draw; the published codes belong to the default.

    Returns
    -------
    polars.DataFrame
        300 rows in random order: `id`, `symbol`, `part`, `stratum`, `draw` (near · random), `population` (paragraphs
        in the stratum), `weight` (paragraphs that the row stands for), `sha256` of the text, `text`.
    """
    frame = paragraph_frame(corpora)
    random = np.random.default_rng(seed)
    order = pl.Series("order", random.permutation(frame.height))
    shuffled = frame.with_columns(order).sort("order")
    size = NEAR // len(STRATA)
    ranked = shuffled.with_columns(pl.int_range(pl.len()).over("stratum").alias("rank"))
    near = ranked.filter((pl.col("stratum") != REST) & (pl.col("rank") < size)).with_columns(draw=pl.lit("near"))
    others = ranked.join(near.select("sha256"), on="sha256", how="anti")
    rest = others.sort("order", descending=True).head(NEAR + RANDOM - near.height).with_columns(draw=pl.lit("random"))
    drawn = pl.concat([near, rest]).with_columns(
        population=pl.col("stratum").replace_strict(dict(frame.group_by("stratum").len().iter_rows())),
        sampled=pl.len().over("stratum"),
    )
    mixed = drawn.sort("sha256").with_columns(
        weight=(pl.col("population") / pl.col("sampled")).round(2),
        id=pl.format("sample-{}", (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(3)),
    )
    return mixed.select("id", "symbol", "part", "stratum", "draw", "population", "weight", "sha256", "text")


def paragraph_frame(corpora: str | Path) -> pl.DataFrame:
    """List the distinct paragraphs of 8 to 600 words that can be drawn: `symbol`, `part`, `stratum`, `sha256`, `text`.

    Council resolutions to 2015 come from the text corpus (part unknown: blank), all others from the typed
    paragraphs. The same wording in several resolutions counts once, under the first symbol in alphabetical order.
    """
    rows = [*_typed(Path(corpora, "un-paragraphs.zip")), *_council(Path(corpora, "sc-texts-1946-2015.zip"))]
    frame = pl.DataFrame(rows, schema={"symbol": pl.String, "part": pl.String, "text": pl.String}, orient="row")
    words = pl.col("text").str.count_matches(r"\S+")
    frame = frame.filter(words.is_between(_MIN_WORDS, _MAX_WORDS)).sort("symbol", "text")
    frame = frame.unique("text", keep="first", maintain_order=True)
    stratum = pl.lit(REST)
    for name, pattern in reversed(STRATA.items()):
        stratum = pl.when(pl.col("text").str.contains(pattern)).then(pl.lit(name)).otherwise(stratum)
    digest = pl.col("text").map_elements(lambda text: hashlib.sha256(text.encode()).hexdigest(), return_dtype=pl.String)
    return frame.with_columns(stratum=stratum, sha256=digest)


def _typed(path: Path):
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            found = _RESOLUTION.match(Path(name).name)
            if not found:
                continue
            symbol = f"{found[1]}/RES/{found[2].replace('_', '/')}"
            for item in json.loads(archive.read(name)):
                text = " ".join((item.get("text") or "").split())
                typed = item.get("type") == "paragraph" and item.get("language") in (None, "english")
                if typed and not _NOT_TEXT.match(text) and not _council_to_2015(symbol):
                    yield symbol, item.get("paragraph_type") or "", text


def _council_to_2015(symbol: str) -> bool:
    number = re.match(r"S/RES/(\d+)", symbol)
    return bool(number) and int(number[1]) <= 2259


def _council(path: Path):
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            found = _COUNCIL_FILE.search(name)
            if not found:
                continue
            for text in _joined(_decoded(archive.read(name)).splitlines()):
                yield f"S/RES/{found[1]} ({found[2]})", "", text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _joined(lines):
    """Join the lines of a paragraph: it ends with a mark and the next begins with a number, a letter or a capital."""
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if not line or _NOT_TEXT.match(line):
            continue
        if text.endswith((",", ";", ".", ":")) and _OPENING.match(line):
            yield text
            text = ""
        text = f"{text} {line}".strip()
    yield text
