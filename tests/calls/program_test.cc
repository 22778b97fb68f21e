// insyn-calls as it is started, told of calls, asked and stopped, over real HTTP and a real connection.
#include "support/program.h"

#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "calls/client/requests.h"
#include "calls/statement/testing.h"
#include "calls/test_asterisk.h"
#include "calls/test_pbx.h"
#include "calls/webhook/verifier.h"
#include "http/client.h"
#include "http/openapi.h"
#include "note/public_keys.h"
#include "support/free_port.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::calls_test {
namespace {

using namespace insyn::calls;
using support::Program;
using support::Ran;
using support::until;

const std::string kProgram = INSYN_BIN_DIR "/insyn-calls";
constexpr const char* kSecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
constexpr const char* kOtherSecret = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

constexpr const char* kWebhookMapping = R"(insyn_call_mapping = 1
name = "test"
[fields]
dialog = "part"
call = "call"
agent = "who"
kind = "subject"
[kinds]
invoice = "Faktura"
[agents]
"agent-1" = "201"
"agent-2" = "202"
[[event]]
when = { type = "answered" }
is = "connected"
[[event]]
when = { type = "hold" }
is = "held"
[[event]]
when = { type = "gone" }
is = "ended"
)";

// The memory that a process has of its own, in KiB.
long memory_of(pid_t process) {
  const std::string status = support::status_of(process);
  const std::size_t at = status.find("RssAnon:");
  return at == std::string::npos ? -1 : std::stol(status.substr(at + 8));
}

class CallsProgram : public ::testing::Test {
 protected:
  CallsProgram() {
    secret("pbx.sign", key_.secret_text());
    secret("a.secret", std::string(kSecret) + "\n");
    secret("ami.secret", "s3cret\n");
    write("server.pub", public_key(server_));
    write("link.pub", public_key(link_));
    write("webhook.toml", kWebhookMapping);
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
      return *why == NoAnswer::kNoSuchLeg ? "no such leg" : "silent";
    const auto answer = verify_answer(std::get<std::string>(answered), sources_);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer && answer->nonce == nonce ? code_of(answer->state) : "another's";
  }

