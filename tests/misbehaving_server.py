"""A web server on loopback that does what servers should not, in its own thread.

`Server(pages)` answers each path from the list given for it: the first request gets the first answer, and
so on; the last one is repeated. An answer is a function that is given the request handler. It counts what
it is asked, with headers and times, so that tests see what the client did.
"""

import contextlib
import gzip
import http.server
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import urlsplit

MISSING = "The document you are looking for does not exist in the Official Document System"


@dataclass
class Request:
    """One request as it came."""

    path: str
    query: str
    headers: dict
    at: float


@dataclass
class Server:
    """Serves `pages` (path -> answers) on a free port of 127.0.0.1 while its context lasts."""

    pages: dict = field(default_factory=dict)
    certificate: object = None  # an ssl.SSLContext makes it an https server
    requests: list = field(default_factory=list)

    def __enter__(self):
        handler = type("Handler", (_Handler,), {"server_of_test": self})
        self._httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._httpd.daemon_threads = True
        self._httpd.block_on_close = False
        self._httpd.handle_error = lambda *_: None  # clients that hang up are what is tested
        if self.certificate:
            self._httpd.socket = self.certificate.wrap_socket(self._httpd.socket, server_side=True)
        self.closing = threading.Event()
        self._thread = threading.Thread(target=self._httpd.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()

    @property
    def host(self):
        return f"127.0.0.1:{self._httpd.server_port}"

    @property
    def url(self):
        return f"{'https' if self.certificate else 'http'}://{self.host}"

    def asked(self, path):
        """Return the requests for a path, in order."""
        return [request for request in self.requests if request.path == path]

    def answer(self, path):
        """Return what the newest request for a path gets."""
        answers = self.pages.get(path, [status(404)])
        return answers[min(len(self.asked(path)), len(answers)) - 1]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_of_test: Server

    def do_GET(self):
        parts = urlsplit(self.path)
        test = self.server_of_test
        test.requests.append(Request(parts.path, parts.query, dict(self.headers), time.monotonic()))
        self.close_connection = True
        with contextlib.suppress(OSError):
            test.answer(parts.path)(self)

    def start(self, code, **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *_):
        pass


def pdf(text="A text.", size=0):
    """Return a PDF of one page that says `text`, filled up to about `size` bytes."""
    stream = f"BT /F1 9 Tf 20 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (size, bytes((i * i) % 251 for i in range(size))),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (table, len(body))


def page(text="A text.", title="A page"):
    """Return a small web page."""
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><p>{text}</p></body></html>".encode()


def body(content, code=200, **headers):
    """Answer with a body and its length."""

    def answer(handler):
        handler.start(code, Content_Length=len(content), **headers)
        handler.wfile.write(content)

    return answer


def status(code, **headers):
    return body(b"<html><body>no</body></html>", code, **headers)


def redirect(target, code=302):
    return lambda handler: handler.start(code, Location=target, Content_Length=0)


def busy(wait=None, *, as_date=False, code=429):
    """Ask to come back in `wait` seconds, said as a number or as a date."""

    def answer(handler):
        said = formatdate(time.time() + wait, usegmt=True) if as_date else str(wait)
        handler.start(code, Content_Length=0, **({} if wait is None else {"Retry_After": said}))

    return answer


def endless(content, *, every=0.05, piece=1, in_headers=False):
    """Drip a body, or its headers, in small pieces with pauses that no read timeout minds."""

    def answer(handler):
        if in_headers:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Filler: ")
        else:
            handler.start(200, Content_Length=len(content))
        for start in range(0, len(content), piece):
            handler.wfile.write(content[start : start + piece])
            handler.wfile.flush()
            if handler.server_of_test.closing.wait(every):
                return

    return answer


def silent(handler):
    """Accept the request and say nothing."""
    handler.server_of_test.closing.wait()


def cut(content, at, *, sized=True, **headers):
    """Send the first `at` bytes of a body and hang up; without `sized` that looks like its end."""

    def answer(handler):
        handler.start(200, **headers, **({"Content_Length": len(content)} if sized else {}))
        handler.wfile.write(content[:at])

    return answer


def cut_chunks(content, at):
    """Send a body in chunks and hang up in the middle of one."""

    def answer(handler):
        handler.start(200, Transfer_Encoding="chunked")
        handler.wfile.write(b"%x\r\n" % len(content) + content[:at])

    return answer


def chunked(content):
    def answer(handler):
        handler.start(200, Transfer_Encoding="chunked")
        handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(content), content))

    return answer


def stall(content, at, **headers):
    """Send the first `at` bytes and then nothing, with the connection open."""

    def answer(handler):
        handler.start(200, Content_Length=len(content), **headers)
        handler.wfile.write(content[:at])
        handler.wfile.flush()
        handler.server_of_test.closing.wait()

    return answer


def ranged(content, etag='"one"', *, lie=None):
    """Send a file or the range that is asked for, as a good server does.

    With `lie`, the ranges are those of another file under the same ETag.
    """

    def answer(handler):
        wanted = handler.headers.get("Range")
        if not wanted or handler.headers.get("If-Range") != etag:
            return body(content, ETag=etag, Accept_Ranges="bytes")(handler)
        start = int(wanted.removeprefix("bytes=").partition("-")[0])
        span = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return body((lie or content)[start:], 206, ETag=etag, Content_Range=span)(handler)

    return answer


def conditional(content, **validators):
    """Send a file once, and 304 to who holds it."""

    def answer(handler):
        held = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        if held == (validators.get("ETag"), validators.get("Last_Modified")):
            return handler.start(304, **validators)
        return body(content, **validators)(handler)

    return answer


def packed(content, times=1):
    """Send a body packed with gzip, so many times over, though nobody asked for it."""
    small = content
    for _ in range(times):
        small = gzip.compress(small, 9)
    return body(small, Content_Encoding=", ".join(["gzip"] * times), Content_Type="application/pdf")
