#!/bin/sh
# Installs the system packages that tests/system-packages.txt names and that are missing; fails where one cannot be had.
set -eu
list="$(dirname "$0")/system-packages.txt"
missing=$(grep -v '^#' "$list" | while read -r command package; do
  [ -z "$command" ] || command -v "$command" >/dev/null || echo "$package"
done)
[ -n "$missing" ] || exit 0
echo "Installing system packages:" $missing
[ "$(id -u)" = 0 ] && as_root="" || as_root="sudo -n"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
grep -v '^#' "$list" | while read -r command package; do
  [ -z "$command" ] || command -v "$command" >/dev/null || { echo "$package is installed, but $command is missing" >&2; exit 1; }
done