  // A webhook as whoever has `secret` signs it.
  std::string webhook_of(const std::string& id, const std::string& body, const char* secret = kSecret,
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
  void expect_nothing_of_a_caller(const char* where) const {
    const std::string all = memory(), said = program_->err() + program_->out() + notes_;
    for (const std::string one : {kCallersNumber, kCallersName, kDialled}) {
      EXPECT_EQ(all.find(one), std::string::npos) << one << " in memory, " << where;
      EXPECT_EQ(said.find(one), std::string::npos) << one << " said, " << where;
    }
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

TEST_F(CallsProgram, ASignedWebhookBeginsACallAndEndsIt) {
  start(top() + webhook());
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(next(1), "begin 201");
  const Statement begin = last_;
  EXPECT_EQ(begin.kind, "Faktura");
  EXPECT_EQ(reach_, (std::vector<CarrierReach>{{"pbx", Reach::kSource}}));
  EXPECT_EQ(state(begin), "connected");
  EXPECT_EQ(send(webhook_of("2", body("hold"))), 204);
  EXPECT_EQ(next(1), "hold 201");
  EXPECT_EQ(state(begin), "held");
  EXPECT_EQ(send(webhook_of("3", body("gone"))), 204);
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(state(begin), "ended");
  stop();
}

TEST_F(CallsProgram, WhatTheTelephoneSystemHasNotSignedStartsNothing) {
  start(top() + webhook());
  begin_reading();
  const std::string answered = body("answered");
  EXPECT_EQ(send(request("", answered)), 400) << "unsigned";
  EXPECT_EQ(send(webhook_of("1", answered, kOtherSecret)), 401) << "by another";
  std::string changed = webhook_of("2", answered);
  changed.replace(changed.find("agent-1"), 7, "agent-2");
  EXPECT_EQ(send(changed), 401) << "changed on the way";
  EXPECT_EQ(send(webhook_of("3", answered, kSecret, -std::chrono::minutes(6))), 400) << "of yesterday";
  EXPECT_EQ(send(webhook_of("4", answered, kSecret, std::chrono::minutes(6))), 400) << "of tomorrow";
  EXPECT_EQ(send(webhook_of("5", "[1]")), 400) << "no event";
  EXPECT_TRUE(nothing_followed());
  // The same once more: as if it were taken.
  const std::string first = webhook_of("6", answered);
  EXPECT_EQ(send(first), 204);
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_EQ(send(webhook_of("7", body("gone"))), 204);
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(send(first), 204);
  EXPECT_EQ(send(webhook_of("8", answered)), 204) << "a dialog that is over";
  EXPECT_TRUE(nothing_followed());
  // A reader cannot tell of calls.
  http_client::Call call{"POST", "/v1/webhook/test"};
  call.body = http_client::body_of("application/json", answered);
  EXPECT_EQ(client(&server_).ask(call)->status, 403);
}

TEST_F(CallsProgram, OnlyReadersReadAndLinksOnlyWhatTheyName) {
  start(top() + webhook());
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(next(1), "begin 201");
  const note::Signer stranger = note::Signer::generate("server").value();
  const auto all = news_request("", std::nullopt);
  const auto named = news_request("", StatementLog::Numbers(std::set<std::string>{"201"}));
  const auto question = question_request({"pbx", last_.call, last_.leg, {}}, std::chrono::seconds(5));
  EXPECT_EQ(client(nullptr).ask(all)->status, 401);
  EXPECT_EQ(client(nullptr).ask(named)->status, 401);
  EXPECT_EQ(client(nullptr).ask(question)->status, 401);
  EXPECT_EQ(client(&stranger).ask(all)->status, 401);
  EXPECT_EQ(client(&stranger).ask(question)->status, 401);
  EXPECT_EQ(client(&link_).ask(all)->status, 400) << "everybody's";
  EXPECT_EQ(news_in(client(&link_).ask(named))->statements.size(), 1U);
  EXPECT_EQ(client(&link_).ask(question)->status, 200);
}

TEST_F(CallsProgram, AsteriskTellsOfACallFromTheQueueToItsEnd) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()));
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentCalled", "1764576896.12", "201");
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  const Statement begin = last_;
  EXPECT_EQ(begin.queue, "Privat");
  EXPECT_EQ(reach_, (std::vector<CarrierReach>{{"pbx", Reach::kSource}}));
  asterisk.channel_event("Hold", "1764576896.12");
  EXPECT_EQ(next(1), "hold 201");
  EXPECT_EQ(state(begin), "held");
  asterisk.channel_event("Unhold", "1764576896.12");
  EXPECT_EQ(next(1), "resume 201");
  EXPECT_EQ(state(begin), "connected");
  asterisk.channel_event("Hangup", "1764576896.12");
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(state(begin), "ended");
  stop();
}

