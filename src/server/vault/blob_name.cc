#include "server/vault/blob_name.h"

namespace insyn::server {
namespace {

constexpr std::size_t kLongest = 512;

bool is_part(std::string_view part) {
  return !part.empty() && part.front() != '.' &&
         part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
}

}  // namespace

bool is_blob_name(std::string_view name) {
  if (name.size() > kLongest) return false;
  while (true) {
    const std::size_t slash = name.find('/');
    if (!is_part(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

Status check_blob_name(std::string_view name) {
  if (is_blob_name(name)) return {};
  return fail(Code::kDenied,
              "that is not the name of a blob: it may have a-z, 0-9, “-”, “.” and “_” between “/”");
}

std::string chunks_blob_of(const std::string& recording) {
  return fmt::format("recordings/{}/{}", recording.substr(0, 2), recording);
}

std::string audio_blob_of(const std::string& recording) {
  return fmt::format("audio/{}/{}", recording.substr(0, 2), recording);
}

}  // namespace insyn::server
