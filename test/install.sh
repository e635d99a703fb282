#!/usr/bin/env bash
# Installs what the tests need beside Node, where it is missing: a JDK of Java 17 or later and Maven for a real Neo4j, Chromium for the
# explorer. On Debian and its relatives, as root. Prints nothing when all are there.
set -euo pipefail

has_jdk() {
  local modules version
  modules=$(java --list-modules 2>/dev/null) || return 1
  version=$(sed -n 's/^java\.base@\([0-9]*\).*/\1/p' <<<"$modules")
  [[ ${version:-0} -ge 17 && $modules == *jdk.compiler@* ]]
}

has_maven() {
  mvn --version >/dev/null 2>&1
}

has_browser() {
  [[ -x ${CHROMIUM:-/usr/bin/chromium} ]]
}

missing=()
has_jdk || missing+=(openjdk-17-jdk-headless)
has_maven || missing+=(maven)
has_browser || missing+=(chromium)
[[ ${#missing[@]} -gt 0 ]] || exit 0

if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "install.sh: missing ${missing[*]}; install them by hand, or run this as root on Debian" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}"
has_jdk && has_maven && has_browser || {
  echo "install.sh: installed ${missing[*]}, yet there is no JDK of Java 17 or later, no Maven or no Chromium" >&2
  exit 1
}
