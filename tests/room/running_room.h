// insyn-room as a person starts it, and a browser's page that asks it.
#pragma once

#include "cli/program.h"
#include "http/client.h"
#include "support/program.h"

namespace insyn::room_test {

// What a request says that a browser would not, by the field's name; an empty value leaves the field out.
using Instead = std::map<std::string, std::string>;

class RunningRoom {
 public:
  // Its output and state lie in `folder`, and so does the session's runtime folder. `options` are those
  // beside
  // --no-browser, --pages and --server.
  RunningRoom(const std::string& folder, const std::string& server, const Path& pages,
              const std::vector<std::string>& options);

  std::uint16_t port() const { return port_; }
  const std::string& token() const { return token_; }
  pid_t pid() const { return program_->pid(); }
  std::string err() const { return program_->err(); }
  // Exchanges the token, as the page does. What it answers; later requests are of a page that was let in.
  http_test::Reply enter();
  http_test::Reply enter(const std::string& token);
  // Becomes the page of another start.
  void take_secrets_of(const RunningRoom& other) {
    cookie_ = other.cookie_;
    key_ = other.key_;
  }

  http_test::Reply get(const std::string& path, const Instead& instead = {}) const;
  http_test::Reply post(const std::string& path, const std::string& body, const Instead& instead = {}) const;
  http_test::Reply send(const std::string& method, const std::string& path, const std::string& body,
                        const Instead& instead) const;
  // Ends it, as Ctrl-C does; its exit code.
  int stop();

 private:
  std::unique_ptr<support::Program> program_;
  std::uint16_t port_ = 0;
  std::string token_, cookie_, key_;
};

// The text of a member `name` of an answer, wherever it stands in it; empty where there is none.
std::string member(const std::string& json, const std::string& name);

}  // namespace insyn::room_test
