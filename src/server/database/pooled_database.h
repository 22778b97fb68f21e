// A database as a number of connections, each of which one transaction has at a time.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "server/database/engine.h"

namespace insyn::server {

class PooledDatabase final : public Database {
 public:
  PooledDatabase(std::unique_ptr<Engine> engine, unsigned connections);

  // Connects once, so that a fault shows at the start.
  Status try_to_connect();

  Status write(const Work& work) override;
  Status write_for_this_boot(const Work& work) override;
  Status sync() override { return engine_->sync(); }
  Status read(const Work& work) override;
  Status erase_deleted(const std::vector<std::string>& tables) override;
  Status check_erasing() override;
  bool erases_cheaply() const override { return engine_->erases_cheaply(); }
  Status copy_to(const Path& file) override;

 private:
  // Of one run of a transaction.
  struct Attempt {
    Status status;
    bool conflict = false;  // to be made again
    bool lost = false;      // with another connection
  };
  // A connection that is one thread's alone. Not given back but closed, which undoes what was begun, unless
  // give_back() says otherwise.
  class Lease {
   public:
    explicit Lease(PooledDatabase& of);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Status connect();
    soci::session& session() { return *session_; }
    void give_back() { keep_ = true; }

   private:
    PooledDatabase& of_;
    std::unique_ptr<soci::session> session_;
    bool keep_ = false;
  };

  // A transaction that waits for its turn, or for the commit that it is part of.
  struct Waiting;

  Status run(const Work& work, TransactionKind kind);
  Attempt attempt(const Work& work, TransactionKind kind);
  Attempt write_together(const Work& work, TransactionKind kind);
  void write_group(const std::vector<Waiting*>& group);
  bool try_group(const std::vector<Waiting*>& group);
  void drop_idle();

  std::unique_ptr<Engine> engine_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<soci::session>> idle_;
  unsigned free_ = 0;  // how many more may be taken
  std::mutex writer_;  // where the engine has one
  std::mutex queue_mutex_;
  std::condition_variable turn_;
  std::deque<Waiting*> queue_;  // of those that write
  bool leading_ = false;        // one of them does so for others
};

}  // namespace insyn::server
