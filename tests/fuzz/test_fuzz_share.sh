#!/bin/sh
# Replays the corpora of zips, manifests and signatures through the fuzz target.
src=${srcdir:-.}
exec "$(dirname "${PAWL:-build/pawl}")/tests/fuzz/replay_share" "$src"/tests/fuzz/corpus/zip/* \
  "$src"/tests/fuzz/corpus/manifest/*
