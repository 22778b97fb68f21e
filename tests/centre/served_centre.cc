#include "served_centre.h"

#include "agreement/call_id.h"
#include "base/check.h"
#include "ledger/checkpoint/cosignature.h"
#include "recording/store/recording.h"
#include "server/access/desk.h"
#include "server/audio/routes.h"
#include "server/ledger_routes/shown.h"
#include "server/ledger_routes/tiles.h"
#include "server/reports/reports.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;
using cli::read_all;
using cli::write_all;

constexpr const char *kPassphrase = "tolv katter i en korg";

}  // namespace

ServedCentre::ServedCentre(std::chrono::hours before)
    : company(folder_.path(""), key.verifier(), clock.utc(), before) {
  std::filesystem::create_directories(file("tls"));
  certificates_ = http_test::make_certificates(file("tls"), "127.0.0.1");
  register_company();
  store_recording();
  witnesses_ = std::make_unique<server::Witnesses>(key.verifier(), clock);
  people_ = std::make_unique<server::People>(*database, *vault, log, company.pins, clock);
  nonces_ = std::make_unique<server::http::RecentNonces>(clock, 1000);
  server::http::Known known;
  known.person = [this](const Digest &token) { return people_->person(token); };
  callers_ = std::make_unique<server::http::Callers>(std::move(known), *nonces_, clock);
  router_ = std::make_unique<server::http::Router>(routes());
  service_ = std::make_unique<server::http::Service>(
      *router_, *callers_, limits_, metrics_, [](const std::string &) {}, clock);
  server_tls_.emplace(
      std::move(server::http::Tls::load({certificates_.certificate, certificates_.key}).value()));
  server_ = server::http::Server::start({"127.0.0.1", 0, false}, &*server_tls_, *service_).value();
}

ServedCentre::~ServedCentre() = default;

std::string ServedCentre::url() const { return fmt::format("https://127.0.0.1:{}", server_->port()); }

void ServedCentre::register_company() {
  const auto entry = append(log, ledger::AgreementRegistered{"test", company.agreement_hash}).value();
  CHECK(
      execute("INSERT INTO agreements (hash, id, note, entry, registered, "
              "not_after) VALUES (:hash, 'test', :note, "
              ":entry, 0, :after)",
              {to_hex(company.agreement_hash), company.agreement_note, static_cast<std::int64_t>(entry),
               (clock.utc() + std::chrono::days(60)).time_since_epoch().count()}));
  CHECK(append(log, ledger::RosterRegistered{"test", 1, company.roster_hash}).has_value());
}

void ServedCentre::store_recording() {
  const auto one = recording::Recording::read(company.recording_folder).value();
  const auto files = one.files();
  const auto listed = recording::listed_chunks(one, files).value();
  Bytes blob;
  for (const recording::ChunkRecord &chunk : listed) {
    const Bytes bytes = files.read(file_name_of(chunk.name()), recording::kLargestChunkFile).value();
    blob.insert(blob.end(), bytes.begin(), bytes.end());
  }
  CHECK(vault->put(server::chunks_blob_of(company.recording), blob));
  const auto entered = [&](auto make) {
    const ledger::Salt salt = ledger::Salt::random();
    return static_cast<std::int64_t>(append(log, make(salt), server::Kept{salt, company.recording}).value());
  };
  const auto named = [&](const ledger::Salt &salt) {
    return ledger::salted(salt, view_of(company.recording));
  };
  const std::int64_t certified = entered([&](const ledger::Salt &salt) {
    return ledger::CertificateBegun{named(salt), ledger::salted(salt, view_of(one.certificate_note))};
  });
  CHECK(execute(
      "INSERT INTO certificates (hash, recording, device, number, agreement, roster, agent, call_id, "
      "began, kept_until, note, entry) VALUES (:hash, :id, 'd', 1, 'a', 'r', 'g', :call, 0, 0, :note, "
      ":entry)",
      {to_hex(sha256(view_of(one.certificate_note))), company.recording,
       agreement::normalised_call_id(one.certificate->call), one.certificate_note, certified}));
  const std::int64_t received = entered([&](const ledger::Salt &salt) {
    return ledger::RecordingReceived{
        named(salt),
        ledger::salted_contents(salt, sha256(view_of(one.opening_note)), sha256(view_of(one.closing_note))),
        listed.size()};
  });
  CHECK(
      execute("INSERT INTO recordings (id, state, agreement, device, agent, call_id, "
              "kind, queue, began, day, kept_until, "
              "level, minutes, chunks, bytes, received, entry, opening_note, closing_note, "
              "journal) VALUES (:id, 'stored', "
              ":agreement, :device, :agent, :call, :kind, '', :began, :day, :kept, "
              "'full', 1, :chunks, :bytes, 0, :entry, "
              ":opening, :closing, '')",
              {company.recording, to_hex(company.agreement_hash), one.certificate->device,
               one.certificate->agent, one.certificate->call, one.certificate->kind,
               one.certificate->begin.time_since_epoch().count(), recording::date_text(one.opening.date),
               (clock.utc() + std::chrono::days(30)).time_since_epoch().count(),
               static_cast<std::int64_t>(listed.size()), static_cast<std::int64_t>(blob.size()), received,
               one.opening_note, one.closing_note}));
  for (const recording::KeyFileRecord &key_file : one.opening.key_files) {
    CHECK(execute(
        "INSERT INTO key_files (recording, name, content) VALUES (:id, :name, "
        ":content)",
        {company.recording, key_file.name,
         to_base64(files.read(key_file.name, recording::kLargestKeyFile).value(), Padding::kRequired)}));
  }
}

