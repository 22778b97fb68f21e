#!/usr/bin/env bash
# What a program must not be able to do is not in it: none of the functions that these libraries define.
# linkage_test.sh NM PROGRAM CONTAINED LIBRARY…
# CONTAINED is the beginning of a function's name that is in the program, so that a program without symbols
# does not pass.
set -euo pipefail
export LC_ALL=C
nm=$1 program=$2 contained=$3
shift 3

functions_of() { "$nm" -C --defined-only "$1" 2>/dev/null | sed -nE "s/^[0-9a-f]+ [$2] //p" | sort -u; }

inside=$(functions_of "$program" TtWV)
grep -qF "$contained" <<<"$inside" || { echo "FAILED: $program has no $contained…: are its symbols gone?"; exit 1; }
failed=0
for library in "$@"; do
  # Inline functions and templates (W) may be anybody's.
  theirs=$(functions_of "$library" T)
  [[ -n $theirs ]] || { echo "FAILED: $library defines no function"; failed=1; continue; }
  both=$(comm -12 <(echo "$theirs") <(echo "$inside"))
  [[ -z $both ]] || { echo "FAILED: $program holds, of $(basename "$library"):"; echo "$both"; failed=1; }
  echo "$(wc -l <<<"$theirs") functions of $(basename "$library") looked for"
done
exit $failed
