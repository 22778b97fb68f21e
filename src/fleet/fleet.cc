#include "fleet/fleet.h"

#include <atomic>
#include <mutex>
#include <thread>

#include "fleet/history.h"
#include "link/store/data_folder.h"
#include "link/upload/uploads.h"
#include "os/file.h"

namespace insyn::fleet {
namespace {

using std::chrono::milliseconds;

milliseconds since(Mono begin, const Clock& clock) {
  return std::chrono::duration_cast<milliseconds>(clock.mono() - begin);
}

std::uint64_t bytes_in(const Path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) bytes += file.file_size(error);
  return bytes;
}

// One workstation with its link, as far as uploads go.
class Desk {
 public:
  // `number` counts the workstations from 1.
  Desk(const FleetOrder& order, const Company& company, std::size_t number, const Path& folder,
       const Clock& clock)
      : order_(order),
        number_(number),
        clock_(clock),
        folder_(folder),
        caller_(company, company.workstations[number - 1], folder / "spool", clock) {}

  // What is done is added to `result`, which is this desk's alone.
  Status work(const note::Signer& key, const Path& enrolment, Mono end, FleetResult& result);

 private:
  Status make_calls(FleetResult& result);
  void count(const link::Standing& standing, FleetResult& result) const;

  const FleetOrder& order_;
  const std::size_t number_;
  const Clock& clock_;
  const Path folder_;
  Caller caller_;
  std::vector<Path> made_;
};

Status Desk::make_calls(FleetResult& result) {
  const Mono begin = clock_.mono();
  std::vector<MadeUpCall> calls = order_.weeks == 0
                                      ? std::vector<MadeUpCall>(order_.recordings, order_.call)
                                      : history(number_, order_.recordings, order_.weeks, clock_.utc());
  for (MadeUpCall& call : calls) {
    call.kind += order_.suffix;
    call.queue += order_.suffix;
    call.id_suffix = order_.suffix;
    TRY_ASSIGN(Path folder, caller_.call(call));
    made_.push_back(std::move(folder));
    ++result.made;
  }
  result.making += since(begin, clock_);
  return {};
}

void Desk::count(const link::Standing& standing, FleetResult& result) const {
  if (standing.trouble) {
    ++result.failures[standing.trouble->obstacle];
    result.last_failure = standing.trouble->detail;
  }
  for (const link::RecordingTrouble& one : standing.stuck) {
    ++result.failures[one.trouble.obstacle];
    result.last_failure = one.trouble.detail;
  }
}

Status Desk::work(const note::Signer& key, const Path& enrolment, Mono end, FleetResult& result) {
  for (const char* name : {"spool", "recordings", "agreements", "outbox"})
    TRY(ensure_private_folder(folder_ / name));
  TRY(make_calls(result));
  TRY_ASSIGN(const link::Agreements agreements, link::Agreements::read(enrolment, folder_ / "agreements"));
  TRY_ASSIGN(http_client::Client client, http_client::Client::create(order_.server, &key, clock_));
  link::Configuration configuration;
  configuration.server = order_.server;
  configuration.spools = {folder_ / "spool"};
  configuration.beside_calls = true;
  const link::Memory memory(folder_ / "recordings");
  link::Centre centre(client);
  const link::Patience patience{milliseconds(200), milliseconds(5'000), milliseconds(200),
                                milliseconds(5'000)};
  link::Uploads uploads({configuration, agreements, centre, memory, folder_ / "outbox", clock_, patience});
  const Mono begin = clock_.mono();
  for (std::uint64_t waiting = 1; waiting > 0 && clock_.mono() < end;) {
    const Mono next = std::min(uploads.turn(), end);
    link::Standing standing;
    uploads.report(standing);
    count(standing, result);
    waiting = standing.waiting;
    if (waiting > 0) std::this_thread::sleep_until(std::chrono::steady_clock::now() + (next - clock_.mono()));
  }
  result.bringing += since(begin, clock_);
  for (const Path& recording : made_) {
    if (!memory.of(recording.filename().string()).value_or(link::Remembered()).received) continue;
    ++result.arrived;
    result.bytes += bytes_in(recording);
    if (!order_.keep) TRY(link::remove_recording(recording));
  }
  return {};
}

void add(const FleetResult& one, FleetResult& all) {
  all.made += one.made;
  all.arrived += one.arrived;
  all.bytes += one.bytes;
  all.making += one.making;
  all.bringing += one.bringing;
  for (const auto& [obstacle, times] : one.failures) all.failures[obstacle] += times;
  if (!one.last_failure.empty()) all.last_failure = one.last_failure;
}

}  // namespace

Result<FleetResult> run_fleet(const FleetOrder& order, const Clock& clock) {
  TRY_ASSIGN(const Company company, Company::load(order.company));
  const Mono begin = clock.mono();
  const Mono end = begin + order.at_most;
  FleetResult all;
  std::mutex mutex;
  std::optional<Error> error;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t number = next++; number < company.workstations.size(); number = next++) {
      const Workstation& one = company.workstations[number];
      const Path folder = order.company / workstation_folder(number + 1);
      FleetResult result;
      Status done =
          Desk(order, company, number + 1, folder, clock).work(one.link(), order.company, end, result);
      const std::lock_guard lock(mutex);
      add(result, all);
      if (!done && !error) error = std::move(done.error());
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < order.at_once; ++number) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  if (error) return Failure(*std::move(error));
  all.whole = since(begin, clock);
  return all;
}

}  // namespace insyn::fleet
