#include "server/push/pushes.h"

#include <condition_variable>
#include <thread>

namespace insyn::server {

using End = Pushed::End;

class Pushes::One {
 public:
  One(const ListeningWitness& to, http_client::Client client, const PushSet& set)
      : name_(fmt::format("the witness {} at {}", to.key.name(), to.at.address.base)),
        client_(std::move(client)),
        set_(set),
        push_(to, client_, set.times.answer, set.database, set.log, set.witnesses),
        backoff_(set.times.first, set.times.longest),
        thread_([this](const std::stop_token& stop) { work(stop); }) {}
  // Its end waits for the thread.
  void stop() {
    thread_.request_stop();
    client_.stop();
  }

 private:
  void work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const Mono began = set_.clock.mono();
      const Pushed done = push_.once();
      if (stop.stop_requested()) return;
      note(done, began);
      if (!backoff_.may(set_.clock.mono())) {
        pause(stop, backoff_.next());
        continue;
      }
      set_.log.wait_for_more(done.size, stop, set_.times.look);
      if (done.end == End::kCosigned) pause(stop, began + set_.times.between);
    }
  }

  void note(const Pushed& done, Mono began) {
    const Mono now = set_.clock.mono();
    if (done.end == End::kNothingNew) return;
    tell(done);
    if (done.end == End::kUnnamed) return;
    set_.metrics.add("insyn_witness_pushes_total",
                     "Checkpoints that were brought to witnesses that listen, by what came of it.",
                     {{"result", name_of(done.end)}});
    if (done.end != End::kCosigned) {
      auto asked = done.wait;
      if (asked) asked = std::min(*asked, std::chrono::floor<std::chrono::seconds>(set_.times.longest));
      return backoff_.failed(now, asked);
    }
    backoff_.succeeded();
    set_.metrics.observe("insyn_witness_push_seconds", "From sending a checkpoint to its stored cosignature.",
                         {}, std::chrono::duration_cast<std::chrono::microseconds>(now - began));
  }

  // The same cause is told once.
  void tell(const Pushed& done) {
    if (done.cause == failing_) return;
    set_.say(fmt::format("{}: {}", name_, done.cause.empty() ? "cosigns again" : done.why));
    failing_ = done.cause;
  }

  void pause(const std::stop_token& stop, Mono until) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, until - set_.clock.mono(), [] { return false; });
  }

  const std::string name_;
  http_client::Client client_;
  const PushSet set_;
  Push push_;
  Backoff backoff_;
  std::string failing_;  // the cause that was told last
  std::jthread thread_;
};

Pushes::Pushes() = default;

Pushes::~Pushes() {
  for (const auto& one : all_) one->stop();
}

Result<std::unique_ptr<Pushes>> Pushes::begin(const std::vector<ListeningWitness>& to, const PushSet& set) {
  std::unique_ptr<Pushes> pushes(new Pushes());
  for (const ListeningWitness& one : to) {
    TRY_ASSIGN(http_client::Client client, http_client::Client::create(one.at, std::monostate(), set.clock));
    pushes->all_.push_back(std::make_unique<One>(one, std::move(client), set));
  }
  return pushes;
}

}  // namespace insyn::server
