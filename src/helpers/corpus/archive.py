"""Files out of folders and archives, each bounded, nothing written to disk.

What cannot be taken (a bomb, an encrypted member, a name that escapes, a link) is named and the rest goes on.
"""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from helpers.corpus.read_base import LIMITS, Limits, ReadError

Report = Callable[[ReadError], None]

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 1 << 20  # below it a high ratio is harmless: a page of spaces
_ZIP = b"PK\x03\x04"


def members(path: Path, report: Report | None = None, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file in a folder or archive, or of the one file, in the order of the names.

    Archives in a folder or archive are opened too, `limits.depth` deep; their members are named `set.zip/a.txt`.

    Parameters
    ----------
    path
        A folder, a .zip or any other file.
    report
        Called with a ReadError for each member that cannot be taken; the others go on. Without it the error
        is raised.
    limits
        The bounds.
    """
    report = report or _raise
    path = Path(path)
    if path.is_dir():
        yield from _folder(path, report, limits)
        return
    with open(path, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            report(ReadError(f"{path.name}: is no regular file"))
            return
        start = file.read(4)
        archive = path.suffix.lower() == ".zip" or (start == _ZIP and _is_plain_archive(path, limits))
        if archive:
            yield from _archive(file, "", path.name, report, limits, 1)
        else:
            yield from _file(path, path.name, report, limits)


def _raise(error):
    raise error


def _folder(folder, report, limits):
    found = []
    for place, directories, names in os.walk(folder, followlinks=False):
        links = [name for name in directories if os.path.islink(os.path.join(place, name))]
        found += [Path(place, name) for name in [*names, *links]]
    for path in sorted(found):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            report(ReadError(f"{name}: is a symbolic link, which is not followed"))
        elif not stat.S_ISREG(mode):
            report(ReadError(f"{name}: is no regular file"))
        elif path.suffix.lower() == ".zip":
            with open(path, "rb") as file:
                yield from _archive(file, f"{name}/", name, report, limits, 1)
        else:
            yield from _file(path, name, report, limits)


def _file(path, name, report, limits):
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise ReadError(f"{name}: has {_mb(size)}, more than the {_mb(limits.file_bytes)} that are read")
        raw = path.read_bytes()
    except OSError as error:
        report(ReadError(f"{name}: cannot be opened ({error.strerror})"))
    except ReadError as error:
        report(error)
    else:
        yield name, raw


def _archive(file, prefix, name, report, limits, depth):
    """Yield the members of an open archive; `prefix` goes before their names, `name` is its own in messages."""
    try:
        archive = zipfile.ZipFile(file)
        infos = _checked(archive, file, name, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        report(error if isinstance(error, ReadError) else ReadError(f"{name}: is a damaged archive ({error})"))
        return
    for info in infos:
        inner = f"{prefix}{info.filename}"
        try:
            raw = member(archive, info, limits)
        except ReadError as error:
            report(ReadError(f"{inner}: {error}"))
            continue
        if raw.startswith(_ZIP) and info.filename.lower().endswith(".zip"):
            if depth >= limits.depth:
                report(ReadError(f"{inner}: is an archive inside {depth} others; {limits.depth} are opened"))
                continue
            yield from _archive(io.BytesIO(raw), f"{inner}/", inner, report, limits, depth + 1)
        else:
            yield inner, raw


def _checked(archive, file, name, limits):
    """Return the files of an archive by name, unless there are too many or they would unpack to too much."""
    infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda info: info.filename)
    packed = file.seek(0, io.SEEK_END)
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > limits.archive_files:
        raise ReadError(f"{name}: holds {len(infos)} files, more than the {limits.archive_files} that are read")
    if unpacked > limits.archive_bytes or (unpacked > _SMALL and unpacked > limits.ratio * packed):
        raise ReadError(f"{name}: would unpack from {_mb(packed)} to {_mb(unpacked)}: taken for a bomb")
    return infos


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits = LIMITS) -> bytes:
    """Return the content of one member of an archive within the bounds; raise ReadError, without its name."""
    if escapes(info.filename):
        raise ReadError("has a name that leads out of the archive")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError("is a symbolic link, which is not followed")
    if info.flag_bits & 1:
        raise ReadError("is encrypted")
    if info.compress_type not in _METHODS:
        raise ReadError(f"is packed by method {info.compress_type}; stored and deflated are read")
    if info.file_size > limits.file_bytes:
        raise ReadError(f"has {_mb(info.file_size)}, more than the {_mb(limits.file_bytes)} that are read")
    if info.file_size > _SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise ReadError(f"unpacks more than {limits.ratio} times: taken for a bomb")
    try:
        with archive.open(info) as stream:
            return stream.read(limits.file_bytes + 1)[: limits.file_bytes]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(f"is damaged ({error})") from error


def escapes(name: str) -> bool:
    """Tell whether a member's name is absolute or climbs out of the archive, on any system."""
    paths = PurePosixPath(name), PureWindowsPath(name)
    return "\\" in name or "\0" in name or any(p.is_absolute() or p.drive or ".." in p.parts for p in paths)


def _is_plain_archive(path, limits):
    """Tell an archive without its ending from a .docx or .xlsx, which is one too."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _mb(size):
    return f"{size / (1 << 20):.1f} MB"
