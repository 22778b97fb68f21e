// The whole way of call statements with the real programs: a source, insyn-server, insyn-link, recorders.
#include <gtest/gtest.h>

#include <csignal>

#include "base/check.h"
#include "calls/carrier/news.h"
#include "calls/test_recorder.h"
#include "calls/test_source.h"
#include "fleet/company.h"
#include "http_client/client.h"
#include "link/standing/standing.h"
#include "os/file.h"
#include "support/free_port.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::calls_test {
namespace {

using namespace calls;
using support::Program;
using support::until;
using Notes = std::vector<std::string>;

// Bytes that a process has of its own, at most, since it began.
std::size_t peak_memory(const Program& program) {
  const std::string status = support::status_of(program.pid());
  const std::size_t at = status.find("VmHWM:");
  return at == std::string::npos ? 0 : std::stoul(status.substr(at + 6)) * 1024;
}

class CallsWay : public ::testing::Test {
 protected:
  CallsWay() {
    const std::string made =
        run("insyn-server", {"init", "--data", path("server"), "--origin", "ledger.example", "--listen",
                             fmt::format("127.0.0.1:{}", server_port_)});
    const std::size_t at = made.find("key ") + 4;
    fleet::CompanyOptions options;
    options.workstations = 2;
    options.origin = "ledger.example";
    options.ledger = note::Verifier::parse(made.substr(at, made.find('\n', at) - at)).value();
    options.more_terms = fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\nlease_seconds = 5\n",
                                     pbx_.verifier().text());
    company_.emplace(fleet::Company::make_up(options, clock_.utc()).value());
    CHECK(company_->save(folder_ / "company"));
    link_key_.emplace(company_->workstations.front().link());
    std::filesystem::create_directories(folder_ / "server" / "pins");
    for (const char* pin : {"employer.pub", "union.pub"})
      std::filesystem::copy_file(folder_ / "company" / pin, folder_ / "server" / "pins" / pin);
    run("insyn-server",
        {"register", "--data", path("server"), path("company/agreement.note"), path("company/roster.note")});
    source_ = std::make_unique<TestSource>(pbx_, std::vector{server_key_.verifier(), link_key_->verifier()});
    configure_server();
  }

