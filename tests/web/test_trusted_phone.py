"""A phone that trusts the house's certificate: a worker over the network's door, a session without it."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from open_house import open_house
from playwright.sync_api import Page, Playwright

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
KEPT = """async () => {
  const cache = await caches.open("kept");
  const names = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const figures = names.filter((name) => name.startsWith("/api/figures/"));
  return names.includes("/api/take-along") && figures.length > 5;
}"""


def test_a_phone_gets_the_certificate_trusts_it_and_goes_offline(
    tmp_path: Path, _playwright: Playwright
) -> None:
    with open_house(tmp_path / "house") as (_, pair):
        address = pair.partition("/pair")[0]
        chain = next(tmp_path.rglob("certificate.pem")).read_bytes()
        leaf, authority = x509.load_pem_x509_certificates(chain)
        with httpx.Client(verify=False) as stranger:
            assert stranger.get(f"{address}/settings/devices/authority.crt").status_code in {401, 403}
        # This browser stands for one that trusts the chain; tests/cli/test_house_authority.py looks at that.
        public = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        trusted = base64.b64encode(hashlib.sha256(public).digest()).decode()
        phone = _playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", f"--ignore-certificate-errors-spki-list={trusted}"],
            viewport={"width": 390, "height": 844},
        )
        try:
            phone.set_default_timeout(30_000)
            page = phone.new_page()
            pair_and_answer(page, pair)
            page.goto(f"{address}/settings/devices")
            page.get_by_role("link", name="Let this phone trust the computer").click()
            page.wait_for_url("**/trust")
            with page.expect_download() as download:
                page.get_by_role("button", name="Load the certificate").click()
            got = x509.load_der_x509_certificate(download.value.path().read_bytes())
            assert got == authority
            assert page.get_by_text(got.fingerprint(hashes.SHA256()).hex(":").upper()).is_visible()
            for _ in range(600):
                if page.evaluate(KEPT):
                    break
                page.wait_for_timeout(50)
            phone.set_offline(True)
            page.goto(f"{address}/")
            page.get_by_role("heading", name="No connection").wait_for()
            page.get_by_label("No", exact=True).check(force=True)
            page.get_by_role("button", name="Start").click()
            page.locator("#begin-go").click()
            page.locator("#figure path").first.wait_for()
        finally:
            phone.close()


def pair_and_answer(page: Page, pair: str) -> None:
    """Let the phone in, and say "None of these" to both lists."""
    page.goto(pair)
    page.get_by_role("button", name="Pair this device").click()
    page.wait_for_url(lambda url: "/pair" not in url)
    for _ in range(2):
        with page.expect_navigation():
            page.get_by_role("button", name="None of these").click()
