// Requests and answers as handlers know them: nothing of sockets, of TLS or of a library.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http_signature/request.h"
#include "reason/refusal_code.h"

namespace insyn::server::http {

using Field = http_signature::Field;
// All of a request that comes before its body.
using Head = http_signature::Request;

// What somebody may be on this server.
enum class Role {
  kAnybody,        // who has not said who it is
  kMonitor,        // reads the metrics, by a token
  kLink,           // a workstation's, by its signature
  kWitness,        // the union's, by its signature
  kAdministrator,  // people, by a session: gives roles and sees no recording
  kReviewer,
  kUnion,
  kAnalyst,
  kAgent,
  kImporter,  // attaches audio, and sees no recording
};
inline constexpr Role kRoles[] = {Role::kAnybody,       Role::kMonitor,  Role::kLink,  Role::kWitness,
                                  Role::kAdministrator, Role::kReviewer, Role::kUnion, Role::kAnalyst,
                                  Role::kAgent,         Role::kImporter};
// "link": for logs and metrics.
const char* name_of(Role role);

struct Caller {
  Role role = Role::kAnybody;
  std::string id;  // the machine's key id or the account's name, whose requests are counted together; empty
                   // for kAnybody
  // What client_of() said when a person's session began: a session shown from elsewhere is nobody's.
  std::optional<std::string> begun_from = {};
};

struct Request {
  Head head;
  std::map<std::string, std::string, std::less<>> parameters;  // of the route's path, by name
  Caller caller;
  std::string body;         // empty where it is an upload
  std::string client = {};  // what client_of() says: for limits, and in no log
};

struct Answer {
  int status = 200;
  std::string type;  // Content-Type; empty where there is no body
  std::string body;
  std::vector<Field> fields = {};  // further ones
  std::string cause = {};          // of an error, for the log: the client is not told
};

// "Not Found" (RFC 9110, section 15); "" of a status that this server never answers with.
std::string_view phrase_of(int status);

// Problem details for HTTP (RFC 9457): the status, its phrase, and `code`, by which programs tell problems
// apart.
Answer problem(int status, reason::RefusalCode code, std::vector<Field> fields = {});
// One that may be gone after so many seconds (Retry-After).
Answer problem_for(int status, reason::RefusalCode code, std::chrono::seconds retry_after);

// The same answer, with its cause.
Answer because(Answer answer, std::string cause);

// The length of the body that follows the head, which check_head() has accepted.
std::uint64_t body_length(const Head& head);

}  // namespace insyn::server::http
