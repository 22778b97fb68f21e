#include "agreement/call_id.h"

namespace insyn::agreement {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_alphanumeric(char c) {
  // Of bytes beyond ASCII, which are parts of letters, too.
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

std::string_view without_ending(std::string_view id) {
  constexpr std::size_t kLongest = 3;
  std::size_t ending = 0;
  while (ending < id.size() && is_alphanumeric(id[id.size() - 1 - ending])) ++ending;
  if (ending == 0 || ending > kLongest || ending + 1 >= id.size()) return id;
  return id.substr(0, id.size() - ending - 1);
}

}  // namespace

bool may_be_one_call(std::string_view a, std::string_view b) {
  return a == b || without_ending(a) == b || a == without_ending(b) || without_ending(a) == without_ending(b);
}

std::string normalised_call_id(std::string_view id) {
  std::string normal;
  bool space = false;
  for (const char c : id) {
    if (is_space(c)) {
      space = !normal.empty();
      continue;
    }
    if (space) normal += ' ';
    space = false;
    normal += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return normal;
}

}  // namespace insyn::agreement
