#include "http_signature/request.h"

#include <algorithm>

namespace insyn::http_signature {
namespace {

constexpr std::string_view kWhiteSpace = " \t";

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kWhiteSpace), text.size()));
  return text.substr(0, text.find_last_not_of(kWhiteSpace) + 1);
}

}  // namespace

std::optional<std::string> value_of(const Request& request, std::string_view name) {
  std::optional<std::string> value;
  for (const Field& field : request.fields) {
    if (field.name != name) continue;
    if (value) {
      value->append(", ").append(trimmed(field.value));
    } else {
      value = std::string(trimmed(field.value));
    }
  }
  return value;
}

}  // namespace insyn::http_signature
