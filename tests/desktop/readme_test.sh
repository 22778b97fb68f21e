#!/bin/bash
# The commands of the README, as somebody copies them, in an empty folder on a display of their own: from the keys to the report.
# readme_test.sh README BIN
set -eu
readme=$1 bin=$2
work=$(mktemp -d)
started=()
finish() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

# The lines that stand in by four spaces, up to what needs the administrator. A call of eight seconds does.
commands=$(awk '/^## How a recording comes about/ { on = 1 } /^At work the recorder runs/ { on = 0 } on && /^    / { print substr($0, 5) }' "$readme" |
  sed 's/--for 20/--for 8/')
for verb in 'keys new' 'agreement sign' 'roster sign' 'record' 'verify' 'unlock' 'export' 'peel' 'report'; do
  grep -q "^insyn $verb" <<<"$commands" || { echo "the README has no command insyn $verb"; exit 1; }
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
bash -eux -c "$commands" </dev/null || { echo "a command of the README failed"; exit 1; }
for made in call.webm request-17.webm report/report.html; do
  [ -s "$made" ] || { echo "$made was not made"; exit 1; }
done
