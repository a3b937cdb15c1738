#!/bin/sh
# Is there a Chromium for the browser tests? Installs one when root on Debian or Ubuntu; else names what is missing.
set -eu

found() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        # Ubuntu's chromium-browser without its snap is a script that only says so.
        [ -n "$name" ] && command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1 && return 0
    done
    [ -x "$("$BIN/python" -c 'from playwright.sync_api import sync_playwright as p
with p() as api: print(api.chromium.executable_path)' 2>/dev/null)" ]
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq
    if grep -q '^ID=ubuntu' /etc/os-release; then
        "$BIN/playwright" install --with-deps chromium
    else
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    fi
    found && exit 0
fi
echo "The tests need a Chromium: as root, apt-get install chromium (Debian)" >&2
echo "or $BIN/playwright install --with-deps chromium; or set CHROMIUM=/path/to/one." >&2
exit 1
