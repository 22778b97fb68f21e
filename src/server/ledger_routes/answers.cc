#include "server/ledger_routes/answers.h"

#include "ledger/tree/hash.h"

namespace insyn::server {

http::Answer answer_of(const Error& error) {
  const auto answer = [&error] {
    if (error.code == Code::kTransient) return http::problem_for(503, "unavailable", std::chrono::seconds(1));
    if (error.code == Code::kFull) return http::problem(507, "full");
    return http::problem(500, "unexpected");
  };
  return because(answer(), error.message);
}

std::optional<std::uint64_t> number_in_query(const http::Head& head, std::string_view name) {
  std::string_view rest = head.query;
  if (rest.starts_with('?')) rest.remove_prefix(1);
  std::optional<std::uint64_t> found;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    if (pair.size() <= name.size() || !pair.starts_with(name) || pair[name.size()] != '=') continue;
    const auto value = ledger::parse_size(pair.substr(name.size() + 1));
    if (found || !value) return std::nullopt;
    found = *value;
  }
  return found;
}

}  // namespace insyn::server
