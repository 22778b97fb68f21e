#include "server/vault/s3_answer.h"

#include <charconv>

#include "server/vault/blob_name.h"

namespace insyn::server {
namespace {

constexpr std::size_t kLongestCode = 60;

// The text of the next such element in `rest`, which it is taken off; nothing where there is none.
std::optional<std::string_view> take_element(std::string_view& rest, std::string_view name) {
  const std::string opening = fmt::format("<{}>", name), closing = fmt::format("</{}>", name);
  const std::size_t from = rest.find(opening);
  if (from == std::string_view::npos) return std::nullopt;
  const std::size_t to = rest.find(closing, from + opening.size());
  if (to == std::string_view::npos) return std::nullopt;
  const std::string_view text = rest.substr(from + opening.size(), to - from - opening.size());
  rest.remove_prefix(to + closing.size());
  return text;
}

bool take_number(std::string_view& rest, std::uint64_t& into) {
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), into);
  if (error != std::errc()) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return true;
}

bool take(std::string_view& rest, std::string_view what) {
  if (!rest.starts_with(what)) return false;
  rest.remove_prefix(what.size());
  return true;
}

}  // namespace

std::string s3_error_code(std::string_view body) {
  const auto code = take_element(body, "Code");
  const bool fits =
      code && !code->empty() && code->size() <= kLongestCode &&
      code->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") ==
          std::string_view::npos;
  return fits ? std::string(*code) : "";
}

Result<S3List> parse_s3_list(std::string_view body) {
  if (body.find("<ListBucketResult") == std::string_view::npos ||
      body.find("</ListBucketResult>") == std::string_view::npos)
    return fail(Code::kBadPeer, "the S3 store's answer is no list of objects");
  S3List list;
  std::string_view rest = body;
  list.more = take_element(rest, "IsTruncated").value_or("false") == "true";
  rest = body;
  while (const auto key = take_element(rest, "Key")) {
    if (!is_blob_name(*key))
      return fail(Code::kBadPeer,
                  "the S3 store lists an object whose name is not a blob's; is the bucket or the "
                  "prefix somebody else's too?");
    list.keys.emplace_back(*key);
  }
  return list;
}

std::optional<S3Range> parse_s3_range(std::string_view value) {
  S3Range range;
  const bool fits = take(value, "bytes ") && take_number(value, range.first) && take(value, "-") &&
                    take_number(value, range.last) && take(value, "/");
  if (!fits) return std::nullopt;
  return range;
}

}  // namespace insyn::server
