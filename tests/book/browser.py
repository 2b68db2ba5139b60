"""A headless Chromium that opens the book's pages from the file system, and remembers all that they asked for."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}  # in CSS pixels
INSIDE = ("file:", "data:", "blob:")


def missing() -> str | None:
    """What is missing for these tests, in words; None if nothing is."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return 'needs selenium: pip install -e ".[browser]"'
    if not any(map(shutil.which, NAMES)):
        return "needs Chromium or Chrome on the PATH: apt-get install chromium chromium-driver"
    if not shutil.which("chromedriver"):
        return "needs chromedriver on the PATH: apt-get install chromium-driver"
    return None


@contextmanager
def browser(theme: str, size: str, log: bool = True):
    """A driver of a Chromium that prefers the `theme` "light" or "dark", in the window or on the phone of SIZES.

    Without `log` it is quicker, and `complaints` finds nothing.
    """
    from selenium import webdriver

    width, height = SIZES[size]
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, NAMES)))
    # The sandbox and /dev/shm are closed to containers; only this machine resolves, so nothing can leave it.
    for flag in (
        "headless=new",
        "no-sandbox",
        "disable-dev-shm-usage",
        "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ):
        options.add_argument(f"--{flag}")
    options.add_argument(f"--window-size={width},{height}")
    if size == "phone":
        metrics = {"width": width, "height": height, "pixelRatio": 2.0, "touch": True}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    if log:
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        preference = {"name": "prefers-color-scheme", "value": theme}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})
        yield driver
    finally:
        driver.quit()


def visit(driver, page: Path) -> None:
    """Open a page; return when its formulas are drawn and its pictures are loaded."""
    driver.get(page.as_uri())
    settle(driver)


def settle(driver) -> None:
    """Wait until the page's formulas are drawn and its pictures are loaded, or have failed."""
    driver.execute_async_script(
        """
        const done = arguments[arguments.length - 1];
        const drawn = window.MathJax?.startup?.promise ?? Promise.resolve();
        const seen = Array.from(document.images, image => { image.loading = "eager"; return image.decode().catch(() => 0); });
        drawn.then(() => Promise.all(seen)).then(() => done());
        """
    )


def lift_veils(driver) -> None:
    """Press every *Show me*, so that all outputs are seen, and wait for their pictures."""
    driver.execute_script('document.querySelectorAll(".guess-skip button").forEach(button => button.click())')
    settle(driver)


def complaints(driver) -> list[str]:
    """Since the last call: requests that left the file system or failed, and errors in the console."""
    found = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    addresses = {}
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        method, values = message["method"], message["params"]
        if method == "Network.requestWillBeSent":
            addresses[values["requestId"]] = address = values["request"]["url"]
            if not address.startswith(INSIDE):
                found.append(f"asked for {address}")
        elif method == "Network.loadingFailed" and not values.get("canceled"):
            found.append(f"{values['errorText']} at {addresses.get(values['requestId'], 'an unknown address')}")
    return found
