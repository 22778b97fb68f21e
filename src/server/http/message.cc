#include "server/http/message.h"

#include <fmt/format.h>

#include <charconv>

namespace insyn::server::http {

const char* name_of(Role role) {
  switch (role) {
    case Role::kAnybody:
      return "anybody";
    case Role::kMonitor:
      return "monitor";
    case Role::kLink:
      return "link";
    case Role::kWitness:
      return "witness";
    case Role::kAdministrator:
      return "administrator";
    case Role::kReviewer:
      return "reviewer";
    case Role::kUnion:
      return "union";
    case Role::kAnalyst:
      return "analyst";
    case Role::kAgent:
      return "agent";
    case Role::kImporter:
      return "importer";
  }
  return "";
}

std::string_view phrase_of(int status) {
  static const std::map<int, std::string_view> all = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {411, "Length Required"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {416, "Range Not Satisfiable"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {507, "Insufficient Storage"},
      {505, "HTTP Version Not Supported"},
  };
  const auto found = all.find(status);
  return found == all.end() ? std::string_view() : found->second;
}

Answer problem(int status, reason::RefusalCode code, std::vector<Field> fields) {
  // Phrases and codes are our own and need no escaping.
  return {status, "application/problem+json",
          fmt::format(R"({{"type":"about:blank","title":"{}","status":{},"code":"{}"}})", phrase_of(status),
                      status, code.text()),
          std::move(fields)};
}

Answer problem_for(int status, reason::RefusalCode code, std::chrono::seconds retry_after) {
  return problem(status, code, {{"retry-after", std::to_string(std::max<long>(1, retry_after.count()))}});
}

Answer because(Answer answer, std::string cause) {
  answer.cause = std::move(cause);
  return answer;
}

std::uint64_t body_length(const Head& head) {
  const auto field = http_signature::value_of(head, "content-length");
  std::uint64_t length = 0;
  if (field) std::from_chars(field->data(), field->data() + field->size(), length);
  return length;
}

}  // namespace insyn::server::http
