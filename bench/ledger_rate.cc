// How many entries a second a server's ledger takes, each in a transaction of its own by one of several
// threads, and how long it takes until the server has a checkpoint that the union's witness has cosigned and
// that covers each: ledger_rate FOLDER SECONDS polled|pushed. The server is this process, on SQLite and a
// folder; the witness asks it over loopback once a second, and where it is "pushed" the server brings it each
// checkpoint too. Prints a row of a table.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "base/check.h"
#include "server/push/pushes.h"
#include "witness/serve/serve.h"
#include "witness/served_centre.h"
#include "witness/watch/watch.h"

namespace {

using namespace insyn;
using namespace std::chrono_literals;
using Time = std::chrono::steady_clock::time_point;

constexpr int kThreads = 8;

struct Appended {
  std::uint64_t number = 0;
  Time at;
};

double seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

class Rate {
 public:
  explicit Rate(const Path& folder) : place_{folder / "witness"} {
    std::filesystem::create_directories(folder / "centre");
    centre_ = std::make_unique<witness_test::Centre>(folder / "centre", parties_, clock_);
    served_.serve(centre_.get());
    write(folder / "agreement", parties_.note);
    write(folder / "employer.pub", note::public_keys_text(parties_.employer.keys));
    write(folder / "union.pub", note::public_keys_text(parties_.union_side.keys));
    std::string secret = parties_.witness.secret_text();
    write(folder / "witness.sign", secret);
    CHECK(witness::create_place(place_,
                                {folder / "agreement",
                                 {folder / "employer.pub", folder / "union.pub"},
                                 folder / "witness.sign",
                                 served_.url(),
                                 {}},
                                clock_.utc()));
    CHECK(centre_->register_agreement(parties_.agreement, parties_.note));
    with_.emplace(witness::open_place(place_).value());
    client_.emplace(http_client::Client::create({http_client::parse_address(served_.url()).value(), {}},
                                                &with_->key, clock_)
                        .value());
    watch_ = witness::Watch::open(
                 place_, *with_, *client_, clock_, [](std::chrono::milliseconds) { return true; },
                 [](const std::string&) {})
                 .value();
    CHECK(watch_->look());
  }

  // From now on the witness listens, and the server brings it what it publishes.
  void push() {
    witness::ServeSettings settings;
    settings.listen = {"127.0.0.1", 0, false};
    serve_ = witness::Serve::start(
                 settings, *watch_, [](const std::string&) {}, clock_)
                 .value();
    const auto address =
        http_client::parse_address(fmt::format("http://127.0.0.1:{}", serve_->port())).value();
    pushes_ =
        server::Pushes::begin({{parties_.witness.verifier(), {address, {}}}},
                              {*centre_->database, centre_->log, centre_->witnesses, metrics_, say_, clock_})
            .value();
  }

  void run(std::chrono::seconds time) {
    const Time begin = std::chrono::steady_clock::now(), end = begin + time;
    std::vector<std::vector<Appended>> appended(kThreads);
    std::vector<std::thread> threads;
    for (std::vector<Appended>& mine : appended) threads.emplace_back([&] { append_until(end, mine); });
    std::thread publisher([&] { publish(); });
    std::thread watcher([&] { watch(); });
    std::thread observer([&] { observe(); });
    for (std::thread& thread : threads) thread.join();
    const double took = seconds(std::chrono::steady_clock::now() - begin);
    std::vector<Appended> all;
    for (const auto& mine : appended) all.insert(all.end(), mine.begin(), mine.end());
    while (covered() <= all.size()) std::this_thread::sleep_for(10ms);
    done_ = true;
    publisher.join();
    watcher.join();
    observer.join();
    print(std::move(all), took);
  }

 private:
  static void write(const Path& path, const std::string& text) {
    CHECK(write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }

  void append_until(Time end, std::vector<Appended>& mine) {
    while (std::chrono::steady_clock::now() < end) {
      // Of a kind in which the witness finds nothing wrong: it tells of each that is.
      const server::Kept kept{ledger::Salt::random(), ""};
      ledger::RoleChanged entry;
      entry.person = ledger::salted(kept.salt, view_of("somebody"));
      std::uint64_t number = 0;
      CHECK(centre_->database->write([&](server::Transaction& transaction) -> Status {
        TRY_ASSIGN(number, centre_->log.append(transaction, entry, kept));
        return {};
      }));
      mine.push_back({number, std::chrono::steady_clock::now()});
    }
  }
  // As a server does between the requests that ask for it.
  void publish() {
    for (; !done_; std::this_thread::sleep_for(250ms)) CHECK(centre_->log.publish());
  }
  void watch() {
    for (; !done_; std::this_thread::sleep_for(watch_->pause_between())) CHECK(watch_->look());
  }
  // What everybody gets from the server as cosigned.
  void observe() {
    for (; !done_; std::this_thread::sleep_for(5ms)) {
      const auto rows = centre_->query("SELECT size FROM ledger_cosigned ORDER BY size DESC LIMIT 1");
      const auto size = rows.empty() ? 0 : static_cast<std::uint64_t>(server::number(rows[0][0]));
      const std::lock_guard lock(mutex_);
      if (cosigned_.empty() || cosigned_.back().number < size)
        cosigned_.push_back({size, std::chrono::steady_clock::now()});
    }
  }

  std::uint64_t covered() const {
    const std::lock_guard lock(mutex_);
    return cosigned_.empty() ? 0 : cosigned_.back().number;
  }

  void print(std::vector<Appended> all, double took) const {
    std::vector<double> waits;
    for (const Appended& one : all) {
      const auto covers = std::find_if(cosigned_.begin(), cosigned_.end(),
                                       [&](const Appended& size) { return size.number > one.number; });
      waits.push_back(seconds(covers->at - one.at));
    }
    std::sort(waits.begin(), waits.end());
    std::printf("| %s | %zu | **%.0f** | %.2f | %.2f | **%.2f** |\n", pushes_ ? "pushed" : "polled",
                all.size(), static_cast<double>(all.size()) / took, waits[waits.size() / 2],
                waits[waits.size() * 99 / 100], waits.back());
  }

  http_test::MovedClock clock_;
  const witness_test::Parties parties_;
  witness_test::Served served_{clock_};
  std::unique_ptr<witness_test::Centre> centre_;
  const witness::Place place_;
  std::optional<witness::Furnished> with_;
  std::optional<http_client::Client> client_;
  std::unique_ptr<witness::Watch> watch_;
  server::http::Metrics metrics_;
  const server::http::Log say_ = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  std::unique_ptr<witness::Serve> serve_;
  std::unique_ptr<server::Pushes> pushes_;
  mutable std::mutex mutex_;
  std::vector<Appended> cosigned_;  // sizes, and when
  std::atomic<bool> done_ = false;
};

}  // namespace

int main(int count, char** arguments) {
  CHECK(count == 4);
  const std::string_view how = arguments[3];
  CHECK(how == "polled" || how == "pushed");
  Rate rate(arguments[1]);
  if (how == "pushed") rate.push();
  rate.run(std::chrono::seconds(std::strtol(arguments[2], nullptr, 10)));
}
