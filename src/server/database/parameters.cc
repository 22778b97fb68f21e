#include "server/database/parameters.h"

#include <algorithm>

namespace insyn::server {
namespace {

bool is_part_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::vector<std::string> parameters_of(std::string_view sql) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    if (sql[at] == '\'' || sql[at] == '"') {
      at = std::min(sql.find(sql[at], at + 1), sql.size() - 1);
      continue;
    }
    if (sql[at] != ':') continue;
    std::size_t end = at + 1;
    while (end < sql.size() && is_part_of_name(sql[end])) ++end;
    std::string name(sql.substr(at + 1, end - at - 1));
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
    at = end - 1;
  }
  return names;
}

}  // namespace insyn::server
