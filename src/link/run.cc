#include "link/run.h"

#include <atomic>
#include <mutex>
#include <thread>

#include "link/calls/carrier.h"
#include "link/feed/feed.h"
#include "link/upload/reports.h"
#include "link/upload/uploads.h"
#include "os/event_loop.h"
#include "os/folder_watch.h"
#include "os/sandbox/sandbox.h"
#include "os/wake.h"

namespace insyn::link {
namespace {

constexpr std::size_t kMostWatched = 200;
constexpr std::chrono::seconds kLookForSpools{5};
constexpr std::uint16_t kNamePort = 53;
// How old what is written may be although nothing has changed. Times are shown by the minute.
constexpr std::chrono::seconds kWriteEvery{55};
// Between the beginnings of two questions for news.
constexpr std::chrono::milliseconds kBetweenRounds{500};

// But for a moment that nobody is told to the second: an answer each 25 seconds would have the disk and
// whoever reads this wake up while nothing happens.
bool says_the_same(Standing now, const Standing& before) {
  if (now.written < before.written || now.written - before.written >= kWriteEvery) return false;
  if (now.contact.has_value() != before.contact.has_value()) return false;
  now.written = before.written;
  now.contact = before.contact;
  return now == before;
}

class Link {
 public:
  Link(const DataFolder& data, Agreements agreements, http_client::Client brings, http_client::Client asks,
       Wake uploads_wake, Wake feed_wake, Wake calls_wake, const Clock& clock,
       const std::function<void(const std::string&)>& say)
      : data_(data),
        agreements_(std::move(agreements)),
        brings_(std::move(brings)),
        asks_(std::move(asks)),
        uploads_wake_(std::move(uploads_wake)),
        feed_wake_(std::move(feed_wake)),
        calls_wake_(std::move(calls_wake)),
        clock_(clock),
        say_(say),
        uploads_({data.configuration, agreements_, brings_to_, memory_, data.outbox(), clock}),
        reports_(brings_to_, clock),
        feed_({asks_of_, agreements_, data.feed(), clock,
               [this](const std::string& id) {
                 uploads_.want(id);
                 uploads_wake_.call();
               },
               [this](const std::string& id) {
                 uploads_.told_shredded(id);
                 uploads_wake_.call();
               }}) {}

  Status run(const StopRequest& stop);

 private:
  void bring();
  void ask();
  std::vector<FolderWatch> watch_spools() const;
  // A sandbox that was entered without a folder never lets it in.
  std::vector<Path> missing_spools() const;
  // What it says of itself now.
  Standing standing();
  Standing standing_of_now();  // by whoever holds status_mutex_
  void write_status();

