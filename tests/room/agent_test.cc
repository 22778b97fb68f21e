// The agent's room with the real programs: a server, a witness, a recording that lies at the centre and on
// this computer, and insyn-room with the agent's key, as its page asks.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "centre/running_centre.h"
#include "control/server.h"
#include "http/served.h"
#include "json/members.h"
#include "link/outbox/outbox.h"
#include "note/note.h"
#include "recording/format/layout.h"
#include "recording/lifetime/hold.h"
#include "running_room.h"
#include "seal/open/identity.h"
#include "seal/open/open_recording_key.h"
#include "seal/recording_key.h"
#include "server/pages/testing.h"
#include "support/free_port.h"

namespace insyn::room_test {
namespace {

using centre_test::RunningCentre;
using http_test::Reply;
using json::Json;

Json json_of(const Reply& reply) { return Json::parse(reply.body, nullptr, false); }
std::string sha_of(const std::string& text) { return to_hex(sha256(view_of(text))); }

// A recorder of this session as far as a client sees it: it is asked to discard, and does so or does not.
class Recorder final : public control::Handler {
 public:
  Recorder(const Path& folder, std::optional<reason::Reason> refuses)
      : refuses_(std::move(refuses)), server_(open(folder)), thread_([this](const std::stop_token& stop) {
          const SystemClock clock;
          while (!stop.stop_requested()) {
            EventLoop loop;
            server_.add_to(loop);
            loop.add_deadline(clock.mono() + std::chrono::milliseconds(20), "the end of the test");
            loop.wait(clock);
            server_.handle_arrived(clock.mono(), *this);
          }
        }) {}
  std::optional<control::Reply> carry_out(control::ClientId, const control::Request& request) override {
    if (request.verb == control::Verb::kDiscard) {
      const std::lock_guard lock(mutex_);
      asked_.push_back(request.recording);
    }
    if (request.verb == control::Verb::kDiscard && refuses_) return control::refusal(*refuses_);
    control::Reply reply;
    reply.state.emplace();
    reply.state->activity = control::Activity::kNotAllowed;
    reply.state->why = reason::Discarded{};
    return reply;
  }
  void disconnected(control::ClientId) override {}
  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  static control::Server open(const Path& folder) {
    std::filesystem::create_directories(folder.parent_path());
    return control::Server::open(folder).value();
  }

  const std::optional<reason::Reason> refuses_;
  mutable std::mutex mutex_;
  std::vector<std::string> asked_;
  control::Server server_;
  std::jthread thread_;
};

class AgentTest : public testing::Test {
 protected:
  AgentTest() {
    server::write_bundle(centre.file("pages"));
    centre.upload();
    std::filesystem::create_directories(link::outbox_of(centre.file("link")));
  }
  std::string company(const std::string& name) const { return centre.company().file(name); }
  const std::string& id() const { return centre.company().recording; }
  std::string own(const std::string& more = "") const { return "/room/own/recordings/" + id() + more; }

  // insyn-room of the agent with this key, which asks `server`.
  std::unique_ptr<RunningRoom> start(const std::string& key = "agent", std::string server = "",
                                     const std::string& folder = "room") {
    if (server.empty()) server = centre.url();
    auto room = std::make_unique<RunningRoom>(
        centre.file(folder), server, centre.file("pages"),
        std::vector<std::string>{"--role", "agent", "--authority", centre.authority().string(), "--keys",
                                 company(key), "--enrolment", company(""), "--spool", company("spool"),
                                 "--link", centre.file("link")});
    EXPECT_EQ(room->enter().status, 200);
    return room;
  }
  static std::string nobody() { return fmt::format("https://127.0.0.1:{}", support::free_port()); }
  std::string discard_body() const { return fmt::format(R"({{"id":"{}"}})", id()); }

  // The recording as the reviewer's list has it.
  std::string as_reviewer_sees_it() const {
    const auto answer = centre.ask("reviewer", {"GET", "/v1/recordings?state=sealed&state=discarded"});
    const Json listed = Json::parse(answer.body);
    for (const Json& one : listed["recordings"])
      if (one["id"] == id()) return one["state"];
    return answer.body;
  }

