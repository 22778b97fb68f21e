#include "centre/session.h"

#include "json/members.h"
#include "os/file.h"

namespace insyn::centre {
namespace {

constexpr std::size_t kLargestSession = 16 << 10;

Path file_in(const Path& state) { return state / "session"; }

}  // namespace

std::string text_of(const Session& session) {
  json::Json json;
  json["server"] = session.server;
  json["authority"] = session.authority.string();
  json["account"] = session.account;
  json["role"] = session.role;
  json["token"] = session.token;
  return json::line_of(json);
}

Result<Session> parse_session(std::string_view text) {
  TRY_ASSIGN(json::Members members, json::Members::parse(text));
  Session session;
  const auto server = members.text("server", kLargestSession),
             authority = members.text("authority", kLargestSession),
             account = members.text("account", kLargestSession), role = members.text("role", kLargestSession),
             token = members.text("token", kLargestSession);
  TRY(members.finish());
  if (!server || !authority || !account || !role || !token)
    return fail(Code::kCorrupt, "something is missing in the session's file");
  return Session{*server, *authority, *account, *role, *token};
}

Result<Session> read_session(const Path& state) {
  std::error_code ignored;
  if (!std::filesystem::exists(file_in(state), ignored))
    return fail(Code::kDenied, "nobody has signed in; do so by insyn login --server URL --account NAME");
  TRY_ASSIGN(const std::string text, read_text(file_in(state), kLargestSession));
  auto session = parse_session(text);
  if (!session) return in_context(file_in(state).string(), std::move(session).error());
  return session;
}

Status write_session(const Path& state, const Session& session) {
  TRY(ensure_folders(state));
  return write_file(file_in(state), view_of(text_of(session)), Access::kOwnerOnly, IfExists::kReplace);
}

Status forget_session(const Path& state) { return remove_file(file_in(state)); }

}  // namespace insyn::centre
