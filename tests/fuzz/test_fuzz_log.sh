#!/bin/sh
# Replays the corpus of the log fuzzer through the fuzz target.
src=${srcdir:-.}
exec "$(dirname "${PAWL:-build/pawl}")/tests/fuzz/replay_log" "$src"/tests/fuzz/corpus/log/*
