# For demo/rooms: one real call among those that are made up. A support system in Chromium beside a private mailbox on a virtual desktop, recorded and
# brought to the centre by a workstation of the company's. Expects $out, $bin, $insyn, $url, $pins, quietly, and what demo/desktop.sh has.
# shellcheck shell=bash disable=SC2154

# The desktop; sets program to the path of what will be recorded there.
call_desktop() {
  desktop_begin "$out/desktop"
  read -r support_pid kundstod < <("$here/support" "$out/desktop/support")
  desktop_adopt "$support_pid"
  read -r mail_pid mail < <("$here/mail/start" "$out/desktop/mail")
  desktop_adopt "$mail_pid"
  program=$(readlink "/proc/$support_pid/exe")
}

# call_record WORKSTATION ID KIND: its folder in the company's, the call's id and why the customer calls. Ends the desktop.
call_record() {
  local workstation=$1 call=$2 own=$out/call
  mkdir -p "$own/spool" && mkdir -m 700 "$own/run" "$own/link"
  export XDG_RUNTIME_DIR=$own/run XDG_STATE_HOME=$own/state
  quietly "$insyn" enrol --agreement "$out/company/agreement.note" "${pins[@]}" --roster "$out/company/roster.note" \
    --device "$workstation/device.sign" --agent "$workstation/agent.pub" --to "$own/enrolment"
  cp "$workstation/link.sign" "$own/link/link.sign"
  printf 'insyn_link = 1\nserver = "%s"\nenrolment = "%s"\nspools = ["%s"]\n' "$url" "$own/enrolment" "$own/spool" >"$own/link/insyn-link.toml"
  desktop_spawn "$own/link.log" "$bin/insyn-link" --data "$own/link"
  in_force_is_there() { compgen -G "$own/link/feed/*.in-force"; }
  wait_until 30 "the witness's word that the agreement is in force (the link's log is $own/link.log)" in_force_is_there
  desktop_spawn "$own/recorder.log" "$bin/insyn-recorder" --enrolment "$own/enrolment" --spool "$own/spool" --feed "$own/link/feed"
  recorder_answers() { "$insyn" call status; }
  wait_until 10 "the recorder (its log is $own/recorder.log)" recorder_answers
  desktop_spawn "$own/tray.log" "$bin/insyn-tray" --enrolment "$own/enrolment" --spool "$own/spool" --language sv
  tray_is_there() { "$insyn" call status --json | grep -q '"indicated": true'; }
  wait_until 20 "the tray (its log is $own/tray.log)" tray_is_there
  agreement_window() { xdotool search --name '^Insyn$'; }
  wait_until 10 "the window that shows the agent the agreement" agreement_window
  xdotool windowactivate --sync "$(agreement_window | tail -n 1)" key --delay 90 alt+F4
  quietly "$insyn" call begin "$call" --kind "$3"
  has_begun() { compgen -G "$own/spool/*/*.chunk.age"; }
  wait_until 10 "the recording ($own/recorder.log)" has_begun
  "$here/act" "$kundstod" "$mail" "$own/desktop.png"
  quietly "$insyn" call end "$call"
  has_arrived() { grep -qs '^received ' "$own"/link/recordings/*; }
  wait_until 60 "its receipt (the link's log is $own/link.log)" has_arrived
  desktop_end
}
