#!/bin/bash
# The commands of the README, as somebody copies them, in an empty folder on a display of their own: from the keys to the report, and through
# a centre.
# readme_test.sh README BIN
set -eu
readme=$1 bin=$2
work=$(mktemp -d)
started=()
session=
finish() {
  [ -z "$session" ] || kill -- "-$session" 2>/dev/null || true
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

for port in {28663..28763}; do
  (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null || break
done
# The lines that stand in by four spaces, but for what needs the administrator. A call of eight seconds does, and so does another port.
commands=$(awk '/^## How a recording comes about/ { on = 1 } /^At work the recorder runs/ { on = 0 } /^## A centre/ { on = 1 } /^## Read on/ { on = 0 }
  on && /^    / { print substr($0, 5) }' "$readme" | sed "s/--for 20/--for 8/; s/127.0.0.1:8443/127.0.0.1:$port/; s/^insyn-server init.*--data centre/& --listen 127.0.0.1:$port/")
for verb in 'insyn keys new' 'insyn agreement sign' 'insyn roster sign' 'insyn record' 'insyn verify' 'insyn unlock' 'insyn export' 'insyn peel' 'insyn report' \
  'insyn-server register' 'insyn-witness init' 'insyn-link --data' 'as anna insyn ask' 'until as erik insyn approve' 'as anna insyn fetch' 'insyn ledger show'; do
  grep -q "^$verb" <<<"$commands" || { echo "the README has no command $verb"; exit 1; }
done

export HOME=$work XDG_STATE_HOME=$work/state XDG_RUNTIME_DIR=$work/run PATH=$bin:$PATH
mkdir -m 700 "$work/run" "$work/empty"
unset WAYLAND_DISPLAY
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" 2>"$work/server.log" &
started+=($!)
for _ in $(seq 200); do
  [ -s "$work/display" ] && break
  sleep 0.05
done
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >"$work/openbox.log" 2>&1 &
started+=($!)
# Until the root window has property $1, which tells of a window.
wait_for() {
  for _ in $(seq 600); do
    xprop -root "$1" 2>/dev/null | grep -q 0x && return
    sleep 0.05
  done
  echo "nobody has set $1 on $DISPLAY"
  tail -n 20 "$work"/*.log
  exit 1
}
# A window that comes while the window manager starts may never be managed.
wait_for _NET_SUPPORTING_WM_CHECK
xterm >"$work/xterm.log" 2>&1 &
started+=($!)
wait_for _NET_CLIENT_LIST

cd "$work/empty"
# In a session of its own, with which the programs end that it leaves running.
setsid bash -eux -c "$commands" </dev/null &
session=$!
wait "$session" || { echo "a command of the README failed"; exit 1; }
for made in call.webm request-17.webm report/report.html opened.webm; do
  [ -s "$made" ] || { echo "$made was not made"; exit 1; }
done
