"""Security headers on every answer.

Scripts run only with this request's nonce, styles come only from our own files, and nobody frames us.
A page for somebody signed in is never kept by a cache; only built assets are, and they say so themselves.
Trusted Types are left out on purpose: htmx and ECharts do not survive them.
"""

import secrets

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def init_headers(app: Flask) -> None:
    """Give each request a nonce and each answer its headers."""
    app.before_request(_draw_nonce)
    app.after_request(_add_headers)


def csp_nonce() -> str:
    """This request's nonce, for templates."""
    if "csp_nonce" not in g:
        _draw_nonce()
    nonce: str = g.csp_nonce
    return nonce


def _draw_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=csp_nonce()))
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
