"""Take docs/screenshot.png from a running demo: `PORT=8000 python scripts/screenshot.py`.

Enters as the manager by the demo's own button, so it shows what a newcomer sees.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        page.goto(f"{ADDRESS}/account/login/")
        page.get_by_role("button", name="Solbakken").first.click()
        page.wait_for_url("**/today/")
        page.screenshot(path=ROOT / "docs" / "screenshot.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
