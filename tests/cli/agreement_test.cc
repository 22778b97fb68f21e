#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "agreement/testing.h"
#include "refused.h"
#include "sample.h"
#include "usage/usage_journal.h"

namespace insyn::cli {
namespace {

std::string day(int from_today) {
  return to_text(SystemClock().utc() + std::chrono::days(from_today)).substr(0, 10);
}

// Terms that are in force now.
std::string terms(const std::string& from = day(-30), const std::string& to = day(30)) {
  std::string text = with(agreement::short_terms(), "2026-12-01", from);
  return with(std::move(text), "2027-01-31", to);
}

class AgreementVerbs : public ::testing::Test {
 protected:
  AgreementVerbs() : sample_(folder_), file_(folder_.path("agreement")) { write_all(file_, terms()); }

  Ran sign(const std::string& who) const {
    return run({"agreement", "sign", file_, "--key", sample_.file(who + ".sign")});
  }
  Ran verify(const std::string& a, const std::string& b, std::vector<std::string> more = {},
             const std::string& verb = "verify") const {
    std::vector<std::string> arguments = {
        "agreement", verb, file_, "--pin", sample_.file(a + ".pub"), "--pin", sample_.file(b + ".pub")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  void sign_by_both() const {
    ASSERT_EQ(sign("employer").code, 0);
    ASSERT_EQ(sign("union").code, 0);
  }

  Folder folder_;
  Sample sample_;
  std::string file_;
};

TEST_F(AgreementVerbs, VerifyTakesBothSignatures) {
  sign_by_both();
  const Ran ran = verify("union", "employer");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("Employer and union have both signed"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("yes, and recording is allowed"), std::string::npos) << ran.out;
}

// What a menu entry names, and what it starts.
class SigningAWrapper : public AgreementVerbs {
 protected:
  SigningAWrapper() {
    program_ = std::filesystem::canonical(folder_.path("")).string() + "/program";
    script_ = folder_.path("start");
    write_all(program_,
              "\x7f"
              "ELF");
    std::filesystem::permissions(program_, std::filesystem::perms::owner_all);
  }
  void agree_on(const std::string& exe) const { write_all(file_, with(terms(), "/bin/a", exe)); }
  std::string agreed() const { return read_text(file_, 100'000).value(); }
  std::string program_, script_;
};

TEST_F(SigningAWrapper, NamesTheProgramThatItStartsAndTellsSo) {
  write_all(script_, "#!/bin/sh\nexec " + program_ + " \"$@\"\n");
  agree_on(script_);
  const Ran ran = sign("employer");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find(script_ + " only leads to " + program_), std::string::npos) << ran.err;
  EXPECT_NE(agreed().find("exe = \"" + program_ + "\""), std::string::npos) << agreed();
  EXPECT_EQ(sign("union").code, 0);
  EXPECT_EQ(verify("employer", "union").code, 0);
}

TEST_F(SigningAWrapper, NamesTheFileBehindALink) {
  std::filesystem::create_symlink(program_, script_);
  agree_on(script_);
  EXPECT_EQ(sign("employer").code, 0);
  EXPECT_NE(agreed().find("exe = \"" + program_ + "\""), std::string::npos) << agreed();
}

TEST_F(SigningAWrapper, IsRefusedWhereItCannotBeToldWhatItStarts) {
  write_all(script_, "#!/bin/sh\nexec $(cat /etc/program)\n");
  agree_on(script_);
  expect_refused(sign("employer"), "is a script");
  EXPECT_NE(agreed().find(script_), std::string::npos);
}

TEST_F(SigningAWrapper, PutsNoInterpreterIntoTheAgreement) {
  for (const std::string script : {"#!/usr/bin/env perl\n", "#!/bin/sh\nexec perl \"$0.pl\"\n"}) {
    write_all(script_, script);
    agree_on(script_);
    expect_refused(sign("employer"), "everything else that it runs has the same program");
    EXPECT_NE(agreed().find(script_), std::string::npos);
  }
}

TEST_F(SigningAWrapper, IsRefusedWhereTheOtherPartyHasSignedIt) {
  agree_on(script_);
  ASSERT_EQ(sign("employer").code, 0) << "it is not on this computer yet";
  write_all(script_, "#!/bin/sh\nexec " + program_ + "\n");
  expect_refused(sign("union"), "agree on that");
}

TEST_F(AgreementVerbs, SignSaysThatAProgramIsNotOnThisComputer) {
  const Ran ran = sign("employer");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("does not exist here"), std::string::npos) << ran.err;
}

TEST_F(AgreementVerbs, VerifyRefusesOneSignatureOfTwo) {
  ASSERT_EQ(sign("employer").code, 0);
  expect_refused(verify("employer", "union"), "the union (The union) has not signed");
}

TEST_F(AgreementVerbs, VerifyRefusesTheSameKeyForBothRoles) {
  sign_by_both();
  std::string twin = read_all(sample_.file("employer.pub"));
  write_all(sample_.file("twin.pub"), with(twin, "role = \"employer\"", "role = \"union\""));
  expect_refused(verify("employer", "twin"), "same signing key");
}

TEST_F(AgreementVerbs, VerifyRefusesAWrongPin) {
  sign_by_both();
  expect_refused(verify("employer", "other-union"), "has not signed");
  expect_refused(verify("employer", "device"), "role device");
}

TEST_F(AgreementVerbs, VerifyRefusesASecretKeyAsPin) {
  sign_by_both();
  const Ran ran = run({"agreement", "verify", file_, "--pin", sample_.file("employer.pub"), "--pin",
                       sample_.file("union.age")});
  expect_refused(ran, "keep it secret, and give the .pub file");
}

TEST_F(AgreementVerbs, VerifyRefusesAChangedText) {
  sign_by_both();
  write_all(file_, with(read_all(file_), "\"A\"", "\"B\""));
  expect_refused(verify("employer", "union"), "does not match the text");
}

TEST_F(AgreementVerbs, VerifySaysMoreThanYesOrNoInJson) {
  ASSERT_EQ(sign("employer").code, 0);
  const Ran one = verify("employer", "union", {"--json"});
  EXPECT_EQ(one.code, 1);
  EXPECT_EQ(nlohmann::json::parse(one.out).at("valid"), false);
  ASSERT_EQ(sign("union").code, 0);
  const Ran both = verify("employer", "union", {"--json"});
  EXPECT_EQ(both.code, 0);
  EXPECT_EQ(nlohmann::json::parse(both.out).at("in_force"), true);
}

TEST_F(AgreementVerbs, VerifyHoldsWhileStatusRefusesWhatIsNotInForce) {
  write_all(file_, terms("2020-01-01", "2020-02-01"));
  sign_by_both();
  EXPECT_EQ(verify("employer", "union").code, 0);
  const Ran ended = verify("employer", "union", {}, "status");
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.out.find("not allowed now: the agreement ended"), std::string::npos) << ended.out;
}

TEST_F(AgreementVerbs, StatusSaysFromWhenAnAgreementIsInForce) {
  write_all(file_, terms(day(10)));
  sign_by_both();
  const Ran ran = verify("employer", "union", {}, "status");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("in force from " + day(10)), std::string::npos) << ran.out;
}

// What a recorder of this user keeps account by.
class StatusOfUsage : public AgreementVerbs {
 protected:
  StatusOfUsage() {
    ::setenv("XDG_STATE_HOME", folder_.path("state").c_str(), 1);
    sign_by_both();
  }
  ~StatusOfUsage() override { ::unsetenv("XDG_STATE_HOME"); }

