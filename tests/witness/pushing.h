// A witness that looks whenever a test says so, and to which a server brings its checkpoints.
#pragma once

#include <mutex>

#include "server/push/pushes.h"
#include "witness/serve/serve.h"
#include "witness/watching.h"

namespace insyn::witness_test {

class Push : public Watching {
 protected:
  // Ten entries are cosigned by the witness's own looks.
  void SetUp() override;
  void TearDown() override;

  // The real witness, from now on.
  void listen(std::uint16_t port = 0);
  // Whoever listens there is brought the centre's checkpoints as the witness with this key, or ours.
  void push_to(std::uint16_t port, const note::Verifier& key);
  void push_to(std::uint16_t port) { push_to(port, parties.witness.verifier()); }

  // Of the largest checkpoint that the server has as cosigned.
  std::uint64_t cosigned_by_server();
  // That with so many entries; empty where there is none.
  std::string stored(std::uint64_t size);
  // How many pushes have ended so.
  int ended(const std::string& result) const;
  // Lines of the server's log about pushes, and how often `part` is in them.
  std::string log() const;
  int logged(const std::string& part) const;
  // Of the newest checkpoint.
  std::string text() { return note::parse(centre->head().checkpoint).value().text; }
  std::string cosignature(const note::Signer& by, const std::string& of) const;
  // The newest checkpoint is brought to the witness by hand, without the server's knowledge: the answer's
  // status.
  int add_checkpoint();
  // The server is started again.
  void begin_again();

  server::PushTimes times_{
      {std::chrono::milliseconds(500), std::chrono::seconds(60), std::chrono::milliseconds(500)},
      std::chrono::milliseconds(1),
      std::chrono::milliseconds(20),
      std::chrono::milliseconds(1),
      std::chrono::milliseconds(20)};
  server::http::Metrics metrics_;
  mutable std::mutex mutex_;
  std::string log_;
  const server::http::Log say_ = [this](const std::string& line) {
    const std::lock_guard lock(mutex_);
    log_ += line + "\n";
  };
  std::unique_ptr<witness::Serve> serve_;
  std::unique_ptr<server::Pushes> pushes_;
};

}  // namespace insyn::witness_test
