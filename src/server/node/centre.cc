#include "server/node/centre.h"

#include <condition_variable>

#include "os/file.h"
#include "server/administration/reports.h"
#include "server/audio/routes.h"
#include "server/erasure/erasure.h"
#include "server/extension/routes.h"
#include "server/ingest/staged.h"
#include "server/ledger_routes/shown.h"
#include "server/ledger_routes/tiles.h"
#include "server/ledger_routes/witness_state.h"
#include "server/lifetime/routes.h"
#include "server/registry/routes.h"
#include "server/reports/frictions.h"
#include "server/reports/reports.h"

namespace insyn::server {
namespace {

constexpr std::chrono::milliseconds kPublishEvery{250};
constexpr std::chrono::seconds kLookEvery{1};  // at what other servers have registered
constexpr std::chrono::seconds kShredEvery{30};
// Of what is not erased at once, since tables are written anew for it.
constexpr std::chrono::hours kEraseEvery{1};
constexpr std::chrono::hours kCleanEvery{1};
constexpr std::chrono::hours kLookForOrphansEvery{24};
constexpr std::chrono::hours kLookAtStorageEvery{1};
// What a link has begun to upload and never goes on with.
constexpr std::chrono::hours kStagedFor{24 * 14};

// Something that is due again and again, and at once.
class Every {
 public:
  explicit Every(std::chrono::milliseconds period) : period_(period) {}
  bool is_due(Mono now) {
    if (now < next_) return false;
    next_ = now + period_;
    return true;
  }

