"""A signed-in officer who asks for pages and takes dossiers over HTTP, one connection for each thread."""

import http.client
import itertools
import random
import threading
import uuid
from typing import Any
from urllib.parse import urlencode

WORDS = ("nguyen van", "tran thi", "le", "a", "y h", "pham minh", "vo", "lan nguyen", "hung tran")
CSRF = "b" * 32
TIMEOUT = 30

_connections = threading.local()


class RefusedError(Exception):
    """The portal answered with something else than a page or a redirect."""


class Officer:
    """``session``: cookie, records (ids to look at), takers (ids whose dossier may be taken)."""

    def __init__(self, port: int, session: dict[str, Any]) -> None:
        self.port = port
        self.headers = {
            "Cookie": f"sessionid={session['cookie']}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Host": f"127.0.0.1:{port}",
        }
        self.records = session["records"]
        self.takers = itertools.chain(session["takers"])
        self._lock = threading.Lock()
        self.rng = random.Random(session["cookie"])

    def act(self, kind: str) -> None:
        """One page action or one save; raises ``RefusedError``."""
        match kind:
            case "today":
                self._ask("GET", "/hom-nay/")
            case "list":
                self._ask("GET", "/cong-dan/")
            case "record":
                self._ask("GET", f"/cong-dan/{self.rng.choice(self.records)}/")
            case "search":
                self._ask("POST", "/cong-dan/tim/", {"q": self.rng.choice(WORDS)}, {"HX-Request": "true"})
            case "save":
                self._take_dossier()

    def _take_dossier(self) -> None:
        with self._lock:
            resident_id = next(self.takers, None)
        if resident_id is None:
            raise RefusedError("nobody is left whose dossier could be taken: BENCH_RESIDENTS is too small")
        form = {"reason": "on_request", "channel": "counter", "request_key": str(uuid.uuid4())}
        status = self._ask("POST", f"/ho-so-can-cuoc/cong-dan/{resident_id}/thu-nhan/", form)
        if status != 302:
            raise RefusedError(f"the dossier was not taken: status {status}")

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> int:
        connection = self._connection()
        body = urlencode(form) if form else None
        sent = self.headers | (headers or {}) | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            response.read()
        except (http.client.HTTPException, OSError) as error:
            connection.close()
            raise RefusedError(f"{path.strip('/').split('/')[0]}: {type(error).__name__}") from error
        if response.status not in (200, 302):
            raise RefusedError(f"{method} {path} answered {response.status}")
        return response.status

    def _connection(self) -> http.client.HTTPConnection:
        """This thread's own; a connection that the server closed between two requests is opened anew."""
        found = getattr(_connections, "connection", None)
        if found is None:
            found = _connections.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        return found
