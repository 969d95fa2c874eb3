#!/bin/sh
# Replays the corpus of the pack fuzzer, and the good fixtures, through the fuzz target.
src=${srcdir:-.}
exec "$(dirname "${PAWL:-build/pawl}")/tests/fuzz/replay_pack" "$src"/tests/fuzz/corpus/pack/* \
  "$src/tests/fixtures/packs/good/kinds.yaml"
