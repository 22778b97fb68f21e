#include "recording/open/open_keys.h"

#include "seal/open/identity.h"
#include "seal/open/open_age.h"
#include "seal/open/open_recording_key.h"

namespace insyn::recording {
namespace {

using seal::Identity;

constexpr std::size_t kLargestEvents = std::size_t{1} << 20;  // of one chunk
// Of one chunk: as many notes as there can be, or the end.
constexpr std::size_t kLargestStatement = std::size_t{1} << 20;
static_assert(kMostCallNotes * (kLargestCallNote + 16) + 100 < kLargestStatement);

const std::string& recipient_of(const Opening& opening, OwnKey which) {
  switch (which) {
    case OwnKey::kPictures:
      return opening.recipient;
    case OwnKey::kEvents:
      return opening.events_recipient;
    case OwnKey::kCalls:
      break;
  }
  return opening.calls_recipient;
}

const char* file_of(OwnKey which) {
  switch (which) {
    case OwnKey::kPictures:
      return kKey;
    case OwnKey::kEvents:
      return kEventsKey;
    case OwnKey::kCalls:
      break;
  }
  return kCallsKey;
}

// Whose keys it takes, for who has other ones.
std::string what_opens(const Recording& recording, OwnKey which) {
  if (which == OwnKey::kCalls) return "it takes the union's key, or the agent's";
  const char* inner = which == OwnKey::kPictures ? "a reviewer's" : "the insight key";
  if (recording.peel) return fmt::format("it takes the request key and {}: --key twice", inner);
  return fmt::format("it takes the union's key and {}: --key twice; or the agent's", inner);
}

// Identities are not copied but by their text.
Result<Identity> copy_of(const Identity& identity) {
  std::string text = identity.secret_text();
  Result<Identity> copy = seal::parse_identity(text);
  wipe(text);
  return copy;
}

Result<std::optional<Identity>> among(std::span<const Identity> identities, const std::string& recipient) {
  for (const Identity& identity : identities) {
    if (identity.recipient().text() != recipient) continue;
    TRY_ASSIGN(Identity copy, copy_of(identity));
    return std::optional<Identity>(std::move(copy));
  }
  return std::optional<Identity>();
}

// By the agent's key file, where the agent's key is among `keys`.
Result<std::optional<Identity>> by_agent(const Recording& recording, const std::string& recipient,
                                         std::span<const Identity> keys) {
  if (!recording.has(kAgentKey)) return std::optional<Identity>();
  TRY_ASSIGN(const Bytes file, read_file(recording.folder / kAgentKey, kLargestKeyFile));
  const Result<std::vector<Identity>> own = seal::open_one_layer(file, keys);
  if (!own) {
    if (own.error().code == Code::kDenied) return std::optional<Identity>();
    return in_context(kAgentKey, own.error());
  }
  return among(*own, recipient);
}

Result<Identity> by_key_file(OwnKey which, ByteView file, std::span<const Identity> keys) {
  if (which != OwnKey::kCalls) return seal::open_two_layers(file, keys);
  TRY_ASSIGN(std::vector<Identity> own, seal::open_one_layer(file, keys));
  if (own.size() != 1) return fail(Code::kCorrupt, "it holds {} identities instead of one", own.size());
  return std::move(own.front());
}

// A chunk's content, where it still is what was listed.
Result<Bytes> opened(const Recording& recording, const ChunkRecord& chunk, const Identity& key,
                     std::size_t limit) {
  const std::string name = file_name_of(chunk.name());
  TRY_ASSIGN(const Bytes sealed, read_file(recording.folder / name, limit));
  if (sealed.size() != chunk.length || sha256(sealed) != chunk.sha256)
    return fail(Code::kCorrupt, "{} differs from what the recorder listed", name);
  Result<Bytes> plain = seal::open_with({&key, 1}, sealed, limit);
  if (!plain) return in_context(name, std::move(plain).error());
  return plain;
}

}  // namespace

bool has_any_for(const Opening& opening, OwnKey which) { return !recipient_of(opening, which).empty(); }

Result<Identity> open_own_key(const Recording& recording, OwnKey which, std::span<const Identity> keys) {
  const std::string& recipient = recipient_of(recording.opening, which);
  TRY_ASSIGN(std::optional<Identity> given, among(keys, recipient));
  if (given) return *std::move(given);
  TRY_ASSIGN(std::optional<Identity> own, by_agent(recording, recipient, keys));
  if (own) return *std::move(own);
  const Path file = recording.folder / file_of(which);
  if (!recording.has(file_of(which))) {
    return fail(Code::kDenied, "{} is not here, so that these keys do not open {}", file_of(which),
                recording.opening.id);
  }
  TRY_ASSIGN(const Bytes sealed, read_file(file, kLargestKeyFile));
  Result<Identity> opened = by_key_file(which, sealed, keys);
  if (!opened) {
    if (opened.error().code != Code::kDenied) return in_context(file.string(), std::move(opened).error());
    return fail(Code::kDenied, "{}: {}; {}", file.string(), opened.error().message,
                what_opens(recording, which));
  }
  if (opened->recipient().text() == recipient) return opened;
  return fail(Code::kCorrupt,
              "{} holds the key of another recording; copy it again from the workstation that made this one",
              file.string());
}

Result<std::optional<EndStatement>> read_end(const Recording& recording, const Identity& calls) {
  TRY_ASSIGN(const std::vector<ChunkRecord> chunks, listed_chunks(recording, recording.files()));
  for (auto chunk = chunks.rbegin(); chunk != chunks.rend(); ++chunk) {
    if (chunk->kind != ChunkKind::kCalls) continue;
    TRY_ASSIGN(const Bytes text, opened(recording, *chunk, calls, kLargestStatement));
    if (are_call_statements(insyn::text_of(text))) continue;
    Result<EndStatement> end = parse_end(insyn::text_of(text));
    if (!end) return in_context(file_name_of(chunk->name()), std::move(end).error());
    if (end->id != recording.opening.id)
      return fail(Code::kCorrupt, "{} is another recording's", file_name_of(chunk->name()));
    return std::optional<EndStatement>(std::move(*end));
  }
  return std::optional<EndStatement>();
}

Result<std::vector<std::string>> read_statements(const Recording& recording, const Identity& calls) {
  TRY_ASSIGN(const std::vector<ChunkRecord> chunks, listed_chunks(recording, recording.files()));
  std::vector<std::string> notes;
  for (const ChunkRecord& chunk : chunks) {
    if (chunk.kind != ChunkKind::kCalls) continue;
    TRY_ASSIGN(const Bytes text, opened(recording, chunk, calls, kLargestStatement));
    if (!are_call_statements(insyn::text_of(text))) continue;
    Result<CallStatements> said = parse_call_statements(insyn::text_of(text));
    if (!said) return in_context(file_name_of(chunk.name()), std::move(said).error());
    if (said->id != recording.opening.id)
      return fail(Code::kCorrupt, "{} is another recording's", file_name_of(chunk.name()));
    std::move(said->notes.begin(), said->notes.end(), std::back_inserter(notes));
  }
  return notes;
}

Result<std::string> read_events(const Recording& recording, const Identity& events) {
  TRY_ASSIGN(const std::vector<ChunkRecord> chunks, listed_chunks(recording, recording.files()));
  std::string lines;
  for (const ChunkRecord& chunk : chunks) {
    if (chunk.kind != ChunkKind::kEvents) continue;
    TRY_ASSIGN(const Bytes csv, opened(recording, chunk, events, kLargestEvents));
    const std::string_view text = insyn::text_of(csv);
    if (!text.starts_with(kEventsHead) || text.back() != '\n')
      return fail(Code::kCorrupt, "{} does not hold events", file_name_of(chunk.name()));
    lines += text.substr(kEventsHead.size());
  }
  return lines;
}

}  // namespace insyn::recording
