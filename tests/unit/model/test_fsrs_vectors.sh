#!/bin/sh
# The memory model against state vectors computed by an independent program, and the reader of such
# files against files that are none.
build=$(dirname "${PAWL:-build/pawl}")/tests
vectors=$build/fsrs_vectors
fixtures=${srcdir:-.}/tests/fixtures/fsrs
echo 1..3
out=$("$vectors" "$fixtures/params.csv" "$fixtures/states.csv")
echo "# $out"
good=$(echo "$out" | awk '{ print ($2 + 0 <= 1e-9 && $4 == 0) ? "ok" : "not ok" }')
echo "$good 1 - the shipped vectors agree to 1e-9 and to the day"
if "$vectors" "$fixtures/states.csv" "$fixtures/params.csv" 2>/dev/null; then s="not ok"; else s=ok; fi
echo "$s 2 - files in the wrong place are refused"
if "$vectors" "$fixtures/none.csv" "$fixtures/states.csv" 2>/dev/null; then s="not ok"; else s=ok; fi
echo "$s 3 - a missing file is refused"
