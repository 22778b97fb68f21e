// How much recordings take, and when there will be no space for more: told to administrators, in the figures
// and in the log before it is so.
#pragma once

#include <mutex>

#include "server/database/database.h"
#include "server/http/router.h"

namespace insyn::server {

// A day, as days since 1970, with bytes.
using BytesByDay = std::map<std::int32_t, std::uint64_t>;

// What a forecast is made of.
struct StorageFacts {
  std::uint64_t bytes = 0;            // of all recordings' chunks
  BytesByDay came;                    // by the day on which a recording was made
  BytesByDay goes;                    // by the day on which it is shredded
  int kept_days = 0;                  // that a recording is kept, on average of the last ones
  std::optional<std::uint64_t> free;  // nothing where nobody can tell, as of an S3 store
  std::uint64_t least_free = 0;       // below which the server is not ready
  std::int32_t today = 0;
  Utc summed_at{};  // all but what is free
};

enum class StorageWarning { kNone, kSoon, kShort, kFull };
// "soon": within a month it is short of least_free; "short": within a week; "full": it is. Empty of kNone.
const char* name_of(StorageWarning warning);

struct StorageForecast {
  std::uint64_t a_day = 0;              // that come, of the last fortnight
  std::optional<std::int32_t> full_on;  // the first day with less than least_free; nothing: not within a year
  StorageWarning warning = StorageWarning::kNone;
};
// That as much comes each day as in the last fortnight, and that it is kept as long.
StorageForecast forecast_of(const StorageFacts& facts);

class Storage {
 public:
  struct Set {
    Database& database;
    std::function<std::optional<std::uint64_t>()> free;
    std::uint64_t least_free = 0;
    const Clock& clock;
  };
  // All of `set` outlives it.
  explicit Storage(Set set) : set_(std::move(set)) {}

  // Sums up, which takes a while with a million recordings; what is younger than a few minutes is given
  // again.
  Result<StorageFacts> facts();
  Result<StorageForecast> forecast();
  // GET /v1/storage.
  http::Route route();

 private:
  Set set_;
  std::mutex mutex_;  // of what follows
  std::optional<StorageFacts> facts_;
  Mono read_at_{};
};

// For the log, where it is not kNone.
std::string sentence_of(const StorageForecast& forecast, std::int32_t today);

}  // namespace insyn::server