  void configure_server() {
    write("server/calls.sign", server_key_.secret_text() + "\n");
    const std::string text = read_text(folder_ / "server" / "insyn-server.toml", 100'000).value();
    write("server/insyn-server.toml",
          text + fmt::format("\n[[calls]]\nsource = \"pbx\"\nurl = \"{}\"\nkey = \"calls.sign\"\n",
                             source_->url()));
  }
  void start_server() {
    server_ = start("insyn-server", {"--data", path("server")});
    until("the server to listen", [&] { return server_->err().find("listening") != std::string::npos; });
  }
  void stop_server() {
    server_->signal(SIGTERM);
    server_->wait();
    server_.reset();
  }
  std::string server_url() const { return fmt::format("http://127.0.0.1:{}", server_port_); }

  // `more`: in the table [calls].
  void start_link(const std::string& url, const std::string& more = "",
                  const std::vector<std::string>& recorders = {"one.socket", "two.socket"}) {
    for (const char* name : {"link", "enrolment", "spool"}) CHECK(create_folder(folder_ / name));
    CHECK(company_->enrol(folder_ / "enrolment"));
    std::filesystem::copy_file(folder_ / "company" / "workstation-00001" / "link.sign",
                               folder_ / "link" / "link.sign");
    std::string sockets;
    for (const std::string& one : recorders) sockets += fmt::format("\"{}\", ", path(one));
    write("link/insyn-link.toml",
          fmt::format("insyn_link = 1\nserver = \"{}\"\nenrolment = \"{}\"\nspools = [\"{}\"]\n[calls]\n"
                      "recorders = [{}]\n{}",
                      url, path("enrolment"), path("spool"), sockets, more));
    link_ = start("insyn-link", {"--data", path("link")});
  }
  std::unique_ptr<TestRecorder> recorder(const std::string& socket, std::vector<std::string> numbers) const {
    return std::make_unique<TestRecorder>(folder_ / socket, Wanted{std::move(numbers), {"pbx"}});
  }
  void until_reached(const TestRecorder& recorder, Reach reach = Reach::kSource) const {
    until("the recorder to be reached", [&] { return recorder.reach("pbx") == reach; });
  }
  http_client::Answer ask_server(http_client::Call call) const {
    auto client =
        http_client::Client::create({http_client::parse_address(server_url()).value()}, &*link_key_, clock_)
            .value();
    return client.ask(call).value();
  }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    CHECK(write_file(folder_ / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  static std::string program(const char* name) { return (Path(INSYN_BIN_DIR) / name).string(); }
  std::string run(const char* name, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program(name));
    const support::Ran ran = support::run(folder_.path(), arguments);
    EXPECT_EQ(ran.code, 0) << name << ": " << ran.err;
    return ran.out;
  }
  std::unique_ptr<Program> start(const char* name, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program(name));
    return std::make_unique<Program>(folder_.path(), arguments);
  }

  const SystemClock clock_;
  support::TempFolder folder_;
  const std::uint16_t server_port_ = support::free_port();
  const note::Signer pbx_ = note::Signer::generate("pbx").value();
  const note::Signer server_key_ = note::Signer::generate("server-1").value();
  std::optional<fleet::Company> company_;
  std::optional<note::Signer> link_key_;
  std::unique_ptr<TestSource> source_;
  std::unique_ptr<Program> server_, link_;
};

TEST_F(CallsWay, AStatementComesAndAQuestionIsAnswered) {
  start_server();
  start_link(server_url());
  const auto one = recorder("one.socket", {"201"});
  until_reached(*one);
  constexpr int kStatements = 40;
  std::vector<std::int64_t> took;
  Notes said;
  for (int i = 0; i < kStatements; ++i) {
    const Mono then = clock_.mono();
    said.push_back(source_->say("leg", "201", i == 0 ? Event::kBegin : Event::kHold));
    until("the statement", [&] { return one->statements().size() == said.size(); });
    took.push_back(
        std::chrono::duration_cast<std::chrono::milliseconds>(one->last_statement() - then).count());
  }
  EXPECT_EQ(one->statements(), said);
  std::sort(took.begin(), took.end());
  std::printf("from source to recorder: median %d ms, longest %d ms of %d\n",
              static_cast<int>(took[took.size() / 2]), static_cast<int>(took.back()), kStatements);

  const Asked asked{"pbx", "call of leg", "leg", random_nonce()};
  one->ask(asked);
  until("the answer", [&] { return one->answers().size() == 1; });
  const Answer answer =
      verify_answer(one->answers().front(), std::vector{agreement::CallSource{"pbx", pbx_.verifier(), 5}})
          .value();
  EXPECT_EQ(answer.nonce, asked.nonce);
  EXPECT_EQ(answer.state, CallState::kConnected);

  // Nobody keeps any of it.
  const std::string status = run("insyn-link", {"status", "--data", path("link")});
  EXPECT_NE(status.find("the call source pbx answers"), std::string::npos) << status;
  for (const std::string& log : {server_->err(), link_->err(), status}) {
    EXPECT_EQ(log.find("201"), std::string::npos) << log;
    EXPECT_EQ(log.find("call of leg"), std::string::npos) << log;
  }
}

TEST_F(CallsWay, AfterTheServerWasAwayNothingIsMissingAndNothingComesTwice) {
  start_server();
  start_link(server_url());
  const auto one = recorder("one.socket", {"201"});
  until_reached(*one);
  Notes said;
  const auto say = [&](const std::string& leg, Event event) {
    said.push_back(source_->say(leg, "201", event));
  };
  say("a", Event::kBegin);
  until("the first", [&] { return one->statements().size() == 1; });
  for (int round = 0; round < 3; ++round) {
    say("a", Event::kHold);
    stop_server();
    say("a", Event::kResume);
    until_reached(*one, Reach::kNothing);
    say(fmt::format("b{}", round), Event::kBegin);
    start_server();
    until_reached(*one);
    say("a", Event::kHold);
    until("all", [&] { return one->statements().size() >= said.size(); });
  }
  EXPECT_EQ(one->statements(), said);
  EXPECT_EQ(one->connections(), 1U);
}

// A server that sends what it likes; the link believes nothing of it, and neither grows nor stops.
class HostileServer {
 public:
  explicit HostileServer(note::Verifier reader)
      : known_([reader = std::move(reader)](std::string_view) -> std::optional<server::http::Machine> {
          return server::http::Machine{reader, server::http::Role::kLink};
        }),
        callers_({{}, known_, {}}, nonces_, clock_),
        router_({{"GET",
                  "/v1/calls",
                  {server::http::Role::kLink},
                  0,
                  server::http::Handle([this](const server::http::Request&) {
                    ++asked;
                    const std::lock_guard lock(mutex_);
                    return server::http::Answer{200, "application/json", makes_(asked)};
                  })}}),
        service_(
            router_, callers_, limits_, metrics_, [](const std::string&) {}, clock_) {
    server_ = server::http::Server::start({"127.0.0.1", 0, false}, nullptr, service_).value();
  }
  ~HostileServer() { server_->stop(std::chrono::seconds(1)); }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", server_->port()); }
  void make(std::function<std::string(int)> makes) {
    const std::lock_guard lock(mutex_);
    makes_ = std::move(makes);
  }
  std::atomic<int> asked = 0;

