// A person's client, and a server that lies to it: nothing is taken that is not as it should be, and no
// folder is left.
#include "centre/client.h"

#include <gtest/gtest.h>

#include <mutex>

#include "centre/approving.h"
#include "centre/fetching.h"
#include "centre/http_ledger.h"
#include "http/hostile.h"
#include "opening/testing.h"
#include "recording/peel/peel.h"
#include "recording/store/recording.h"
#include "recording/testing.h"
#include "support/temp_folder.h"

namespace insyn::centre_test {
namespace {

using centre::Client;
using json::Json;
using recording::kTestId;

// Answers by the path that is asked for, without its query.
class MadeUpServer {
 public:
  std::string url() const { return fmt::format("http://127.0.0.1:{}", server_.port()); }
  void say(const std::string& path, const std::string& body, const std::string& fields = "") {
    const std::lock_guard lock(mutex_);
    answers_[path] = {body, fields};
  }
  void say(const std::string& path, const Json& body) { say(path, json::line_of(body)); }

 private:
  void answer(http_test::Victim& victim) {
    const std::string head = victim.head();
    const std::size_t begin = head.find(' ') + 1;
    const std::string path = head.substr(begin, head.find_first_of(" ?", begin) - begin);
    for (const char* name : {"Content-Length: ", "content-length: "})
      if (const std::size_t at = head.find(name); at != std::string::npos)
        victim.body(std::stoul(head.substr(at + std::string(name).size())));
    std::pair<std::string, std::string> given;
    {
      const std::lock_guard lock(mutex_);
      given = answers_[path];
    }
    auto& [body, fields] = given;
    std::string status = "200 OK";
    if (const std::size_t range = head.find("bytes="); range != std::string::npos) {
      std::size_t used = 0;
      const std::size_t first = std::stoul(head.substr(range + 6), &used);
      const std::size_t last = std::stoul(head.substr(range + 6 + used + 1));
      fields += fmt::format("Content-Range: bytes {}-{}/{}\r\n", first, last, body.size());
      body = body.substr(std::min(first, body.size()), last - first + 1);
      status = "206 Partial Content";
    }
    victim.send(
        fmt::format("HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: "
                    "close\r\n{}\r\n{}",
                    status, body.size(), fields, body));
  }

  std::mutex mutex_;
  std::map<std::string, std::pair<std::string, std::string>> answers_;
  http_test::HostileServer server_{[this](http_test::Victim& victim) { answer(victim); }};
};

class ClientTest : public testing::Test {
 protected:
  template <class T>
  static std::string why_not(const Result<T>& result) {
    return result ? "taken" : result.error().message;
  }
  static void expect_not_understood(const std::string& why, const std::string& of) {
    EXPECT_NE(why.find("cannot be understood"), std::string::npos) << of << ": " << why;
  }
  static Json without(Json body, const char* name) {
    body.erase(name);
    return body;
  }
  static Json with(Json body, const char* name, const Json& value) {
    body[name] = value;
    return body;
  }
  Json listed() const {
    return {{"id", id_},         {"recording", kTestId}, {"opens", "pictures"}, {"purpose", "search-fails"},
            {"state", "asked"},  {"asked", "x"},         {"until", "y"},        {"entry", 7},
            {"note", "a note\n"}};
  }

