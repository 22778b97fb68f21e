#include "calls/test_pbx.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "calls/test_asterisk.h"
#include "support/free_port.h"
#include "support/loopback.h"
#include "support/until.h"

namespace insyn::calls_test {
namespace {

using support::Program;
using support::until;

void write(const Path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

void replace(std::string& text, const std::string& from, const std::string& to) {
  if (text.find(from) == std::string::npos) throw std::runtime_error("there is no " + from);
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// Two minutes of silence: 8000 samples of 16 bits a second.
std::string silence() {
  constexpr std::uint32_t kBytes = 120 * 16'000;
  const auto little = [](std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
    return text;
  };
  return "RIFF" + little(36 + kBytes, 4) + "WAVEfmt " + little(16, 4) + little(1, 2) + little(1, 2) +
         little(8000, 4) + little(16'000, 4) + little(2, 2) + little(16, 2) + "data" + little(kBytes, 4) +
         std::string(kBytes, '\0');
}

// A message of SIPp's scenario within the call.
std::string message(const std::string& method, int sequence, const std::string& media) {
  std::string text = fmt::format(
      "<send{}><![CDATA[\n{} [next_url] SIP/2.0\nVia: SIP/2.0/[transport] "
      "[local_ip]:[local_port];branch=[branch]\n"
      "[routes]\nFrom: \"{}\" <sip:{}@pbx.example>;tag=[pid]a[call_number]\nTo: "
      "<sip:[service]@pbx.example>[peer_tag_param]\nCall-ID: [call_id]\nCSeq: {} {}\nMax-Forwards: 20\n",
      method == "ACK" ? "" : " retrans=\"500\"", method, kCallersName, kCallersNumber, sequence, method);
  if (media.empty()) return text + "Content-Length: 0\n\n]]></send>\n";
  return text +
         fmt::format(
             "Contact: <sip:{}@[local_ip]:[local_port]>\nContent-Type: application/sdp\nContent-Length: "
             "[len]\n\nv=0\no=c 1 {} IN IP4 [local_ip]\ns=-\nc=IN IP4 [media_ip]\nt=0 0\nm=audio "
             "[media_port] RTP/AVP 8\na={}\n]]></send>\n",
             kCallersNumber, sequence, media);
}

// What a part that waits for go_on() makes when it has begun to wait.
std::string ready_file(const Path& folder, int part) {
  return (folder / fmt::format("ready-{}", part)).string();
}

std::string scenario(const std::vector<TestCall::Part>& parts, const Path& folder) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"customer\">\n";
  std::string invite = message("INVITE", 1, "sendrecv");
  replace(invite, "INVITE [next_url]", "INVITE sip:[service]@pbx.example");
  replace(invite, "[routes]\n", "");
  replace(invite, "[peer_tag_param]", "");
  text += invite +
          "<recv response=\"100\" optional=\"true\"/>\n<recv response=\"180\" optional=\"true\"/>\n"
          "<recv response=\"183\" optional=\"true\"/>\n<recv response=\"200\" rrs=\"true\"/>\n" +
          message("ACK", 1, "");
  int sequence = 1, waits = 0;
  for (const TestCall::Part& part : parts) {
    if (part.milliseconds == 0) {
      text +=
          fmt::format("<nop><action><exec command=\"touch {}\"/></action></nop>\n<recv request=\"INFO\"/>\n",
                      ready_file(folder, waits++));
    } else {
      text += fmt::format("<pause milliseconds=\"{}\"/>\n", part.milliseconds);
    }
    if (!part.hold && !part.resume) continue;
    ++sequence;
    text += message("INVITE", sequence, part.hold ? "sendonly" : "sendrecv") +
            "<recv response=\"100\" optional=\"true\"/>\n<recv response=\"200\"/>\n" +
            message("ACK", sequence, "");
  }
  return text + message("BYE", sequence + 1, "") + "<recv response=\"200\"/>\n</scenario>\n";
}

// What the kernel says of a process's children.
std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> all;
  std::ifstream children(fmt::format("/proc/{0}/task/{0}/children", parent));
  for (pid_t child = 0; children >> child;) {
    all.push_back(child);
    const std::vector<pid_t> theirs = children_of(child);
    all.insert(all.end(), theirs.begin(), theirs.end());
  }
  return all;
}

// A socket by UDP that waits at most `patience` for what comes.
OwnedFd udp_to(std::uint16_t port, std::chrono::seconds patience) {
  OwnedFd made(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(port);
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval wait{patience.count(), 0};
  ::setsockopt(made.get(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  if (::connect(made.get(), reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
    throw std::runtime_error("no socket");
  return made;
}

std::string port_of(const OwnedFd& socket) {
  sockaddr_in here{};
  socklen_t size = sizeof here;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&here), &size);
  return std::to_string(ntohs(here.sin_port));
}

std::string new_call_id() {
  static int calls = 0;
  return fmt::format("{}-{}", ::getpid(), ++calls);
}

bool is_there(std::uint16_t port) {
  const OwnedFd connection(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(port);
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = connection.get();
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0) return false;
  const bool answers =
      support::send_all(
          fd, fmt::format(
                  "OPTIONS sip:127.0.0.1:{0} SIP/2.0\r\nVia: SIP/2.0/TCP "
                  "127.0.0.1:{0};branch=z9hG4bKa;rport\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: "
                  "1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 9\r\nContent-Length: 0\r\n\r\n",
                  port)) &&
      support::is_readable(fd);
  return answers;
}

}  // namespace

TestPbx::TestPbx(bool with_tls)
    : port_(support::free_port()), tls_port_(support::free_port()), with_tls_(with_tls) {
  config_ = read_text(Path(INSYN_SOURCE_DIR) / "packaging/calls/kamailio.cfg", 65536).value();
  change("127.0.0.1:5060", fmt::format("127.0.0.1:{}", port_));
  change("/etc/kamailio/db", (folder_ / "db").string());
  if (!with_tls) return;
  change("127.0.0.1:5061", fmt::format("127.0.0.1:{}", tls_port_));
  change("/etc/kamailio/pbx", (folder_ / "pbx").string());
  const support::Ran made =
      support::run(folder_.path(), {"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                                    (folder_ / "pbx.key").string(), "-out", authority().string(), "-days",
                                    "2", "-subj", "/CN=pbx", "-addext", "subjectAltName=IP:127.0.0.1"});
  if (made.code != 0) throw std::runtime_error(made.err);
}

void TestPbx::change(const std::string& from, const std::string& to) { replace(config_, from, to); }

void TestPbx::start() {
  // Afresh each time: what Kamailio writes there when it stops, it cannot always read.
  std::filesystem::create_directories(folder_ / "db");
  for (const char* table : {"version", "presentity", "active_watchers", "watchers", "pua", "xcap"})
    std::filesystem::copy("/usr/share/kamailio/dbtext/kamailio/" + std::string(table), folder_ / "db",
                          std::filesystem::copy_options::overwrite_existing);
  write(folder_ / "kamailio.cfg", config_);
  std::vector<std::string> command = {"kamailio",
                                      "-f",
                                      (folder_ / "kamailio.cfg").string(),
                                      "-DD",
                                      "-E",
                                      "-Y",
                                      folder_.path().string(),
                                      "-w",
                                      folder_.path().string(),
                                      "-m",
                                      "64",
                                      "-M",
                                      "8"};
  if (with_tls_) command.insert(command.end(), {"-A", "WITH_TLS"});
  program_ = std::make_unique<Program>(folder_.path(), command);
  until("Kamailio answers", [&] {
    if (program_->ended()) throw std::runtime_error(program_->err());
    return is_there(port_);
  });
}

void TestPbx::stop() {
  if (!program_) return;
  signal(SIGCONT);
  program_->signal(SIGTERM);
  program_->wait();
  program_.reset();
}

void TestPbx::signal(int number) const {
  if (!program_) return;
  const std::vector<pid_t> children = children_of(program_->pid());
  program_->signal(number);
  for (const pid_t child : children) ::kill(child, number);
}

void TestPbx::kill() {
  signal(SIGKILL);
  program_->wait();
  program_.reset();
}

TestPhone::TestPhone(const TestPbx& pbx, const std::string& number)
    : control_(support::free_port()), keys_(support::free_port()) {
  write(folder_ / "silence.wav", silence());
  write(folder_ / "contacts", "");
  write(folder_ / "config",
        fmt::format(
            "sip_listen 127.0.0.1:{}\nnet_interface 127.0.0.1\ndns_server 127.0.0.1:9\ncall_max_calls 4\n"
            "audio_source aufile,{}\naudio_player aufile,{}\naudio_alert aufile,{}\nctrl_tcp_listen "
            "127.0.0.1:{}\nmodule_path /usr/lib/baresip/modules\nmodule g711.so\nmodule aufile.so\n"
            "module_app account.so\nmodule_app menu.so\nmodule_app ctrl_tcp.so\ncons_listen "
            "127.0.0.1:{}\nmodule_app cons.so\n",
            support::free_port(), (folder_ / "silence.wav").string(), (folder_ / "heard.wav").string(),
            (folder_ / "alert.wav").string(), control_, keys_));
  write(folder_ / "accounts", fmt::format("<sip:{}@pbx.example>;outbound=\"sip:127.0.0.1:{};transport=udp\";"
                                          "auth_pass=x;regint=60;answermode=auto\n",
                                          number, pbx.port()));
  program_ = std::make_unique<Program>(folder_.path(),
                                       std::vector<std::string>{"baresip", "-f", folder_.path().string()});
  until("the phone is registered", [&] {
    if (program_->ended()) throw std::runtime_error(said());
    return said().find("200 OK") != std::string::npos;
  });
}

// At its console, which takes datagrams too.
void TestPhone::press(const std::string& command) const {
  const OwnedFd hand(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(keys_);
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string line = "/" + command + "\n";
  if (::sendto(hand.get(), line.data(), line.size(), 0, reinterpret_cast<const sockaddr*>(&there),
               sizeof there) < 0)
    throw std::runtime_error("the phone does not " + command);
}

TestCall::TestCall(const TestPbx& pbx, const std::string& number, const std::vector<Part>& parts,
                   const std::string& in_id)
    : port_(support::free_port()), id_(new_call_id() + in_id) {
  write(folder_ / "customer.xml", scenario(parts, folder_.path()));
  program_ = std::make_unique<Program>(
      folder_.path(),
      std::vector<std::string>{"sipp", "-sf", (folder_ / "customer.xml").string(), "-m", "1", "-nostdin",
                               // A 180 may come late, after the 200.
                               "-default_behaviors", "all,-abortunexp", "-i", "127.0.0.1", "-p",
                               std::to_string(port_), "-cid_str", id_, "-mp",
                               std::to_string(support::free_port()), "-s", number, "-trace_msg",
                               "-message_file", (folder_ / "messages").string(), "-message_overwrite", "true",
                               "-timeout", "100", fmt::format("127.0.0.1:{}", pbx.port())});
}

void TestCall::go_on() {
  const std::string ready = ready_file(folder_.path(), told_++);
  until("the customer's telephone to wait", [&] {
    if (program_->ended()) throw std::runtime_error("the customer's telephone has ended: " + messages());
    return std::filesystem::exists(ready);
  });
  const OwnedFd socket = udp_to(port_, std::chrono::seconds(1));
  const std::string text = fmt::format(
      "INFO sip:{0}@127.0.0.1:{1} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{2};branch=z9hG4bK{3}\r\nFrom: "
      "<sip:test@127.0.0.1>;tag=test\r\nTo: <sip:{0}@127.0.0.1>\r\nCall-ID: {4}\r\nCSeq: {3} "
      "INFO\r\nMax-Forwards: 9\r\nContent-Length: 0\r\n\r\n",
      kCallersNumber, port_, port_of(socket), told_, id_);
  if (!support::send_all(socket.get(), text)) throw std::runtime_error("the customer cannot be told");
}

std::string TestCall::messages() const {
  const auto text = read_text(folder_ / "messages", std::size_t{1} << 20);
  return text ? *text : "";
}

// "----------------------------------------------- 2026-12-01\t09:15:03.250123", "UDP message sent (401
// bytes):", nothing, and the message.
std::optional<Utc> TestCall::sent(const std::string& method) const {
  const std::string all = messages();
  const std::size_t at = all.find("\n" + method + " sip:");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = all.rfind("----- ", at);
  if (begin == std::string::npos) return std::nullopt;
  std::tm local{};
  int micro = 0;
  if (std::sscanf(all.c_str() + begin, "----- %d-%d-%d%*[ \tT]%d:%d:%d.%6d", &local.tm_year, &local.tm_mon,
                  &local.tm_mday, &local.tm_hour, &local.tm_min, &local.tm_sec, &micro) != 7)
    return std::nullopt;
  local.tm_year -= 1900;
  local.tm_mon -= 1;
  local.tm_isdst = -1;
  return Utc(std::chrono::seconds(std::mktime(&local))) + std::chrono::milliseconds(micro / 1000);
}

TestPublisher::TestPublisher(const TestPbx& pbx, std::string number)
    : pbx_port_(pbx.port()),
      number_(std::move(number)),
      socket_(udp_to(pbx_port_, std::chrono::seconds(10))) {}

void TestPublisher::publish(const std::string& call, const std::string& state,
                            std::optional<bool> rendering) {
  const std::string param =
      rendering ? fmt::format(R"(<param pname="+sip.rendering" pval="{}"/>)", *rendering ? "yes" : "no") : "";
  const std::string body = fmt::format(
      R"(<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="{0}" )"
      R"(state="full" entity="sip:{1}@pbx.example"><dialog id="{2}" call-id="{2}" direction="recipient">)"
      R"(<state>{3}</state><local><identity>sip:{1}@pbx.example</identity><target uri="sip:{1}@127.0.0.1">)"
      R"({4}</target></local></dialog></dialog-info>)",
      ++sequence_, number_, call, state, param);
  const std::string text = fmt::format(
      "PUBLISH sip:{0}@pbx.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{1};branch=z9hG4bKp{1}x{2}\r\nFrom: "
      "<sip:{0}@pbx.example>;tag=publisher\r\nTo: <sip:{0}@pbx.example>\r\nCall-ID: "
      "publisher-{1}\r\nCSeq: {2} PUBLISH\r\nMax-Forwards: 9\r\nEvent: dialog\r\nExpires: 60\r\n{3}"
      "Content-Type: application/dialog-info+xml\r\nContent-Length: {4}\r\n\r\n{5}",
      number_, port_of(socket_), sequence_, etag_.empty() ? "" : fmt::format("SIP-If-Match: {}\r\n", etag_),
      body.size(), body);
  std::string answer(4096, '\0');
  if (!support::send_all(socket_.get(), text)) throw std::runtime_error("Kamailio cannot be told");
  const ssize_t count = ::recv(socket_.get(), answer.data(), answer.size(), 0);
  answer.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  const std::string name = "\r\nSIP-ETag: ";
  const std::size_t tag = answer.find(name);
  if (!answer.starts_with("SIP/2.0 200") || tag == std::string::npos)
    throw std::runtime_error("Kamailio does not take what a telephone publishes: " + answer);
  // What has ended Kamailio forgets by itself: the next one is another publication.
  const std::size_t begin = tag + name.size();
  etag_ = state == "terminated" ? "" : answer.substr(begin, answer.find('\r', begin) - begin);
}

}  // namespace insyn::calls_test
