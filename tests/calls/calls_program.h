// insyn-calls as it is started, and whoever reads from it, for tests.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "calls/client/requests.h"
#include "calls/statement/testing.h"
#include "calls/test_asterisk.h"
#include "calls/webhook/verifier.h"
#include "http/client.h"
#include "http/openapi.h"
#include "note/public_keys.h"
#include "support/free_port.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/until.h"
#include "support/webhooks.h"

namespace insyn::calls_test {

using namespace insyn::calls;
using support::Program;
using support::Ran;
using support::until;

inline const std::string kProgram = INSYN_BIN_DIR "/insyn-calls";
inline constexpr const char* kOtherSecret = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

// The memory that a process has of its own, in KiB.
inline long memory_of(pid_t process) {
  const std::string status = support::status_of(process);
  const std::size_t at = status.find("RssAnon:");
  return at == std::string::npos ? -1 : std::stol(status.substr(at + 8));
}

class CallsProgram : public ::testing::Test {
 protected:
  CallsProgram() {
    secret("pbx.sign", key_.secret_text());
    secret("a.secret", std::string(support::kWebhookSecret) + "\n");
    secret("ami.secret", "s3cret\n");
    write("server.pub", public_key(server_));
    write("link.pub", public_key(link_));
    write("webhook.toml",
          std::string(support::kWebhookMapping) + "[agents]\n\"agent-1\" = \"201\"\n\"agent-2\" = \"202\"\n");
    std::string queues =
        read_text(Path(INSYN_SOURCE_DIR) / "packaging/calls/asterisk-queues.toml", 65536).value();
    const std::string comment = "#\"privat\"";
    queues.replace(queues.find(comment), comment.size(), "\"privat\"");
    write("queues.toml", queues);
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::trunc) << text;
  }
  void secret(const std::string& name, const std::string& text) const {
    write(name, text);
    ::chmod((folder_ / name).c_str(), 0600);
  }
  static std::string public_key(const note::Signer& key) {
    return note::public_keys_text({note::Role::kLink, key.verifier().name(), key.verifier(), ""});
  }
  std::string top() const {
    return fmt::format(
        "insyn_calls = 1\nkey = \"pbx.sign\"\nreaders = [\"server.pub\"]\nlinks = [\"link.pub\"]\n[listen]\n"
        "address = \"127.0.0.1\"\nport = {}\nplain = true\n",
        port_);
  }
  static std::string webhook() {
    return "[webhook]\nname = \"test\"\nsecrets = [\"a.secret\"]\nmapping = \"webhook.toml\"\n";
  }
  static std::string ami(std::uint16_t port) {
    return fmt::format(
        "[ami]\naddress = \"127.0.0.1\"\nport = {}\ntls = false\nuser = \"insyn\"\nsecret = \"ami.secret\"\n"
        "mapping = \"queues.toml\"\n",
        port);
  }
  static std::string by_tls(std::string settings) {
    return settings.replace(settings.find("tls = false"), 11, "tls = true");
  }
  std::vector<std::string> command() const {
    return {kProgram, "--config", (folder_ / "insyn-calls.toml").string()};
  }
  void start(const std::string& settings, const support::Environment& environment = {}) {
    write("insyn-calls.toml", settings);
    program_ = std::make_unique<Program>(folder_.path(), command(), environment);
    until("insyn-calls listens",
          [&] { return program_->ended() || program_->err().find("listens on") != std::string::npos; });
    ASSERT_FALSE(program_->ended()) << program_->err();
  }
  Ran check(const std::string& settings) const {
    write("insyn-calls.toml", settings);
    std::vector<std::string> all = command();
    all.emplace_back("--check");
    return support::run(folder_.path(), all);
  }
  void stop() {
    program_->signal(SIGTERM);
    EXPECT_EQ(program_->wait(), 0) << program_->err();
  }

