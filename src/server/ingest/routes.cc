#include "server/ingest/routes.h"

#include "receipt/receipt.h"
#include "receipt/tombstone.h"
#include "recording/format/closing_note.h"
#include "recording/format/journal.h"
#include "server/ingest/staged.h"
#include "server/ingest/upload.h"
#include "server/lifetime/shredding.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::Handle;
using http::Request;
using http::Role;

constexpr const char* kJson = "application/json";

const std::string& id_in(const Request& request) { return request.parameters.find("id")->second; }

Answer take_certificate(Certificates& certificates, const std::string& note) {
  const auto certified = certificates.check(note);
  if (!certified) return certified.error();
  const auto entry = certificates.add(*certified);
  if (!entry) return entry.error();
  return {200, kJson, fmt::format(R"({{"entry":{}}})", *entry)};
}

Answer receipt(Storing& storing, const std::string& id) {
  auto receipt = storing.receipt(id);
  if (!receipt) return receipt.error();
  return {200, kReceiptType, *std::move(receipt)};
}

Answer tombstone(Storing& storing, const std::string& id) {
  if (!recording::is_recording_id(id)) return http::problem(404, "recording");
  auto tombstone = storing.tombstone(id);
  if (!tombstone) return tombstone.error();
  return {200, kTombstoneType, *std::move(tombstone)};
}

Answer offset(const IngestParts& parts, const Request& request) {
  const std::string& id = id_in(request);
  if (!recording::is_recording_id(id)) return http::problem(404, "recording");
  Answer stored = receipt(parts.storing, id);
  if (stored.status != 404) return stored;
  const auto size = Staged::size(parts.uploads, id, request.caller.id);
  return size ? offset_answer(*size) : answer_for(size.error(), "unexpected");
}

struct Sample {
  std::uint64_t chunk = 0;
  Bytes nonce;
};

// "?chunk=3&nonce=<64 hexadecimal digits>", in either order.
std::optional<Sample> sample_in(const std::string& query) {
  const std::size_t middle = query.find('&');
  if (middle == std::string::npos) return std::nullopt;
  std::string first = query.substr(0, middle), second = "?" + query.substr(middle + 1);
  if (first.starts_with("?nonce=")) std::swap(first, second);
  constexpr std::string_view kNonce = "?nonce=";
  const auto chunk = number_in_query(first, "chunk");
  if (!chunk || !second.starts_with(kNonce)) return std::nullopt;
  auto nonce = from_hex(std::string_view(second).substr(kNonce.size()));
  if (!nonce || nonce->size() != Digest().size()) return std::nullopt;
  return Sample{*chunk, *std::move(nonce)};
}

struct Place {
  std::uint64_t from = 0;
  std::size_t length = 0;
};

// Where a chunk lies in the blob, by the list that is stored with it.
Result<std::optional<Place>> place_of(const Row& row, const std::string& id, std::uint64_t chunk) {
  if (chunk >= static_cast<std::uint64_t>(number(row[3]))) return std::optional<Place>();
  std::vector<recording::ChunkRecord> chunks;
  if (const std::string& closing = text(row[1]); !closing.empty()) {
    TRY_ASSIGN(const note::Note note, note::parse(closing));
    TRY_ASSIGN(recording::Closing closed, recording::parse_closing(note.text));
    chunks = std::move(closed.chunks);
  } else {
    TRY_ASSIGN(const note::Note note, note::parse(text(row[0])));
    TRY_ASSIGN(const recording::Opening opening, recording::parse_opening(note.text));
    TRY_ASSIGN(const note::Verifier key, recording::recording_key(id, opening.key));
    TRY_ASSIGN(recording::Journal journal, recording::parse_journal(text(row[2]), id, key));
    chunks = std::move(journal.chunks);
  }
  if (chunk >= chunks.size()) return fail(Code::kCorrupt, "recording {} has fewer chunks than stored", id);
  Place place{0, static_cast<std::size_t>(chunks[chunk].length)};
  for (std::uint64_t i = 0; i < chunk; ++i) place.from += chunks[i].length;
  return std::optional(place);
}

Answer sample(const IngestParts& parts, const Request& request) {
  const std::string& id = id_in(request);
  const auto asked = sample_in(request.head.query);
  if (!asked) return http::problem(400, "sample");
  std::vector<Row> rows;
  bool gone = false;
  const Status read = parts.database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(gone, is_gone(transaction, id));
    TRY_ASSIGN(rows, transaction.query("SELECT opening_note, closing_note, journal, chunks FROM recordings "
                                       "WHERE id = :id",
                                       {id}));
    return {};
  });
  if (!read) return answer_for(read.error(), "sample");
  if (gone) return http::problem(410, "gone");
  if (rows.empty()) return http::problem(404, "recording");
  const auto place = place_of(rows[0], id, asked->chunk);
  if (!place) return answer_for(place.error(), "sample");
  if (!*place) return http::problem(404, "chunk");
  // What cannot be read is not here, whatever the receipt said.
  const auto bytes = parts.vault.read_range(chunks_blob_of(id), (*place)->from, (*place)->length);
  if (!bytes) return answer_for(bytes.error(), "chunk");
  Sha256 hash;
  hash.add(asked->nonce).add(*bytes);
  return {200, kJson, fmt::format(R"({{"sha256":"{}"}})", to_hex(hash.digest()))};
}

}  // namespace

std::vector<http::Route> ingest_routes(const IngestParts& parts) {
  const std::string upload = "/v1/recordings/{id}/upload";
  std::vector<http::Route> routes;
  routes.push_back({"POST",
                    "/v1/certificates",
                    {Role::kLink},
                    recording::kLargestNote,
                    Handle([parts](const Request& request) {
                      return take_certificate(parts.certificates, request.body);
                    })});
  routes.push_back({"GET", upload, {Role::kLink}, 0, Handle([parts](const Request& request) {
                      return offset(parts, request);
                    })});
  const auto shared = std::make_shared<IngestParts>(parts);
  routes.push_back({"POST",
                    upload,
                    {Role::kLink},
                    kLargestUpload,
                    http::BeginUpload([shared](const Request& request, std::uint64_t) {
                      return begin_upload(*shared, request);
                    })});
  routes.push_back(
      {"GET", "/v1/recordings/{id}/receipt", {Role::kLink}, 0, Handle([parts](const Request& request) {
         return receipt(parts.storing, id_in(request));
       })});
  routes.push_back(
      {"GET", "/v1/recordings/{id}/tombstone", {Role::kLink}, 0, Handle([parts](const Request& request) {
         return tombstone(parts.storing, id_in(request));
       })});
  routes.push_back(
      {"GET", "/v1/recordings/{id}/sample", {Role::kLink}, 0, Handle([parts](const Request& request) {
         return sample(parts, request);
       })});
  return routes;
}

}  // namespace insyn::server
