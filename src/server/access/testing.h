// For tests: a centre with an agreement, a roster, recordings and people.
#pragma once

#include "opening/testing.h"
#include "recording/testing.h"
#include "roster/testing.h"
#include "server/access/answering.h"
#include "server/access/asked_row.h"
#include "server/access/asking.h"
#include "server/access/examples.h"
#include "server/access/files.h"
#include "server/access/findings.h"
#include "server/access/listing.h"
#include "server/access/own.h"
#include "server/access/reading.h"
#include "server/access/searches.h"
#include "server/access/weeks.h"
#include "server/accounts/testing.h"

namespace insyn::server {

class TestCentre : public TestServer {
 public:
  TestCentre() {
    set_time("2026-12-02T09:00:00.000Z");
    for (auto routes_of : {&asking_routes, &answering_routes, &reading_routes, &file_routes, &example_routes,
                           &search_routes, &finding_routes, &week_routes})
      take(routes_of(desk));
    take(listing_routes(desk, catalogue));
    take(own_routes(desk, catalogue));
    const roster::Roster listed = roster::roster_of(agent, station.certifier.device());
    const std::string roster_note = roster::signed_by(listed, parties.employer.signer, parties.union_.signer);
    CHECK(execute(
        "INSERT INTO rosters (hash, id, version, note, entry, registered) VALUES ('r', 'test', 1, :note, "
        "0, 0)",
        {roster_note}));
    const std::string note = agreement_note();
    CHECK(execute(
        "INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES (:hash, 'a', :note, "
        "0, 0, 0)",
        {to_hex(parties.agreement.hash()), note}));
  }

  void set_time(std::string_view text) {
    clock.moved = std::chrono::milliseconds(0);
    clock.moved = recording::utc(text) - clock.utc();
  }

  const opening::Parties parties;
  const std::vector<note::PublicKeys> pins = {parties.employer.keys, parties.union_.keys};
  const Desk desk{*database, *vault, log, pins, clock};
  Catalogue catalogue{desk};
  recording::Workstation station;
  const roster::TestAgent agent{"a17"};

  std::string agreement_note() const {
    return agreement::signed_by_both(parties.agreement.text(), parties.employer, parties.union_);
  }

  // A recording of three chunks of pictures, one of events between them and one of calls, as it is stored.
  std::string store(const std::string& id = recording::kTestId, bool closed = true) {
    recording::Beginning beginning = station.beginning(id);
    beginning.opening.agreement_hash = parties.agreement.hash();
    recording::RecordingWriter writer = station.begin(std::move(beginning)).value();
    CHECK(writer.append(station.chunk(0)).has_value());
    CHECK(writer.append(station.events("call,time,event,object\n")).has_value());
    CHECK(writer.append(station.chunk(1)).has_value());
    CHECK(writer.append(station.chunk(2)).has_value());
    if (closed) CHECK(recording::Workstation::close(writer).has_value());
    insert(recording::Recording::read(writer.folder()).value());
    return id;
  }

  void insert(const recording::Recording& one) {
    const auto files = one.files();
    const auto listed = recording::listed_chunks(one, files).value();
    Bytes blob;
    for (const recording::ChunkRecord& chunk : listed) {
      const Bytes bytes = files.read(file_name_of(chunk.name()), recording::kLargestChunkFile).value();
      blob.insert(blob.end(), bytes.begin(), bytes.end());
    }
    CHECK(vault->put(chunks_blob_of(one.opening.id), blob));
    const std::string journal = one.closing ? "" : recording::content(one.folder / recording::kJournal);
    CHECK(execute(
        "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
        "kept_until, "
        "level, minutes, chunks, bytes, received, entry, opening_note, closing_note, journal) VALUES (:id, "
        "'stored', :agreement, :device, :agent, :call, :kind, :queue, :began, :day, :kept, 'full', 1, "
        ":chunks, "
        ":bytes, 0, :entry, :opening, :closing, :journal)",
        {one.opening.id, to_hex(one.opening.agreement_hash), one.certificate->device, one.certificate->agent,
         one.certificate->call, one.certificate->kind, one.certificate->queue,
         one.certificate->begin.time_since_epoch().count(), recording::date_text(one.opening.date),
         recording::utc("2027-01-01T00:00:00.000Z").time_since_epoch().count(),
         static_cast<std::int64_t>(listed.size()), static_cast<std::int64_t>(blob.size()), next_entry++,
         one.opening_note, one.closing_note, journal}));
    CHECK(
        execute("INSERT INTO certificates (hash, recording, device, number, agreement, roster, agent, "
                "call_id, began, "
                "kept_until, note, entry) VALUES (:hash, :id, 'd', 1, 'a', 'r', 'g', 'c', 0, 0, :note, 0)",
                {to_hex(sha256(view_of(one.certificate_note))), one.opening.id, one.certificate_note}));
    for (const recording::KeyFileRecord& file : one.opening.key_files) {
      CHECK(execute(
          "INSERT INTO key_files (recording, name, content) VALUES (:id, :name, :content)",
          {one.opening.id, file.name,
           to_base64(files.read(file.name, recording::kLargestKeyFile).value(), Padding::kRequired)}));
    }
  }

