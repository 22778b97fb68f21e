# A virtual desktop of its own: X server, window manager, background. Source this file, do not run it.
#
#   desktop_begin DIR       starts it; DISPLAY and XAUTHORITY then name it, HOME is a fresh folder in DIR
#   desktop_spawn LOG CMD…  starts a program on it; its process id is in $spawned
#   desktop_end             stops what was started here, last first, and nothing else
#
# The server chooses a free display itself and lets in only who holds the cookie, so that neither another
# desktop on this machine nor another user meets this one.

desktop_width=1600
desktop_height=900
desktop_pids=()
spawned=

# Runs a command until it succeeds, at most SECONDS; then names what it waited for and fails.
wait_until() {
  local seconds=$1 what=$2
  shift 2
  local deadline=$((${EPOCHREALTIME/[.,]/} + seconds * 1000000))
  until "$@" >/dev/null 2>&1; do
    if ((${EPOCHREALTIME/[.,]/} > deadline)); then
      echo "waited ${seconds} s for $what, in vain" >&2
      return 1
    fi
    sleep 0.05
  done
}

# Each program gets a session of its own, so that its helpers can be stopped with it. Programs started in
# the background by a script ignore Ctrl-C; a recorder that is to be stopped by it must not.
desktop_spawn() {
  local log=$1
  shift
  setsid env --default-signal=INT "$@" >"$log" 2>&1 &
  spawned=$!
  desktop_pids+=("$spawned")
}

# Takes over the stopping of a session that a helper script started.
desktop_adopt() { desktop_pids+=("$1"); }

session_is_gone() { ! pgrep -s "$1"; }

stop_session() {
  local leader=$1
  session_is_gone "$leader" >/dev/null && return 0
  kill -TERM "$leader" 2>/dev/null || true
  wait_until 3 "process $leader to end" session_is_gone "$leader" 2>/dev/null && return 0
  pkill -KILL -s "$leader" 2>/dev/null || true
  wait_until 3 "process $leader to be killed" session_is_gone "$leader"
}

desktop_end() {
  local i
  ((${#desktop_pids[@]})) || return 0
  for ((i = ${#desktop_pids[@]} - 1; i >= 0; i--)); do
    stop_session "${desktop_pids[i]}" || true
  done
  wait "${desktop_pids[@]}" 2>/dev/null || true
  desktop_pids=()
}

window_manager_is_ready() { xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'; }

# ImageMagick's display ends with 1 even where it has painted, and a plain background does no harm.
desktop_paint_background() {
  convert -size "${desktop_width}x${desktop_height}" gradient:'#5b7f95'-'#22394a' "$1/background.png"
  display -window root "$1/background.png" || true
}

desktop_begin() {
  local dir=$1 cookie
  mkdir -p -m 700 "$dir/home" "$dir/log" "$dir/runtime"
  export HOME=$dir/home XDG_RUNTIME_DIR=$dir/runtime XAUTHORITY=$dir/xauthority
  export NO_AT_BRIDGE=1 GDK_BACKEND=x11 GIO_USE_VFS=local LC_ALL=C.UTF-8
  export DBUS_SESSION_BUS_ADDRESS=unix:path=$dir/runtime/no-bus
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME WAYLAND_DISPLAY SESSION_MANAGER

  cookie=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  (umask 077 && : >"$XAUTHORITY" && xauth -q -f "$XAUTHORITY" add :0 . "$cookie")
  : >"$dir/display"
  desktop_spawn "$dir/log/xvfb" Xvfb -displayfd 3 -screen 0 "${desktop_width}x${desktop_height}x24" \
    -auth "$XAUTHORITY" -nolisten tcp -noreset 3>"$dir/display"
  wait_until 10 "the X server (its log is $dir/log/xvfb)" grep -q . "$dir/display"
  export DISPLAY=:$(<"$dir/display")
  xauth -q -f "$XAUTHORITY" add "$DISPLAY" . "$cookie"

  # A Swedish keyboard: keys that a layout lacks reach programs late, when they are typed by xdotool.
  setxkbmap -layout se
  desktop_paint_background "$dir"
  desktop_spawn "$dir/log/openbox" openbox --sm-disable
  wait_until 10 "the window manager (its log is $dir/log/openbox)" window_manager_is_ready
}
