#include "server/registry/state.h"

#include <charconv>

#include "base/sha256.h"

namespace insyn::server {
namespace {

constexpr std::size_t kBesideDigits = 16;

bool is_beside(std::string_view text) {
  return text.empty() || (text.size() == kBesideDigits &&
                          text.find_first_not_of("0123456789abcdef") == std::string_view::npos);
}

}  // namespace

void set_beside(RegistryState& state) {
  Sha256 all;
  for (const auto* list : {&state.in_force, &state.wanted}) {
    for (const std::string& one : *list) all.add(sha256(view_of(one)));
    all.add(sha256(view_of("")));
  }
  state.beside = to_hex(all.digest()).substr(0, kBesideDigits);
}

FeedCursor cursor_of(const RegistryState& state) { return {state.next_entry, state.beside}; }

std::string text_of(const FeedCursor& cursor) {
  return fmt::format("{}-{}", cursor.next_entry, cursor.beside);
}

Result<FeedCursor> parse_cursor(std::string_view text) {
  FeedCursor cursor;
  if (text.empty()) return cursor;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, cursor.next_entry);
  if (error != std::errc() || stop == end || *stop != '-' || !is_beside({stop + 1, end}))
    return fail(Code::kCorrupt, "no place in the feed");
  cursor.beside.assign(stop + 1, end);
  return cursor;
}

}  // namespace insyn::server
