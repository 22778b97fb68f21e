// insyn roster, and insyn keys prove, as those who keep a roster meet them.
#include "roster/roster.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "note/note.h"
#include "program.h"

namespace insyn::cli {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

class RosterVerbs : public testing::Test {
 protected:
  RosterVerbs() {
    for (const char* role : {"employer", "union", "agent", "device", "link"}) make_keys(role, role);
    ok({"roster", "new", at("roster"), "--id", "kundcenter-nord"});
  }

  std::string at(const std::string& name) const { return folder_.path(name); }
  void make_keys(const std::string& role, const std::string& name, const std::string& prefix = "") const {
    ok({"keys", "new", "--role", role, "--name", name, "--out", at(prefix.empty() ? name : prefix)});
  }
  static Ran ok(const Names& arguments) {
    Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 0) << arguments[0] << ' ' << arguments[1] << ": " << ran.err;
    return ran;
  }
  // Refused with all of these words, and the roster is what it was.
  void refused(const Names& arguments, const Names& words, int code = 1) const {
    const std::string before = read_all(at("roster"));
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, code) << ran.out;
    EXPECT_EQ(ran.out, "");
    for (const std::string& word : words)
      EXPECT_NE(ran.err.find(word), std::string::npos) << word << "\n" << ran.err;
    EXPECT_EQ(read_all(at("roster")), before);
  }
  void prove(const std::string& prefix, const std::string& name, const std::string& roster = "roster") const {
    ok({"keys", "prove", at(prefix), "--roster", at(roster), "--name", name, "--out", at(name + ".proof")});
  }
  Names add(const Names& files, const Names& numbers = {}) const {
    Names arguments = {"roster", "add", at("roster")};
    for (const std::string& file : files) arguments.push_back(at(file));
    for (const std::string& number : numbers) arguments.insert(arguments.end(), {"--number", number});
    return arguments;
  }
  Names verify(const Names& more = {}) const {
    Names arguments = {"roster",           "verify", at("roster"),   "--pin",
                       at("employer.pub"), "--pin",  at("union.pub")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  Names sign(const std::string& key) const {
    return {"roster", "sign", at("roster"), "--key", at(key), "--yes"};
  }
  void both_sign() const {
    ok(sign("employer.sign"));
    ok(sign("union.sign"));
  }
  // The signed version is put by, under `name`.
  void keep(const std::string& name) const { write_all(at(name), read_all(at("roster"))); }
  Json shown() const { return Json::parse(ok({"roster", "show", at("roster"), "--json"}).out); }

  Folder folder_;
};

TEST_F(RosterVerbs, MakeOneThatEveryPartySigns) {
  prove("agent", "agent-7");
  ok(add({"agent-7.proof"}, {"201", "5501"}));
  const Ran drafted = ok(add({"device.pub", "link.pub"}));
  EXPECT_NE(drafted.out.find("version 1 of the roster “kundcenter-nord”, not signed yet"), std::string::npos);
  EXPECT_NE(drafted.err.find("insyn roster sign"), std::string::npos) << drafted.err;
  const Ran once = ok(sign("employer.sign"));
  // Whoever signs sees who is on it, and is told what comes next.
  for (const char* word : {"agent-7", "age1", "numbers 201, 5501", "device", "link", "insyn roster verify"})
    EXPECT_NE(once.err.find(word), std::string::npos) << word << "\n" << once.err;
  ok(sign("union.sign"));
  const Ran verified = ok(verify());
  EXPECT_NE(verified.out.find("Every party has signed this roster"), std::string::npos);
  const Json json = Json::parse(ok(verify({"--json"})).out);
  const auto text = note::parse(read_all(at("roster")))->text;
  EXPECT_EQ(json["hash"], to_hex(sha256(view_of(text))));
  EXPECT_EQ(json["agents"][0]["name"], "agent-7");
  EXPECT_EQ(json["agents"][0]["numbers"], (Json{"201", "5501"}));
  EXPECT_EQ(json["devices"][0]["name"], "device");
  EXPECT_EQ(json["links"][0]["name"], "link");
}

TEST_F(RosterVerbs, ShowSaysWhoIsSaidToHaveSigned) {
  EXPECT_NE(ok({"roster", "show", at("roster")}).err.find("Nobody has signed it yet"), std::string::npos);
  EXPECT_EQ(shown()["signed_by"], Json::array());
  ok(sign("employer.sign"));
  const Ran show = ok({"roster", "show", at("roster")});
  EXPECT_NE(show.err.find("Signed by employer, which was not checked"), std::string::npos) << show.err;
  EXPECT_EQ(shown()["signed_by"], Json{"employer"});
}

TEST_F(RosterVerbs, OneThatNotEveryPartyHasSignedIsNone) {
  refused(verify(), {"nobody has signed this roster", "insyn roster sign"});
  ok(sign("union.sign"));
  refused(verify(), {"the employer (employer) has not signed this roster", "ask it to sign"});
  refused(sign("union.sign"), {"union has signed this note already"});
  ok(sign("employer.sign"));
  ok(verify());
  refused({"roster", "verify", at("roster"), "--pin", at("employer.pub")}, {"--pin", "each union's"}, 2);
  refused({"roster", "verify", at("roster"), "--pin", at("employer.pub"), "--pin", at("device.pub")},
          {"the pin of device has role device"});
}

TEST_F(RosterVerbs, OneThatWasAlteredIsNotVerified) {
  ok(add({"device.pub"}));
  both_sign();
  std::string altered = read_all(at("roster"));
  altered.replace(altered.find("name = \"device\""), 15, "name = \"devise\"");
  write_all(at("roster"), altered);
  refused(verify(), {"does not match the text"});
}

TEST_F(RosterVerbs, WhatIsSignedIsTheNextVersionWhenItIsChanged) {
  ok(add({"device.pub"}));
  both_sign();
  keep("first");
  const auto first = note::parse(read_all(at("first")))->text;
  ok(add({"link.pub"}));
  EXPECT_EQ(shown()["version"], 2);
  EXPECT_EQ(shown()["before"], Json{to_hex(sha256(view_of(first)))});
  EXPECT_EQ(shown()["signed_by"], Json::array());
  both_sign();
  ok(verify({"--after", at("first")}));
  keep("second");
  ok({"roster", "remove", at("roster"), "device", "link"});
  EXPECT_EQ(shown()["version"], 3);
  EXPECT_EQ(shown()["devices"], Json::array());
  both_sign();
  ok(verify({"--after", at("first")}));
  ok(verify({"--after", at("second")}));
}

TEST_F(RosterVerbs, TheSignedVersionStaysWhereTheDraftIsWrittenElsewhere) {
  ok(add({"device.pub"}));
  both_sign();
  keep("signed");
  const auto elsewhere = [this](Names arguments, const std::string& out) {
    arguments.insert(arguments.end(), {"--out", at(out)});
    return arguments;
  };
  const Ran ran = ok(elsewhere(add({"link.pub"}), "second"));
  EXPECT_NE(ran.err.find("insyn roster sign " + at("second")), std::string::npos) << ran.err;
  ok(elsewhere({"roster", "remove", at("roster"), "device"}, "third"));
  EXPECT_EQ(read_all(at("roster")), read_all(at("signed")));
  for (const char* key : {"employer.sign", "union.sign"})
    ok({"roster", "sign", at("second"), "--key", at(key), "--yes"});
  ok({"roster", "verify", at("second"), "--pin", at("employer.pub"), "--pin", at("union.pub"), "--after",
      at("roster")});
  refused(elsewhere(add({"link.pub"}), "second"), {"exists already"});
}

TEST_F(RosterVerbs, AVersionThatDoesNotFollowIsRefused) {
  ok(add({"device.pub"}));
  both_sign();
  keep("first");
  ok(add({"link.pub"}));
  both_sign();
  keep("second");
  // An older one.
  keep("newest");
  write_all(at("roster"), read_all(at("first")));
  refused(verify({"--after", at("second")}), {"is older than version 2", "take the newest one"});
  // Another version 1, and the one after it.
  write_all(at("roster"), "insyn_roster = 1\nid = \"kundcenter-nord\"\nversion = 1\n");
  both_sign();
  refused(verify({"--after", at("first")}), {"two different versions 1"});
  ok(add({"link.pub"}));
  both_sign();
  refused(verify({"--after", at("first")}), {"does not follow version 1"});
  // One that leaves a version out.
  std::string gap = note::parse(read_all(at("second")))->text;
  gap.replace(gap.find("version = 2"), 11, "version = 3");
  write_all(at("roster"), gap);
  both_sign();
  refused(verify({"--after", at("first")}), {"version 3", "does not follow version 1"});
  // Another roster.
  ok({"roster", "new", at("other"), "--id", "kundcenter-syd"});
  for (const char* key : {"employer.sign", "union.sign"})
    ok({"roster", "sign", at("other"), "--key", at(key), "--yes"});
  refused(verify({"--after", at("other")}), {"is another roster, “kundcenter-syd”"});
}

TEST_F(RosterVerbs, AKeyIsThereOnceAndIsOfOne) {
  prove("agent", "agent-7");
  prove("agent", "agent-9");
  ok(add({"agent-7.proof"}));
  for (const char* again : {"agent-7.proof", "agent-9.proof"})
    refused(add({again}),
            {"nothing was changed", again, "on the roster already, as that of the agent “agent-7”"});
  ok(add({"device.pub"}));
  refused(add({"device.pub"}), {"device.pub", "as that of the device “device”"});
  make_keys("device", "device", "other");
  refused(add({"other.pub"}), {"other.pub", "has the name “device”", "insyn roster remove"});
  // The same key under the role of a link.
  std::string as_link = read_all(at("device.pub"));
  as_link.replace(as_link.find("role = \"device\""), 15, "role = \"link\"");
  write_all(at("as-link.pub"), as_link);
  refused(add({"as-link.pub"}), {"as that of the device “device”"});
}

TEST_F(RosterVerbs, ANumberIsOneAgents) {
  prove("agent", "agent-7");
  ok(add({"agent-7.proof"}, {"201"}));
  make_keys("agent", "agent-8");
  prove("agent-8", "agent-8");
  refused(add({"agent-8.proof"}, {"201"}), {"the number 201 is that of “agent-7” already"});
  for (const char* number : {"201 ", " 201", "20\t1", "2  01"})
    refused(add({"agent-8.proof"}, {number}), {"nothing was changed", "agent.numbers"});
  refused(add({"agent-8.proof", "device.pub"}, {"202"}), {"--number", "is of one agent"}, 2);
  refused(add({"device.pub"}, {"202"}), {"it is no agent"});
  // One more key, and with it one more number.
  make_keys("agent", "agent-7", "second-desk");
  ok({"keys", "prove", at("second-desk"), "--roster", at("roster"), "--out", at("second.proof")});
  ok(add({"second.proof"}, {"202"}));
  EXPECT_EQ(shown()["agents"].size(), 1U);
  EXPECT_EQ(shown()["agents"][0]["keys"].size(), 2U);
  EXPECT_EQ(shown()["agents"][0]["numbers"], (Json{"201", "202"}));
}

TEST_F(RosterVerbs, AProofIsForThisRosterThisNameAndThisKey) {
  ok({"roster", "new", at("other"), "--id", "kundcenter-syd"});
  prove("agent", "elsewhere", "other");
  refused(add({"elsewhere.proof"}), {"it is for the roster “kundcenter-syd”", "insyn keys prove"});
  prove("agent", "agent-7");
  make_keys("agent", "agent-8");
  const std::string proof = read_all(at("agent-7.proof"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string altered = proof;
    altered.replace(altered.find(from), from.size(), to);
    write_all(at("altered.proof"), altered);
  };
  with("agent = \"agent-7\"", "agent = \"agent-8\"");
  refused(add({"altered.proof"}),
          {"altered.proof", "has no proof that the agent can open with it", "insyn keys prove"});
  const auto mine = note::parse_public_keys(read_all(at("agent.pub"))).value();
  const auto theirs = note::parse_public_keys(read_all(at("agent-8.pub"))).value();
  with(mine.recipient, theirs.recipient);
  refused(add({"altered.proof"}), {"has no proof that the agent can open with it"});
  with(mine.verifier->text(), theirs.verifier->text());
  refused(add({"altered.proof"}), {"altered.proof", "has no proof"});
  write_all(at("altered.proof"), proof.substr(0, proof.find("\n\n") + 1));
  refused(add({"altered.proof"}), {"it is no proof of an agent's key", "insyn keys prove"});
}

TEST_F(RosterVerbs, OnlyWhatBelongsOnARosterIsAdded) {
  refused(add({"agent.pub"}), {"agent.pub: it has role agent", "insyn keys prove"});
  refused(add({"union.pub"}), {"it has role union"});
  refused(add({"agent.sign"}), {"keep it secret"});
  refused(add({"agent.age"}), {"keep it secret"});
  refused(add({"nothing"}), {"cannot read", "nothing", "No such file"});
  refused({"roster", "remove", at("roster"), "nobody"},
          {"“nobody” is not on the roster", "insyn roster show"});
  refused({"roster", "new", at("x"), "--id", "a\tb"}, {"--id", "invisible character"});
  refused({"roster", "show", at("agent.pub")}, {"agent.pub", "insyn_roster is missing"});
  refused({"roster", "sign", at("agent.pub"), "--key", at("employer.sign"), "--yes"},
          {"insyn_roster is missing"});
  refused(sign("employer.pub"), {"signs nothing; give the .sign file"});
}

TEST_F(RosterVerbs, AFileThatIsThereOrALinkIsNotWrittenTo) {
  std::filesystem::create_symlink("elsewhere", at("link"));
  std::filesystem::create_symlink("roster", at("to-roster"));
  refused({"roster", "new", at("roster"), "--id", "x"}, {"exists already"});
  refused({"roster", "new", at("link"), "--id", "x"}, {"exists already"});
  refused({"roster", "sign", at("roster"), "--key", at("employer.sign"), "--yes", "--out", at("link")},
          {"exists already; nothing was overwritten"});
  refused({"roster", "sign", at("to-roster"), "--key", at("employer.sign"), "--yes"}, {"is a symbolic link"});
  refused({"roster", "add", at("to-roster"), at("device.pub")},
          {"is a symbolic link", "nothing was written"});
  refused({"keys", "prove", at("agent"), "--roster", at("roster"), "--out", at("link")},
          {"choose another --out"});
  EXPECT_FALSE(exists(at("elsewhere")));
  ok({"roster", "sign", at("roster"), "--key", at("employer.sign"), "--yes", "--out", at("signed")});
  EXPECT_EQ(shown()["signed_by"], Json::array());
}

TEST_F(RosterVerbs, ProvesTheKeysOfAgentsAlone) {
  refused({"keys", "prove", at("device"), "--roster", at("roster")},
          {"is of role device", "by its .pub file"});
  refused({"keys", "prove", at("nobody"), "--roster", at("roster")}, {"cannot read", "nobody.pub"});
  refused({"keys", "prove", at("agent"), "--roster", at("agent.pub")}, {"insyn_roster is missing"});
  refused({"keys", "prove", at("agent"), "--roster", at("roster"), "--name", "a\tb"}, {"--name"});
  // Halves of two keys.
  make_keys("agent", "agent-8");
  write_all(at("agent-8.age"), read_all(at("agent.age")));
  refused({"keys", "prove", at("agent-8"), "--roster", at("roster")},
          {"are not one agent's key", "the prefix"});
  write_all(at("agent.sign"), read_all(at("agent-8.sign")));
  refused({"keys", "prove", at("agent"), "--roster", at("roster")}, {"are not one agent's key"});
  EXPECT_FALSE(exists(at("agent.proof")));
  EXPECT_FALSE(exists(at("agent-8.proof")));
}

}  // namespace
}  // namespace insyn::cli
