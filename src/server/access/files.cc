#include "server/access/files.h"

#include <algorithm>

#include "recording/format/certificate.h"
#include "recording/format/layout.h"
#include "server/access/listing.h"
#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

// The certificate that certifies the recording's key: others of the same id may have been handed in.
Result<std::optional<std::string>> certificate_of(Transaction& transaction, const Stored& stored) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT note FROM certificates WHERE recording = :recording ORDER BY entry",
                               {stored.id}));
  TRY_ASSIGN(const note::Note note, note::parse(stored.opening_note));
  TRY_ASSIGN(const recording::Opening opening, recording::parse_opening(note.text));
  for (const Row& row : rows) {
    TRY_ASSIGN(const note::Note one, note::parse(text(row[0])));
    TRY_ASSIGN(const recording::Certificate certificate, recording::parse_certificate(one.text));
    if (certificate.key == opening.key) return text(row[0]);
  }
  return std::nullopt;
}

Answer described(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(auto found, find_stored(transaction, request.parameters.at("id")));
    if (!found.value) return std::move(found.refusal);
    const Stored& stored = *found.value;
    Json body = unfolded(stored);
    TRY_ASSIGN(const auto names, file_names_of(transaction, stored));
    body["files"] = names;
    TRY_ASSIGN(body["audio"], has_audio(transaction, stored.id));
    return json_answer(body);
  });
}

Answer file(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY(desk.log.may_grow(transaction));
    TRY_ASSIGN(auto found, find_stored(transaction, request.parameters.at("id")));
    if (!found.value) return std::move(found.refusal);
    TRY_ASSIGN(auto content, file_of(transaction, *found.value, request.parameters.at("name")));
    if (!content) return problem(404, "no-such-file");
    return text_answer(*std::move(content), "application/octet-stream");
  });
}

}  // namespace

Result<std::optional<std::string>> file_of(Transaction& transaction, const Stored& stored,
                                           const std::string& name) {
  const auto note = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
  };
  if (name == recording::kOpeningNote) return note(stored.opening_note);
  if (name == recording::kClosingNote) return note(stored.closing_note);
  if (name == recording::kJournal) return note(stored.journal);
  if (name == recording::kCertificate) return certificate_of(transaction, stored);
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT content FROM key_files WHERE recording = :recording AND name = :name",
                               {stored.id, name}));
  if (rows.empty()) return std::nullopt;
  TRY_ASSIGN(const Bytes content, from_base64(text(rows[0][0]), Padding::kRequired));
  return std::string(text_of(content));
}

Result<std::vector<std::string>> file_names_of(Transaction& transaction, const Stored& stored) {
  std::vector<std::string> names = {
      recording::kOpeningNote, stored.closing_note.empty() ? recording::kJournal : recording::kClosingNote};
  TRY_ASSIGN(const auto certificate, certificate_of(transaction, stored));
  if (certificate) names.emplace_back(recording::kCertificate);
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT name FROM key_files WHERE recording = :recording", {stored.id}));
  for (const Row& row : rows) names.push_back(text(row[0]));
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<http::Route> file_routes(const Desk& desk) {
  const std::vector<http::Role> who = {http::Role::kUnion};
  return {{"GET", "/v1/recordings/{id}", who, 0,
           http::Handle([desk](const Request& request) { return described(desk, request); })},
          {"GET", "/v1/recordings/{id}/files/{name}", who, 0,
           http::Handle([desk](const Request& request) { return file(desk, request); })}};
}

}  // namespace insyn::server
