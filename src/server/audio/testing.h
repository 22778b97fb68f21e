// For tests: a centre whose agreement allows audio, and everybody who has to do with it.
#pragma once

#include "server/access/testing.h"
#include "server/audio/audio_row.h"
#include "server/audio/routes.h"

namespace insyn::server {

class AudioTest : public testing::Test {
 protected:
  AudioTest() {
    centre.take(audio_routes(centre.desk, attaching, uploads));
    importer = centre.sign_up("importör", ledger::Role::kImporter);
    reviewer = centre.sign_up("granskare", ledger::Role::kReviewer);
    union_ = centre.sign_up("facket", ledger::Role::kUnion);
    analyst = centre.sign_up("analytiker", ledger::Role::kAnalyst);
    centre.store();
  }
  ~AudioTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(uploads, ignored);
  }

  static constexpr const char* kSealed = "what only R opens";

  // What an importer says of kSealed.
  recording::AudioNote says() const {
    recording::AudioNote audio;
    audio.id = recording::kTestId;
    const auto one = recording::Recording::read(centre.station.spool / recording::kTestId).value();
    audio.opening_hash = sha256(view_of(one.opening_note));
    audio.sides = recording::AudioSides::kBoth;
    audio.duration_ms = 4800;
    audio.file_hash = sha256(view_of(kSealed));
    audio.file_length = std::string_view(kSealed).size();
    audio.date = std::chrono::sys_days(std::chrono::year{2026} / 12 / 2);
    return audio;
  }
  std::string signed_note(const recording::AudioNote& audio) const {
    return note::sign(recording::text_of(audio), centre.parties.importer.signer);
  }
  static std::string body_of(const std::string& note, const std::string& file) {
    return fmt::format("audio {} {}\n{}{}", note.size(), file.size(), note, file);
  }
  std::string put(const std::string& body, const std::string& id = recording::kTestId,
                  const char* type = kAudioType) {
    Sent sent{"PUT", "/v1/recordings/" + id + "/audio", body, importer};
    sent.fields.push_back({"content-type", type});
    last = centre.ask(sent);
    return TestServer::said(last);
  }
  std::string attach() { return put(body_of(signed_note(says()), kSealed)); }
  std::string get(const std::string& target, const std::string& session, const std::string& range = "") {
    Sent sent{"GET", target, "", session};
    if (!range.empty()) sent.fields.push_back({"range", "bytes=" + range});
    last = centre.ask(sent);
    return TestServer::said(last);
  }
  std::string move(const std::string& target, const std::string& body, const std::string& session) {
    last = centre.ask({"PUT", target + "/offset", body, session});
    return TestServer::said(last);
  }
  json::Json json() const { return TestServer::json_of(last); }
  // A request of the reviewer's that the union has approved, by its id.
  std::string approved() {
    const std::string note = centre.signed_request(centre.request());
    const std::string id = centre.ask_for(note, reviewer);
    EXPECT_EQ(get("/v1/requests/" + id, union_), "200");
    const auto entry = json()["entry"].get<std::uint64_t>();
    last = centre.ask(
        {"POST", "/v1/requests/" + id + "/approval", json::line_of(centre.approval_of(note, entry)), union_});
    EXPECT_EQ(TestServer::said(last), "200");
    return id;
  }
  // Without those about roles.
  std::vector<std::string> entries() {
    std::vector<std::string> all = centre.kinds();
    std::erase(all, "role");
    return all;
  }
  bool is_stored() {
    std::optional<AudioRow> row;
    CHECK(centre.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(row, find_audio(transaction, recording::kTestId));
      return {};
    }));
    return row.has_value();
  }
  bool has_blob() const { return centre.vault->size(audio_blob_of(recording::kTestId)).value().has_value(); }
  using Kinds = std::vector<std::string>;

  TestCentre centre;
  const Path uploads = std::filesystem::temp_directory_path() / ("insyn-audio-" + to_hex(random_bytes(8)));
  Attaching attaching{centre.desk};
  std::string importer, reviewer, union_, analyst;
  http::Answer last;
};

}  // namespace insyn::server
