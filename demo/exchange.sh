# For demo/run: a telephone system on this computer, with Kamailio, the agent's phone and the customer's (both baresip), and insyn-calls, which reads
# Kamailio. Expects $out, $bin, $insyn, $here, and what demo/desktop.sh has.
# shellcheck shell=bash disable=SC2154

agent_number=201
customer_number=0701740612

# The keys of the source, which the agreement names, and of the server, by which it asks insyn-calls. Sets calls_url.
exchange_init() {
  # A baresip takes the port after its own too, for TLS.
  local base port
  for base in {28610..28990..10}; do
    for port in $(seq "$base" "$((base + 9))"); do
      ! (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null || continue 2
    done
    break
  done
  sip_port=$base agent_port=$((base + 1)) customer_port=$((base + 3)) agent_control=$((base + 5)) customer_control=$((base + 6))
  calls_url=http://127.0.0.1:$((base + 7))
  quietly "$insyn" keys new --role calls --name pbx --out "$out/keys/pbx"
  quietly "$insyn" keys new --role link --name demo-server --out "$out/keys/server"
}

# phone NAME NUMBER PORT CONTROL: a phone that answers by hand, and is told what to do by CONTROL.
phone_start() {
  local dir=$out/exchange/$1
  mkdir "$dir"
  : >"$dir/contacts"
  cat >"$dir/accounts" <<TEXT
<sip:$2@pbx.example>;outbound="sip:127.0.0.1:$sip_port;transport=udp";auth_pass=none;regint=60;answermode=manual
TEXT
  cat >"$dir/config" <<TEXT
sip_listen 127.0.0.1:$3
net_interface 127.0.0.1
dns_server 127.0.0.1:9
call_max_calls 1
audio_source aufile,$out/exchange/silence.wav
audio_player aufile,$dir/heard.wav
audio_alert aufile,$dir/alert.wav
ctrl_tcp_listen 127.0.0.1:$4
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
TEXT
  desktop_spawn "$dir/log" baresip -f "$dir"
  wait_until 10 "the phone $2 (its log is $dir/log)" grep -q '200 OK' "$dir/log"
}

exchange_start() {
  local password
  mkdir -p "$out/exchange/db"
  cp /usr/share/kamailio/dbtext/kamailio/{version,presentity,active_watchers,watchers,pua,xcap} "$out/exchange/db/"
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  sed -e "s|127.0.0.1:5060|127.0.0.1:$sip_port|g; s|/etc/kamailio/db|$out/exchange/db|; s|correct horse|$password|" \
    "$here/../packaging/calls/kamailio.cfg" >"$out/exchange/kamailio.cfg"
  # Not on the path of everybody.
  PATH=$PATH:/usr/sbin desktop_spawn "$out/exchange/kamailio.log" kamailio -f "$out/exchange/kamailio.cfg" -DD -E -m 64 -M 8 \
    -Y "$out/exchange" -w "$out/exchange"
  kamailio_listens() { (: </dev/tcp/127.0.0.1/"$sip_port"); }
  wait_until 10 "Kamailio (its log is $out/exchange/kamailio.log)" kamailio_listens
  quietly ffmpeg -nostdin -loglevel error -f lavfi -i anullsrc=r=8000:cl=mono -t 300 -c:a pcm_s16le "$out/exchange/silence.wav"
  phone_start agent "$agent_number" "$agent_port" "$agent_control"
  phone_start customer "$customer_number" "$customer_port" "$customer_control"

  (umask 077 && printf '%s\n' "$password" >"$out/exchange/sip.secret")
  printf '%s\n' "$agent_number" >"$out/exchange/numbers.txt"
  cat >"$out/exchange/insyn-calls.toml" <<TOML
insyn_calls = 1
key = "$out/keys/pbx.sign"
readers = ["$out/keys/server.pub"]
[listen]
address = "127.0.0.1"
port = ${calls_url##*:}
plain = true
[sip]
address = "127.0.0.1"
port = $sip_port
transport = "udp"
domain = "pbx.example"
user = "insyn"
secret = "sip.secret"
numbers = "numbers.txt"
TOML
  desktop_spawn "$out/calls.log" "$bin/insyn-calls" --config "$out/exchange/insyn-calls.toml"
  wait_until 10 "insyn-calls to read Kamailio (its log is $out/calls.log)" grep -q "1 of 1 numbers" "$out/calls.log"
}

# Lifts both phones' lines, so that they can be told what to do.
exchange_connect() { exec {agent_line}<>/dev/tcp/127.0.0.1/"$agent_control" {customer_line}<>/dev/tcp/127.0.0.1/"$customer_control"; }
# tell LINE COMMAND: a netstring, as baresip's ctrl_tcp has it.
tell() { printf '%d:%s,' ${#2} "$2" >&"$1"; }
agent_does() { tell "$agent_line" "{\"command\":\"$1\"}"; }
customer_calls() { tell "$customer_line" "{\"command\":\"dial\",\"params\":\"sip:$agent_number@pbx.example\"}"; }
customer_hangs_up() { tell "$customer_line" '{"command":"hangup"}'; }
# Whether the agent's phone has said so.
agent_phone_said() { grep -q "$1" "$out/exchange/agent/log"; }