 private:
  const std::chrono::milliseconds period_;
  Mono next_ = Mono::min();
};

// One that runs beside a server appends what that one signs, once its witnesses were heard.
GrowthGate* gate_of(Centre::Start start, GrowthGate& witnesses, GrowthGate& nothing_signed) {
  switch (start) {
    case Centre::Start::kServes:
      return &witnesses;
    case Centre::Start::kFirst:
      return &nothing_signed;
    case Centre::Start::kBeside:
      return nullptr;
  }
  return &witnesses;
}

// Nothing of a store elsewhere, which does not say.
std::optional<std::uint64_t> free_for_blobs(const Configuration& configuration) {
  const auto* folder = std::get_if<Path>(&configuration.blobs.where);
  if (folder == nullptr) return std::nullopt;
  const auto free = free_space(*folder);
  return free ? std::optional(*free) : std::nullopt;
}

// That there will be too little space, once a day.
Status look_at_storage(Storage& storage, Utc now) {
  TRY_ASSIGN(const StorageForecast forecast, storage.forecast());
  if (forecast.warning == StorageWarning::kNone) return {};
  const auto today = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  return fail(Code::kFull, "{}", sentence_of(forecast, static_cast<std::int32_t>(today)));
}

template <class More>
void add(std::vector<http::Route>& all, More more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

Status NothingSignedYet::may_grow(Transaction& transaction) {
  TRY_ASSIGN(const LogHead head, read_head(transaction));
  if (head.published == 0) return {};
  return fail(Code::kDenied,
              "this server's ledger has been signed: start the server, and send it what is to be registered");
}

Centre::Centre(Stores stores, const Path& folder, const DataFolder& data, http::Log log, const Clock& clock,
               Start start)
    : stores_(std::move(stores)),
      data_(data),
      say_(std::move(log)),
      clock_(clock),
      uploads_(folder / kUploadsFolder),
      ledger_key_(data.origin_key.verifier()),
      witnesses_(ledger_key_, clock),
      log_(*stores_.database, *stores_.vault, data.origin_key, clock,
           gate_of(start, witnesses_, nothing_signed_)),
      giving_back_(*stores_.database, log_.tiles(), witnesses_,
                   [](Transaction& transaction, const Tombstone& gone) {
                     return bury(transaction, gone.recording, gone.because, gone.at, gone.entry);
                   }),
      nonces_(*stores_.database),
      registry_(*stores_.database, log_, data.pins, clock),
      certificates_(*stores_.database, registry_, log_, clock),
      storing_(*stores_.database, *stores_.vault, log_, certificates_, clock),
      wishes_(*stores_.database, registry_, log_, clock),
      people_(*stores_.database, *stores_.vault, log_, data.pins, clock),
      attaching_(people_.desk()),
      extension_releases_(*stores_.database, *stores_.vault, log_, registry_, clock),
      shredder_(*stores_.database, *stores_.vault, log_, clock),
      announced_pages_(*stores_.database, log_,
                       data.pages ? std::optional(data.pages->hash()) : std::nullopt),
      storage_({*stores_.database, [&data] { return free_for_blobs(data.configuration); },
                data.configuration.least_free, clock}) {}

Centre::~Centre() = default;

Result<std::unique_ptr<Centre>> Centre::open(const Path& folder, const DataFolder& data, http::Log log,
                                             const Clock& clock, Start start) {
  TRY_ASSIGN(Stores stores, open_stores(data.configuration));
  std::unique_ptr<Centre> centre(new Centre(std::move(stores), folder, data, std::move(log), clock, start));
  TRY(centre->prepare());
  return centre;
}

Status Centre::prepare() {
  TRY(shredder_.apply_ledger());
  return registry_.refresh();
}

std::vector<http::Route> Centre::routes() {
  std::vector<http::Route> all;
  add(all, registry_routes(registry_, *stores_.database));
  add(all, ingest_routes({*stores_.database, *stores_.vault, certificates_, storing_, uploads_}));
  add(all, lifetime_routes(wishes_, shredder_));
  add(all, people_.routes());
  add(all, audio_routes(people_.desk(), attaching_, uploads_));
  add(all, extension_routes(extension_releases_, *stores_.database));
  add(all, announced_pages_.routes());
  all.push_back(report_route(*stores_.database, clock_));
  all.push_back(storage_.route());
  add(all, report_routes(people_.desk()));
  add(all, friction_routes(people_.desk()));
  add(all, tile_routes(*stores_.database, log_, witnesses_));
  add(all, shown_routes(*stores_.database, log_, witnesses_));
  all.push_back(witness_state_route(*stores_.database, witnesses_));
  add(all, witness_routes({*stores_.database, log_, witnesses_, giving_back_, say_, clock_}));
  return all;
}

http::Known Centre::known() {
  http::Known known;
  known.monitor_token = data_.monitor_token;
  known.machine = [this](std::string_view key_id) -> std::optional<http::Machine> {
    const auto state = registry_.state();
    const auto found = state->machines->find(key_id);
    return found == state->machines->end() ? std::nullopt : std::optional(found->second);
  };
  known.person = [this](const Digest& token) { return people_.person(token); };
  return known;
}

void Centre::tell(const char* what, const Status& status) {
  std::string& before = failing_[what];
  const std::string now = status ? "" : status.error().message;
  if (before == now) return;
  say_(status ? fmt::format("{}: works again", what) : fmt::format("{}: {}", what, now));
  before = now;
}

void Centre::begin_background_work() {
  worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void Centre::work(const std::stop_token& stop) {
  Every look(kLookEvery), publish(kPublishEvery), shred(kShredEvery), clean(kCleanEvery), erase(kEraseEvery),
      orphans(kLookForOrphansEvery), storage(kLookAtStorageEvery);
  bool erases_again = false;
  std::mutex mutex;
  std::condition_variable_any woken;
  while (!stop.stop_requested()) {
    const Mono now = clock_.mono();
    if (look.is_due(now)) {
      tell("the registry", registry_.refresh());
      tell("the ledger's entry of the pages", announced_pages_.announce());
    }
    if (publish.is_due(now)) tell("the ledger", log_.publish());
    if (shred.is_due(now)) {
      const auto shredded = shredder_.shred_what_is_over();
      tell("shredding", shredded ? Status() : Status(Failure(shredded.error())));
      if (shredded && *shredded > 0)
        say_(fmt::format("shredded {} recordings whose time is over", *shredded));
      const auto ended = shredder_.end_access();
      tell("ending access", ended ? Status() : Status(Failure(ended.error())));
      tell("removing chunks", shredder_.remove_chunks());
      tell("forgetting", shredder_.forget());
      // What is over on one day is one batch.
      const bool much = (shredded && *shredded > 0) || (ended && *ended > 0);
      if (erase.is_due(now) || erases_again || much) {
        const Status erased = server::erase(*stores_.database);
        erases_again = !erased;
        tell("erasing what was deleted", erased);
      }
      tell("nonces", nonces_.forget(clock_.utc()));
      tell("sessions", people_.tidy());
    }
    if (clean.is_due(now)) {
      tell("cleaning uploads", Staged::clean(
                                   uploads_, [this](const std::string& id) { return storing_.is_done(id); },
                                   clock_.utc() - kStagedFor));
    }
    if (storage.is_due(now)) tell("storage", look_at_storage(storage_, clock_.utc()));
    if (orphans.is_due(now)) {
      tell("cleaning blobs", storing_.remove_orphans());
      tell("cleaning audio", attaching_.remove_orphans());
    }
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, std::chrono::milliseconds(100), [] { return false; });
  }
}

}  // namespace insyn::server
