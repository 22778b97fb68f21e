// The way of call statements on a simulated day: a source that webhooks come to, a server and links, each of
// which can fail. What they do with the bytes is done by the rooms of src/calls; that they do it in turns
// instead of over a network is this simulation's.
#pragma once

#include <random>

#include "calls/carrier/lines.h"
#include "calls/carrier/message.h"
#include "calls/mapping/mapping.h"
#include "calls/source/source.h"
#include "calls/webhook/verifier.h"
#include "day/telephones.h"
#include "os/local_socket.h"

namespace insyn::day {

class SourceNode {
 public:
  SourceNode(const note::Signer& key, const Clock& clock);

  // Knows of no calls. It runs from then on, until it crashes.
  void start();
  void crash();
  bool runs() const { return running_ != nullptr; }
  // A webhook about it arrives.
  void deliver(const Happening& what);
  // What time alone has ended.
  void pass();
  calls::StatementLog& log() { return running_->log; }
  // The answer; nothing where there is none.
  std::optional<std::string> ask(const calls::Asked& asked);

 private:
  struct Running {
    Running(const note::Signer& key, const Clock& clock);
    calls::StatementLog log;
    calls::WebhookVerifier verifier;
    calls::Source source;
  };
  const note::Signer& key_;
  const Clock& clock_;
  const calls::Mapping mapping_;
  std::unique_ptr<Running> running_;
};

// insyn-server, and its way to the source.
class ServerNode {
 public:
  ServerNode(SourceNode& source, const note::Verifier& key, const Clock& clock)
      : source_(source), sources_({{key.name(), key, 5}}), clock_(clock) {}

  void work();
  // Remembers nothing.
  void start_again();
  // Whether the source can be asked.
  bool reaches_source() const { return !silent && !cut_off && source_.runs(); }
  calls::StatementLog& log() { return *log_; }
  std::optional<std::string> ask(const calls::Asked& asked);

  bool silent = false;   // to everybody
  bool cut_off = false;  // from the source

 private:
  SourceNode& source_;
  const std::vector<agreement::CallSource> sources_;
  const Clock& clock_;
  std::unique_ptr<calls::StatementLog> log_ = std::make_unique<calls::StatementLog>();
  std::string cursor_;
};

// What is wrong with a link, or who sits on it.
struct LinkFaults {
  bool cut_off = false;     // from the server
  bool holds_back = false;  // what stops: never told, or late
  bool slow = false;        // answers come late
  bool replays = false;     // answers are those that were given before
  bool disorders = false;   // statements come in any order
  bool repeats = false;     // statements come more than once, also old ones
};

// insyn-link of one workstation.
class LinkNode {
 public:
  LinkNode(ServerNode& server, Path socket, const Clock& clock, unsigned seed)
      : server_(server), socket_path_(std::move(socket)), clock_(clock), random_(seed) {}

  void work();
  // Something has come for its recorder.
  bool has_work() const;
  LinkFaults faults;

 private:
  struct Due {
    Mono at;
    std::string line;
  };

  bool by_chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  milliseconds any(int least, int most) {
    return milliseconds(std::uniform_int_distribution<>(least, most)(random_));
  }
  bool connect();
  void hear();
  void read_server();
  void queue_statements();
  void queue(const std::string& note, calls::Event event);
  void answer(const calls::Asked& asked);
  void send_what_is_due();

  ServerNode& server_;
  const Path socket_path_;
  const Clock& clock_;
  std::mt19937 random_;
  std::optional<LocalSocket> socket_;
  calls::Lines lines_{calls::kLongestCarrierLine};
  std::set<std::string> numbers_;
  std::optional<calls::Reach> told_;
  calls::StatementLog log_;
  std::string read_, sent_;  // cursors
  std::vector<Due> due_;
  std::vector<std::string> old_statements_, old_answers_;
};

}  // namespace insyn::day
