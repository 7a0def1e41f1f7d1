"""Chromium for the tests: found, or installed. ``python -m tests.browser`` makes sure there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def find() -> str | None:
    """``CHEGUAN_CHROMIUM``, else a browser on the path, else the one that Playwright downloaded."""
    if given := os.environ.get("CHEGUAN_CHROMIUM"):
        return given if Path(given).is_file() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Playwright's download; where that cannot be had, Debian's package."""
    if _runs(sys.executable, "-m", "playwright", "install", "chromium"):
        return
    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not become or shutil.which("sudo")):
        _runs(*become, "apt-get", "update", "-q")
        _runs(*become, "apt-get", "install", "-qy", "--no-install-recommends", "chromium", "fonts-noto-cjk")


def _runs(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> None:
    if not find():
        print("安装 Chromium · installing Chromium")  # noqa: T201
        install()
    if not find():
        sys.exit(
            "没有 Chromium，请安装后用 CHEGUAN_CHROMIUM 指明 · no Chromium: install one, name it in CHEGUAN_CHROMIUM"
        )


if __name__ == "__main__":
    main()
