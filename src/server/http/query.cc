#include "server/http/query.h"

#include <charconv>

#include "base/bytes.h"

namespace insyn::server::http {
namespace {

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      out += ' ';
    } else if (text[at] != '%') {
      out += text[at];
    } else {
      const auto byte = from_hex(text.substr(at + 1, 2));
      if (!byte || byte->size() != 1) return std::nullopt;
      out += static_cast<char>(byte->front());
      at += 2;
    }
  }
  return out;
}

}  // namespace

std::optional<QueryPairs> parse_query_pairs(std::string_view query) {
  QueryPairs all;
  if (query.starts_with('?')) query.remove_prefix(1);
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    auto name = decoded(pair.substr(0, equals));
    auto value = decoded(pair.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    all.emplace_back(std::move(*name), std::move(*value));
  }
  return all;
}

std::optional<Query> parse_query(std::string_view query) {
  auto pairs = parse_query_pairs(query);
  if (!pairs) return std::nullopt;
  Query all;
  for (auto& [name, value] : *pairs)
    if (!all.emplace(std::move(name), std::move(value)).second) return std::nullopt;
  return all;
}

std::optional<std::uint64_t> parse_count(std::string_view text, std::uint64_t most) {
  std::uint64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stop != end || count > most) return std::nullopt;
  return count;
}

}  // namespace insyn::server::http