  RunningCentre centre;
};

TEST_F(AgentTest, IsSignedInByTheKeyAlone) {
  const auto room = start();
  const Json session = json_of(room->get("/v1/session"));
  EXPECT_EQ(session["account"], "agent-a17");
  EXPECT_EQ(session["role"], "agent");
  EXPECT_EQ(session["by_key"], true);
  const Json listed = json_of(room->get("/v1/own/recordings"));
  ASSERT_EQ(listed["recordings"].size(), 1U) << listed;
  EXPECT_EQ(listed["recordings"][0]["id"], id());
  // Nobody becomes somebody else here.
  EXPECT_EQ(member(room->post("/v1/sessions", R"({"account":"union","passphrase":"x"})").body, "code"),
            "role");
  EXPECT_EQ(room->send("DELETE", "/v1/session", "", {}).status, 403);
  // What is an agent's alone to read stays that.
  EXPECT_EQ(room->get("/v1/recordings").status, 403);
  EXPECT_EQ(room->get("/v1/accounts").status, 403);
}

TEST_F(AgentTest, OnlyItsOwnPageAsks) {
  const auto room = start();
  const std::vector<std::string> reads = {"/room/own",    "/room/own/agreement", own("?at=here"),
                                          own("/chunks"), "/v1/session",         "/v1/own/recordings"};
  for (const std::string& path : reads) {
    EXPECT_EQ(member(room->get(path, {{"x-insyn-room", ""}}).body, "code"), "token") << path;
    EXPECT_EQ(member(room->get(path, {{"cookie", ""}}).body, "code"), "token") << path;
    EXPECT_EQ(member(room->get(path, {{"sec-fetch-site", "cross-site"}}).body, "code"), "cross-site") << path;
    EXPECT_EQ(member(room->get(path, {{"host", "evil.example"}}).body, "code"), "host") << path;
  }
  const std::string path = "/room/own/discard";
  EXPECT_EQ(member(room->post(path, discard_body(), {{"x-insyn-room", ""}}).body, "code"), "token");
  EXPECT_EQ(member(room->post(path, discard_body(), {{"cookie", ""}}).body, "code"), "token");
  EXPECT_EQ(member(room->post(path, discard_body(), {{"origin", "https://evil.example"}}).body, "code"),
            "cross-site");
  EXPECT_EQ(member(room->post(path, discard_body(), {{"origin", ""}}).body, "code"), "cross-site");
  EXPECT_EQ(as_reviewer_sees_it(), "sealed");
}

TEST_F(AgentTest, ShowsWhatLiesHereAndWhatTheRecorderDoes) {
  const auto room = start();
  const Json before = json_of(room->get("/room/own"));
  EXPECT_EQ(before["agent"], "agent-a17");
  EXPECT_TRUE(before["now"].is_null()) << before;
  EXPECT_EQ(before["left_out"]["state"], "none");
  ASSERT_EQ(before["here"].size(), 1U);
  const Json& one = before["here"][0];
  EXPECT_EQ(one["id"], id());
  EXPECT_EQ(one["state"], "closed");
  EXPECT_EQ(one["kind"], "faktura");
  EXPECT_EQ(one["end"]["length_ms"], 3000);
  EXPECT_TRUE(one.contains("discard_until"));
  const Recorder recorder(centre.file("room/run/insyn"), {});
  const Json now = json_of(room->get("/room/own"))["now"];
  EXPECT_EQ(now["activity"], "not-allowed") << now;
  EXPECT_NE(now["why"]["sv"], now["why"]["en"]);
  const Json agreement = json_of(room->get("/room/own/agreement"));
  EXPECT_EQ(agreement["id"], "test");
  EXPECT_TRUE(agreement["explained"].contains("sv"));
}

TEST_F(AgentTest, OpensItsOwnWhereverItLies) {
  const auto room = start();
  for (const char* at : {"here", "centre"}) {
    const Json opened = json_of(room->get(own(std::string("?at=") + at)));
    ASSERT_TRUE(opened.contains("keys")) << at << opened;
    EXPECT_EQ(opened["keys"]["pictures"], centre.company().recording_keys[0]);
    EXPECT_EQ(opened["keys"]["calls"], centre.company().recording_keys[1]);
    EXPECT_FALSE(opened["keys"].contains("events"));
    // As the agreement has it that it was made under, whoever the server says may attach audio.
    const auto agreement =
        agreement::Agreement::verify(centre.company().agreement_note, centre.company().pins).value();
    EXPECT_EQ(opened["audio"]["allowed"], agreement::audio_name(agreement.terms().audio));
    ASSERT_EQ(opened["audio"]["importers"].size(), agreement.terms().importers.size());
    for (std::size_t i = 0; i < agreement.terms().importers.size(); ++i)
      EXPECT_EQ(opened["audio"]["importers"][i], agreement.terms().importers[i].keys.verifier->text());
    const auto opening = read_text(Path(company("spool")) / id() / recording::kOpeningNote, 1 << 20);
    EXPECT_EQ(opened["audio"]["opening_sha256"], to_hex(sha256(view_of(*opening))));
    const std::string path =
        at == std::string("here") ? own("/chunks") : "/v1/own/recordings/" + id() + "/chunks";
    std::uint64_t from = 0;
    for (const Json& chunk : opened["chunks"]) {
      const auto length = chunk["length"].get<std::uint64_t>();
      const Reply bytes = room->get(path, {{"range", fmt::format("bytes={}-{}", from, from + length - 1)}});
      EXPECT_EQ(bytes.status, 206);
      EXPECT_EQ(sha_of(bytes.body), chunk["sha256"]) << at;
      from += length;
    }
  }
  EXPECT_EQ(room->get(own("?at=elsewhere&x=1")).status, 400);
  EXPECT_EQ(room->get(own("/chunks"), {{"range", "bytes=7-3"}}).status, 416);
}

TEST_F(AgentTest, WhatIsNotAsItWasMadeIsNotOpened) {
  const auto room = start();
  const Path folder = centre.company().recording_folder;
  const auto exchanged = [&](const std::string& file, const std::string& with) {
    const std::string before = cli::read_all((folder / file).string());
    cli::write_all((folder / file).string(), with);
    const Json said = json_of(room->get(own("?at=here")));
    cli::write_all((folder / file).string(), before);
    return said.contains("failure") ? said["failure"].get<std::string>() : said.dump();
  };
  // Sealed to the agent too, and not what the recording began with.
  const auto key = seal::parse_identity_file(cli::read_all(company("agent.age"))).value();
  const std::vector<seal::Recipient> agents = {key.front().recipient()};
  std::vector<seal::Identity> opened =
      seal::open_one_layer(view_of(cli::read_all((folder / "key.agent.age").string())), key).value();
  std::vector<const seal::Identity*> all;
  for (const seal::Identity& one : opened) all.push_back(&one);
  EXPECT_EQ(exchanged("key.agent.age", std::string(text_of(seal::wrap_for_one(all, agents).value()))),
            "damaged");
  // Certified by nobody on the roster.
  const auto note = note::parse(cli::read_all((folder / "certificate.note").string())).value();
  const auto other = note::Signer::generate("The-device").value();
  EXPECT_EQ(exchanged("certificate.note", note::sign(note.text, other)), "denied");
  EXPECT_TRUE(json_of(room->get(own("?at=here"))).contains("keys"));
}

TEST_F(AgentTest, AColleagueGetsNothingOfIt) {
  const auto room = start("colleague");
  const Json mine = json_of(room->get("/room/own"));
  EXPECT_EQ(mine["agent"], "agent-b18");
  EXPECT_EQ(mine["here"].size(), 0U);
  EXPECT_EQ(json_of(room->get("/v1/own/recordings"))["recordings"].size(), 0U);
  for (const char* more : {"?at=here", "?at=centre"}) {
    const Reply reply = room->get(own(more));
    EXPECT_EQ(reply.body.find("AGE-SECRET-KEY"), std::string::npos);
    EXPECT_NE(reply.body.find("no-such-recording"), std::string::npos) << more << reply.body;
  }
  EXPECT_EQ(room->get(own("/chunks"), {{"range", "bytes=0-9"}}).status, 404);
  EXPECT_EQ(room->get("/v1/own/recordings/" + id() + "/chunks", {{"range", "bytes=0-9"}}).status, 404);
  EXPECT_EQ(room->post("/room/own/discard", discard_body()).status, 404);
  EXPECT_EQ(as_reviewer_sees_it(), "sealed");
  EXPECT_TRUE(std::filesystem::exists(Path(centre.company().recording_folder) / "key.agent.age"));
}

TEST_F(AgentTest, AKeyThatNoRosterHasIsToldSo) {
  const auto room = start("stranger");
  EXPECT_EQ(json_of(room->get("/room/own"))["agent"], "");
  const Reply reply = room->get("/v1/own/recordings");
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(member(reply.body, "code"), "not-on-the-roster");
}

TEST_F(AgentTest, DiscardsAtTheCentreAndAsksTheRecorder) {
  const Recorder recorder(centre.file("room/run/insyn"), {});
  const auto room = start();
  const Json done = json_of(room->post("/room/own/discard", discard_body()));
  EXPECT_EQ(done["at_centre"], "done") << done;
  EXPECT_EQ(done["here"], "done");
  EXPECT_TRUE(done.contains("entry"));
  EXPECT_EQ(recorder.asked(), std::vector<std::string>{id()});
  EXPECT_EQ(as_reviewer_sees_it(), "discarded");
  EXPECT_EQ(json_of(room->get("/v1/own/recordings"))["recordings"].size(), 0U);
  EXPECT_EQ(room->get(own("?at=centre")).body.find("AGE-SECRET-KEY"), std::string::npos);
}

TEST_F(AgentTest, WithoutARecorderTheCentresIsGone) {
  const auto room = start();
  const Json done = json_of(room->post("/room/own/discard", discard_body()));
  EXPECT_EQ(done["at_centre"], "done") << done;
  EXPECT_EQ(done["here"], "no-recorder");
  EXPECT_EQ(as_reviewer_sees_it(), "discarded");
}

TEST_F(AgentTest, WhatTheRecorderRefusesIsSaidInBothLanguages) {
  const Recorder recorder(centre.file("room/run/insyn"), reason::Reason(reason::Discarded{}));
  const auto room = start();
  const Json done = json_of(room->post("/room/own/discard", discard_body()));
  EXPECT_EQ(done["here"], "refused") << done;
  EXPECT_NE(done["why"]["sv"], done["why"]["en"]);
}

// An agent's right comes before what the parties hold.
TEST_F(AgentTest, AHeldRecordingIsDiscardedToo) {
  const recording::Hold hold{id(), SystemClock().utc() + std::chrono::hours(24 * 60), "ett mål"};
  const auto key = [&](const char* file) {
    return note::Signer::parse(cli::read_all(company(file))).value();
  };
  const std::string note =
      note::add_signature(note::sign(recording::text_of(hold), key("employer.sign")), key("union.sign"))
          .value();
  http_client::Call call{"POST", "/v1/holds"};
  call.body = http_client::body_of("text/plain", note);
  ASSERT_EQ(centre.ask("union", call).status, 200);
  const auto room = start();
  EXPECT_EQ(json_of(room->post("/room/own/discard", discard_body()))["at_centre"], "done");
  EXPECT_EQ(as_reviewer_sees_it(), "discarded");
}

TEST_F(AgentTest, AServerThatDoesNotAnswerGetsItByTheLink) {
  const auto room = start("agent", nobody());
  // What lies here is there all the same.
  EXPECT_EQ(json_of(room->get("/room/own"))["here"].size(), 1U);
  EXPECT_EQ(json_of(room->get("/v1/session"))["role"], "agent");
  EXPECT_TRUE(json_of(room->get(own("?at=here"))).contains("keys"));
  const Path outbox = link::outbox_of(centre.file("link"));
  const Json done = json_of(room->post("/room/own/discard", discard_body()));
  EXPECT_EQ(done["at_centre"], "left") << done;
  const std::string note = cli::read_all((outbox / link::discard_file(id())).string());
  const auto order = recording::parse_discard(note::parse(note)->text).value();
  EXPECT_EQ(order.id, id());
  EXPECT_EQ(order.agent, "agent-a17");
  EXPECT_EQ(json_of(room->get("/room/own"))["here"][0]["is_unconfirmed"], true);
  // It is what the centre takes from the link.
  http_client::Call call{"POST", "/v1/discards"};
  call.body = http_client::body_of("text/plain", note);
  EXPECT_EQ(centre.ask("union", call).status, 200);
}

// Its time is over, for one: then what lies here stays, too. This server knows nobody's key.
TEST_F(AgentTest, WhatTheCentreRefusesIsNotDiscardedHere) {
  http_test::ServedOptions options;
  options.more.push_back({"POST",
                          "/v1/discards",
                          {std::begin(server::http::kRoles), std::end(server::http::kRoles)},
                          10'000,
                          server::http::Handle([](const server::http::Request&) {
                            return server::http::problem(403, "discard");
                          })});
  const http_test::Served served(options);
  const Recorder recorder(centre.file("room/run/insyn"), {});
  const auto room = start("agent", fmt::format("http://127.0.0.1:{}", served.port()));
  const Json done = json_of(room->post("/room/own/discard", discard_body()));
  EXPECT_EQ(done["at_centre"], "refused") << done;
  EXPECT_TRUE(done.contains("code"));
  EXPECT_EQ(done["here"], "not-asked");
  EXPECT_TRUE(recorder.asked().empty());
  EXPECT_FALSE(std::filesystem::exists(link::outbox_of(centre.file("link")) / link::discard_file(id())));
}

TEST_F(AgentTest, WhereNothingTakesItThereThatIsSaid) {
  std::filesystem::remove_all(centre.file("link"));
  const auto room = start("agent", nobody());
  EXPECT_EQ(json_of(room->post("/room/own/discard", discard_body()))["at_centre"], "not-told");
}

// Landlock: what a link in the spool leads to lies outside of it.
TEST_F(AgentTest, ReadsNothingOutsideOfTheSpool) {
  const auto room = start();
  const Path spool = company("spool"), elsewhere = centre.file("elsewhere");
  std::filesystem::create_directories(elsewhere);
  std::filesystem::rename(spool / id(), elsewhere / id());
  std::filesystem::create_directory_symlink(elsewhere / id(), spool / id());
  const Json here = json_of(room->get("/room/own"))["here"];
  EXPECT_EQ(here.size(), 0U) << here;
  EXPECT_EQ(room->get(own("?at=here")).body.find("AGE-SECRET-KEY"), std::string::npos);
}

TEST_F(AgentTest, WhatIsNoRecordingIsRefused) {
  const auto room = start();
  for (const char* body : {"", "{}", R"({"id":7})", R"({"id":"x","more":1})"})
    EXPECT_EQ(room->post("/room/own/discard", body).status, 400) << body;
  for (const char* bad : {"../spool", "0", "0123456789abcdef0123456789abcdef"})
    EXPECT_EQ(room->post("/room/own/discard", fmt::format(R"({{"id":"{}"}})", bad)).status, 404) << bad;
  EXPECT_EQ(room->get("/room/own/recordings/..?at=here").status, 400);
}

// The key lies where the tray has put it, and what the computer was enrolled with names the pins.
TEST_F(AgentTest, FindsTheKeyThatTheTrayHasMade) {
  const Path key = centre.file("room/data/insyn/agent-key");
  std::filesystem::create_directories(key);
  for (const char* ending : {".sign", ".age"})
    std::filesystem::copy(company(std::string("agent") + ending), key / (std::string("agent") + ending));
  RunningRoom room(centre.file("room"), centre.url(), centre.file("pages"),
                   {"--role", "agent", "--authority", centre.authority().string(), "--enrolment", company(""),
                    "--spool", company("spool")});
  EXPECT_EQ(room.enter().status, 200);
  EXPECT_EQ(json_of(room.get("/v1/session"))["account"], "agent-a17");
  EXPECT_TRUE(json_of(room.get(own("?at=here"))).contains("keys"));
}

TEST_F(AgentTest, WithoutAKeyOneSignsInAsOthersDo) {
  RunningRoom room(centre.file("room"), centre.url(), centre.file("pages"),
                   {"--role", "agent", "--authority", centre.authority().string()});
  EXPECT_EQ(room.enter().status, 200);
  EXPECT_EQ(room.get("/v1/session").status, 401);
  EXPECT_EQ(room.get("/room/own", {{"accept", "application/json"}}).status, 404);
}

}  // namespace
}  // namespace insyn::room_test
