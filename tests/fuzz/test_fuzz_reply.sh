#!/bin/sh
# Replays the corpus of the reply fuzzer through the fuzz target.
src=${srcdir:-.}
exec "$(dirname "${PAWL:-build/pawl}")/tests/fuzz/replay_reply" "$src"/tests/fuzz/corpus/reply/*
