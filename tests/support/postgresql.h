// A PostgreSQL of a test program's own, in a temporary folder, reached by a socket in it alone.
#pragma once

#include <memory>

#include "support/program.h"
#include "support/temp_folder.h"

namespace insyn::support {

class PostgresServer {
 public:
  // Throws std::runtime_error where it does not start. Where this runs as root, it runs as the user postgres.
  PostgresServer();
  ~PostgresServer();

  // What Database::open() is given: a schema of its own in which nothing is yet.
  std::string new_place();
  // The same without a schema: for tests that make one themselves.
  std::string place() const;
  // The same for a user that sql() has made, whose schema it is.
  std::string new_place_of(const std::string& user);
  // For libpq.
  std::string connection_of(const std::string& user, const std::string& database = "postgres") const;
  // Runs SQL as its administrator; what psql prints.
  std::string sql(const std::string& text, const std::string& database = "postgres") const;
  // Where all of its files are.
  Path data() const { return folder_ / "data"; }
  // As a crash of the machine's would end it, and up again.
  void kill();
  void start();

  static PostgresServer& shared();  // one for the test program

 private:
  std::vector<std::string> as_its_user(const std::string& program,
                                       const std::vector<std::string>& arguments) const;
  TempFolder folder_;
  std::unique_ptr<Program> server_;
  int places_ = 0;
};

}  // namespace insyn::support
