#include "support/postgresql.h"

#include <pwd.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "support/until.h"

namespace insyn::support {
namespace {

// Of the newest version that is there, as Debian lays it.
Path programs() {
  Path newest;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", error))
    newest = std::max(newest, entry.path() / "bin");
  if (newest.empty()) throw std::runtime_error("there is no PostgreSQL: apt-get install postgresql");
  return newest;
}

}  // namespace

std::vector<std::string> PostgresServer::as_its_user(const std::string& program,
                                                     const std::vector<std::string>& arguments) const {
  std::vector<std::string> command;
  if (::geteuid() == 0)
    command = {"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=KILL", "--"};
  command.push_back((programs() / program).string());
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

PostgresServer::PostgresServer() {
  if (::geteuid() == 0) {
    const passwd* user = ::getpwnam("postgres");
    if (user == nullptr || ::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("cannot give a folder to the user postgres");
  }
  const Ran made =
      run(folder_.path(), as_its_user("initdb", {"-D", data().string(), "-A", "trust", "-U", "insyn", "-E",
                                                 "UTF8", "--locale=C", "--no-sync"}));
  if (made.code != 0) throw std::runtime_error("initdb: " + made.err);
  start();
}

PostgresServer::~PostgresServer() {
  server_->signal(SIGQUIT);
  server_->wait();
}

void PostgresServer::start() {
  server_ = std::make_unique<Program>(
      folder_.path(), as_its_user("postgres", {"-D", data().string(), "-k", folder_.path().string(), "-c",
                                               "listen_addresses=", "-c", "autovacuum=off", "-c",
                                               "max_prepared_transactions=4", "-c", "wal_level=logical"}));
  until("PostgreSQL to answer", [this] {
    if (server_->ended()) throw std::runtime_error("PostgreSQL: " + server_->err());
    return run(folder_.path(),
               {"psql", "-h", folder_.path().string(), "-U", "insyn", "-d", "postgres", "-c", "SELECT 1"})
               .code == 0;
  });
}

void PostgresServer::kill() {
  server_->signal(SIGKILL);
  server_->wait();
  // Its other processes notice by themselves.
  std::error_code ignored;
  until("PostgreSQL's socket to be forgotten", [&] {
    return std::filesystem::remove(data() / "postmaster.pid", ignored) ||
           !std::filesystem::exists(data() / "postmaster.pid");
  });
}

std::string PostgresServer::sql(const std::string& text, const std::string& database) const {
  const Ran ran = run(folder_.path(), {"psql", "-h", folder_.path().string(), "-U", "insyn", "-d", database,
                                       "-v", "ON_ERROR_STOP=1", "-At", "-c", text});
  if (ran.code != 0) throw std::runtime_error("psql: " + ran.err);
  return ran.out;
}

std::string PostgresServer::new_place() {
  const std::string name = "place" + std::to_string(++places_);
  sql("CREATE SCHEMA " + name);
  return place() + " options='-c search_path=" + name + "'";
}

std::string PostgresServer::new_place_of(const std::string& user) {
  const std::string name = "place" + std::to_string(++places_);
  sql("CREATE SCHEMA " + name + " AUTHORIZATION " + user);
  return fmt::format("postgresql:{} options='-c search_path={}'", connection_of(user), name);
}

std::string PostgresServer::connection_of(const std::string& user, const std::string& database) const {
  return fmt::format("host={} user={} dbname={}", folder_.path().string(), user, database);
}

std::string PostgresServer::place() const { return "postgresql:" + connection_of("insyn"); }

PostgresServer& PostgresServer::shared() {
  static PostgresServer server;
  return server;
}

}  // namespace insyn::support
