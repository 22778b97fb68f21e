#include "cli/verbs/centre_reader.h"

#include "base/secret.h"
#include "centre/fetching.h"
#include "cli/json.h"
#include "cli/out_path.h"
#include "cli/table.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "enrolment/key_files.h"
#include "opening/asked.h"
#include "os/remove_folder.h"
#include "seal/keys.h"

namespace insyn::cli {
namespace {

constexpr const char* kRequestKey = "request.age";
constexpr const char* kRequestNote = "request.note";
constexpr std::size_t kIdDigits = 32;

Result<centre::Client> client(const Clock& clock) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY_ASSIGN(const centre::Session session, centre::read_session(state));
  return centre::Client::create(session, clock);
}

// The recipient of the one who signs with `key`.
Result<std::string> reader_with(const note::Verifier& key, const AskOptions& options,
                                const agreement::Agreement& agreement) {
  for (const agreement::VouchedRecipient& one : agreement.terms().vouched)
    if (one.keys.verifier == key) return one.keys.recipient;
  const bool pictures = options.opens == ledger::Opens::kPictures;
  for (const note::PublicKeys& party : agreement.parties()) {
    if (!party.verifier || *party.verifier != key) continue;
    return pictures ? party.recipient : agreement.terms().insight_recipient.value_or(party.recipient);
  }
  return fail(Code::kDenied, "nobody vouches for {} in {}: it is no reviewer's of this agreement",
              options.key.string(), options.agreement.string());
}

std::string id_of(const std::string& note) { return to_hex(sha256(view_of(note))).substr(0, kIdDigits); }

Result<opening::Request> request_of(const AskOptions& options, const agreement::Agreement& agreement,
                                    const note::Signer& signer, const std::string& request_key, Utc now) {
  opening::Request request;
  request.recording = options.recording;
  request.opens = options.opens;
  request.request = request_key;
  request.request_name = options.out.filename().string();
  TRY_ASSIGN(request.reader, reader_with(signer.verifier(), options, agreement));
  request.purpose = options.purpose;
  request.because = options.because;
  request.asked = now;
  request.until = now + std::chrono::days(options.days);
  request.agreement = agreement.hash();
  auto read_back = opening::parse_request(opening::text_of(request));
  if (!read_back) return in_context("the request", std::move(read_back).error());
  return request;
}

Status write_folder(const AskOptions& options, const seal::Identity& identity, const std::string& note,
                    Utc now) {
  TRY_ASSIGN(NewFolder folder, NewFolder::create(options.out));
  std::string key = seal::identity_file_text(
      identity, fmt::format("created: {}\nfor the request {}", to_text(now), id_of(note)));
  const Status written = folder.add(kRequestKey, view_of(key), Access::kOwnerOnly);
  wipe(key);
  TRY(written);
  TRY(folder.add(kRequestNote, view_of(note), Access::kOwnerOnly));
  return folder.put_in_place();
}

Result<std::string> note_in(const Path& folder) {
  return read_text(folder / kRequestNote, opening::kLargestOpeningNote);
}

}  // namespace

Status ask(const AskOptions& options, const Clock& clock, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(centre::Client server, client(clock));
  const seal::Identity identity = seal::Identity::generate();
  const Utc now = clock.utc();
  TRY_ASSIGN(const opening::Request request,
             request_of(options, agreement, signer, identity.recipient().text(), now));
  const std::string note = note::sign(opening::text_of(request), signer);
  TRY(opening::verify_request(note, agreement));
  // The key lasts before anything can be sealed to it.
  TRY(write_folder(options, identity, note, now));
  auto id = server.ask(note);
  if (!id) {
    (void)remove_folder(options.out, {kRequestKey, kRequestNote});
    return Failure(std::move(id).error());
  }
  if (*id != id_of(note)) return fail(Code::kBadPeer, "the server calls the request {}", *id);
  console.result(*id);
  console.say(
      fmt::format("asked; once the union has approved: insyn fetch {} --to FOLDER", options.out.string()));
  return {};
}

Status requests(const RequestsOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(centre::Client server, client(clock));
  TRY_ASSIGN(const auto all, server.requests(options.state));
  if (options.json) {
    Json list = Json::array();
    for (const centre::Listed& one : all)
      list.push_back({{"id", one.id},
                      {"recording", one.recording},
                      {"opens", one.opens},
                      {"purpose", one.purpose},
                      {"state", one.state},
                      {"asked", one.asked},
                      {"until", one.until},
                      {"entry", one.entry}});
    console.result(json_text({{"requests", list}}));
    return {};
  }
  Table table({Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft});
  for (const centre::Listed& one : all) table.row({one.id, one.state, one.purpose, one.opens, one.until});
  if (!all.empty()) console.result(table.text());
  console.say(count_text(all.size(), "request", "requests"));
  return {};
}

Status fetch(const FetchOptions& options, const Clock& clock, Console& console) {
  TRY(require_new(options.to));
  TRY_ASSIGN(const std::string note, note_in(options.request));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(centre::Client server, client(clock));
  auto fetched = centre::fetch(server, id_of(note), note, agreement, options.to,
                               [&](double share) { console.progress("fetching", share); });
  console.clear_status();
  if (!fetched) return Failure(std::move(fetched).error());
  console.result(options.to.string());
  console.say(fmt::format("{}, peeled by {}; they open with {} and the reader's own key together",
                          count_text(fetched->chunks, "chunk", "chunks"), fetched->union_name,
                          (options.request / kRequestKey).string()));
  return {};
}

Status exported(const ExportedOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const std::string note, note_in(options.request));
  TRY_ASSIGN(centre::Client server, client(clock));
  TRY(server.report_export(id_of(note), std::string(name_of(options.form))));
  console.say("reported; it stands in the ledger");
  return {};
}

}  // namespace insyn::cli
