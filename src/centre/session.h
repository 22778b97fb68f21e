// A person's session at a centre, kept between two commands in a file of this user's alone.
#pragma once

#include <optional>
#include <string>

#include "base/path.h"
#include "base/result.h"

namespace insyn::centre {

struct Session {
  std::string server;  // "https://insyn.example:8443"
  Path authority;      // PEM: whose certificates alone are believed; empty: those that the system believes
  std::string account;
  std::string role;
  std::string token;  // the cookie's value
  bool operator==(const Session&) const = default;
};

// The file's text, and what it says: kCorrupt where it is none.
std::string text_of(const Session& session);
Result<Session> parse_session(std::string_view text);

// In `state`, the user's state folder. kDenied, with what to do, where nobody has signed in.
Result<Session> read_session(const Path& state);
Status write_session(const Path& state, const Session& session);
Status forget_session(const Path& state);

}  // namespace insyn::centre