 private:
  std::mutex mutex_;
  std::function<std::string(int)> makes_ = [](int) { return std::string(); };
  SystemClock clock_;
  AnyNonce nonces_;
  std::function<std::optional<server::http::Machine>(std::string_view)> known_;
  server::http::Callers callers_;
  server::http::Limits limits_ = [] {
    server::http::Limits limits;
    limits.by_address = limits.by_identity = {10'000, 10'000};
    return limits;
  }();
  server::http::Metrics metrics_;
  server::http::Router router_;
  server::http::Service service_;
  std::unique_ptr<server::http::Server> server_;
};

TEST_F(CallsWay, AHostileServerCostsBoundedMemoryAndBreaksNothing) {
  HostileServer hostile(link_key_->verifier());
  start_link(fmt::format("http://127.0.0.1:{}", support::free_port()),
             fmt::format("direct = {{ url = \"{}\" }}\n", hostile.url()));
  const auto one = recorder("one.socket", {"201"});
  const auto statement = [&](const std::string& leg, const std::string& number, std::uint64_t sequence) {
    Statement said{"pbx", sequence, 0,  clock_.utc(),          Event::kBegin, "call",
                   leg,   number,   "", std::string(150, 'q'), clock_.utc()};
    return sign_statement(said, pbx_).value();
  };
  // Whatever this is it is nothing, at once and always.
  for (const std::string& garbage :
       {std::string("garbage"), std::string(R"({"next":"c","statements":[7],"sources":[]})"),
        std::string(std::size_t{4} << 20, ' '), "[" + std::string(500'000, '[')}) {
    hostile.make([garbage](int) { return garbage; });
    const int before = hostile.asked;
    until(
        "it to ask again", [&] { return hostile.asked > before + 1; }, std::chrono::seconds(60));
  }
  const std::size_t at_rest = peak_memory(*link_);
  // Many about others, and without end; each is another one.
  hostile.make([&](int asked) {
    News news{fmt::format("cursor-{}", asked), {}, {{"pbx", Reach::kSource}}};
    for (std::size_t i = 0; i < 400; ++i)
      news.statements.push_back(
          statement(fmt::format("{}-{}", asked, i), "999", static_cast<std::uint64_t>(asked) * 1000 + i + 1));
    return text_of(news);
  });
  const int begun = hostile.asked;
  const Mono then = clock_.mono();
  until(
      "it to have asked often", [&] { return hostile.asked > begun + 60; }, std::chrono::seconds(60));
  EXPECT_GE(clock_.mono() - then, 30 * std::chrono::milliseconds(100))
      << "the server decides how often it is asked";
  EXPECT_EQ(one->statements(), Notes());
  const std::size_t grown = peak_memory(*link_) - at_rest;
  std::printf("memory: %zu KiB before, and %zu KiB more\n", at_rest / 1024, grown / 1024);
  EXPECT_LT(grown, std::size_t{24} << 20);
  // What follows arrives.
  const std::string good = statement("good", "201", 1'000'000'000);
  hostile.make([good](int) { return text_of(News{"c", {good}, {{"pbx", Reach::kSource}}}); });
  until("the good one", [&] { return !one->statements().empty(); });
  EXPECT_EQ(one->statements(), Notes{good});
}

}  // namespace
}  // namespace insyn::calls_test