  const SystemClock clock_;
  MadeUpServer server_;
  Client client_ = Client::create({server_.url(), {}, "facket", "union", "token"}, clock_).value();
  const std::string id_ = std::string(32, '1');
};

TEST_F(ClientTest, RequestsThatAreNone) {
  const std::string path = "/v1/requests/" + id_;
  const std::string salt(64, '0');
  server_.say(path, with(listed(), "salt", salt));
  const auto given = client_.request(id_);
  ASSERT_TRUE(given) << why_not(given);
  EXPECT_TRUE(given->salt);
  server_.say(path, with(listed(), "salt", salt + "00"));
  EXPECT_FALSE(client_.request(id_)->salt);
  for (const Json& wrong :
       {with(listed(), "id", "../x"), with(listed(), "id", std::string(32, '2')),
        with(listed(), "recording", "../x"), without(listed(), "recording"), without(listed(), "entry"),
        with(listed(), "entry", "7"), without(listed(), "note"), Json(7)}) {
    server_.say(path, wrong);
    expect_not_understood(why_not(client_.request(id_)), json::line_of(wrong));
    server_.say("/v1/requests", Json{{"requests", Json::array({wrong})}});
    if (wrong.is_object() && wrong.value("id", "") == std::string(32, '2')) continue;
    EXPECT_FALSE(client_.requests("")) << wrong;
  }
}

TEST_F(ClientTest, ListsThatAreNone) {
  const auto requests = [&](const Json& body) {
    server_.say("/v1/requests", body);
    return why_not(client_.requests(""));
  };
  const auto many = [&](const Json& one, int count) {
    Json all = Json::array();
    for (int i = 0; i < count; ++i) all.push_back(one);
    return all;
  };
  EXPECT_EQ(requests({{"requests", many(listed(), 200)}}), "taken");
  expect_not_understood(requests({{"requests", many(listed(), 201)}}), "201");
  expect_not_understood(requests(Json::object()), "no list");
  expect_not_understood(requests({{"requests", many(listed(), 1)}, {"next", "1.a&state=x"}}), "next");
  // A list without an end.
  EXPECT_EQ(requests({{"requests", Json::array()}, {"next", "1.a"}}), "taken");

  const Json recording = {{"id", id_}, {"day", "2026-12-01"}};
  const auto recordings = [&](const Json& body, std::size_t most) {
    server_.say("/v1/recordings", body);
    return why_not(client_.recordings({}, most));
  };
  EXPECT_EQ(recordings({{"recordings", many(recording, 2)}}, 2), "taken");
  expect_not_understood(recordings({{"recordings", many(recording, 3)}}, 2), "more than were asked for");
  expect_not_understood(recordings({{"recordings", many(with(recording, "id", "../x"), 1)}}, 2), "id");
  expect_not_understood(recordings({{"recordings", many(without(recording, "day"), 1)}}, 2), "day");
  EXPECT_EQ(recordings({{"recordings", Json::array()}, {"next", "1.a"}}, 2), "taken");

  const auto shown = [&](const Json& body) {
    server_.say("/v1/ledger/shown", body);
    return why_not(client_.shown(0, Client::kMostShown));
  };
  EXPECT_EQ(shown({{"shown", many({{"entry", 1}}, 256)}}), "taken");
  expect_not_understood(shown({{"shown", many({{"entry", 1}}, 257)}}), "257");
  expect_not_understood(shown({{"shown", many({{"salt", "x"}}, 1)}}), "no entry");

  const auto accounts = [&](const Json& one) {
    server_.say("/v1/accounts", Json{{"accounts", Json::array({one})}});
    return why_not(client_.accounts());
  };
  const Json account = {{"name", "anna"}, {"role", "union"}, {"created", "x"}, {"invited", true}};
  EXPECT_EQ(accounts(account), "taken");
  for (const char* name : {"name", "role", "invited"})
    expect_not_understood(accounts(without(account, name)), name);
}

TEST_F(ClientTest, AnswersThatAreNone) {
  const auto described = [&](const Json& body) {
    server_.say("/v1/recordings/" + id_, body);
    return why_not(client_.recording(id_));
  };
  const Json recording = {{"files", Json::array({"opening.note", "key.age"})}, {"chunks", 3}};
  EXPECT_EQ(described(recording), "taken");
  expect_not_understood(described(without(recording, "files")), "files");
  expect_not_understood(described(without(recording, "chunks")), "chunks");
  expect_not_understood(described(with(recording, "files", Json::array({"../x"}))), "a path");

  server_.say("/v1/requests", Json{{"id", "../x"}});
  expect_not_understood(why_not(client_.ask("a note\n")), "id");
  server_.say("/v1/accounts", Json{{"until", "x"}});
  expect_not_understood(why_not(client_.create_account("anna", "union")), "invitation");
  server_.say(fmt::format("/v1/requests/{}/peel", id_), Json{{"key", "no base64"}});
  expect_not_understood(why_not(client_.peel(id_)), "key");

  const auto sign_in = [&](const Json& body, const std::string& cookie) {
    server_.say("/v1/sessions", json::line_of(body), cookie);
    return why_not(Client::sign_in(server_.url(), {}, {"anna", "tolv katter", ""}, clock_));
  };
  const std::string cookie = "Set-Cookie: __Host-insyn=abc; Secure\r\n";
  EXPECT_EQ(sign_in({{"account", "anna"}, {"role", "union"}}, cookie), "taken");
  expect_not_understood(sign_in({{"role", "union"}}, cookie), "account");
  expect_not_understood(sign_in({{"account", "anna"}, {"role", "union"}}, ""), "no cookie");
}

// What a server hands out that has got what the union has peeled, honest until a test says otherwise.
class FetchingTest : public ClientTest {
 protected:
  void record(bool closed = true) {
    recording::Beginning beginning = station.beginning();
    beginning.opening.agreement_hash = parties.agreement.hash();
    recording::RecordingWriter writer = station.begin(std::move(beginning)).value();
    CHECK(writer.append(station.chunk(0)).has_value());
    CHECK(writer.append(station.events("call,time,event,object\n")).has_value());
    CHECK(writer.append(station.chunk(1)).has_value());
    if (closed) CHECK(recording::Workstation::close(writer).has_value());
    const auto one = recording::Recording::read(writer.folder()).value();
    opening = one.opening_note;
    closing = one.closing_note;
    journal = closed ? "" : recording::content(one.folder / recording::kJournal);
    const auto listed = recording::listed_chunks(one, one.files()).value();
    for (const recording::ChunkRecord& chunk : recording::handed_out(listed, recording::PeelKind::kPictures))
      chunks += recording::content(one.folder / file_name_of(chunk.name()));
    approval.request = sha256(view_of(note));
    approval.recording = kTestId;
    approval.entry = 7;
    approval.checkpoint_size = 8;
    approval.time = peel.time = parties.request().asked;
    peel.id = kTestId;
    peel.request = opening::kRequestRecipient;
    peel.request_name = "Ärende 17";
    peel.key_file = {key_file_of(peel.kind), sha256(view_of(key))};
    peel.opening_hash = sha256(view_of(opening));
    (closed ? peel.closing_hash : peel.journal_hash) = sha256(view_of(closed ? closing : journal));
    peel.chunks_proven = peel.chunks_listed = 2;
  }
  std::string fetched() {
    Json body = {{"approval", note::sign(opening::text_of(approval), *approved_by)},
                 {"peel", note::sign(recording::text_of(peel), *peeled_by)},
                 {"opening", opening},
                 {"key", to_base64(view_of(key), Padding::kRequired)}};
    if (!closing.empty()) body["closing"] = closing;
    if (!journal.empty()) body["journal"] = journal;
    server_.say(fmt::format("/v1/requests/{}/peel", id_), body);
    server_.say(fmt::format("/v1/requests/{}/chunks", id_), chunks);
    return why_not(centre::fetch(client_, id_, note, parties.agreement, to_, {}));
  }
  void expect_refused(const std::string& why) {
    const std::string said = fetched();
    EXPECT_NE(said.find(why), std::string::npos) << said;
    EXPECT_NE(said, "taken");
    EXPECT_FALSE(std::filesystem::exists(to_)) << why;
  }

