#include "agreement/call_id.h"

namespace insyn::agreement {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

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