  opening::Request request(const std::string& recording = recording::kTestId) const {
    opening::Request one = parties.request();
    one.recording = recording;
    one.asked = clock.utc();
    one.until = one.asked + std::chrono::days(7);
    return one;
  }
  std::string signed_request(const opening::Request& one) const {
    return note::sign(opening::text_of(one), parties.reviewer.signer);
  }
  std::string last_said;
  // Its id; empty, and last_said, where it was refused.
  std::string ask_for(const std::string& note, const std::string& session) {
    const http::Answer answer = ask({"POST", "/v1/requests", note, session});
    last_said = said(answer);
    return answer.status == 200 ? json_of(answer)["id"].get<std::string>() : "";
  }

  // What the union hands in for a request.
  json::Json approval_of(const std::string& note, std::uint64_t entry,
                         const std::string& recording = recording::kTestId) const {
    opening::Approval approval;
    approval.request = sha256(view_of(note));
    approval.recording = recording;
    approval.entry = entry;
    approval.checkpoint_size = entry + 1;
    approval.time = clock.utc();
    const recording::Recording one = recording::Recording::read(station.spool / recording).value();
    const auto said = opening::parse_request(note::parse(note)->text).value();
    recording::Peel peel;
    peel.id = recording;
    peel.kind = said.opens == ledger::Opens::kPictures ? recording::PeelKind::kPictures
                                                       : recording::PeelKind::kEvents;
    peel.request = said.request;
    peel.request_name = said.request_name;
    peel.key_file = {key_file_of(peel.kind), sha256(view_of(kPeeledKey))};
    peel.opening_hash = sha256(view_of(one.opening_note));
    if (one.closing)
      peel.closing_hash = sha256(view_of(one.closing_note));
    else
      peel.journal_hash = sha256(view_of(recording::content(one.folder / recording::kJournal)));
    peel.time = clock.utc();
    return {{"approval", note::sign(opening::text_of(approval), parties.union_.signer)},
            {"peel", note::sign(recording::text_of(peel), parties.union_.signer)},
            {"key", to_base64(view_of(kPeeledKey), Padding::kRequired)}};
  }
  std::int64_t next_entry = 1000;  // of recordings that are put here without the ledger's knowledge
  static constexpr std::string_view kPeeledKey = "sealed to the request key";

  // The kinds of the ledger's entries.
  std::vector<std::string> kinds() {
    std::vector<std::string> all;
    for (std::uint64_t number = 0; number < head().size; ++number) {
      CHECK(database->read([&](Transaction& transaction) -> Status {
        TRY_ASSIGN(const Log::Stood stood, log.at(transaction, number));
        all.emplace_back(name_of(stood.entry.what));
        return {};
      }));
    }
    return all;
  }
};

// People who ask and answer at such a centre, by its paths.
class AccessTest : public testing::Test {
 protected:
  std::string get(const std::string& target, const std::string& session) {
    last = centre.ask({"GET", target, "", session});
    return TestServer::said(last);
  }
  std::string post(const std::string& target, const std::string& body, const std::string& session) {
    last = centre.ask({"POST", target, body, session});
    return TestServer::said(last);
  }
  std::string approve(const std::string& id, const json::Json& body) {
    return post("/v1/requests/" + id + "/approval", json::line_of(body), union_);
  }
  json::Json json() const { return TestServer::json_of(last); }
  std::string range(const std::string& target, const std::string& bytes, const std::string& session) {
    Sent sent{"GET", target, "", session, {{"range", "bytes=" + bytes}}};
    last = centre.ask(sent);
    return TestServer::said(last);
  }
  // The chunks of these kinds, one after another.
  std::string chunks(const std::set<recording::ChunkKind>& kinds) {
    const auto one = recording::Recording::read(centre.station.spool / recording::kTestId).value();
    std::string all;
    const auto listed = recording::listed_chunks(one, one.files()).value();
    for (const recording::ChunkRecord& chunk : listed)
      if (kinds.count(chunk.kind) == 1) all += recording::content(one.folder / file_name_of(chunk.name()));
    return all;
  }
  std::string asked() {
    note = centre.signed_request(centre.request());
    return centre.ask_for(note, reviewer);
  }
  std::uint64_t entry_of(const std::string& id) {
    EXPECT_EQ(get("/v1/requests/" + id, union_), "200");
    return json()["entry"].get<std::uint64_t>();
  }
  std::string approved() {
    const std::string id = asked();
    EXPECT_EQ(approve(id, centre.approval_of(note, entry_of(id))), "200");
    return id;
  }
  // Without those about roles.
  std::vector<std::string> entries() {
    std::vector<std::string> all = centre.kinds();
    std::erase(all, "role");
    return all;
  }
  using Kinds = std::vector<std::string>;

  TestCentre centre;
  const std::string reviewer = centre.sign_up("granskare", ledger::Role::kReviewer);
  const std::string other = centre.sign_up("granskare-2", ledger::Role::kReviewer);
  const std::string union_ = centre.sign_up("facket", ledger::Role::kUnion);
  const std::string analyst = centre.sign_up("analytiker", ledger::Role::kAnalyst);
  http::Answer last;
  std::string note;
};

}  // namespace insyn::server
