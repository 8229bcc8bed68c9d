#!/usr/bin/env bash
# Builds the real Ollama (MIT) from its Go module into DIR/ollama, for the processor alone; prints its path.
# usage: ollama.sh DIR     Needs Debian or a relative, Go 1.24 or newer, gcc; root where the two headers are missing.
# A module's zip leaves out folders called vendor/, so three headers come from elsewhere.
set -euo pipefail
version=v0.12.6
dir=$1
mkdir -p "$dir"; dir=$(cd "$dir" && pwd)
[ -x "$dir/ollama" ] && { echo "$dir/ollama"; exit 0; }
dpkg -s nlohmann-json3-dev libstb-dev >/dev/null 2>&1 || {
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends nlohmann-json3-dev libstb-dev >&2
}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
audio=$(go mod download -json github.com/gen2brain/malgo@v0.11.24 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
install -D -m 644 "$audio/miniaudio.h" "$work/include/miniaudio/miniaudio.h"
flags="-O3 -march=native -I$work/include"
CGO_CFLAGS="$flags" CGO_CXXFLAGS="$flags" GOBIN=$dir GOFLAGS=-mod=mod \
  go install "github.com/ollama/ollama@$version" >"$dir/ollama.log" 2>&1
echo "$dir/ollama"
