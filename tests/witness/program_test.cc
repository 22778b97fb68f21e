// insyn-witness as it is started, killed, asked and stopped.
#include "support/program.h"

#include <csignal>
#include <fstream>

#include "support/until.h"
#include "support/wall_clock.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

using support::Program;
using support::Ran;
using support::until;

class WitnessProgram : public Watching {
 protected:
  WitnessProgram() {
    wall_.shift(std::chrono::duration_cast<std::chrono::milliseconds>(clock.utc() - SystemClock().utc()));
  }

  std::vector<std::string> command(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = wall_.before();
    all.push_back(INSYN_BIN_DIR "/insyn-witness");
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
  }
  Ran run(const std::vector<std::string>& arguments) const {
    return support::run(folder.path(), command(arguments));
  }
  Ran verb(const std::string& name) const { return run({name, "--data", place.folder.string()}); }
  std::unique_ptr<Program> running() const {
    return std::make_unique<Program>(folder.path(), command({"--data", place.folder.string()}));
  }
  Ran init(const Path& data, const std::string& agreement, const std::string& key) const {
    return run({"init", "--data", data.string(), "--agreement", (folder / agreement).string(), "--pin",
                (folder / "employer.pub").string(), "--pin", (folder / "union.pub").string(), "--key",
                (folder / key).string(), "--server", served.url()});
  }
  std::uint64_t cosigned_by_server() {
    const auto rows = centre->query("SELECT size FROM ledger_cosigned ORDER BY size DESC");
    return rows.empty() ? 0 : static_cast<std::uint64_t>(server::number(rows[0][0]));
  }

  const support::WallClock wall_{folder.path()};
};

TEST_F(WitnessProgram, InitMakesAFolderOrNothing) {
  const Ran made = init(folder / "new", "agreement", "witness.sign");
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(made.out, "origin centre.example\n");
  EXPECT_EQ(run({"check", "--data", (folder / "new").string()}).code, 0);
  EXPECT_EQ(init(folder / "new", "agreement", "witness.sign").code, 1);
  // A key that the agreement does not name, an agreement without a ledger, one that only one party has
  // signed.
  std::ofstream(folder / "stranger.sign")
      << note::Signer::generate("witness.example").value().secret_text() << "\n";
  std::ofstream(folder / "local") << agreement::signed_by_both(
      insyn::with(agreement::example_terms(), "Unionen, klubben vid Kundcenter Nord", "Klubben"),
      parties.employer, parties.union_side);
  std::ofstream(folder / "half") << note::sign(note::parse(parties.note).value().text,
                                               parties.employer.signer);
  for (const auto& [agreement, key] :
       {std::pair("agreement", "stranger.sign"), std::pair("local", "witness.sign"),
        std::pair("half", "witness.sign"), std::pair("agreement", "employer.pub"),
        std::pair("nothing", "witness.sign")}) {
    EXPECT_EQ(init(folder / "other", agreement, key).code, 1) << agreement << " " << key;
    EXPECT_FALSE(std::filesystem::exists(folder / "other")) << agreement << " " << key;
  }
  EXPECT_EQ(run({"init", "--data", (folder / "other").string()}).code, 2);
  EXPECT_EQ(run({}).code, 2);
}

TEST_F(WitnessProgram, CheckSaysWhatIsWrong) {
  EXPECT_EQ(verb("check").code, 0);
  settle("insyn_witness = 1", "insyn_witness = 2");
  EXPECT_EQ(verb("check").code, 1);
  EXPECT_NE(verb("check").out.find("line"), std::string::npos);
  settle("insyn_witness = 2", "insyn_witness = 1");
  settle("http://127.0.0.1", "http://192.0.2.1");
  EXPECT_EQ(verb("check").code, 1);
  std::filesystem::remove(place.key());
  EXPECT_EQ(verb("check").code, 1);
  EXPECT_EQ(run({"--data", place.folder.string()}).code, 1);
}

TEST_F(WitnessProgram, WatchesUntilItIsStoppedAndLosesNothingWhenItIsKilled) {
  ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
  auto program = running();
  until("the witness to be heard", [&] { return centre->append_some(1).has_value(); });
  until("a cosignature", [&] { return cosigned_by_server() == 2; });
  EXPECT_NE(verb("check").code, 2);
  // Another one does not run beside it.
  EXPECT_EQ(run({"--data", place.folder.string()}).code, 1);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(centre->append_some(100));
    program->signal(SIGKILL);
    program->wait();
    program = running();
  }
  until("all entries to be cosigned", [&] { return cosigned_by_server() == 502; });
  until("the agreement to be confirmed", [&] { return confirmed_at().has_value(); });
  program->signal(SIGTERM);
  EXPECT_EQ(program->wait(), 0) << program->err();
  const Ran status = verb("status");
  EXPECT_EQ(status.code, 0) << status.out << status.err;
  EXPECT_NE(status.out.find("ledger centre.example"), std::string::npos) << status.out;
  EXPECT_NE(status.out.find("nothing is wrong"), std::string::npos) << status.out;
  EXPECT_EQ(verb("report").code, 0);
  EXPECT_NE(read_text(place.folder / "report.html", 1 << 20).value().find("centre.example"),
            std::string::npos);
}

TEST_F(WitnessProgram, TellsByMailAndByReport) {
  std::ofstream(folder / "sendmail") << "#!/bin/sh\ncat >> " << (folder / "mail").string() << "\n";
  std::filesystem::permissions(folder / "sendmail", std::filesystem::perms(0700));
  std::ofstream(place.settings(), std::ios::app)
      << "[mail]\nprogram = \"" << (folder / "sendmail").string()
      << "\"\nfrom = \"witness@union.example\"\nto = [\"board@union.example\"]\nlanguage = \"en\"\n";
  ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
  const auto program = running();
  until("the witness to be heard", [&] { return centre->append_some(1).has_value(); });
  ASSERT_TRUE(centre->append(ledger::ReadingBegun{{0}}));
  const auto mail = [&] { return read_text(folder / "mail", 1 << 20).value_or(""); };
  until("mail", [&] { return mail().find("Entry 2: ") != std::string::npos; });
  program->signal(SIGTERM);
  EXPECT_EQ(program->wait(), 0) << program->err();
  EXPECT_NE(program->err().find("Entry 2: "), std::string::npos) << program->err();
  const Ran report = run({"report", "--data", place.folder.string(), "--language", "sv"});
  EXPECT_EQ(report.code, 1);
  EXPECT_NE(report.out.find("Post 2: "), std::string::npos) << report.out;
  EXPECT_EQ(verb("status").code, 1);
  // It is told once.
  const auto again = running();
  ASSERT_TRUE([&] {
    until("the next look", [&] { return centre->append_some(1).has_value(); });
    until("its cosignature", [&] { return cosigned_by_server() == 4; });
    return true;
  }());
  again->signal(SIGTERM);
  again->wait();
  EXPECT_EQ(mail().find("Entry 2: "), mail().rfind("Entry 2: "));
}

}  // namespace
}  // namespace insyn::witness_test
