// One JSON object of a line, read strictly: every member is asked for by name and type, none is left over and
// none is there twice.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn::control {

using Json = nlohmann::ordered_json;

class Members {
 public:
  // kBadPeer where `text` is not one JSON object (RFC 8259, UTF-8).
  static Result<Members> parse(std::string_view text);

  // What the member holds, or nothing where it is not there. Of another type, or a text of more than `limit`
  // bytes or with control characters: a problem, told by finish().
  std::optional<std::string> text(const char* name, std::size_t limit);
  std::optional<bool> truth(const char* name);
  std::optional<std::int64_t> number(const char* name);
  // At most `limit` of them, each from 0 to 2^32 - 1.
  std::optional<std::vector<std::uint64_t>> numbers(const char* name, std::size_t limit, std::uint64_t most);
  std::optional<Members> object(const char* name);

  // kBadPeer where there was a problem, or where members are left that nobody asked for.
  Status finish() const;

 private:
  explicit Members(Json json) : json_(std::move(json)) {}
  std::optional<Json> take(const char* name);
  void complain(const char* name, const char* what);

  Json json_;
  std::string problem_;
};

// UTF-8 in one line, whatever the values hold.
std::string line_of(const Json& json);

}  // namespace insyn::control
