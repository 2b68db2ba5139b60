"""Who may ask: only a page that came from here, and knows the address's secret."""

import hmac
import secrets

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address is secret
    "X-Content-Type-Options": "nosniff",
}


class Address:
    """Where the page is: on this machine alone, at a port, below a token that nobody can guess."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self._hosts = [f"127.0.0.1:{port}", f"localhost:{port}"]
        self.url = f"http://127.0.0.1:{port}/{self.token}/"

    def path_below(self, path: str) -> str | None:
        """What stands after the token in a request's path: "read"; None if it has another token or none."""
        token, slash, rest = path.removeprefix("/").partition("/")
        return rest if slash and hmac.compare_digest(token.encode(), self.token.encode()) else None

    def refuses(self, headers, changing: bool) -> str | None:
        """Why a request is refused, by its headers; None if it is not.

        Another Host is a page elsewhere whose name was made to point here; another Origin, or a browser's word that the
        request comes from another site, is a page elsewhere that asks in secret. What changes something must also be of
        a type that no form can send.
        """
        host = headers.get("Host", "")
        if host not in self._hosts or len(headers.get_all("Host")) != 1:
            return "another host"
        if headers.get("Origin", f"http://{host}") != f"http://{host}":
            return "another origin"
        if headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return "another site"
        if changing and headers.get("Content-Type") != "application/octet-stream":
            return "another type"
        return None
