"""The headers of every answer: what a browser may load, keep and tell others."""

from __future__ import annotations

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
WORKER_POLICY = f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'"
"""For the camera's worker alone: it may compile WebAssembly of this origin, and nothing from elsewhere."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it browsers hide the origin of our own forms as well.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=()",
}
PRIVATE = "private, no-store"
