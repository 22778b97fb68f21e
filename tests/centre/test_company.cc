#include "test_company.h"

#include <random>

#include "agreement/recipients.h"
#include "base/check.h"
#include "cli/program.h"
#include "recording/store/kept_terms.h"
#include "recording/writer/recording_writer.h"
#include "roster/testing.h"
#include "seal/open/identity.h"
#include "seal/recording_key.h"
#include "track/codec/writer.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;
using cli::read_all;
using cli::write_all;

std::string day_text(Utc time) { return to_text(time).substr(0, 10); }

note::PublicKeys keys_of(const std::string &pub) { return note::parse_public_keys(read_all(pub)).value(); }
note::Signer signer_of(const std::string &sign) { return note::Signer::parse(read_all(sign)).value(); }
seal::Recipient recipient_of(const std::string &pub) {
  return seal::Recipient::parse(keys_of(pub).recipient).value();
}

}  // namespace

TestCompany::TestCompany(Path folder, const note::Verifier &ledger, Utc now, std::chrono::hours before)
    : folder_(std::move(folder)), began_(now - before) {
  make_keys();
  make_agreement(ledger, now);
  make_roster();
  make_recording();
}

void TestCompany::make_keys() {
  for (const auto &[role, prefix] : {std::pair("employer", "employer"),
                                     {"union", "union"},
                                     {"reviewer", "reviewer"},
                                     {"insight", "insight"},
                                     {"importer", "importer"},
                                     {"device", "device"}}) {
    const Ran made = cli::run(
        {"keys", "new", "--role", role, "--name", std::string("The ") + prefix, "--out", file(prefix)});
    CHECK(made.code == 0);
  }
  pins = {keys_of(file("employer.pub")), keys_of(file("union.pub"))};
}

void TestCompany::make_agreement(const note::Verifier &ledger, Utc now) {
  const note::Signer employer = signer_of(file("employer.sign")), union_ = signer_of(file("union.sign"));
  std::vector<std::string> vouched;
  for (const char *one : {"reviewer.pub", "insight.pub", "importer.pub"})
    vouched.push_back(note::sign(note::public_keys_text(keys_of(file(one))), employer));
  const std::string terms = fmt::format(
      "insyn = 1\nid = \"test\"\nemployer = \"The employer\"\nunion = \"The "
      "union\"\npurpose = \"P\"\naudio = \"both\"\n"
      "not_before = {}\nnot_after = {}\n[[application]]\nname = \"A\"\nkind = "
      "\"native\"\nexe = \"/bin/a\"\n[[screen]]\nname = \"sök\"\ntitle = \"*\"\n"
      "[recording]\nlevel = \"full\"\n[access]\nreviewers = [\"{}\"]\npurposes "
      "= [\"search-fails\"]\n"
      "[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = "
      "[\"{}\"]\n[calls]\nmanual = true\n[insight]\nrecipient = \"{}\"\n{}{}{}",
      day_text(began_ - std::chrono::days(2)), day_text(now + std::chrono::days(60)),
      keys_of(file("reviewer.pub")).recipient, ledger.name(), ledger.text(), witness.verifier().text(),
      keys_of(file("insight.pub")).recipient, agreement::vouched_table_of(vouched[0]).value(),
      agreement::vouched_table_of(vouched[1]).value(), agreement::vouched_table_of(vouched[2]).value());
  agreement_note = note::add_signature(note::sign(terms, employer), union_).value();
  write_all(file("agreement.note"), agreement_note);
  agreement_hash = sha256(view_of(terms));
}

void TestCompany::make_roster() {
  const roster::TestAgent agent("agent-a17");
  roster::Roster roster = roster::roster_of(agent, keys_of(file("device.pub")).verifier.value());
  roster.links.push_back({link.verifier().name(), link.verifier()});
  const roster::TestAgent colleague("agent-b18"), stranger("agent-c19");
  roster.agents.push_back({colleague.name, {}, {colleague.key(roster.id)}});
  for (const auto &[prefix, one] :
       {std::pair("agent", &agent), std::pair("colleague", &colleague), std::pair("stranger", &stranger)})
    save_agent(prefix, one->signer, one->identity);
  roster_note = roster::signed_by(roster, signer_of(file("employer.sign")), signer_of(file("union.sign")));
  roster_hash = roster::SignedRoster::verify(roster_note, pins)->hash();
  write_all(file("roster.note"), roster_note);
}

