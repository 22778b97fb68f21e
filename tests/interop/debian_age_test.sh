#!/usr/bin/env bash
# Debian's age and src/seal open what the other sealed.
# debian_age_test.sh SEAL_TOOL AGE AGE_KEYGEN
set -euo pipefail
tool=$1 age=$2 keygen=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
umask 077

secret() { grep '^AGE-SECRET-KEY-1' "$1"; }
public() { "$keygen" -y "$1"; }
same() { cmp "$1" "$2" || { echo "FAILED: $3"; exit 1; }; }
refused() { if "$@" >/dev/null 2>&1; then echo "FAILED: should have been refused: ${*:2:1}"; exit 1; fi; }

"$keygen" -o alice.age 2>/dev/null
"$tool" keygen >bob.age
"$keygen" -o union.age 2>/dev/null
"$tool" keygen >employer.age
"$keygen" -o recording.age 2>/dev/null
alice=$(public alice.age) bob=$(public bob.age)

for size in 0 1 65535 65536 65537 131072 1000000; do
  head -c "$size" /dev/urandom >plain
  "$tool" seal "$alice" <plain >ours.age
  "$age" -d -i alice.age ours.age >back
  same plain back "age opens $size bytes of ours"
  "$age" -r "$bob" -o theirs.age plain
  "$tool" open "$(secret bob.age)" <theirs.age >back
  same plain back "we open $size bytes of age's"
done
echo "one recipient: seven sizes, both directions"

for who in alice bob; do
  "$tool" seal "$alice" "$bob" <plain >ours.age
  "$age" -d -i "$who.age" ours.age >back
  same plain back "age opens ours for two as $who"
  "$age" -r "$alice" -r "$bob" -o theirs2.age plain
  "$tool" open "$(secret "$who.age")" <theirs2.age >back
  same plain back "we open age's for two as $who"
done
refused "$tool" open "$(secret union.age)" <theirs2.age
refused "$age" -d -i union.age ours.age
head -c 70000 ours.age >cut.age
refused "$age" -d -i alice.age cut.age
refused "$tool" open "$(secret alice.age)" <cut.age
echo "two recipients, a stranger and a truncation"

"$tool" wrap "$(secret recording.age)" "$(public union.age)" "$(public employer.age)" >key.age
"$age" -d -i union.age key.age | "$age" -d -i employer.age >rec.key
"$tool" seal "$(public recording.age)" <plain >chunk.age
"$age" -d -i rec.key chunk.age >back
same plain back "the two-layer unlock with age alone"
"$age" -r "$(public employer.age)" recording.age | "$age" -r "$(public union.age)" >key.age
"$tool" unlock "$(secret union.age)" "$(secret employer.age)" <key.age >rec.key
test "$(secret rec.key)" = "$(secret recording.age)"
refused "$tool" unlock "$(secret employer.age)" "$(secret union.age)" <key.age
echo "the two-layer unlock, both directions"
