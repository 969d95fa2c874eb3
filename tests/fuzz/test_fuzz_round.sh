#!/bin/sh
# Replays the corpus of the round fuzzer through the fuzz target.
src=${srcdir:-.}
exec "$(dirname "${PAWL:-build/pawl}")/tests/fuzz/replay_round" "$src"/tests/fuzz/corpus/round/*
