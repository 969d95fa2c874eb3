#!/bin/sh
# A report's page, held to WCAG by axe-core in a headless Chromium: see check_page.js. Leaves itself out,
# and says why, where node, Chromium or axe-core is missing; `./bootstrap check` brings them where it can.
set -u
here=${srcdir:-.}/tests/a11y
skip() { echo "1..0 # SKIP $1 not found: pages are not checked for accessibility"; exit 0; }

command -v node >/dev/null || skip node
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
[ -n "$CHROMIUM" ] || skip Chromium
AXE=${AXE:-a11y/node_modules/axe-core/axe.min.js}
[ -r "$AXE" ] || skip "axe-core ($AXE)"
export AXE CHROMIUM

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tests/a11y/sample "$dir/sample.html" || { echo "Bail out! the sample was not written"; exit 1; }
# The reports themselves, of a few answers and of a group.
root=$(cd "${srcdir:-.}" && pwd)
export PAWL_ITEMS="$root/items" XDG_DATA_HOME="$dir/data" XDG_CONFIG_HOME="$dir/config" LANG=C.UTF-8
pawl=${PAWL:-./pawl}
yes 1 | head -400 | "$pawl" --plain drill --count 60 >/dev/null
"$pawl" report -o "$dir/report.html" >/dev/null && "$pawl" log export -o "$dir/a.pawl-log" >/dev/null &&
  "$pawl" mentor report -o "$dir/group.html" "$dir/a.pawl-log" >/dev/null ||
  { echo "Bail out! the reports were not written"; exit 1; }
node "$here/check_page.js" "$dir/sample.html" "$dir/report.html" "$dir/group.html"
