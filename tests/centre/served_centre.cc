#include "served_centre.h"

#include "agreement/recipients.h"
#include "base/check.h"
#include "ledger/checkpoint/cosignature.h"
#include "recording/store/recording.h"
#include "recording/writer/recording_writer.h"
#include "seal/recording_key.h"
#include "server/access/desk.h"
#include "server/ledger_routes/shown.h"
#include "server/ledger_routes/tiles.h"
#include "track/codec/writer.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;
using cli::read_all;
using cli::write_all;

constexpr const char *kPassphrase = "tolv katter i en korg";

std::string day_text(Utc time) { return to_text(time).substr(0, 10); }

note::PublicKeys keys_of(const std::string &pub) { return note::parse_public_keys(read_all(pub)).value(); }
note::Signer signer_of(const std::string &sign) { return note::Signer::parse(read_all(sign)).value(); }
seal::Recipient recipient_of(const std::string &pub) {
  return seal::Recipient::parse(keys_of(pub).recipient).value();
}

}  // namespace

ServedCentre::ServedCentre() {
  std::filesystem::create_directories(file("tls"));
  certificates_ = http_test::make_certificates(file("tls"), "127.0.0.1");
  make_keys();
  make_agreement();
  make_roster();
  make_recording();
  store_recording();
  witnesses_ = std::make_unique<server::Witnesses>(key.verifier(), clock);
  people_ = std::make_unique<server::People>(*database, *vault, log, pins_, clock);
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

void ServedCentre::make_keys() {
  for (const auto &[role, prefix] : {std::pair("employer", "employer"),
                                     {"union", "union"},
                                     {"reviewer", "reviewer"},
                                     {"device", "device"}}) {
    const Ran made = cli::run(
        {"keys", "new", "--role", role, "--name", std::string("The ") + prefix, "--out", file(prefix)});
    CHECK(made.code == 0);
  }
  pins_ = {keys_of(file("employer.pub")), keys_of(file("union.pub"))};
}

void ServedCentre::make_agreement() {
  const note::Signer employer = signer_of(file("employer.sign")), union_ = signer_of(file("union.sign"));
  const std::string vouched = note::sign(note::public_keys_text(keys_of(file("reviewer.pub"))), employer);
  const Utc now = clock.utc();
  const std::string terms = fmt::format(
      "insyn = 1\nid = \"test\"\nemployer = \"The employer\"\nunion = \"The "
      "union\"\npurpose = \"P\"\n"
      "not_before = {}\nnot_after = {}\n[[application]]\nname = \"A\"\nkind = "
      "\"native\"\nexe = \"/bin/a\"\n"
      "[recording]\nlevel = \"full\"\n[access]\nreviewers = [\"{}\"]\npurposes "
      "= [\"search-fails\"]\n"
      "[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = "
      "[\"{}\"]\n[calls]\nmanual = true\n{}",
      day_text(now - std::chrono::days(2)), day_text(now + std::chrono::days(60)),
      keys_of(file("reviewer.pub")).recipient, key.verifier().name(), key.verifier().text(),
      witness.verifier().text(), agreement::recipient_table(vouched).value());
  agreement_note_ = note::add_signature(note::sign(terms, employer), union_).value();
  write_all(file("agreement.note"), agreement_note_);
  agreement_hash_ = sha256(view_of(terms));
  const auto entry = append(log, ledger::AgreementRegistered{"test", agreement_hash_}).value();
  CHECK(
      execute("INSERT INTO agreements (hash, id, note, entry, registered, "
              "not_after) VALUES (:hash, 'test', :note, "
              ":entry, 0, :after)",
              {to_hex(agreement_hash_), agreement_note_, static_cast<std::int64_t>(entry),
               (now + std::chrono::days(60)).time_since_epoch().count()}));
}

void ServedCentre::make_roster() {
  const roster::TestAgent agent("a17");
  const roster::Roster roster = roster::roster_of(agent, keys_of(file("device.pub")).verifier.value());
  roster_note_ = roster::signed_by(roster, signer_of(file("employer.sign")), signer_of(file("union.sign")));
  roster_hash_ = roster::SignedRoster::verify(roster_note_, pins_)->hash();
  CHECK(append(log, ledger::RosterRegistered{"test", 1, roster_hash_}).has_value());
}

void ServedCentre::make_recording() {
  const seal::Identity pictures = seal::Identity::generate(), calls = seal::Identity::generate();
  recording::Beginning beginning;
  recording::Opening &opening = beginning.opening;
  opening.id = recording = recording::new_recording_id();
  opening.agreement_id = "test";
  opening.agreement_hash = agreement_hash_;
  const Utc begin = clock.utc() - std::chrono::hours(1);
  opening.date = std::chrono::floor<std::chrono::days>(begin);
  opening.zone = "UTC";
  opening.level = agreement::Level::kFull;
  opening.recipient = pictures.recipient().text();
  opening.calls_recipient = calls.recipient().text();
  opening.applications = {{"A", {}}};
  opening.retention_days = 30;
  beginning.about.agent = "a17";
  beginning.about.call = "call-4711";
  beginning.about.kind = "faktura";
  beginning.about.begin = begin;
  beginning.about.roster_hash = roster_hash_;
  const std::vector<seal::Recipient> unions = {recipient_of(file("union.pub"))};
  const std::vector<seal::Recipient> reviewers = {recipient_of(file("reviewer.pub"))};
  const std::vector<const seal::Identity *> of_calls = {&calls};
  beginning.keys.pictures = seal::wrap_for_two(pictures, unions, reviewers).value();
  beginning.keys.calls = seal::wrap_for_one(of_calls, unions).value();
  recording::SigningCertifier device(signer_of(file("device.sign")));
  std::filesystem::create_directory(file("spool"));
  auto writer = recording::RecordingWriter::begin(file("spool"), std::move(beginning), device).value();
  track::Writer track;
  for (int second = 0; second < 3; ++second) {
    const track::TrackTime at(1000 * second);
    if (second == 0) track.surface_opened(at, 7, track::SurfaceKind::kWindow, {0, 0, 64, 48});
    const track::Image image(64, 48, 0x00204060U + static_cast<std::uint32_t>(second));
    track.pixels_changed(at, 7, {0, 0, 64, 48}, image.view());
    const auto sealed = recording::SealedChunk::seal(pictures.recipient(),
                                                     track.take_chunk(at + track::TrackTime(999)).bytes);
    CHECK(writer.append(sealed.value()).has_value());
  }
  recording::Ending ending;
  ending.end = begin + std::chrono::seconds(3);
  ending.duration = track::TrackTime(3000);
  CHECK(writer.close(ending).has_value());
  recording_folder = writer.folder().string();
}

void ServedCentre::store_recording() {
  const auto one = recording::Recording::read(recording_folder).value();
  const auto files = one.files();
  const auto listed = recording::listed_chunks(one, files).value();
  Bytes blob;
  for (const recording::ChunkRecord &chunk : listed) {
    const Bytes bytes = files.read(file_name_of(chunk.name()), recording::kLargestChunkFile).value();
    blob.insert(blob.end(), bytes.begin(), bytes.end());
  }
  CHECK(vault->put(server::chunks_blob_of(recording), blob));
  const auto entered = [&](auto make) {
    const ledger::Salt salt = ledger::Salt::random();
    return static_cast<std::int64_t>(append(log, make(salt), server::Kept{salt, recording}).value());
  };
  const auto named = [&](const ledger::Salt &salt) { return ledger::salted(salt, view_of(recording)); };
  const std::int64_t certified = entered([&](const ledger::Salt &salt) {
    return ledger::CertificateBegun{named(salt), ledger::salted(salt, view_of(one.certificate_note))};
  });
  CHECK(
      execute("INSERT INTO certificates (hash, recording, device, number, agreement, roster, agent, call_id, "
              "began, kept_until, note, entry) VALUES (:hash, :id, 'd', 1, 'a', 'r', 'g', 'c', 0, 0, :note, "
              ":entry)",
              {to_hex(sha256(view_of(one.certificate_note))), recording, one.certificate_note, certified}));
  const std::int64_t received = entered([&](const ledger::Salt &salt) {
    return ledger::RecordingReceived{
        named(salt),
        ledger::salted_contents(salt, sha256(view_of(one.opening_note)), sha256(view_of(one.closing_note))),
        listed.size()};
  });
  CHECK(
      execute("INSERT INTO recordings (id, state, agreement, device, agent, call_id, "
              "kind, queue, began, day, kept_until, "
              "level, chunks, bytes, received, entry, opening_note, closing_note, "
              "journal) VALUES (:id, 'stored', "
              ":agreement, :device, :agent, :call, :kind, '', :began, :day, :kept, "
              "'full', :chunks, :bytes, 0, :entry, "
              ":opening, :closing, '')",
              {recording, to_hex(agreement_hash_), one.certificate->device, one.certificate->agent,
               one.certificate->call, one.certificate->kind,
               one.certificate->begin.time_since_epoch().count(), recording::date_text(one.opening.date),
               (clock.utc() + std::chrono::days(30)).time_since_epoch().count(),
               static_cast<std::int64_t>(listed.size()), static_cast<std::int64_t>(blob.size()), received,
               one.opening_note, one.closing_note}));
  for (const recording::KeyFileRecord &key_file : one.opening.key_files) {
    CHECK(execute(
        "INSERT INTO key_files (recording, name, content) VALUES (:id, :name, "
        ":content)",
        {recording, key_file.name,
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
  for (server::http::Route &route : server::shown_routes(*database, log, *witnesses_))
    all.push_back(std::move(route));
  all.push_back({"GET",
                 "/v1/rosters/{hash}",
                 {server::http::Role::kUnion},
                 0,
                 server::http::Handle([this](const Request &) {
                   return Answer{200, "text/plain", roster_note_};
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

std::vector<std::string> ServedCentre::with_agreement(std::vector<std::string> arguments) const {
  for (const std::string &more : {std::string("--agreement"), file("agreement.note"), std::string("--pin"),
                                  file("employer.pub"), std::string("--pin"), file("union.pub")})
    arguments.push_back(more);
  return arguments;
}

void ServedCentre::cosign(std::chrono::seconds ago) {
  CHECK(log.publish().has_value());
  const std::string checkpoint = log.checkpoint().value();
  const auto time = std::chrono::floor<std::chrono::seconds>(clock.utc()) - ago;
  const std::string text = note::parse(checkpoint)->text;
  const std::string signed_note = checkpoint + note::line_of(ledger::cosign(text, time, witness));
  CHECK(witnesses_->hear(*database, log.tiles(), witness.verifier(), signed_note).has_value());
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
