"""docs/safety.md says what the product does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_safety_document.py"


def test_the_document_says_what_the_product_does() -> None:
    spec = importlib.util.spec_from_file_location("make_safety_document", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text(encoding="utf-8") == script.document(), f"Run: python {SCRIPT.name}"
