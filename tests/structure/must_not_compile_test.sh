#!/usr/bin/env bash
# What must not compile does not, and for the right reason.
# must_not_compile_test.sh SOURCE COMPILER ARGUMENTS…
set -uo pipefail
export LC_ALL=C
source=$1
shift

# What the compilers say of each reason: g++ and clang in turn.
declare -A words=(
  [private]='is private within this context|private (constructor|member)|private member'
  [deleted]='use of deleted function|selected deleted operator|deleted (constructor|copy|member)|is implicitly deleted'
  [conversion]='could not convert|cannot convert|no matching (member )?function|no matching constructor|no viable conversion|invalid initialization of reference|no known conversion'
)

fail() { echo "FAILED: $*"; failed=1; }
failed=0

"$@" -fsyntax-only "$source" || fail "the twins that have to compile do not"
told=$("$@" -fsyntax-only -DREFUSED "$source" 2>&1) && fail "with REFUSED it compiles"
errors=$(sed -nE "s|^${source}:([0-9]+):[0-9]+: error: |\1 |p" <<<"$told")

checked=0
while IFS=: read -r line text; do
  reason=${text##*// refused: }
  [[ -n ${words[$reason]:-} ]] || { fail "line $line: “$reason” is no reason"; continue; }
  said=$(sed -n "s/^$line //p" <<<"$errors")
  [[ -n $said ]] || { fail "line $line compiles:$text"; continue; }
  grep -qE "${words[$reason]}" <<<"$said" || fail "line $line is refused for another reason than “$reason”: $said"
  checked=$((checked + 1))
done < <(grep -nE '// refused: [a-z]+$' "$source")

while read -r line said; do
  [[ -z $line ]] && continue
  sed -n "${line}p" "$source" | grep -q '// refused: ' || fail "line $line is an error and should be none: $said"
done <<<"$errors"
elsewhere=$(grep -E ': (fatal )?error: ' <<<"$told" | grep -vF "$source:")
[[ -z $elsewhere ]] || fail "an error outside of the file: $elsewhere"

((checked >= 20)) || fail "only $checked lines were refused"
echo "$checked lines are refused, each for its reason"
exit $failed
