#!/bin/sh
# Replays the corpus of the fuzzer of filled-in self-assessments through the fuzz target.
src=${srcdir:-.}
exec "$(dirname "${PAWL:-build/pawl}")/tests/fuzz/replay_assessment" "$src"/tests/fuzz/corpus/assessment/*
