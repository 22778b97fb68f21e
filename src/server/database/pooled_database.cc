#include "server/database/pooled_database.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <random>
#include <thread>

#include "base/check.h"
#include "server/database/postgresql_engine.h"
#include "server/database/sqlite_engine.h"
#include "server/database/statement.h"

namespace insyn::server {
namespace {

using std::chrono::milliseconds;

// Serializable transactions on the same rows: of 32 at once the last one has got through by then.
constexpr int kMostConflicts = 40;
constexpr milliseconds kLongestPause(100);
// Whoever comes first waits for the last.
constexpr std::size_t kMostTogether = 64;
// A database that is started again, or a connection that somebody has cut.
constexpr milliseconds kPausesToReconnect[] = {milliseconds(0), milliseconds(100), milliseconds(400),
                                               milliseconds(1500)};

// In whose transaction this thread is.
thread_local const Database* t_within = nullptr;
class Within {
 public:
  // A transaction in another one waits for itself.
  explicit Within(const Database& database) : before_(t_within) {
    CHECK(before_ != &database);
    t_within = &database;
  }
  ~Within() { t_within = before_; }
  Within(const Within&) = delete;
  Within& operator=(const Within&) = delete;

 private:
  const Database* before_;
};

void pause_after_conflict(int conflicts) {
  static thread_local std::minstd_rand random(std::random_device{}());
  const auto longest = std::min<milliseconds::rep>(kLongestPause.count(), 1LL << std::min(conflicts, 10));
  std::this_thread::sleep_for(
      std::chrono::microseconds(std::uniform_int_distribution<long long>(0, longest * 1000)(random)));
}

// A statement that fails fails its transaction, on every database.
class SociTransaction final : public Transaction {
 public:
  SociTransaction(const Engine& engine, soci::session& session, bool writes)
      : engine_(engine), session_(session), writes_(writes) {}

  Result<std::vector<Row>> query(const std::string& sql, const std::vector<Value>& values) override {
    TRY_ASSIGN(Ran ran, run(sql, values, Wanted::kRows));
    return std::move(ran.rows);
  }
  Result<std::uint64_t> execute(const std::string& sql, const std::vector<Value>& values) override {
    CHECK(writes_);
    TRY_ASSIGN(const Ran ran, run(sql, values, Wanted::kChanges));
    return ran.changed;
  }

  const std::optional<Fault>& fault() const { return fault_; }

 private:
  Result<Ran> run(const std::string& sql, const std::vector<Value>& values, Wanted wanted) {
    if (fault_) return Failure(fault_->error);
    try {
      auto ran = run_statement(engine_, session_, sql, values, wanted);
      if (!ran) fault_ = Fault{ran.error()};
      return ran;
    } catch (const soci::soci_error& thrown) {
      fault_ = engine_.fault_of(thrown, session_, fmt::format("“{}”", abbreviated(sql)));
      return Failure(fault_->error);
    }
  }