  http_client::Client client(const note::Signer* signer) const {
    const http_client::Identity who =
        signer == nullptr ? http_client::Identity() : http_client::Identity(signer);
    return http_client::Client::create(
               {http_client::parse_address(fmt::format("http://127.0.0.1:{}", port_)).value(), {}}, who,
               clock_)
        .value();
  }
  // Statements that follow on `cursor_`, once there is one or a wait is over, verified.
  std::vector<Statement> statements() {
    const auto news = news_in(reader_->ask(news_request(cursor_, std::nullopt)));
    EXPECT_TRUE(news) << news.error().message;
    if (!news) return {};
    cursor_ = news->next;
    reach_ = news->sources;
    std::vector<Statement> all;
    for (const std::string& note : news->statements) {
      const auto said = verify_statement(note, sources_);
      EXPECT_TRUE(said) << said.error().message;
      if (said) all.push_back(*said);
      notes_ += note;
    }
    return all;
  }
  // The next `count` of them: "begin 201, hold 201".
  std::string next(std::size_t count) {
    std::string text;
    until("statements", [&] {
      for (const Statement& one : statements()) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code_of(one.event), one.agent);
        last_ = one;
        ++came_;
      }
      return came_ >= count;
    });
    came_ = 0;
    return text;
  }
  // Whether nothing has been said since.
  bool nothing_followed() {
    const auto all = news_in(reader_->ask(news_request("", std::nullopt)));
    return all && std::none_of(all->statements.begin(), all->statements.end(), [&](const std::string& note) {
             return notes_.find(note) == std::string::npos;
           });
  }
  std::string state(const Statement& about) {
    const Nonce nonce = random_nonce();
    const Answered answered = answered_by(
        reader_->ask(question_request({"pbx", about.call, about.leg, nonce}, std::chrono::seconds(5))));
    if (const auto* why = std::get_if<NoAnswer>(&answered))
      return *why == NoAnswer::kNoSuchLeg ? "no such leg" : *why == NoAnswer::kUnclear ? "unclear" : "silent";
    const auto answer = verify_answer(std::get<std::string>(answered), sources_);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer && answer->nonce == nonce ? code_of(answer->state) : "another's";
  }

  // A webhook as whoever has `secret` signs it.
  std::string webhook_of(const std::string& id, const std::string& body,
                         const char* secret = support::kWebhookSecret,
                         std::chrono::seconds from_now = {}) const {
    const auto at = std::chrono::floor<std::chrono::seconds>(clock_.utc().time_since_epoch()) + from_now;
    const std::string time = std::to_string(at.count());
    return request(fmt::format("webhook-id: {}\r\nwebhook-timestamp: {}\r\nwebhook-signature: {}\r\n", id,
                               time, webhook_signature(WebhookSecret::parse(secret).value(), id, time, body)),
                   body);
  }
  static std::string request(const std::string& fields, const std::string& body) {
    return fmt::format("POST /v1/webhook/test HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n{}\r\n{}",
                       body.size(), fields, body);
  }
  int send(const std::string& request) const {
    http_test::Client client(port_);
    const http_test::Reply reply = client.ask(request);
    EXPECT_EQ(http_test::against_openapi("POST", "/v1/webhook/test", reply), "");
    return reply.status;
  }
  static std::string body(const std::string& type, const std::string& part = "p1",
                          const std::string& who = "agent-1") {
    return fmt::format(R"({{"type":"{}","part":"{}","call":"c1","who":"{}","subject":"invoice",)"
                       R"("ani":"{}","customer":{{"name":"{}"}},"digits":"{}"}})",
                       type, part, who, kCallersNumber, kCallersName, kDialled);
  }

  // Everything that the program may write to.
  std::string memory() const {
    std::string all;
    std::ifstream maps(fmt::format("/proc/{}/maps", program_->pid()));
    std::ifstream bytes(fmt::format("/proc/{}/mem", program_->pid()), std::ios::binary);
    for (std::string line; std::getline(maps, line);) {
      unsigned long begin = 0, end = 0;
      char rights[5] = {};
      if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) != 3 || rights[1] != 'w') continue;
      std::string part(end - begin, '\0');
      bytes.clear();
      bytes.seekg(static_cast<std::streamoff>(begin));
      bytes.read(part.data(), static_cast<std::streamsize>(part.size()));
      part.resize(static_cast<std::size_t>(bytes.gcount()));
      all += part;
    }
    return all;
  }
  static bool has_a_caller(const std::string& text) {
    for (const std::string one : {kCallersNumber, kCallersName, kDialled})
      if (text.find(one) != std::string::npos) return true;
    return false;
  }
  void expect_nothing_of_a_caller_said(const char* where) const {
    EXPECT_FALSE(has_a_caller(program_->err() + program_->out() + notes_)) << where;
  }
  // Nor in memory: the program is done with what came a moment after it has said what follows from it.
  void expect_nothing_of_a_caller(const char* where) const {
    until(fmt::format("nothing of a caller to be in memory, {}", where),
          [&] { return !has_a_caller(memory()); });
    expect_nothing_of_a_caller_said(where);
  }

  void begin_reading() { reader_.emplace(client(&server_)); }

  const SystemClock clock_;
  const support::TempFolder folder_;
  const std::uint16_t port_ = support::free_port();
  const note::Signer key_ = note::Signer::generate("pbx").value();
  const note::Signer server_ = note::Signer::generate("server").value();
  const note::Signer link_ = note::Signer::generate("link").value();
  const std::vector<agreement::CallSource> sources_ = {source_of(key_)};
  std::unique_ptr<Program> program_;
  std::optional<http_client::Client> reader_;
  std::string cursor_;
  std::vector<CarrierReach> reach_;
  std::string notes_;  // all that came
  Statement last_;
  std::size_t came_ = 0;
};

}  // namespace insyn::calls_test
