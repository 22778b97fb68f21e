# For demo/run: a centre on this computer, with its server, the workstation's link and the union's witness. Expects $out, $bin, $insyn, and what
# demo/desktop.sh has.
# shellcheck shell=bash disable=SC2154

# Makes the server, whose ledger the agreement names. Sets centre_url and ledger_key.
centre_init() {
  local port
  for port in {28443..28543}; do
    (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null || break
  done
  centre_url=http://127.0.0.1:$port
  "$bin/insyn-server" init --data "$out/centre" --origin centre.demo --listen "127.0.0.1:$port" --pin "$out/keys/employer.pub" \
    --pin "$out/keys/union.pub" --reviewer anna --union erik >"$out/centre.init" 2>"$out/last.log" || { cat "$out/last.log" >&2; return 1; }
  ledger_key=$(sed -n 's/^key //p' "$out/centre.init")
}

# Registers what both parties have signed, and starts all three. The server asks insyn-calls at $calls_url.
centre_start() {
  quietly "$bin/insyn-server" register --data "$out/centre" "$out/agreement.note" "$out/roster.note"
  cp "$out/keys/server.sign" "$out/centre/calls.sign"
  printf '\n[[calls]]\nsource = "pbx"\nurl = "%s"\nkey = "calls.sign"\n' "$calls_url" >>"$out/centre/insyn-server.toml"
  desktop_spawn "$out/server.log" "$bin/insyn-server" --data "$out/centre"
  server_answers() { curl -sf "$centre_url/healthz" >"$out/last.log"; }
  wait_until 10 "the server (its log is $out/server.log)" server_answers
  quietly "$bin/insyn-witness" init --data "$out/witness" --agreement "$out/agreement.note" --pin "$out/keys/employer.pub" \
    --pin "$out/keys/union.pub" --key "$out/keys/witness.sign" --server "$centre_url"
  desktop_spawn "$out/witness.log" "$bin/insyn-witness" --data "$out/witness"
  mkdir -m 700 "$out/link"
  cp "$out/keys/link.sign" "$out/link/link.sign"
  cat >"$out/link/insyn-link.toml" <<TOML
insyn_link = 1
server = "$centre_url"
enrolment = "$out/enrolment"
spools = ["$out/spool"]
[calls]
recorders = ["$XDG_RUNTIME_DIR/insyn/calls"]
TOML
  desktop_spawn "$out/link.log" "$bin/insyn-link" --data "$out/link"
  in_force_is_there() { compgen -G "$out/link/feed/*.in-force" >"$out/last.log"; }
  wait_until 20 "the witness's word that the agreement is in force (logs: $out/witness.log, $out/link.log)" in_force_is_there
}

# as PERSON COMMAND…: a person's own session.
as() { XDG_STATE_HOME=$out/people/$1 "${@:2}"; }
# Takes the invitation of PERSON.
centre_login() {
  mkdir -p "$out/people/$1"
  printf '%s\n' "a passphrase of $1" >"$out/people/$1/passphrase"
  as "$1" quietly "$insyn" login --server "$centre_url" --account "$1" --passphrase-file "$out/people/$1/passphrase" \
    --invitation "$(sed -n "s/^invitation [a-z]* \([^ ]*\) $1\$/\1/p" "$out/centre.init")"
}
