"""Who may talk to the server, and what a browser may do with its answers. Plain ASGI, in front of everything.

- ``Host`` must name this server, so that a foreign name which resolves here (DNS rebinding) gets nothing.
- A request that changes something must come from this server's own pages: its ``Origin`` (or ``Sec-Fetch-Site``) says
  so, and its body is JSON or raw bytes, which no foreign form can send. Programs that send neither header may write.
- With a token, every request carries it: as ``Authorization: Bearer`` or as a cookie (HttpOnly, SameSite=Strict) that
  ``/login?token=`` sets once. Compared in constant time.
- Every answer carries a content security policy without inline scripts or styles, and is kept from frames and caches.
"""

from __future__ import annotations

import hmac
import ipaddress
import socket
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "dxextract-token"
# WebAssembly decodes the JPEG 2000 and JBIG2 pictures of scanned pages; it gives no script any right.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BODIES = ("application/json", "application/octet-stream")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ANY = frozenset({"0.0.0.0", "::", ""})


@dataclass(frozen=True, slots=True)
class Access:
    """Where the server listens, and the token that it demands (None: none)."""

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None

    def answers_to(self, host_header: str) -> bool:
        """Whether a ``Host`` header names this server. An address cannot be rebound, so any will do on all of them."""
        try:
            parts = urlsplit(f"//{host_header}")
            name, port = (parts.hostname or "").casefold(), parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.path or parts.query or (port or 80) != self.port:
            return False
        if name in _LOOPBACK or name == self.host.casefold():
            return name != ""
        if self.host not in _ANY:
            return False
        return _is_address(name) or name in {socket.gethostname().casefold(), socket.getfqdn().casefold()}


class Guard:
    """The ASGI application `app` behind `access`."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                # Scripts may be kept but are asked about, so that an update is seen; what a plan says is not kept.
                headers["Cache-Control"] = "no-cache" if scope["path"].startswith("/static/") else "no-store"
            await send(message)

        answer = self._refusal(scope) or self._login(scope)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._access.answers_to(headers.get("host", "")):
            return _refused(421, "このサーバーの名前ではありません。", "This server is not called that.")
        if not self._is_own(scope, headers):
            return _refused(403, "ほかのサイトからの操作は受け付けません。", "Requests from other sites are refused.")
        if scope["method"] not in _SAFE and not headers.get("content-type", "").startswith(_BODIES):
            return _refused(415, "本文の形式が違います。", "Send application/json.")
        if scope["path"] in ("/login", "/static/css/base.css") or self._knows_token(headers):
            return None
        if scope["path"].startswith("/api"):
            return _refused(401, "トークンが必要です。", "A token is needed.")
        return HTMLResponse(_ASK, 401)

    def _is_own(self, scope: Scope, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if scope["method"] in _SAFE:
            # A link from elsewhere may open a page; nothing else may be fetched from there.
            return site not in ("cross-site", "same-site") or headers.get("sec-fetch-mode") == "navigate"
        origin = headers.get("origin")
        if origin is not None:
            return urlsplit(origin).netloc == headers.get("host") and urlsplit(origin).scheme in ("http", "https")
        return site in (None, "same-origin", "none")

    def _knows_token(self, headers: Headers) -> bool:
        token = self._access.token
        if token is None:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and _same(given.strip(), token):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, token)

    def _login(self, scope: Scope) -> Response | None:
        if scope["path"] != "/login":
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if self._access.token is not None and not _same(given, self._access.token):
            return HTMLResponse(_ASK, 401)
        answer = RedirectResponse("/", 303)
        if self._access.token is not None:
            answer.set_cookie(COOKIE, quote(self._access.token), httponly=True, samesite="strict")
        return answer


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _refused(status: int, japanese: str, english: str) -> Response:
    return JSONResponse({"error": "refused", "message": f"{japanese} / {english}"}, status)


_ASK = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>dxextract</title>
<link rel="stylesheet" href="/static/css/base.css"><main class="ask"><h1>トークンが必要です</h1>
<p>サーバーの起動時に表示されたトークンを入れてください。<br><span lang="en">Enter the token that was shown when the
server started.</span></p><form action="/login" method="get"><label>トークン / Token
<input name="token" type="password" autocomplete="off" required></label>
<button class="primary">開く / Open</button></form></main></html>"""