  const opening::Parties parties;
  const recording::Workstation station;
  std::string note = note::sign(opening::text_of(parties.request()), parties.reviewer.signer);
  opening::Approval approval;
  const note::Signer *approved_by = &parties.union_.signer, *peeled_by = &parties.union_.signer;
  recording::Peel peel;
  std::string opening, closing, journal, chunks, key = "sealed to the request key";
  support::TempFolder folder_;
  const Path to_ = folder_ / "fetched";
};

TEST_F(FetchingTest, WhatTheUnionHasPeeledIsTaken) {
  record();
  EXPECT_EQ(fetched(), "taken");
  EXPECT_TRUE(std::filesystem::exists(to_ / recording::kPeelNote));
}

TEST_F(FetchingTest, OfAJournalsLastLineTheChunkMayNeverHaveCome) {
  record(false);
  peel.chunks_proven = peel.chunks_listed = 1;
  EXPECT_EQ(fetched(), "taken");
  std::filesystem::remove_all(to_);
  peel.chunks_proven = peel.chunks_listed = 0;
  expect_refused("the list has 2 chunks and the union saw 0");
}

TEST_F(FetchingTest, AnotherApprovalIsRefused) {
  record();
  approved_by = &parties.employer.signer;
  expect_refused("");
  approved_by = &parties.union_.signer;
  approval.request[0] ^= 1;
  expect_refused("the approval");
  approval.request[0] ^= 1;
  approval.recording = std::string(32, 'a');
  expect_refused("the approval");
  approval.recording = kTestId;
  peeled_by = &parties.employer.signer;
  expect_refused("the peel note");
  note = note::sign(opening::text_of(parties.request()), parties.union_.signer);
  expect_refused("");
}

TEST_F(FetchingTest, APeelOfSomethingElseIsRefused) {
  record();
  const recording::Peel good = peel;
  const std::string about = "about another request than this one",
                    peeled = "is not what the union has peeled";
  const std::vector<std::pair<std::function<void()>, std::string>> lies = {
      {[&] { peel.id = std::string(32, 'a'); }, about},
      {[&] {
         peel.kind = recording::PeelKind::kEvents;
         peel.key_file.name = key_file_of(peel.kind);
       },
       about},
      {[&] { peel.request = opening::kSecondReviewer; }, about},
      {[&] { peel.key_file.sha256[0] ^= 1; }, peeled},
      {[&] { peel.opening_hash[0] ^= 1; }, peeled},
      {[&] { (*peel.closing_hash)[0] ^= 1; }, peeled},
      {[&] { peel.chunks_listed = 3; }, "the list has 2 chunks and the union saw 3"},
      {[&] { peel.chunks_listed = 1; }, "the list has 2 chunks and the union saw 1"}};
  for (const auto& [lie, why] : lies) {
    peel = good;
    lie();
    peel.chunks_proven = std::min(peel.chunks_proven, peel.chunks_listed);
    expect_refused(why);
  }
}

// Even where the union has not looked.
TEST_F(FetchingTest, NotesThatAreNotTheRecordingsOwnAreRefused) {
  record();
  const std::string good_opening = opening, good_closing = closing;
  const note::Signer other = note::Signer::generate(kTestId).value();
  opening = note::sign(note::parse(good_opening)->text, other);
  peel.opening_hash = sha256(view_of(opening));
  expect_refused("");
  opening = good_opening;
  peel.opening_hash = sha256(view_of(opening));
  closing = note::sign(note::parse(good_closing)->text, other);
  peel.closing_hash = sha256(view_of(closing));
  expect_refused("");
  const recording::Workstation elsewhere;
  const auto another = recording::Recording::read(elsewhere.record(2, true, std::string(32, 'a'))).value();
  opening = another.opening_note;
  closing = another.closing_note;
  peel.opening_hash = sha256(view_of(opening));
  peel.closing_hash = sha256(view_of(closing));
  expect_refused("the opening note is another recording's");
}

TEST_F(FetchingTest, AnotherChunkIsRefused) {
  record();
  chunks.back() ^= 1;
  expect_refused("is not the chunk that the recording lists");
  chunks.pop_back();
  expect_refused("");
}

class ApprovingTest : public FetchingTest {
 protected:
  ApprovingTest() {
    ledger.cosigned = clock_.utc();
    ledger.checkpoint.size = 8;
    server_.say("/v1/requests/" + id_, with(listed(), "salt", std::string(64, '0')));
  }
  std::string approved() {
    const centre::Approver by{client_, parties.agreement, pins, ledger, {}, parties.union_.signer,
                              given,   ledger.cosigned,   {}};
    return why_not(centre::approve(by, id_));
  }
  const std::vector<note::PublicKeys> pins = {parties.employer.keys, parties.union_.keys};
  centre::LedgerRead ledger;
  centre::GivenApprovals given = centre::GivenApprovals::open(folder_ / "ledgers" / "given").value();
};

TEST_F(ApprovingTest, ARequestThatIsNotShownInTheLedgerIsNotApproved) {
  server_.say("/v1/requests/" + id_, listed());
  EXPECT_NE(approved().find("does not show by which salt"), std::string::npos) << approved();
  server_.say("/v1/requests/" + id_, with(with(listed(), "salt", std::string(64, '0')), "entry", 8));
  EXPECT_NE(approved().find("have not seen the request's entry"), std::string::npos) << approved();
}

TEST_F(ApprovingTest, NothingIsApprovedOnceAnApprovalWasKeptBack) {
  ASSERT_TRUE(given.giving(0, ledger::ApprovedBy::kPerson, ledger.cosigned - std::chrono::hours(1)));
  ASSERT_TRUE(given.taken(0, ledger.cosigned - std::chrono::hours(1)));
  EXPECT_NE(approved().find("it is kept back"), std::string::npos) << approved();
}

TEST_F(ApprovingTest, WhatWasMadeWithoutARosterIsNotApproved) {
  record();
  const auto one = recording::Recording::read(station.spool / kTestId).value();
  ASSERT_FALSE(one.certificate->roster_hash);
  server_.say("/v1/recordings/" + std::string(kTestId),
              Json{{"files", Json::array({recording::kCertificate})}, {"chunks", 3}});
  server_.say(fmt::format("/v1/recordings/{}/files/{}", kTestId, recording::kCertificate),
              one.certificate_note);
  EXPECT_NE(approved().find("was made without a roster"), std::string::npos) << approved();
}

TEST_F(ApprovingTest, AReasonThatCannotBeToldIsNot) {
  const auto refused = [&](const std::string& because) {
    return centre::refuse(client_, id_, because, parties.union_.signer, clock_.utc());
  };
  server_.say(fmt::format("/v1/requests/{}/refusal", id_), Json::object());
  EXPECT_TRUE(refused("Fel fråga."));
  for (const std::string& wrong : {std::string(), std::string("två\nrader"), std::string(501, 'a')})
    EXPECT_EQ(refused(wrong).error().code, Code::kPermanent) << wrong;
}

TEST_F(ApprovingTest, AnAgreementWithoutALedgerOpensNothingAtACentre) {
  const auto read = centre::read_ledger(client_, parties.agreement, folder_.path(), clock_.utc());
  EXPECT_NE(why_not(read).find("names no ledger"), std::string::npos) << why_not(read);
}

}  // namespace
}  // namespace insyn::centre_test