std::vector<server::http::Route> ServedCentre::routes() {
  using server::http::Answer;
  using server::http::Request;
  std::vector<server::http::Route> all = people_->routes();
  for (server::http::Route &route : server::tile_routes(*database, log, *witnesses_)) {
    if (route.path == "/ledger/checkpoint") {
      const auto honest = std::get<server::http::Handle>(route.handler);
      route.handler = server::http::Handle([this, honest](const Request &request) {
        return served_checkpoint.empty() ? honest(request) : Answer{200, "text/plain", served_checkpoint};
      });
    }
    all.push_back(std::move(route));
  }
  attaching_ = std::make_unique<server::Attaching>(people_->desk());
  for (server::http::Route &route : server::audio_routes(people_->desk(), *attaching_, Path(file("uploads"))))
    all.push_back(std::move(route));
  for (server::http::Route &route : server::report_routes(people_->desk())) all.push_back(std::move(route));
  for (server::http::Route &route : server::shown_routes(*database, log, *witnesses_))
    all.push_back(std::move(route));
  all.push_back({"GET",
                 "/v1/rosters/{hash}",
                 {server::http::Role::kUnion, server::http::Role::kImporter},
                 0,
                 server::http::Handle([this](const Request &) {
                   return Answer{200, "text/plain", company.roster_note};
                 })});
  return all;
}

Ran ServedCentre::as(const std::string &person, const std::vector<std::string> &arguments) const {
  ::setenv("XDG_STATE_HOME", file("state-" + person).c_str(), 1);
  return cli::run(arguments);
}

void ServedCentre::sign_in(const std::string &person, ledger::Role role) {
  const std::string invitation = people_->invite_first(person, role).value();
  write_all(file("passphrase"), std::string(kPassphrase) + "\n");
  const Ran ran = as(person, {"login", "--server", url(), "--ca", authority().string(), "--account", person,
                              "--invitation", invitation, "--passphrase-file", file("passphrase")});
  CHECK(ran.code == 0);
}

void ServedCentre::cosign(std::chrono::seconds ago) {
  CHECK(log.publish().has_value());
  const std::string checkpoint = log.checkpoint().value();
  const auto time = std::chrono::floor<std::chrono::seconds>(clock.utc()) - ago;
  const std::string text = note::parse(checkpoint)->text;
  const std::string signed_note = checkpoint + note::line_of(ledger::cosign(text, time, company.witness));
  CHECK(witnesses_->hear(*database, log.tiles(), company.witness.verifier(), signed_note).has_value());
}

std::vector<std::string> ServedCentre::kinds() {
  std::vector<std::string> all;
  for (std::uint64_t number = 0; number < head().size; ++number) {
    CHECK(database->read([&](server::Transaction &transaction) -> Status {
      TRY_ASSIGN(const server::Log::Stood stood, log.at(transaction, number));
      all.emplace_back(name_of(stood.entry.what));
      return {};
    }));
  }
  std::erase(all, "role");
  return all;
}

}  // namespace insyn::centre_test
