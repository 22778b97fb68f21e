#include "centre/asking.h"

#include "base/secret.h"
#include "opening/asked.h"
#include "os/remove_folder.h"
#include "seal/keys.h"

namespace insyn::centre {
namespace {

constexpr std::size_t kIdDigits = 32;

// The recipient of the one who signs with `key`.
Result<std::string> recipient_of(const note::Verifier& key, ledger::Opens opens,
                                 const agreement::Agreement& agreement) {
  for (const agreement::VouchedRecipient& one : agreement.terms().vouched)
    if (one.keys.verifier == key) return one.keys.recipient;
  for (const note::PublicKeys& party : agreement.parties()) {
    if (!party.verifier || *party.verifier != key) continue;
    return opens == ledger::Opens::kPictures ? party.recipient
                                             : agreement.terms().insight_recipient.value_or(party.recipient);
  }
  return fail(Code::kDenied, "nobody vouches for the key {} in the agreement {}: it is no reader's of it",
              key.name(), agreement.terms().id);
}

Result<opening::Request> request_of(const AskingReader& reader, const WhatIsAsked& what,
                                    const std::string& request_key, const Path& folder) {
  opening::Request request;
  request.recording = what.recording;
  request.opens = what.opens;
  request.request = request_key;
  request.request_name = folder.filename().string();
  TRY_ASSIGN(request.reader, recipient_of(reader.signer.verifier(), what.opens, reader.agreement));
  request.purpose = what.purpose;
  request.because = what.because;
  request.asked = reader.clock.utc();
  request.until = what.until;
  request.agreement = reader.agreement.hash();
  auto read_back = opening::parse_request(opening::text_of(request));
  if (!read_back) return in_context("the request", std::move(read_back).error());
  return request;
}

Status write_folder(const Path& out, const seal::Identity& identity, const std::string& note, Utc now) {
  TRY_ASSIGN(NewFolder folder, NewFolder::create(out));
  std::string key = seal::identity_file_text(
      identity, fmt::format("created: {}\nfor the request {}", to_text(now), request_id(note)));
  const Status written = folder.add(kRequestKey, view_of(key), Access::kOwnerOnly);
  wipe(key);
  TRY(written);
  TRY(folder.add(kRequestNote, view_of(note), Access::kOwnerOnly));
  return folder.put_in_place();
}

}  // namespace

std::string request_id(const std::string& note) { return to_hex(sha256(view_of(note))).substr(0, kIdDigits); }

Result<std::string> request_note_in(const Path& folder) {
  return read_text(folder / kRequestNote, opening::kLargestOpeningNote);
}

Result<std::string> ask(const AskingReader& reader, const WhatIsAsked& what, const Path& folder) {
  const seal::Identity identity = seal::Identity::generate();
  TRY_ASSIGN(const opening::Request request, request_of(reader, what, identity.recipient().text(), folder));
  const std::string note = note::sign(opening::text_of(request), reader.signer);
  TRY(opening::verify_request(note, reader.agreement));
  // The key lasts before anything can be sealed to it.
  TRY(write_folder(folder, identity, note, request.asked));
  auto id = reader.server.ask(note);
  if (!id) {
    (void)remove_folder(folder, {kRequestKey, kRequestNote});
    return id;
  }
  if (*id != request_id(note)) return fail(Code::kBadPeer, "the server calls the request {}", *id);
  return id;
}

}  // namespace insyn::centre
