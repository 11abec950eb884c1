#!/bin/sh
# Installs the system packages that tests/system-packages.txt names and that are missing; fails where one cannot be had.
set -eu
list="$(dirname "$0")/system-packages.txt"

is_there() { # a path has to exist, anything else is a command
  case "$1" in /*) [ -e "$1" ] ;; *) command -v "$1" >/dev/null ;; esac
}

wanted=$(grep -v '^#' "$list" || true)
missing=$(echo "$wanted" | while read -r thing package; do
  [ -z "$thing" ] || is_there "$thing" || echo "$package"
done)
[ -n "$missing" ] || exit 0
echo "Installing system packages:" $missing
[ "$(id -u)" = 0 ] && as_root="" || as_root="sudo -n"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
echo "$wanted" | while read -r thing package; do
  [ -z "$thing" ] || is_there "$thing" || { echo "$package is installed, but $thing is missing" >&2; exit 1; }
done
