#include "witness/served_centre.h"

#include "base/check.h"

namespace insyn::witness_test {
namespace {

using namespace server;

std::string terms_text(const Parties& parties, const std::string& id) {
  std::string text = with(agreement::example_terms(), "Unionen, klubben vid Kundcenter Nord", "Klubben");
  text = with(text, "kundtjanst-2026-11", id);
  text = with(text, "max_fps = 10", "max_fps = 10\nenough_per_kind = 2");
  return text + fmt::format("\n[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\n",
                            parties.origin.verifier().name(), parties.origin.verifier().text(),
                            parties.witness.verifier().text());
}

}  // namespace

Parties::Parties()
    : pins{employer.keys, union_side.keys},
      note(agreement_note("kundtjanst-2026-11")),
      agreement(agreement::Agreement::verify(note, pins).value()) {}

std::string Parties::agreement_note(const std::string& id) const {
  return agreement::signed_by_both(terms_text(*this, id), employer, union_side);
}

Centre::Centre(const Path& folder, const Parties& with, const Clock& time)
    : parties(with),
      clock(time),
      database(Database::open("sqlite:" + (folder / "centre.db").string(), 4).value()),
      vault([&] {
        std::filesystem::create_directories(folder / "blobs");
        return folder_vault(folder / "blobs");
      }()),
      witnesses(parties.origin.verifier(), clock),
      log(*database, *vault, parties.origin, clock, &witnesses),
      giving_back(*database, log.tiles(), witnesses,
                  [this](Transaction& transaction, const Tombstone& one) -> Status {
                    shredded.push_back(one);
                    TRY(transaction.execute("DELETE FROM key_files WHERE recording = :a", {one.recording}));
                    TRY(transaction.execute("DELETE FROM recordings WHERE id = :a", {one.recording}));
                    return {};
                  }) {
  CHECK(migrate(*database, schema()));
}

Result<std::uint64_t> Centre::append(const ledger::AnyEntry& entry, const std::optional<Kept>& kept) {
  std::uint64_t number = 0;
  const Status written = database->write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(number, log.append(transaction, entry, kept));
    return {};
  });
  TRY(written);
  TRY(log.publish());
  return number;
}

Status Centre::append_some(int count) {
  const Status written = database->write([&](Transaction& transaction) -> Status {
    for (int i = 0; i < count; ++i) {
      ledger::RoleChanged change;
      change.person = ledger::salted(ledger::Salt::random(), view_of("somebody"));
      TRY(log.append(transaction, change, Kept{ledger::Salt::random(), ""}));
    }
    return {};
  });
  TRY(written);
  return log.publish();
}

Status Centre::register_agreement(const agreement::Agreement& agreement, const std::string& note) {
  return database->write([&](Transaction& transaction) -> Status {
    const agreement::Terms& terms = agreement.terms();
    TRY_ASSIGN(const std::uint64_t number,
               log.append(transaction, ledger::AgreementRegistered{terms.id, agreement.hash()}));
    TRY(
        transaction.execute("INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES "
                            "(:a, :b, :c, :d, :e, :f)",
                            {to_hex(agreement.hash()), terms.id, note, static_cast<std::int64_t>(number),
                             std::int64_t{clock.utc().time_since_epoch().count()},
                             std::int64_t{terms.not_after.time_since_epoch().count()}}));
    return {};
  });
}

Status Centre::execute(const std::string& sql, const std::vector<Value>& values) {
  return database->write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute(sql, values));
    return {};
  });
}

std::vector<Row> Centre::query(const std::string& sql, const std::vector<Value>& values) {
  std::vector<Row> rows;
  CHECK(database->read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query(sql, values));
    return {};
  }));
  return rows;
}

Served::Served(http_test::MovedClock& clock) : clock_(clock), nonces_(clock, 100'000) {
  limits_.by_address = limits_.by_identity = {10'000, 100'000};
  // Past the time in which nonces of an earlier process could be used.
  clock_.move(2 * http_signature::kTolerance + std::chrono::seconds(1));
  say_ = [this](const std::string& line) {
    const std::lock_guard lock(mutex_);
    log_ += line + "\n";
  };
}

Served::~Served() { serve(nullptr); }

std::vector<http::Route> Served::routes(Centre& centre) {
  std::vector<http::Route> all = tile_routes(*centre.database, centre.log, centre.witnesses);
  for (auto& part :
       {shown_routes(*centre.database, centre.log, centre.witnesses),
        witness_routes({*centre.database, centre.log, centre.witnesses, centre.giving_back, say_, clock_})})
    all.insert(all.end(), part.begin(), part.end());
  for (http::Route& route : all) {
    route.handler =
        http::Handle([this, real = std::get<http::Handle>(route.handler)](const http::Request& request) {
          http::Answer answer = real(request);
          Lie lie;
          {
            const std::lock_guard lock(mutex_);
            ++asked_[request.head.path];
            lie = lie_;
          }
          return lie ? lie(request, std::move(answer)) : answer;
        });
  }
  return all;
}

void Served::serve(Centre* centre) {
  if (server_) server_->stop(std::chrono::seconds(5));
  server_.reset();
  if (centre == nullptr) return;
  const auto machine = [centre](std::string_view key_id) {
    return find_witness(*centre->database, centre->witnesses, key_id);
  };
  // The session's token is the role's name, and whose it is.
  const auto person = [](const Digest& token) -> std::optional<http::Caller> {
    for (const http::Role role : http::kRoles)
      for (const char* name : {"anna", "bo"})
        if (sha256(view_of(fmt::format("{}-{}", http::name_of(role), name))) == token)
          return http::Caller{role, name};
    return std::nullopt;
  };
  callers_ = std::make_unique<http::Callers>(http::Known{{}, machine, person}, nonces_, clock_);
  router_ = std::make_unique<http::Router>(routes(*centre));
  service_ = std::make_unique<http::Service>(*router_, *callers_, limits_, metrics_, say_, clock_);
  auto started = http::Server::start({"127.0.0.1", port_, false}, nullptr, *service_);
  CHECK(started);
  server_ = std::move(*started);
  port_ = server_->port();
}

std::string Served::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

void Served::lie(Lie lie) {
  const std::lock_guard lock(mutex_);
  lie_ = std::move(lie);
}

int Served::asked(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = asked_.find(path);
  return found == asked_.end() ? 0 : found->second;
}

}  // namespace insyn::witness_test
