// The whole way with the real programs: insyn-server, insyn-witness, made-up workstations, insyn-link.
#include <gtest/gtest.h>

#include <csignal>

#include "base/check.h"
#include "enrolment/feed.h"
#include "fleet/calls.h"
#include "fleet/company.h"
#include "http_client/client.h"
#include "os/file.h"
#include "support/free_port.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::link_test {
namespace {

using support::Program;
using support::Ran;
using support::until;

class RealCentre : public ::testing::Test {
 protected:
  RealCentre() {
    const std::string made =
        run("insyn-server", {"init", "--data", path("server"), "--origin", "ledger.example", "--listen",
                             fmt::format("127.0.0.1:{}", port_)});
    const std::size_t key = made.find("key ") + 4;
    run("insyn-fleet", {"make", "--out", path("company"), "--workstations", "3", "--ledger-key",
                        made.substr(key, made.find('\n', key) - key)});
    std::filesystem::create_directories(folder_ / "server" / "pins");
    for (const char* pin : {"employer.pub", "union.pub"})
      std::filesystem::copy_file(folder_ / "company" / pin, folder_ / "server" / "pins" / pin);
    run("insyn-server",
        {"register", "--data", path("server"), path("company/agreement.note"), path("company/roster.note")});
    run("insyn-witness", {"init", "--data", path("witness"), "--agreement", path("company/agreement.note"),
                          "--pin", path("company/employer.pub"), "--pin", path("company/union.pub"), "--key",
                          path("company/witness.sign"), "--server", url_});
    server_ = start("insyn-server", {"--data", path("server")});
    until("the server to listen", [&] { return server_->err().find("listening") != std::string::npos; });
    witness_ = start("insyn-witness", {"--data", path("witness")});
  }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static std::string program(const char* name) { return (Path(INSYN_BIN_DIR) / name).string(); }
  // Its output; the test fails where it does.
  std::string run(const char* name, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program(name));
    const Ran ran = support::run(folder_.path(), arguments);
    EXPECT_EQ(ran.code, 0) << name << ": " << ran.err;
    return ran.out;
  }
  std::unique_ptr<Program> start(const char* name, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program(name));
    return std::make_unique<Program>(folder_.path(), arguments);
  }

  // That of the company's first workstation.
  std::unique_ptr<Program> start_link(const fleet::Company& company) const {
    for (const char* name : {"link", "enrolment", "spool"}) CHECK(create_folder(folder_ / name));
    CHECK(company.enrol(folder_ / "enrolment"));
    std::filesystem::copy_file(folder_ / "company" / "workstation-00001" / "link.sign",
                               folder_ / "link" / "link.sign");
    const std::string text =
        fmt::format("insyn_link = 1\nserver = \"{}\"\nenrolment = \"{}\"\nspools = [\"{}\"]\n", url_,
                    path("enrolment"), path("spool"));
    CHECK(write_file(folder_ / "link" / "insyn-link.toml", view_of(text), Access::kOwnerOnly,
                     IfExists::kReplace));
    return start("insyn-link", {"--data", path("link")});
  }
  // A whole call of that workstation, which has arrived at the centre: the recording's id.
  std::string arrived(const fleet::Company& company) const {
    const SystemClock clock;
    fleet::Caller caller(company, company.workstations.front(), folder_ / "spool", clock);
    const std::string id = caller.call({}).value().filename().string();
    until("the receipt", [&] { return remembered(id).find("receipt") != std::string::npos; });
    return id;
  }
  std::string remembered(const std::string& id) const {
    return read_text(folder_ / "link" / "recordings" / id, std::size_t{1} << 20).value_or("");
  }
  bool is_here(const std::string& id) const {
    return std::filesystem::exists(folder_ / "spool" / id / "opening.note");
  }
  // In words, from the witness's copy; empty before it has one.
  std::string ledger() const {
    return support::run(folder_.path(), {program("insyn"), "ledger", "show", path("witness/copy")}).out;
  }

  support::TempFolder folder_;
  const std::uint16_t port_ = support::free_port();
  const std::string url_ = fmt::format("http://127.0.0.1:{}", port_);
  std::unique_ptr<Program> server_, witness_;
};

TEST_F(RealCentre, RecordingsOfAFleetArriveWithReceiptsThatProve) {
  const std::string result =
      run("insyn-fleet", {"run", "--company", path("company"), "--server", url_, "--recordings", "2",
                          "--size", "300000", "--seconds", "120", "--json"});
  EXPECT_NE(result.find("\"made\": 6, \"arrived\": 6"), std::string::npos) << result;
}

TEST_F(RealCentre, TheWitnessesWordAndAWithdrawalReachTheWorkstation) {
  const auto company = fleet::Company::load(folder_ / "company").value();
  const auto link = start_link(company);
  enrolment::Words words({folder_ / "link" / "feed"}, company.agreement());
  const SystemClock clock;
  until("the witness's word to be here", [&] { return words.at(clock.utc()).has_value(); });

  const note::Signer link_key = company.workstations[1].link();
  auto client =
      http_client::Client::create({http_client::parse_address(url_).value()}, &link_key, clock).value();
  http_client::Call call;
  call.method = "POST";
  call.target = "/v1/withdrawals";
  call.body = http_client::body_of("text/plain; charset=utf-8", company.withdraw(clock.utc()));
  const auto answer = client.ask(call);
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_TRUE(answer->is_good()) << answer->status << answer->body;
  const Mono then = clock.mono();
  until("the withdrawal to be here", [&] {
    const std::vector<std::string> names = list_folder(folder_ / "link" / "feed", 100).value();
    return std::any_of(names.begin(), names.end(),
                       [](const std::string& name) { return name.ends_with(".withdrawal"); });
  });
  EXPECT_LT(clock.mono() - then, std::chrono::seconds(2));
}

TEST_F(RealCentre, ADiscardOfTheAgentShredsWhatHasArrivedAlready) {
  const auto company = fleet::Company::load(folder_ / "company").value();
  const auto link = start_link(company);
  const std::string id = arrived(company);
  const std::string left =
      run("insyn", {"discard", "sign", path("spool/" + id), "--key",
                    path("company/workstation-00001/agent.sign"), "--link", path("link")});
  EXPECT_EQ(left, path("link/outbox/" + id + ".discard") + "\n");
  until("the centre to confirm it",
        [&] { return !std::filesystem::exists(left.substr(0, left.size() - 1)); });
  until("the copy on the workstation to be gone", [&] { return !is_here(id); });
  until("the witness to have it in its copy", [&] {
    const std::string shown = ledger();
    return shown.find("an agent discarded a recording") != std::string::npos &&
           shown.find("was shredded") != std::string::npos;
  });
}

TEST_F(RealCentre, AnErasureReachesTheCopyOnTheWorkstation) {
  const auto company = fleet::Company::load(folder_ / "company").value();
  const auto link = start_link(company);
  const std::string id = arrived(company);
  const std::string certificate =
      read_text(folder_ / "spool" / id / "certificate.note", std::size_t{1} << 20).value();
  const std::size_t at = certificate.find("\ncall ") + 6;
  const std::string call = certificate.substr(at, certificate.find('\n', at) - at);
  ASSERT_TRUE(is_here(id));
  EXPECT_EQ(run("insyn-server", {"erase", "--data", path("server"), "--call", call}), "shredded 1\n");
  until("the copy on the workstation to be gone", [&] { return !is_here(id); });
}

}  // namespace
}  // namespace insyn::link_test
