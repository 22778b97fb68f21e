#!/usr/bin/env bash
# FFmpeg's libraries are linked into two programs, and into no other.
# ffmpeg_test.sh READELF FOLDER
set -euo pipefail
readelf=$1 folder=$2
has=() failed=0
for program in "$folder"/insyn "$folder"/insyn-*; do
  [[ -x $program && -f $program ]] || continue
  "$readelf" -d "$program" | grep -qE 'NEEDED.*lib(av|sw)' && has+=("$(basename "$program")")
  true
done
expected='insyn-audio insyn-export'
[[ ${has[*]} == "$expected" ]] || { echo "FAILED: linked with FFmpeg's libraries: ${has[*]:-none}; expected: $expected"; failed=1; }
exit $failed