void TestCompany::save_agent(const std::string &prefix, const note::Signer &signer,
                             const seal::Identity &identity) const {
  write_all(file(prefix + ".sign"), signer.secret_text() + "\n");
  write_all(file(prefix + ".age"), seal::identity_file_text(identity, prefix));
}

void TestCompany::make_recording() {
  const seal::Identity pictures = seal::Identity::generate(), calls = seal::Identity::generate(),
                       of_events = seal::Identity::generate();
  recording::Beginning beginning;
  recording::Opening &opening = beginning.opening;
  opening.id = recording = recording::new_recording_id();
  opening.agreement_id = "test";
  opening.agreement_hash = agreement_hash;
  opening.date = std::chrono::floor<std::chrono::days>(began_);
  opening.zone = "UTC";
  opening.level = agreement::Level::kFull;
  opening.recipient = pictures.recipient().text();
  opening.events_recipient = of_events.recipient().text();
  opening.calls_recipient = calls.recipient().text();
  opening.applications = {{"A", {}}};
  opening.retention_days = 30;
  beginning.about.agent = "agent-a17";
  beginning.about.call = "call-4711";
  beginning.about.kind = "faktura";
  beginning.about.begin = began_;
  beginning.about.roster_hash = roster_hash;
  const std::vector<seal::Recipient> unions = {recipient_of(file("union.pub"))};
  const std::vector<seal::Recipient> reviewers = {recipient_of(file("reviewer.pub"))};
  const std::vector<const seal::Identity *> of_calls = {&calls};
  beginning.keys.pictures = seal::wrap_for_two(pictures, unions, reviewers).value();
  const std::vector<seal::Recipient> insight = {recipient_of(file("insight.pub"))};
  beginning.keys.events = seal::wrap_for_two(of_events, unions, insight).value();
  beginning.keys.calls = seal::wrap_for_one(of_calls, unions).value();
  recording::SigningCertifier device(signer_of(file("device.sign")));
  const std::vector<const seal::Identity *> all = {&pictures, &of_events, &calls};
  const std::vector<seal::Recipient> agents = {
      seal::parse_identity_file(read_all(file("agent.age"))).value().front().recipient()};
  beginning.keys.agent = seal::wrap_for_one(all, agents).value();
  std::filesystem::create_directory(file("spool"));
  CHECK(recording::keep_terms(file("spool"), note::parse(agreement_note)->text));
  auto writer = recording::RecordingWriter::begin(file("spool"), std::move(beginning), device).value();
  track::Writer track;
  std::mt19937 random(4711);
  for (int second = 0; second < 3; ++second) {
    const track::TrackTime at(1000 * second);
    if (second == 0) track.surface_opened(at, 7, track::SurfaceKind::kWindow, {0, 0, 64, 48});
    frames.emplace_back(64, 48, 0U);
    track::Image &image = frames.back();
    for (std::uint32_t &pixel : image.pixels) pixel = static_cast<std::uint32_t>(random()) & 0xffffffU;
    track.pixels_changed(at, 7, {0, 0, 64, 48}, image.view());
    chunks.push_back(track.take_chunk(at + track::TrackTime(999)).bytes);
    CHECK(writer.append(recording::SealedChunk::seal(pictures.recipient(), chunks.back()).value()));
  }
  events = fmt::format("call,time,event,object\ncall-4711,{},screen,sök\n", to_text(began_));
  CHECK(writer.append(recording::SealedChunk::seal_events(of_events.recipient(), view_of(events)).value()));
  recording::Ending ending;
  ending.end = began_ + std::chrono::seconds(3);
  ending.duration = track::TrackTime(3000);
  CHECK(writer.close(ending).has_value());
  recording_folder = writer.folder().string();
  recording_keys = {pictures.secret_text(), calls.secret_text(), of_events.secret_text()};
}

std::vector<std::string> TestCompany::with_agreement(std::vector<std::string> arguments) const {
  for (const std::string &more : {std::string("--agreement"), file("agreement.note"), std::string("--pin"),
                                  file("employer.pub"), std::string("--pin"), file("union.pub")})
    arguments.push_back(more);
  return arguments;
}

}  // namespace insyn::centre_test