  Ran status(const std::vector<std::string>& more) const {
    return verify("employer", "union", more, "status");
  }

  Path journal() const {
    return usage::journal_folder(folder_.path("state") + "/insyn/usage", device_.verifier());
  }
  // One call each, of this agent and so many days ago.
  void certify(const std::vector<std::pair<std::string, int>>& calls) const {
    std::filesystem::create_directories(journal());
    ASSERT_TRUE(usage::UsageJournal::create(journal(), device_));
    auto opened = usage::UsageJournal::open(journal(), device_).value();
    std::uint64_t number = 0;
    for (const auto& [agent, days] : calls) {
      usage::Certified one;
      one.number = ++number;
      one.begin = SystemClock().utc() - std::chrono::days(days);
      one.recording = fmt::format("r{}", number);
      one.agent = agent;
      one.call = fmt::format("c{}", number);
      ASSERT_TRUE(opened.append(one));
    }
  }

  note::Signer device_ = note::Signer::parse(read_all(sample_.file("device.sign"))).value();
};

TEST_F(StatusOfUsage, AllowsAndCounts) {
  const Ran ran = status({"--spool", folder_.path("")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("allowed now, until " + day(31)), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("no call recorded, of at most 10"), std::string::npos) << ran.out;
  EXPECT_EQ(status({}).out.find("This week"), std::string::npos);
}

TEST_F(StatusOfUsage, CountsByTheJournalAndSaysWhatIsLeft) {
  certify({{"a17", 0}, {"a17", 0}, {"b4", 0}, {"a17", 8}});
  for (const auto& asked : {std::vector<std::string>{"--device", sample_.file("device.pub")},
                            std::vector<std::string>{"--spool", folder_.path("")}}) {
    const Ran ran = status(asked);
    EXPECT_EQ(ran.code, 0) << ran.err;
    for (const char* said : {"recorded, of at most 10 calls an agent", "a17  2  8 left", "b4   1  9 left"})
      EXPECT_NE(ran.out.find(said), std::string::npos) << ran.out;
  }
  const auto json = nlohmann::json::parse(status({"--device", sample_.file("device.pub"), "--json"}).out);
  EXPECT_EQ(json["calls_this_week"][0]["left"], 8);
  EXPECT_EQ(json["week"]["from"].get<std::string>().size(), json["week"]["to"].get<std::string>().size());
}

TEST_F(StatusOfUsage, WhatCannotBeReadCountsAsFull) {
  certify({{"a17", 0}, {"a17", 0}});
  const std::string text = read_all((journal() / usage::kJournal).string());
  const auto refused = [&](const std::string& why, const std::vector<std::string>& asked) {
    const Ran ran = status(asked);
    EXPECT_EQ(ran.code, 1) << why;
    EXPECT_NE(ran.out.find("not allowed now: "), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find(why), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("counts as full"), std::string::npos) << ran.out;
  };
  const std::vector<std::string> by_device = {"--device", sample_.file("device.pub")};
  const std::vector<std::string> by_spool = {"--spool", folder_.path("")};
  for (const auto& asked : {by_device, by_spool}) {
    write_all((journal() / usage::kJournal).string(), text.substr(0, text.rfind('\n', text.size() - 2) + 1));
    refused("is shorter than it was", asked);
    write_all((journal() / usage::kJournal).string(), with(text, "a17", "b17"));
    refused("altered", asked);
    std::filesystem::remove(journal() / usage::kJournal);
    refused("is missing", asked);
  }
  std::filesystem::remove_all(journal());
  EXPECT_EQ(status(by_device).code, 0) << "a key that has certified nothing";
  expect_refused(status({"--journal", folder_.path("nowhere")}), "a missing one counts as full");
  sample_.record();
  refused("has recordings of The-device", by_spool);
  refused("has recordings of The-device", {by_device[0], by_device[1], by_spool[0], by_spool[1]});
}

TEST_F(AgreementVerbs, StatusRefusesOneSignatureOfTwo) {
  ASSERT_EQ(sign("union").code, 0);
  expect_refused(verify("employer", "union", {}, "status"), "has not signed");
}

TEST_F(AgreementVerbs, SignRefusesWhatNobodyCouldVerify) {
  write_all(file_, with(terms(), "level = \"metrics\"", "level = \"everything\""));
  const std::string before = read_all(file_);
  expect_refused(sign("union"), "line 13");
  EXPECT_EQ(read_all(file_), before);
}

TEST_F(AgreementVerbs, SignSaysThatAnAgreementHasExpired) {
  write_all(file_, terms("2020-01-01", "2020-02-01"));
  const Ran ran = sign("union");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("has expired: it ended 2020-02-0"), std::string::npos) << ran.err;
  write_all(file_, terms());
  EXPECT_EQ(sign("union").err.find("expired"), std::string::npos);
}

TEST_F(AgreementVerbs, SignRefusesWhatBeginsMoreThanAYearFromNow) {
  write_all(file_, terms(day(370), day(380)));
  expect_refused(sign("union"), "more than 366 days from now");
  write_all(file_, terms(day(360), day(380)));
  EXPECT_EQ(sign("union").code, 0);
}

TEST_F(AgreementVerbs, SignSaysWhatThisVersionCannotDo) {
  const std::string web =
      "[[application]]\nname = \"Wiki\"\nkind = \"web\"\norigins = [\"https://wiki.example\"]\n";
  for (const auto& [text, words] :
       {std::pair{with(terms(), "id = \"x\"", "id = \"x\"\naudio = \"both\""),
                  "cannot do what is agreed in audio, and records nothing under it"},
        {terms() + web, "cannot record pages in a browser: nothing of “Wiki”"},
        {with(terms(), "manual = true", "manual = false"), "nobody may say that a call has begun"}}) {
    write_all(file_, text);
    const Ran ran = sign("union");
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    const Ran explain = run({"agreement", "explain", file_});
    EXPECT_NE(explain.out.find("What this version does not do"), std::string::npos) << explain.out;
  }
  write_all(file_, terms());
  EXPECT_EQ(sign("union").err.find("this version cannot"), std::string::npos);
}

TEST_F(AgreementVerbs, SignShowsWhoCouldOpenBeforeItSigns) {
  const std::string pub = read_all(sample_.file("other-union.pub"));
  const std::string recipient = note::parse_public_keys(pub).value().recipient;
  EXPECT_NE(sign("union").err.find("whose they are has not been checked"), std::string::npos);
  const auto sign_with_pins = [&] {
    return run({"agreement", "sign", file_, "--key", sample_.file("union.sign"), "--pin",
                sample_.file("employer.pub"), "--pin", sample_.file("union.pub")});
  };
  write_all(file_, terms());
  const Ran shown = sign_with_pins();
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.err.find("the employer's side  The employer"), std::string::npos) << shown.err;
  const std::string planted = terms() + "[access]\nunion = [\"" + recipient + "\"]\n";
  write_all(file_, planted);
  expect_refused(sign_with_pins(), "lacks the union's own pinned recipient");
  EXPECT_EQ(read_all(file_), planted);
}

TEST_F(AgreementVerbs, VouchedKeysAreInTheAgreementThatIsVerified) {
  ASSERT_EQ(run({"keys", "new", "--role", "reviewer", "--name", "Anna", "--out", folder_.path("anna")}).code,
            0);
  const Ran vouched =
      run({"keys", "vouch", folder_.path("anna.pub"), "--key", sample_.file("employer.sign")});
  ASSERT_EQ(vouched.code, 0) << vouched.err;
  EXPECT_TRUE(vouched.out.starts_with("[[recipient]]\n")) << vouched.out;
  const std::string recipient = note::parse_public_keys(read_all(folder_.path("anna.pub"))).value().recipient;
  write_all(file_, with(terms(), "\"metrics\"", "\"full\"") + "[access]\nreviewers = [\"" + recipient +
                       "\"]\n" + vouched.out);
  sign_by_both();
  const Ran ran = verify("employer", "union");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("Anna"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("The employer vouches for it"), std::string::npos) << ran.out;
  expect_refused(run({"keys", "vouch", folder_.path("anna.pub"), "--key", sample_.file("employer.sign")}),
                 "vouched for already");
  expect_refused(run({"keys", "vouch", sample_.file("device.pub"), "--key", sample_.file("employer.sign")}),
                 "a key of role device");
  EXPECT_NE(verify("employer", "union", {}, "explain").out.find("The employer vouches for it"),
            std::string::npos);
}

TEST_F(AgreementVerbs, SignRefusesToSignTwice) {
  ASSERT_EQ(sign("union").code, 0);
  expect_refused(sign("union"), "signed this note already");
}

TEST_F(AgreementVerbs, SignRefusesAKeyThatDoesNotSign) {
  expect_refused(run({"agreement", "sign", file_, "--key", sample_.file("union.age")}),
                 "give the .sign file");
  expect_refused(run({"agreement", "sign", file_, "--key", sample_.file("union.pub")}),
                 "give the .sign file");
}

TEST_F(AgreementVerbs, SignSaysWhoseSignatureIsMissing) {
  const Ran ran = sign("employer");
  EXPECT_NE(ran.out.find("The-employer+"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("signature is missing"), std::string::npos) << ran.err;
}

TEST_F(AgreementVerbs, SignLeavesTheTermsAloneWhereItWritesElsewhere) {
  const std::string out = folder_.path("signed");
  const std::vector<std::string> arguments = {"agreement", "sign", file_, "--key", sample_.file("union.sign"),
                                              "--out",     out};
  EXPECT_EQ(run(arguments).code, 0);
  EXPECT_EQ(read_all(file_), terms());
  const std::string note = read_all(out);
  EXPECT_TRUE(note.starts_with(terms() + "\n— "));
  expect_refused(run(arguments), "exists already");
  EXPECT_EQ(read_all(out), note);
}

TEST_F(AgreementVerbs, ExplainSpeaksBothLanguagesOfTermsAndNotes) {
  EXPECT_NE(run({"agreement", "explain", file_}).out.find("What is never done"), std::string::npos);
  sign_by_both();
  const Ran swedish = run({"agreement", "explain", file_, "--language", "sv"});
  EXPECT_EQ(swedish.code, 0);
  EXPECT_NE(swedish.out.find("aldrig"), std::string::npos) << swedish.out;
  EXPECT_NE(verify("employer", "union", {}, "explain").out.find("Signed"), std::string::npos);
  EXPECT_EQ(verify("employer", "other-union", {}, "explain").code, 1);
}

TEST_F(AgreementVerbs, DocumentDraftsWhatTheLawWantsInWriting) {
  const auto document = [&](const std::string& about, const std::string& out,
                            std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"agreement", "document",       file_, "--about", about,
                                      "--out",     folder_.path(out)};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  };
  const Ran english = document("dpia", "dpia.md");
  EXPECT_EQ(english.code, 0) << english.err;
  const std::string dpia = read_all(folder_.path("dpia.md"));
  EXPECT_NE(dpia.find("article 35"), std::string::npos) << dpia;
  EXPECT_NE(dpia.find("Whether the agreement is signed was not looked at"), std::string::npos);
  EXPECT_EQ(document("information", "information.md", {"--language", "sv"}).code, 0);
  EXPECT_NE(read_all(folder_.path("information.md")).find("artikel 13"), std::string::npos);
  // What is there stays.
  expect_refused(document("information", "dpia.md"), "exists already");
  EXPECT_EQ(read_all(folder_.path("dpia.md")), dpia);
  EXPECT_EQ(document("dpia", "dpia.pdf").code, 2);
  EXPECT_EQ(document("rules", "rules.md").code, 2);
  // By pandoc: a ZIP file.
  const Ran odt = document("dpia", "dpia.odt");
  EXPECT_EQ(odt.code, 0) << odt.err;
  EXPECT_TRUE(read_all(folder_.path("dpia.odt")).starts_with("PK"));
  expect_refused(document("dpia", "dpia.odt"), "there already");
}

TEST_F(AgreementVerbs, DocumentSaysWhoHasSigned) {
  sign_by_both();
  const std::string out = folder_.path("dpia.md");
  const std::vector<std::string> pins = {"--pin", sample_.file("employer.pub"), "--pin",
                                         sample_.file("union.pub")};
  std::vector<std::string> words = {"agreement", "document", file_, "--about", "dpia", "--out", out};
  words.insert(words.end(), pins.begin(), pins.end());
  EXPECT_EQ(run(words).code, 0);
  EXPECT_NE(read_all(out).find("The agreement is signed by"), std::string::npos);
  words[6] = folder_.path("other.md");
  words.back() = sample_.file("other-union.pub");
  EXPECT_EQ(run(words).code, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.path("other.md")));
}

}  // namespace
}  // namespace insyn::cli