TEST_F(CallsProgram, AConnectionThatIsCutEndsCallsByTheLeaseAndWhatComesAfterIsReadAnew) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()));
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  asterisk.lets_in(false);
  asterisk.cut();
  EXPECT_EQ(next(1), "end 201") << "by the lease: nobody told it";
  EXPECT_EQ(state(last_), "ended");
  until("it is told that nobody is there", [&] {
    const std::vector<CarrierReach> nobody = {{"pbx", Reach::kNothing}};
    if (reach_ != nobody) statements();
    return reach_ == nobody;
  });
  // That call goes on, another one began meanwhile: neither was seen to begin.
  asterisk.has_channel("1764576896.40");
  asterisk.lets_in(true);
  until("it has read what there is", [&] { return asterisk.readings() == 2; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  asterisk.agent_event("AgentConnect", "1764576896.40", "202");
  asterisk.agent_event("AgentConnect", "1764576896.50", "203");
  EXPECT_EQ(next(1), "begin 203");
}

TEST_F(CallsProgram, WhatEndedWhileTheConnectionWasAwayHasEnded) {
  TestAsterisk asterisk;
  start(top() + ami(asterisk.port()) + "[limits]\nlease_seconds = 60\n");
  begin_reading();
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  asterisk.agent_event("AgentConnect", "1764576896.13", "202");
  EXPECT_EQ(next(2), "begin 201, begin 202");
  asterisk.has_channel("1764576896.12");
  asterisk.cut();
  EXPECT_EQ(next(1), "end 202");
  EXPECT_EQ(asterisk.readings(), 2);
}

TEST_F(CallsProgram, NothingOfACallerIsAnywhere) {
  TestAsterisk asterisk;
  const support::Environment readable = {{"LD_PRELOAD", INSYN_READABLE_MEMORY}};
  start(top() + webhook(), readable);
  begin_reading();
  EXPECT_EQ(send(webhook_of("1", body("answered"))), 204);
  EXPECT_EQ(send(webhook_of("2", body("answered"), kOtherSecret)), 401);
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_NE(memory().find("201"), std::string::npos) << "the search finds what is there";
  expect_nothing_of_a_caller("of webhooks");
  stop();
  cursor_.clear();
  start(top() + ami(asterisk.port()), readable);
  asterisk.has_channel("1764576896.99");
  until("it is let in", [&] { return asterisk.readings() == 1; });
  asterisk.agent_event("AgentConnect", "1764576896.12", "201");
  EXPECT_EQ(next(1), "begin 201");
  expect_nothing_of_a_caller("of AMI");
  for (const auto& agent : {std::string("201"), last_.call, last_.leg})
    EXPECT_EQ(program_->err().find(agent), std::string::npos) << program_->err();
}

TEST_F(CallsProgram, SipTellsOfACallAndNothingOfWhoCalls) {
  TestPbx pbx;
  pbx.change("\"include_localremote\", 0", "\"include_localremote\", 1");
  pbx.start();
  const TestPhone phone(pbx, "201");
  write("numbers.txt", "201\n202\n");
  secret("sip.secret", std::string(kPbxPassword) + "\n");
  const std::string settings =
      top() + fmt::format(
                  "[sip]\naddress = \"127.0.0.1\"\nport = {}\ntransport = \"udp\"\ndomain "
                  "= \"pbx.example\"\nuser = \"insyn\"\nsecret = \"sip.secret\"\nnumbers = "
                  "\"numbers.txt\"\n",
                  pbx.port());
  const Ran checked = check(settings);
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  EXPECT_NE(checked.out.find("tells of the calls of 2 of 2 numbers, 0 of them in a call now"),
            std::string::npos)
      << checked.out;
  start(settings, {{"LD_PRELOAD", INSYN_READABLE_MEMORY}});
  begin_reading();
  until("it subscribes", [&] { return program_->err().find("2 of 2 numbers") != std::string::npos; });
  TestCall call(pbx, "201", {{1500, false, false}});
  EXPECT_EQ(next(1), "begin 201");
  EXPECT_EQ(state(last_), "connected");
  expect_nothing_of_a_caller("of SIP");
  EXPECT_EQ(call.wait(), 0);
  EXPECT_EQ(next(1), "end 201");
  EXPECT_EQ(state(last_), "ended");
  EXPECT_EQ(program_->err().find("201"), std::string::npos) << program_->err();
  stop();
}

TEST_F(CallsProgram, HalfLinesForEverCostBoundedMemory) {
  for (const std::string& flood :
       {std::string(4096, 'A'), "Asterisk Call Manager/9\r\n" + std::string(65536, 'x'),
        std::string("Asterisk Call Manager/9\r\nUniqueid: 1\r\nLinkedid: 2\r\nQueue: 3\r\n")}) {
    TestAsterisk asterisk;
    asterisk.floods_with(flood);
    start(top() + ami(asterisk.port()));
    const long before = memory_of(program_->pid());
    until("it has come again", [&] { return asterisk.connections() >= 3; });
    EXPECT_LT(memory_of(program_->pid()) - before, 8192) << flood.substr(0, 40);
    EXPECT_FALSE(program_->ended()) << program_->err();
    stop();
  }
}

TEST_F(CallsProgram, GivesUpWhatItDoesNotNeed) {
  start(top() + webhook());
  const std::string status = support::status_of(program_->pid());
  EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos);
  EXPECT_NE(status.find("Seccomp:\t2"), std::string::npos);
}

