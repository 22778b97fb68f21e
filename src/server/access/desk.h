// What all of access works on, and what its handlers have in common.
#pragma once

#include "agreement/agreement.h"
#include "json/members.h"
#include "recording/format/chunk_record.h"
#include "recording/format/peel_note.h"
#include "server/http/router.h"
#include "server/log/log.h"
#include "server/vault/blob_name.h"
#include "server/vault/vault.h"

namespace insyn::server {

// All of these outlive it.
struct Desk {
  Database& database;
  Vault& vault;
  Log& log;
  const std::vector<note::PublicKeys>& pins;  // of the parties
  const Clock& clock;

  std::int64_t now() const { return clock.utc().time_since_epoch().count(); }
  // The agreement with this hash, which was registered; verified again.
  Result<agreement::Agreement> agreement(Transaction& transaction, const std::string& hash) const;
  // The answer, once what was entered for it is published. One that refuses is not changed.
  http::Answer published(http::Answer answer) const;
};

// What was looked for, or the answer that refuses it.
template <class T>
struct FoundOrAnswer {
  FoundOrAnswer(T found) : value(std::move(found)) {}
  FoundOrAnswer(http::Answer answer) : refusal(std::move(answer)) {}

  std::optional<T> value;
  http::Answer refusal;
};

// A recording that is stored.
struct Stored {
  std::string id;
  std::string agreement;  // its hash
  std::string agent, device, call, kind, queue, level, day;
  std::int64_t began = 0, kept_until = 0, received = 0;
  std::int64_t withheld = -1;  // percent; -1 where nobody has said
  std::int64_t minutes = -1;   // rounded; -1 where nobody knows
  std::int64_t chunks = 0, bytes = 0, entry = 0;
  std::string opening_note, closing_note, journal;  // one of the last two is empty
};
inline constexpr const char* kStoredColumns =
    "id, agreement, agent, device, call_id, kind, queue, level, day, began, kept_until, received, withheld, "
    "chunks, bytes, entry, minutes";
Stored stored_of(const Row& row);

// With its notes. An answer where it is not there: 410 where it was discarded or shredded, else 404.
Result<FoundOrAnswer<Stored>> find_stored(Transaction& transaction, const std::string& id);
// Whether audio was put beside it.
Result<bool> has_audio(Transaction& transaction, const std::string& recording);
// Its chunks in the order of the blob.
Result<std::vector<recording::ChunkRecord>> chunks_of(const Stored& stored);
http::Answer json_answer(const json::Json& body);
http::Answer text_answer(std::string text, const char* type);
std::string time_text(std::int64_t milliseconds);
Value or_null(const std::string& text);

}  // namespace insyn::server