  const Engine& engine_;
  soci::session& session_;
  bool writes_;
  std::optional<Fault> fault_;
};

void begin(soci::session& session, const Engine& engine, TransactionKind kind) {
  for (const char* statement : engine.begin(kind)) session << statement;
}

// Whether the connection can be used again.
bool undo(soci::session& session) {
  try {
    session << "ROLLBACK";
    return true;
  } catch (const soci::soci_error&) {
    // Closing the connection undoes it too.
    return false;
  }
}

}  // namespace

PooledDatabase::Lease::Lease(PooledDatabase& of) : of_(of) {
  std::unique_lock lock(of_.mutex_);
  of_.given_back_.wait(lock, [this] { return of_.free_ > 0; });
  --of_.free_;
  if (of_.idle_.empty()) return;
  session_ = std::move(of_.idle_.back());
  of_.idle_.pop_back();
}

PooledDatabase::Lease::~Lease() {
  if (!keep_) session_.reset();
  const std::lock_guard lock(of_.mutex_);
  ++of_.free_;
  if (session_ != nullptr) of_.idle_.push_back(std::move(session_));
  of_.given_back_.notify_one();
}

Status PooledDatabase::Lease::connect() {
  if (session_ != nullptr) return {};
  TRY_ASSIGN(session_, of_.engine_->connect());
  return {};
}

PooledDatabase::PooledDatabase(std::unique_ptr<Engine> engine, unsigned connections)
    : engine_(std::move(engine)), free_(connections) {
  CHECK(connections > 0);
}

Status PooledDatabase::try_to_connect() {
  Lease lease(*this);
  TRY(lease.connect());
  lease.give_back();
  return {};
}

void PooledDatabase::drop_idle() {
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

PooledDatabase::Attempt PooledDatabase::attempt(const Work& work, TransactionKind kind) {
  Lease lease(*this);
  if (Status connected = lease.connect(); !connected)
    return {connected, false, connected.error().code == Code::kTransient};
  soci::session& session = lease.session();
  SociTransaction transaction(*engine_, session, kind != TransactionKind::kRead);
  try {
    begin(session, *engine_, kind);
  } catch (const soci::soci_error& thrown) {
    Fault fault = engine_->fault_of(thrown, session, "beginning a transaction");
    return {Failure(fault.error), fault.conflict, fault.lost};
  }
  Status done = work(transaction);
  if (transaction.fault()) done = Failure(transaction.fault()->error);
  if (!done) {
    const Fault fault = transaction.fault().value_or(Fault{});
    if (!fault.lost && undo(session)) lease.give_back();
    return {done, fault.conflict, fault.lost};
  }
  try {
    session << "COMMIT";
  } catch (const soci::soci_error& thrown) {
    Fault fault = engine_->fault_of(thrown, session, "committing a transaction");
    if (fault.uncertain) fault.error.message += "; uncertain: it may have happened";
    return {Failure(fault.error), fault.conflict, false};
  }
  lease.give_back();
  return {};
}

struct PooledDatabase::Waiting {
  const Work& work;
  TransactionKind kind;
  Attempt made;
  std::exception_ptr thrown;  // by the work
  bool done = false;
};

// Where one writes at a time, what waits meanwhile is written in one transaction and made to last by one
// commit: the time goes into commits. Each comes after those before it, and undoes its own where it fails.
PooledDatabase::Attempt PooledDatabase::write_together(const Work& work, TransactionKind kind) {
  Waiting mine{work, kind, {}, nullptr};
  std::unique_lock lock(queue_mutex_);
  queue_.push_back(&mine);
  while (!mine.done) {
    turn_.wait(lock, [&] { return mine.done || !leading_; });
    if (mine.done) break;
    leading_ = true;
    std::vector<Waiting*> group;
    for (; !queue_.empty() && group.size() < kMostTogether; queue_.pop_front())
      group.push_back(queue_.front());
    lock.unlock();
    write_group(group);
    lock.lock();
    for (Waiting* one : group) one->done = true;
    leading_ = false;
    turn_.notify_all();
  }
  if (mine.thrown) std::rethrow_exception(mine.thrown);
  return mine.made;
}

void PooledDatabase::write_group(const std::vector<Waiting*>& group) {
  const std::lock_guard writer(writer_);
  if (group.size() > 1 && try_group(group)) return;
  for (Waiting* one : group) {
    try {
      one->thrown = nullptr;
      one->made = attempt(one->work, one->kind);
    } catch (...) {
      one->thrown = std::current_exception();
    }
  }
}

// False where nothing of it has happened and each has to be tried alone.
bool PooledDatabase::try_group(const std::vector<Waiting*>& group) {
  Lease lease(*this);
  if (!lease.connect()) return false;
  soci::session& session = lease.session();
  const bool lasts =
      std::ranges::any_of(group, [](const Waiting* one) { return one->kind == TransactionKind::kWrite; });
  try {
    begin(session, *engine_, lasts ? TransactionKind::kWrite : TransactionKind::kWriteForThisBoot);
    for (Waiting* one : group) {
      session << "SAVEPOINT one";
      SociTransaction transaction(*engine_, session, true);
      try {
        one->made = {one->work(transaction)};
      } catch (...) {
        one->thrown = std::current_exception();
      }
      // What the database refuses may have undone more than this.
      if (transaction.fault()) return false;
      if (!one->made.status || one->thrown) session << "ROLLBACK TO one";
      session << "RELEASE one";
    }
  } catch (const soci::soci_error&) {
    return false;
  }
  try {
    session << "COMMIT";
  } catch (const soci::soci_error& thrown) {
    Fault fault = engine_->fault_of(thrown, session, "committing a transaction");
    if (fault.uncertain) fault.error.message += "; uncertain: it may have happened";
    for (Waiting* one : group)
      if (one->made.status) one->made = {Failure(fault.error), fault.conflict, false};
    return true;
  }
  lease.give_back();
  return true;
}

Status PooledDatabase::run(const Work& work, TransactionKind kind) {
  const Within within(*this);
  int conflicts = 0;
  std::size_t losses = 0;
  while (true) {
    const bool together = kind != TransactionKind::kRead && engine_->has_one_writer();
    Attempt made = together ? write_together(work, kind) : attempt(work, kind);
    if (made.conflict && ++conflicts <= kMostConflicts) {
      pause_after_conflict(conflicts);
    } else if (made.lost && losses < std::size(kPausesToReconnect)) {
      drop_idle();
      std::this_thread::sleep_for(kPausesToReconnect[losses++]);
    } else {
      return made.status;
    }
  }
}

Status PooledDatabase::write(const Work& work) { return run(work, TransactionKind::kWrite); }
Status PooledDatabase::write_for_this_boot(const Work& work) {
  return run(work, TransactionKind::kWriteForThisBoot);
}
Status PooledDatabase::read(const Work& work) { return run(work, TransactionKind::kRead); }

Status PooledDatabase::erase_deleted(const std::vector<std::string>& tables) {
  const Within within(*this);
  std::unique_lock writer(writer_, std::defer_lock);
  if (engine_->has_one_writer()) writer.lock();
  Lease lease(*this);
  TRY(lease.connect());
  try {
    Status done = engine_->erase_deleted(lease.session(), tables);
    lease.give_back();
    return done;
  } catch (const soci::soci_error& thrown) {
    return Failure(engine_->fault_of(thrown, lease.session(), "erasing what was deleted").error);
  }
}

Status PooledDatabase::check_erasing() {
  const Within within(*this);
  Lease lease(*this);
  TRY(lease.connect());
  try {
    Status done = engine_->check_erasing(lease.session());
    lease.give_back();
    return done;
  } catch (const soci::soci_error& thrown) {
    return Failure(engine_->fault_of(thrown, lease.session(), "looking for what keeps deleted rows").error);
  }
}

Status PooledDatabase::copy_to(const Path& file) {
  const Within within(*this);
  Lease lease(*this);
  TRY(lease.connect());
  try {
    TRY(engine_->copy_to(lease.session(), file));
  } catch (const soci::soci_error& thrown) {
    return Failure(engine_->fault_of(thrown, lease.session(), "copying it").error);
  }
  lease.give_back();
  return {};
}

Result<std::unique_ptr<Database>> Database::open(const std::string& where, unsigned connections) {
  static const std::string sqlite = "sqlite:", postgresql = "postgresql:";
  std::unique_ptr<Engine> engine;
  if (where.starts_with(sqlite)) {
    TRY_ASSIGN(engine, sqlite_engine(where.substr(sqlite.size())));
  } else if (where.starts_with(postgresql)) {
    TRY_ASSIGN(engine, postgresql_engine(where));
  } else {
    return fail(Code::kPermanent, "a database is named sqlite:PATH or postgresql:…");
  }
  auto database = std::make_unique<PooledDatabase>(std::move(engine), connections);
  TRY(database->try_to_connect());
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace insyn::server
