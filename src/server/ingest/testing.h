// For tests: a centre without HTTP, with an agreement, a roster and a workstation that records.
#pragma once

#include "agreement/testing.h"
#include "receipt/receipt.h"
#include "recording/bundle/bundle.h"
#include "recording/store/recording.h"
#include "recording/testing.h"
#include "roster/testing.h"
#include "server/ingest/staged.h"
#include "server/ingest/upload.h"
#include "server/lifetime/wishes.h"
#include "server/log/testing.h"

namespace insyn::server {

// Where the test's recordings begin by the clock of all.
inline constexpr const char* kTestNow = "2026-12-01T09:00:00.000Z";

struct TestParties {
  note::Signer ledger = note::Signer::generate("centre.example").value();
  note::Signer witness = note::Signer::generate("witness.example").value();
  agreement::Party employer = agreement::employer_party();
  agreement::Party union_side = agreement::union_party();
  roster::TestAgent agent{"a17"};
  note::Signer link = note::Signer::generate("desk-12-link").value();

  std::vector<note::PublicKeys> pins() const { return {employer.keys, union_side.keys}; }
  std::string terms(const std::string& begin = "2026-12-01", const std::string& end = "2027-01-31") const {
    std::string text = with(agreement::example_terms(), "not_before = 2026-12-01", "not_before = " + begin);
    return with(text, "not_after = 2027-01-31", "not_after = " + end) +
           fmt::format("\n[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\n",
                       ledger.verifier().name(), ledger.verifier().text(), witness.verifier().text());
  }
  std::string by_both(const std::string& text) const {
    return agreement::signed_by_both(text, employer, union_side);
  }
  roster::Roster roster(const note::Verifier& device) const {
    roster::Roster all = roster::roster_of(agent, device);
    all.links.push_back({link.verifier().name(), link.verifier()});
    return all;
  }
  std::string signed_roster(const roster::Roster& roster) const {
    return by_both(roster::roster_text(roster));
  }
};

class TestCentre {
 public:
  TestCentre() {
    store.clock.moved = parse_utc(kTestNow).value() - SystemClock().utc();
    const auto agreed = registry.add_agreement(agreement_note);
    EXPECT_TRUE(agreed) << agreed.error().message;
    const auto listed = registry.add_roster(roster_note);
    EXPECT_TRUE(listed) << listed.error().message;
  }

  // Begun an hour ago, as the workstation's files.
  Path record(std::size_t chunks, bool closed, const std::string& id = recording::kTestId,
              const std::function<void(recording::Beginning&)>& change = {}) {
    recording::Beginning beginning = pc.beginning(id);
    beginning.opening.agreement_hash = sha256(view_of(agreement_text));
    beginning.about.roster_hash = sha256(view_of(roster_text));
    beginning.about.begin = parse_utc("2026-12-01T08:00:00.000Z").value();
    if (change) change(beginning);
    auto writer = pc.begin(std::move(beginning)).value();
    for (std::size_t number = 0; number < chunks; ++number) CHECK(writer.append(pc.chunk(number)));
    if (closed) CHECK(recording::Workstation::close(writer));
    return writer.folder();
  }
  static std::string bundle(const Path& folder) {
    const recording::FolderFiles files(folder);
    auto bundle = recording::Bundle::of(files).value();
    return std::string(insyn::text_of(bundle.read(0, static_cast<std::size_t>(bundle.size())).value()));
  }
  static Sent sent(const Path& folder) {
    const recording::FolderFiles files(folder);
    const auto bundle = recording::Bundle::of(files).value();
    return {bundle.id(), bundle.opening_hash(), bundle.closing_hash(), bundle.chunks()};
  }

  http::Request request(const std::string& id, std::uint64_t from) const {
    http::Request asked;
    asked.parameters["id"] = id;
    asked.head.query = fmt::format("?from={}", from);
    asked.head.fields = {{"content-type", recording::kBundleType}};
    asked.caller = {http::Role::kLink, caller};
    return asked;
  }
  // The answer to these bytes, which are taken in pieces; `cut`: the connection ends behind them.
  http::Answer upload(const std::string& bytes, std::uint64_t from = 0, bool cut = false,
                      const std::string& id = recording::kTestId, std::size_t piece = 1000) {
    auto begun = begin_upload(parts(), request(id, from));
    if (auto* refused = std::get_if<http::Answer>(&begun)) return *refused;
    const auto upload = std::get<std::unique_ptr<http::Upload>>(std::move(begun));
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      if (auto ended = upload->take(view_of(std::string_view(bytes).substr(at, piece)))) return *ended;
    }
    return cut ? http::Answer{} : upload->finish();
  }
  std::uint64_t staged(const std::string& id = recording::kTestId) const {
    return Staged::size(uploads, id, caller).value();
  }
  Result<Received> verify(const http::Answer& answer, const Path& folder) const {
    return verify_receipt(answer.body, sent(folder),
                          {parties.ledger.verifier().name(), parties.ledger.verifier()});
  }
  // How many rows a table has.
  std::int64_t count(const std::string& table) const {
    std::int64_t rows = 0;
    CHECK(store.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto counted, transaction.query("SELECT COUNT(*) FROM " + table));
      rows = number(counted[0][0]);
      return {};
    }));
    return rows;
  }
  // What kinds of entries the ledger has.
  std::vector<std::string> entries() const {
    std::vector<std::string> kinds;
    CHECK(store.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto rows, transaction.query("SELECT entry FROM ledger_entries ORDER BY number"));
      for (const Row& row : rows) kinds.emplace_back(name_of(ledger::parse_entry(text(row[0])).value().what));
      return {};
    }));
    return kinds;
  }
  // The ledger has so many entries less than fill its last tile, all of them signed.
  void fill_tile_but_for(std::uint64_t missing) {
    CHECK(store.database->write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(LogHead head, read_head(transaction));
      for (; (head.size + missing) % ledger::kTileWidth != 0; ++head.size)
        TRY(log.append(transaction, plain_entry(head.size + 1)));
      return {};
    }));
    CHECK(log.publish());
  }
  IngestParts parts() { return {*store.database, vault, certificates, storing, uploads}; }

  TestParties parties;
  TestLedger store;
  const std::string blob_place = empty_test_blobs(store.folder / "chunks");
  const std::unique_ptr<Vault> blobs = test_vault(blob_place);
  TestVault vault{*blobs};
  Log log{*store.database, vault, parties.ledger, store.clock};
  Registry registry{*store.database, log, parties.pins(), store.clock};
  Certificates certificates{*store.database, registry, log, store.clock};
  Storing storing{*store.database, vault, log, certificates, store.clock};
  Wishes wishes{*store.database, registry, log, store.clock};
  Shredder shredder{*store.database, vault, log, store.clock};
  const Path uploads = store.folder / kUploadsFolder;
  recording::Workstation pc;
  std::string agreement_text = parties.terms();
  std::string agreement_note = parties.by_both(agreement_text);
  std::string roster_text = roster::roster_text(parties.roster(pc.certifier.device()));
  std::string roster_note = parties.by_both(roster_text);
  std::string caller = http_signature::key_id_of(parties.link.verifier());
};

}  // namespace insyn::server