TEST_F(CallsProgram, CheckSaysWhatWorks) {
  TestAsterisk asterisk;
  asterisk.has_channel("1764576896.99");
  Ran ran = check(top() + ami(asterisk.port()));
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find(key_.verifier().text()), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("lets insyn in, and has 1 channels now"), std::string::npos) << ran.out;
  asterisk.lets_in(false);
  ran = check(top() + ami(asterisk.port()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("wrong: Asterisk refuses the login"), std::string::npos) << ran.out;
  ran = check(top() + ami(support::free_port()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("does not answer"), std::string::npos) << ran.out;
  ran = check(top() + webhook());
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.out.find("POST /v1/webhook/test"), std::string::npos) << ran.out;
  ::chmod((folder_ / "a.secret").c_str(), 0644);
  ran = check(top() + webhook());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("chmod go="), std::string::npos) << ran.out;
  ran = check(top());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("insyn-calls.toml: there is neither"), std::string::npos) << ran.out;
}

TEST_F(CallsProgram, APlainAsteriskIsToldNothingWhereTlsIsSpoken) {
  TestAsterisk asterisk;
  const Ran ran = check(top() + by_tls(ami(asterisk.port())));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("no TLS"), std::string::npos) << ran.out;
  EXPECT_EQ(asterisk.readings(), 0);
}

TEST_F(CallsProgram, AsteriskShowsByItsCertificateThatItIsAsterisk) {
  const auto ours = http_test::make_certificates(folder_.path(), "ours");
  const auto others = http_test::make_certificates(folder_.path(), "others");
  const std::uint16_t port = support::free_port();
  const Program asterisk(folder_.path(),
                         {"openssl", "s_server", "-quiet", "-4", "-accept", std::to_string(port), "-cert",
                          ours.certificate.string(), "-key", ours.key.string()});
  const auto settings = [&](const std::string& address, const Path& authority) {
    std::string text = by_tls(ami(port)) + "authority = \"" + authority.string() + "\"\n";
    return top() + text.replace(text.find("127.0.0.1"), 9, address);
  };
  Ran ran;
  until("it listens", [&] {
    ran = check(settings("127.0.0.1", others.authority));
    return ran.out.find("does not answer") == std::string::npos;
  });
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("wrong: the certificate of 127.0.0.1"), std::string::npos) << ran.out;
  ran = check(settings("127.0.0.2", ours.authority));
  EXPECT_NE(ran.out.find("wrong: the certificate of 127.0.0.2"), std::string::npos) << ran.out;
  EXPECT_EQ(asterisk.out(), "") << "nothing is told to somebody else";

  write("insyn-calls.toml", settings("127.0.0.1", ours.authority));
  std::vector<std::string> checking = command();
  checking.emplace_back("--check");
  Program checked(folder_.path(), checking);
  const auto says = [&](const std::string& what) {
    until(what, [&] { return checked.ended() || asterisk.out().find(what) != std::string::npos; });
  };
  asterisk.write("Asterisk Call Manager/9.0.0\r\n");
  says("Action: Challenge");
  asterisk.write("Response: Success\r\nActionID: 1\r\nChallenge: 840415273\r\n\r\n");
  says("Key: d7994fd8cd10e2224514d095d0fd3f7b");
  asterisk.write("Response: Success\r\nActionID: 2\r\n\r\n");
  says("Action: CoreShowChannels");
  asterisk.write(
      "Response: Success\r\nActionID: 3\r\n\r\nEvent: CoreShowChannelsComplete\r\nActionID: 3\r\n\r\n");
  EXPECT_EQ(checked.wait(), 0) << checked.out();
  EXPECT_NE(checked.out().find("lets insyn in, by TLS"), std::string::npos) << checked.out();
}

}  // namespace
}  // namespace insyn::calls_test
