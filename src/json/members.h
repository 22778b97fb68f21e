// Strict reading of a text as a JSON object: each member is asked for by name and type. Unknown and
// repeated members are errors.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn::json {

using Json = nlohmann::ordered_json;

class Members {
 public:
  // kBadPeer where `text` is not one JSON object (RFC 8259, UTF-8).
  static Result<Members> parse(std::string_view text);

  // The member's value, or nothing where it is missing. A value of another type, a text of more than `limit`
  // bytes, or one with control characters makes finish() fail.
  std::optional<std::string> text(const char* name, std::size_t limit);
  // The same with any characters, as a note has them.
  std::optional<std::string> lines(const char* name, std::size_t limit);
  // Whether the member is there and null. One that is not is left to be asked for.
  bool take_null(const char* name);
  std::optional<bool> truth(const char* name);
  std::optional<std::int64_t> number(const char* name);
  // From -`most` to `most`.
  std::optional<std::int64_t> number_either_way(const char* name, std::int64_t most);
  // At most `limit` numbers, each from 0 to `most`.
  std::optional<std::vector<std::uint64_t>> numbers(const char* name, std::size_t limit, std::uint64_t most);
  // At most `most` texts, each as text().
  std::optional<std::vector<std::string>> texts(const char* name, std::size_t most, std::size_t limit);
  // The same, each as lines().
  std::optional<std::vector<std::string>> all_lines(const char* name, std::size_t most, std::size_t limit);
  std::optional<Members> object(const char* name);
  // At most `most` objects; each is finished by itself.
  std::optional<std::vector<Members>> objects(const char* name, std::size_t most);

  // kBadPeer where a value was not valid, or where there are members that were not asked for.
  Status finish() const;

 private:
  explicit Members(Json json) : json_(std::move(json)) {}
  std::optional<Json> take(const char* name);
  void complain(const char* name, const char* what);

  Json json_;
  std::string problem_;
};

// One line of UTF-8, whatever the values contain.
std::string line_of(const Json& json);

}  // namespace insyn::json
