"""A polite and distrustful web client: whom it asks, how often, how long, and how much it takes.

Polite: it says who it is, obeys robots.txt (RFC 9309), keeps a pause between requests to one host, waits
as long as Retry-After asks. Distrustful: only hosts on a list, each redirect checked as the first address
was, TLS always verified against the system's certificates, limits on time and on unpacked size, and no
file from an answer that was not whole. It sends no credentials, keeps no cookies, and reads neither .netrc
nor the proxy settings of the environment. It knows nothing of documents.

The protocol is urllib3's, the retrying tenacity's, robots.txt protego's, the certificates truststore's;
they are imported when something is fetched, not before.
"""

import contextlib
import http
import ipaddress
import json
import logging
import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import urljoin

from helpers.errors import ReportedError

AGENT = "un-interpol-notebooks"  # the name that robots.txt may address
REDIRECTS = (301, 302, 303, 307, 308)
PIECE = 64 * 1024
OVERLAP = 1024  # bytes asked for again when a download goes on, to see that they are the same file's
ROBOTS_BYTES = 512 * 1024  # RFC 9309: at least 500 KiB must be read

_HOST = re.compile(r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?")
_log = logging.getLogger(__name__)


class HostError(ReportedError, ValueError):
    """An allowed host that is not written as a host."""


class Failure(Exception):
    """Why one address gave nothing; others may still. `status` is the HTTP status, where that is the reason."""

    def __init__(self, reason: str, status: int | None = None):
        super().__init__(reason)
        self.status = status


class PassingFailure(Failure):
    """A failure that may be gone at the next attempt, `after` so many seconds where the server said so."""

    def __init__(self, reason: str, status: int | None = None, after: float | None = None):
        super().__init__(reason, status)
        self.after = after


@dataclass(frozen=True)
class Limits:
    """How far the client goes. Times are in seconds, sizes in bytes.

    Parameters
    ----------
    allow_hosts
        Hosts allowed beside those that the caller names: `www.example.org`, or with a port
        `127.0.0.1:8000`. Plain http is spoken only with loopback hosts, and only if they stand here.
    interval
        Least time between two requests to one host; a longer Crawl-delay in its robots.txt is kept instead.
    connect, read, total
        Longest time for the connection, for the next bytes, for one whole answer.
    attempts
        How often an address is tried where the failure may pass (429, 500 to 504, no or a cut connection).
    first_wait
        Wait before the second attempt. It doubles each time; up to as much is added at random.
    longest_wait
        A host that asks for a longer wait (Retry-After, Crawl-delay) is not waited for.
    largest
        Largest file, unpacked.
    hops
        Most redirects that are followed.
    """

    allow_hosts: tuple[str, ...] = ()
    interval: float = 1.0
    connect: float = 10.0
    read: float = 30.0
    total: float = 300.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0
    largest: int = 50_000_000
    hops: int = 5


@dataclass(frozen=True)
class Saved:
    """A whole answer on disk. `suffix` is what the caller's check returned; the validators may be empty."""

    url: str
    unchanged: bool
    suffix: str
    content_type: str
    etag: str
    last_modified: str


class Client:
    """Asks one address after another. Holds the pauses and the robots.txt of each host while it lives.

    Parameters
    ----------
    limits
        See `Limits`.
    hosts
        The hosts that may be asked, beside `limits.allow_hosts`.
    refused
        Hosts that are never asked, each with the reason; `{url}` in it stands for the address.

    Raises
    ------
    HostError
        If an allowed host is not written as a host.
    """

    def __init__(self, limits: Limits, hosts: Iterable[str], refused: dict[str, str] | None = None):
        self._limits = limits
        self._allowed = {*hosts, *map(host_name, limits.allow_hosts)}
        self._refused = refused or {}
        self._robots = {}  # site -> its rules, or the Failure to read them
        self._pauses = {}  # host -> seconds, where robots.txt asks for more than `interval`
        self._asked = {}  # host -> when it was last asked
        self._certificates = None

    def read(self, url: str, largest: int, *, robots: bool = True) -> bytes:
        """Return the body at `url`, held in memory and not stored.

        Raises
        ------
        Failure
            If there is none, or one of more than `largest` bytes.
        """

        def attempt():
            with self._answer(url, {}, robots) as answer:
                self._expect(answer, 200)
                return b"".join(answer.pieces(largest))

        return self._try(attempt)

    def save(self, url: str, partial: Path, check: Callable[[Path, bool], str], known: dict | None = None) -> Saved:
        """Bring the body at `url` into the file `partial`, whole and on the disk, or leave no usable file.

        An interrupted download goes on where it stopped, at the next attempt or at the next call, if the
        server gave a strong validator (ETag, or else Last-Modified) and sends ranges; the last bytes held
        are asked for again and compared. Otherwise it begins anew.

        Parameters
        ----------
        url, partial
            What to fetch, and into which file. A note on the answer is kept beside it while it grows.
        check
            Called with the file and whether its length was known; returns the suffix that the content
            deserves, or raises Failure.
        known
            `etag` and `last_modified` of the body that the caller holds: an unchanged one is not sent again.

        Raises
        ------
        Failure
            With the reason in words.
        OSError
            If the file cannot be written.
        """
        note = partial.with_name(partial.name + ".json")
        try:
            saved = self._try(lambda: self._save(url, partial, note, check, known or {}))
        except PassingFailure:
            if not note.is_file():  # without a note it cannot go on
                partial.unlink(missing_ok=True)
            raise
        except Failure:
            _drop(partial, note)
            raise
        note.unlink(missing_ok=True)
        return saved

    def _save(self, url, partial, note, check, known):
        held = _held(url, partial, note)
        headers = _ask_for_rest(held) if held else _ask_if_changed(known)
        with self._answer(url, headers) as answer:
            if answer.status == 304 and known and not held:
                return Saved(answer.url, True, "", "", known.get("etag", ""), known.get("last_modified", ""))
            if answer.status == 416 and held:
                _drop(partial, note)
                raise PassingFailure("the rest of the file cannot be had any more", after=0)
            self._expect(answer, 200, *([206] if held else []))
            if answer.status == 206:
                size = _append(answer, partial, note, held, self._limits.largest)
            else:
                size = _write(answer, url, partial, note, self._limits.largest)
        if answer.length is not None and size != answer.length:
            _drop(partial, note)
            raise PassingFailure(f"{size:,} bytes came, {answer.length:,} were announced")
        try:
            suffix = check(partial, answer.framed)
        except Failure:
            _drop(partial, note)
            raise
        etag, last_modified = (answer.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        return Saved(answer.url, False, suffix, answer.headers.get("Content-Type", ""), etag, last_modified)

    def _try(self, attempt):
        import tenacity

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(PassingFailure),
            stop=tenacity.stop_after_attempt(self._limits.attempts),
            wait=self._wait,
            before_sleep=lambda state: _log.warning(
                "%s; next attempt in %.0f s", state.outcome.exception(), state.upcoming_sleep
            ),
            reraise=True,
        )(attempt)

    def _wait(self, state):
        import tenacity

        asked = state.outcome.exception().after
        first, longest = self._limits.first_wait, self._limits.longest_wait
        grown = tenacity.wait_exponential_jitter(multiplier=first, max=longest, jitter=first)
        return grown(state) if asked is None else asked

    @contextlib.contextmanager
    def _answer(self, url, headers, robots=True):
        """Follow redirects to the answer; every hop is checked as the first address was."""
        passed = set()
        while len(passed) <= self._limits.hops:
            place = self._check(url)
            if place.scheme == "http" and any(address.startswith("https:") for address in passed):
                raise Failure(f"redirected from https to {place.url}")
            if place.url in passed:
                raise Failure(f"{place.url} redirects in a circle")
            passed.add(place.url)
            if robots:
                self._obey_robots(place)
            with self._open(place, headers) as answer:
                target = answer.headers.get("Location") if answer.status in REDIRECTS else None
                if not target:
                    yield answer
                    return
            url = _join(place.url, target)
        raise Failure(f"more than {self._limits.hops} redirects")

    def _check(self, url):
        """Return the address taken apart, if it may be asked at all."""
        place = _parse(url)
        host = _host_of(place)
        if _without_port(host) in self._refused:
            raise Failure(self._refused[_without_port(host)].format(url=url))
        if place.auth:
            raise Failure(f"{host}: an address with a user name is not asked")
        if host not in self._allowed:
            raise Failure(f"{host or url} is not an allowed host; if you trust it, allow it by name (--allow-host)")
        if place.scheme != "https" and not (place.scheme == "http" and _is_loopback(host)):
            raise Failure(f"{url}: only https is spoken")
        return place

    def _obey_robots(self, place):
        site = f"{place.scheme}://{place.netloc}"
        if site not in self._robots:
            self._robots[site] = self._load_robots(site, _host_of(place))
        rules = self._robots[site]
        if isinstance(rules, Failure):
            raise Failure(str(rules))
        if not rules.can_fetch(place.url, AGENT):
            raise Failure(f"the robots.txt of {place.host} keeps programs away from {place.url}; use a browser")
        pause = self._pauses.get(_host_of(place), 0)
        if pause > self._limits.longest_wait:
            raise Failure(f"{place.host} asks for {pause:,.0f} s between two requests; use a browser")

    def _load_robots(self, site, host):
        """RFC 9309: a site without the file (any 4xx) may be asked; one whose file cannot be read may not."""
        from protego import Protego

        try:
            text = self.read(f"{site}/robots.txt", ROBOTS_BYTES, robots=False).decode("utf-8-sig", "replace")
        except Failure as failure:
            if failure.status and 400 <= failure.status < 500 and failure.status != 429:
                return Protego.parse("")
            return Failure(f"{host}: robots.txt could not be read ({failure}), so nothing is fetched there")
        rules = Protego.parse(text)
        rate = rules.request_rate(AGENT)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0
        self._pauses[host] = max(rules.crawl_delay(AGENT) or 0, by_rate)
        return rules

    def _pause(self, host):
        pause = max(self._limits.interval, self._pauses.get(host, 0))
        ready = self._asked.get(host, float("-inf")) + pause
        time.sleep(max(0.0, ready - time.monotonic()))
        self._asked[host] = time.monotonic()

    @contextlib.contextmanager
    def _open(self, place, headers):
        """Give one answer and close it; the time for all of it is limited from here."""
        host = _host_of(place)
        self._pause(host)
        limits = self._limits
        with _in_words(host):
            connection = self._connect(place)
        with contextlib.closing(connection), _cut_after(limits.total, connection.sock) as late:
            with _in_words(host, late):
                connection.timeout = limits.read
                connection.request(
                    "GET",
                    place.request_uri,
                    headers={"User-Agent": _user_agent(), "Accept-Encoding": "identity", **headers},
                    preload_content=False,
                )
                response = connection.getresponse()
            with contextlib.closing(response):
                yield _Answer(place.url, host, response, late)

    def _connect(self, place):
        from urllib3.connection import HTTPConnection, HTTPSConnection

        options = {"timeout": self._limits.connect}
        if place.scheme == "https":
            options["ssl_context"] = self._certificates = self._certificates or _system_certificates()
        kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
        connection = kind(place.host.strip("[]"), place.port, **options)
        connection.connect()
        return connection

    def _expect(self, answer, *statuses):
        status = answer.status
        if status in statuses:
            return
        reason = f"{answer.host} answered {status} {_phrase(status)}".rstrip()
        if status != 429 and status not in range(500, 505):
            raise Failure(reason + ("; use a browser" if status in (202, 401, 403) else ""), status)
        after = answer.retry_after()
        if after is not None and after > self._limits.longest_wait:
            raise Failure(f"{reason} and asks for a wait of {after:,.0f} s; try later", status)
        raise PassingFailure(reason, status, after)


class _Answer:
    """The status and headers of one response, and its body in pieces as they come."""

    def __init__(self, url, host, response, late):
        self.url, self.host = url, host
        self.status, self.headers = response.status, response.headers
        self.packed = self.headers.get("Content-Encoding", "identity").lower() not in ("", "identity")
        self._announced = response.length_remaining
        self.framed = response.chunked or self._announced is not None  # else only its content tells where it ends
        self.length = None if self.packed else self._announced  # of the whole file, as far as it is told
        self._response, self._late = response, late

    def pieces(self, largest: int) -> Iterator[bytes]:
        """Yield the unpacked body; never more than `largest` bytes of it, and never a cut one to its end."""
        if (self._announced or 0) > largest:
            raise Failure(f"{self._announced:,} bytes are announced, the limit is {largest:,}")
        taken = 0
        while True:
            with _in_words(self.host, self._late):
                piece = self._response.read1(PIECE)
            if self._late.is_set():  # without a known length, a cut looks like an end
                raise PassingFailure(f"{self.host} took too long over one answer")
            if not piece:
                return
            taken += len(piece)
            if taken > largest:
                raise Failure(f"larger than the limit of {largest:,} bytes")
            yield piece

    def retry_after(self) -> float | None:
        """Return the seconds that Retry-After asks for, written as a number or as a date."""
        from urllib3.exceptions import InvalidHeader
        from urllib3.util import Retry

        with contextlib.suppress(InvalidHeader):
            return Retry().get_retry_after(self._response)
        return None

    def validator(self) -> str:
        """Return what proves that a later range is of the same file: a strong ETag, else the date."""
        etag = self.headers.get("ETag", "")
        strong = etag if etag.startswith('"') else ""
        return strong or self.headers.get("Last-Modified", "")


def host_name(text: str) -> str:
    """Return a host as the allow-list holds it: lower case, with the port only where it is unusual.

    Raises
    ------
    HostError
        If the text is anything but a host with or without a port.
    """
    try:
        place = _parse(f"https://{text}")
        host = _host_of(place)
    except Failure:
        host = ""
    if not _HOST.fullmatch(host) or host != text.lower().removesuffix(":443"):
        raise HostError(f"found {text!r}, expected the name of a host such as www.example.org")
    return host


def _parse(url):
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        place = parse_url(url)
    except LocationParseError:
        raise Failure(f"{url} is no web address") from None
    return place._replace(fragment=None, host=(place.host or "").rstrip("."))


def _join(url, target):
    try:
        return urljoin(url, target)
    except ValueError:
        raise Failure(f"{target} is no web address") from None


def _host_of(place):
    usual = {"https": 443, "http": 80}.get(place.scheme)
    return place.host if place.port in (None, usual) else f"{place.host}:{place.port}"


def _without_port(host):
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _is_loopback(host):
    bare = _without_port(host).strip("[]")
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def _user_agent():
    return f"{AGENT}/{metadata.version(AGENT)} (UN-INTERPOL Cooperation Notebooks; open research collection)"


def _system_certificates():
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _phrase(status):
    with contextlib.suppress(ValueError):
        return http.HTTPStatus(status).phrase
    return ""


@contextlib.contextmanager
def _cut_after(seconds, sock):
    """Shut the socket when the time is up: single bytes that drip in would keep every read timeout at bay."""
    late = threading.Event()

    def cut():
        late.set()
        with contextlib.suppress(OSError):  # gone already
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not SSLSocket's own: that one is not for two threads

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


@contextlib.contextmanager
def _in_words(host, late=None):
    """Turn what the network can do into a failure with a reason; nothing else may run inside."""
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Failure(f"{host}: its certificate cannot be trusted ({error.verify_message or error})") from None
    except (HTTPError, HTTPException, OSError) as error:
        reason = "took too long over one answer" if late and late.is_set() else _cause(error)
        raise PassingFailure(f"{host} {reason}") from error


def _cause(error):
    from urllib3 import exceptions

    if isinstance(error, exceptions.NameResolutionError):
        return "could not be found (no network, or no such host)"
    if isinstance(error, exceptions.NewConnectionError):  # before its parent, the time-out
        return "could not be reached"
    if isinstance(error, TimeoutError | exceptions.TimeoutError):
        return "did not answer in time"
    if isinstance(error, exceptions.DecodeError):
        return "sent an answer that cannot be unpacked"
    return f"cut the connection or spoke no HTTP ({type(error).__name__})"


def _ask_if_changed(known):
    names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {header: known[name] for name, header in names.items() if known.get(name)}


def _held(url, partial, note):
    """Return the note on an interrupted download that can go on, or None."""
    try:
        held = json.loads(note.read_text("utf-8"))
        size = partial.stat().st_size
    except (OSError, ValueError):
        return None
    usable = held.get("url") == url and held.get("validator") and 0 < size <= (held.get("length") or size)
    return held | {"size": size, "start": max(0, size - OVERLAP)} if usable else None


def _ask_for_rest(held):
    return {"Range": f"bytes={held['start']}-", "If-Range": held["validator"]}


def _write(answer, url, partial, note, largest):
    """Begin a file. The note comes first: a file without one cannot go on and is begun anew."""
    _drop(partial, note)
    resumable = answer.validator() and not answer.packed
    with partial.open("wb") as file:
        if resumable:
            held = {"url": url, "validator": answer.validator(), "length": answer.length}
            note.write_text(json.dumps(held), "utf-8")
        return _fill(file, answer.pieces(largest))


def _append(answer, partial, note, held, largest):
    """Go on with a file, if what the server sends joins what is held."""
    pieces = answer.pieces(largest - held["start"])
    whole = _range_length(answer.headers.get("Content-Range", ""), held["start"])
    same = answer.validator() in ("", held["validator"]) and held["length"] in (None, whole)
    if whole is None or not same or answer.packed or not _joins(pieces, partial, held):
        _drop(partial, note)
        raise PassingFailure("the rest that was sent does not join what is held", after=0)
    answer.length = whole
    with partial.open("ab") as file:
        return _fill(file, pieces)


def _range_length(text, start):
    """Return the length of the whole file in `bytes 100-199/200`, if the range begins at `start`."""
    unit, _, rest = text.partition(" ")
    span, _, whole = rest.partition("/")
    fits = unit == "bytes" and span.partition("-")[0] == str(start) and whole.isdecimal()
    return int(whole) if fits else None


def _joins(pieces, partial, held):
    """Compare the bytes asked for again with those held, and add what came with them."""
    with partial.open("rb") as file:
        file.seek(held["start"])
        tail = file.read()
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= len(tail):
            break
    if not head.startswith(tail):
        return False
    with partial.open("ab") as file:
        file.write(head[len(tail) :])
    return True


def _fill(file, pieces):
    """Write to the disk what comes, also where it stops coming: it may go on from there."""
    try:
        for piece in pieces:
            file.write(piece)
    finally:
        file.flush()
        os.fsync(file.fileno())
    return file.tell()


def _drop(partial, note):
    note.unlink(missing_ok=True)
    partial.unlink(missing_ok=True)
