"""Brings a browser and bubblewrap for the tests, then runs them: what `./lopso test` calls."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """Path of a Chromium or Chrome on this machine, Playwright's own included."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_package(name: str, why: str) -> None:
    """Installs a package of Debian as root; does nothing for others or elsewhere."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing Debian's package {name} for {why} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = ["apt-get", "-qq", "-o", "Acquire::Retries=5"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", name]):
        done = subprocess.run([*patient, *step], check=False, env=environment, capture_output=True)
        if done.returncode:
            print(done.stderr.decode(errors="replace"), end="", flush=True)


def install_browser() -> None:
    """Installs Debian's Chromium as root, or lets Playwright fetch its own."""
    install_package("chromium", "the browser tests")
    if not find_browser():
        print("Playwright fetches its own Chromium for the browser tests …", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Runs pytest with the arguments given; browser tests fail with a remedy without a browser."""
    if not find_browser():
        install_browser()
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        install_package("postgresql", "the tests of gradebooks in PostgreSQL")
    if not shutil.which("bwrap"):
        install_package("bubblewrap", "the slow way to confine kernels")
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "LOPSO_BROWSER": find_browser() or ""}
    command = [sys.executable, "-m", "pytest", "--rootdir", str(root), *sys.argv[1:]]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