  const DataFolder& data_;
  Agreements agreements_;
  http_client::Client brings_, asks_;
  Wake uploads_wake_, feed_wake_, calls_wake_;
  const Clock& clock_;
  const std::function<void(const std::string&)>& say_;
  Memory memory_{data_.recordings()};
  Centre brings_to_{brings_}, asks_of_{asks_};
  Uploads uploads_;
  Reports reports_;
  Feed feed_;
  std::atomic<bool> over_ = false;
  std::mutex status_mutex_;
  Standing of_uploads_;  // guarded by it, as what follows
  std::optional<Utc> feed_contact_;
  std::optional<Trouble> feed_trouble_;
  std::string told_;  // the last line about the server
  Standing written_;  // as the file has it
  std::unique_ptr<CallCarrier> calls_;
};

Status Link::run(const StopRequest& stop) {
  TRY_ASSIGN(const FolderWatch enrolment, FolderWatch::begin(data_.configuration.enrolment));
  TRY_ASSIGN(calls_, CallCarrier::begin({recorder_sockets(data_.configuration),
                                         data_.configuration.call_source.value_or(data_.configuration.server),
                                         data_.key, clock_, [this] { calls_wake_.call(); }}));
  std::thread brings([this] { bring(); });
  std::thread asks([this] { ask(); });
  const Digest enrolled = agreements_.enrolled().hash();
  bool another = false, new_spool = false;
  const std::vector<Path> missing = missing_spools();
  while (!stop.asked() && !another && !new_spool) {
    EventLoop loop;
    loop.add_source(stop.fd(), "stop request");
    loop.add_source(enrolment.fd(), "enrolment folder");
    loop.add_source(calls_wake_.fd(), "reach of calls");
    if (!missing.empty()) loop.add_deadline(clock_.mono() + kLookForSpools, "missing spools");
    loop.wait(clock_);
    if (wait_until_readable(calls_wake_.fd(), std::chrono::milliseconds(0))) {
      calls_wake_.drain();
      write_status();
      continue;
    }
    enrolment.drain();
    const auto now = Agreements::read(data_.configuration.enrolment, data_.agreements());
    another = now && now->enrolled().hash() != enrolled;
    new_spool = missing_spools() != missing;
  }
  over_ = true;
  uploads_.stop();
  asks_of_.stop();
  uploads_wake_.call();
  feed_wake_.call();
  brings.join();
  asks.join();
  if (new_spool) say_("a spool that was missing is there; this link ends, and is to be started again");
  if (another) say_("the enrolled agreement is another one; this link ends, and is to be started again");
  return {};
}

void Link::bring() {
  while (!over_) {
    // Before the turn, so that what changes during it ends the wait.
    const std::vector<FolderWatch> watches = watch_spools();
    const Mono next = uploads_.turn();
    Standing standing;
    uploads_.report(standing);
    {
      const std::lock_guard lock(status_mutex_);
      of_uploads_ = std::move(standing);
    }
    write_status();
    if (over_) return;
    reports_.turn(this->standing());
    if (over_) return;
    EventLoop loop;
    loop.add_source(uploads_wake_.fd(), "wish");
    for (const FolderWatch& watch : watches) loop.add_source(watch.fd(), "spool");
    loop.add_deadline(next, "next try");
    loop.add_deadline(reports_.next(), "next report");
    loop.wait(clock_);
    uploads_wake_.drain();
  }
}

std::vector<Path> Link::missing_spools() const {
  std::vector<Path> missing;
  std::error_code error;
  for (const Path& spool : data_.configuration.spools)
    if (!std::filesystem::is_directory(spool, error)) missing.push_back(spool);
  return missing;
}

// Spools, for what begins; what is being recorded, for its end; and the outbox.
std::vector<FolderWatch> Link::watch_spools() const {
  std::vector<Path> folders = data_.configuration.spools;
  folders.push_back(data_.outbox());
  for (const Lying& one : look_into(data_.configuration.spools).recordings)
    if (one.being_recorded && folders.size() < kMostWatched) folders.push_back(one.folder);
  std::vector<FolderWatch> watches;
  for (const Path& folder : folders)
    if (auto watch = FolderWatch::begin(folder)) watches.push_back(std::move(*watch));
  return watches;
}

void Link::ask() {
  Backoff backoff(Patience().first, Patience().longest);
  while (!over_) {
    const Mono begun = clock_.mono();
    const Status done = feed_.round();
    const Mono now = clock_.mono();
    const Utc utc = clock_.utc();
    {
      const std::lock_guard lock(status_mutex_);
      if (done) {
        backoff.succeeded();
        feed_contact_ = utc;
        feed_trouble_.reset();
      } else {
        const Failed failed = failed_call(asks_of_, done.error());
        backoff.failed(now, failed.retry_after);
        feed_trouble_ = trouble_of(failed, feed_trouble_, utc, backoff.next() - now);
      }
    }
    write_status();
    // A server that has something to say at once, always, would have this computer do nothing else.
    const Mono next = std::max(backoff.next(), begun + kBetweenRounds);
    if (over_ || clock_.mono() >= next) continue;
    EventLoop loop;
    loop.add_source(feed_wake_.fd(), "stop");
    loop.add_deadline(next, "next try");
    loop.wait(clock_);
    feed_wake_.drain();
  }
}

Standing Link::standing() {
  const std::lock_guard lock(status_mutex_);
  return standing_of_now();
}

void Link::write_status() {
  const std::lock_guard lock(status_mutex_);
  const Standing standing = standing_of_now();
  const std::string line = standing.trouble ? standing.trouble->detail : "the server answers";
  if (line != told_ && !over_) say_(told_ = line);
  if (says_the_same(standing, written_)) return;
  written_ = standing;
  const Status written =
      write_file(data_.status_file(), view_of(text_of(standing)), Access::kEveryoneReads, IfExists::kReplace);
  if (written) return;
  written_ = {};
  say_(written.error().message);
}

Standing Link::standing_of_now() {
  Standing standing = of_uploads_;
  standing.written = clock_.utc();
  standing.server = data_.configuration.server.address.base;
  // By the later contact.
  if (!standing.contact || (feed_contact_ && *feed_contact_ > *standing.contact))
    standing.contact = feed_contact_;
  if (!standing.trouble) standing.trouble = feed_trouble_;
  feed_.report(standing);
  if (calls_) calls_->report(standing);
  return standing;
}

}  // namespace

Status run_link(const DataFolder& data, const StopRequest& stop, const Clock& clock,
                const std::function<void(const std::string&)>& say) {
  TRY_ASSIGN(Agreements agreements, Agreements::read(data.configuration.enrolment, data.agreements()));
  if (!agreements.enrolled().terms().ledger)
    say("the agreement has no [ledger]: what is recorded under it stays on this computer");
  TRY_ASSIGN(auto brings, http_client::Client::create(data.configuration.server, &data.key, clock));
  TRY_ASSIGN(auto asks, http_client::Client::create(data.configuration.server, &data.key, clock));
  TRY_ASSIGN(Wake uploads_wake, Wake::create());
  TRY_ASSIGN(Wake feed_wake, Wake::create());
  TRY_ASSIGN(Wake calls_wake, Wake::create());
  Link link(data, std::move(agreements), std::move(brings), std::move(asks), std::move(uploads_wake),
            std::move(feed_wake), std::move(calls_wake), clock, say);
  return link.run(stop);
}

Result<std::vector<std::string>> check_link(const DataFolder& data) {
  std::vector<std::string> findings;
  const auto agreements = Agreements::read(data.configuration.enrolment, data.agreements());
  if (!agreements) findings.push_back(agreements.error().message);
  if (agreements && !agreements->enrolled().terms().ledger)
    findings.push_back("the agreement has no [ledger]: what is recorded under it stays on this computer");
  std::error_code error;
  const Path& authority = data.configuration.server.authority;
  if (!authority.empty() && !std::filesystem::exists(authority, error))
    findings.push_back(fmt::format("there is no {}", authority.string()));
  const auto& call_source = data.configuration.call_source;
  if (call_source && !call_source->authority.empty() &&
      !std::filesystem::exists(call_source->authority, error))
    findings.push_back(fmt::format("there is no {}", call_source->authority.string()));
  for (const Path& spool : data.configuration.spools)
    if (!std::filesystem::is_directory(spool, error))
      findings.push_back(fmt::format("there is no folder {}; a recorder makes it", spool.string()));
  return findings;
}

Result<std::string> enter_link_sandbox(const DataFolder& data) {
  const Configuration& configuration = data.configuration;
  SandboxRules rules;
  rules.read = {configuration.enrolment,
                "/etc/resolv.conf",
                "/etc/hosts",
                "/etc/nsswitch.conf",
                "/etc/gai.conf",
                "/etc/services",
                "/etc/ssl",
                "/usr/share/ca-certificates",
                "/usr/lib/ssl",
                "/usr/share/zoneinfo",
                "/usr/lib",
                "/lib",
                "/lib64",
                "/run/systemd/resolve",
                "/dev/urandom",
                "/proc/sys/kernel/random"};
  if (!configuration.server.authority.empty()) rules.read.push_back(configuration.server.authority);
  rules.write = {data.folder};
  rules.remove = configuration.spools;
  rules.connect = {configuration.server.address.port, kNamePort};
  if (configuration.call_source) {
    if (!configuration.call_source->authority.empty())
      rules.read.push_back(configuration.call_source->authority);
    rules.connect.push_back(configuration.call_source->address.port);
  }
  return enter_sandbox(rules);
}

}  // namespace insyn::link
