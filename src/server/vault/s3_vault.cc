#include "server/vault/s3_vault.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "os/file.h"
#include "server/vault/blob_name.h"
#include "server/vault/s3_answer.h"
#include "server/vault/s3_client.h"

namespace insyn::server {
namespace {

constexpr std::size_t kMostListed = 1000;  // in one answer
constexpr std::size_t kLargestList = std::size_t{4} << 20;
// What one request can put.
constexpr std::uint64_t kLargestBlob = std::uint64_t{5} << 30;

// What is to be put, wherever its bytes are.
struct Source {
  std::uint64_t size = 0;
  std::function<Result<Bytes>(std::uint64_t from, std::size_t length)> read;
};

Result<Source> source_of(const Path& file) {
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(file, error);
  if (error) return fail(Code::kTransient, "cannot read the size of {}: {}", file.string(), error.message());
  return Source{
      size, [file](std::uint64_t from, std::size_t length) { return read_file_range(file, from, length); }};
}

Source source_of(ByteView bytes) {
  return {bytes.size(), [bytes](std::uint64_t from, std::size_t length) -> Result<Bytes> {
            const ByteView piece = bytes.subspan(static_cast<std::size_t>(from), length);
            return Bytes(piece.begin(), piece.end());
          }};
}

template <class Take>
Status for_each_piece(const Source& source, const Take& take) {
  for (std::uint64_t at = 0; at < source.size; at += kBlobPiece) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(kBlobPiece, source.size - at));
    TRY_ASSIGN(const Bytes piece, source.read(at, length));
    TRY(take(at, piece));
  }
  return {};
}

// "/" as the signature wants it in a query.
std::string encoded(const std::string& name) {
  std::string text;
  for (const char c : name) text += c == '/' ? std::string("%2F") : std::string(1, c);
  return text;
}

class S3Vault final : public Vault {
 public:
  S3Vault(const S3& where, http_client::Address address)
      : client_(where, std::move(address)), prefix_(where.prefix) {}

  Status put_file(const std::string& name, const Path& file) override {
    TRY(check_blob_name(name));
    TRY_ASSIGN(const Source source, source_of(file));
    TRY(put_source(name, source));
    return remove_file(file);
  }

  Status put(const std::string& name, ByteView bytes) override {
    TRY(check_blob_name(name));
    return put_source(name, source_of(bytes));
  }

  Result<std::optional<Bytes>> read(const std::string& name, std::size_t limit) override {
    TRY_ASSIGN(S3Request request, request_for("GET", name));
    request.largest_answer = std::max(limit, request.largest_answer);
    TRY_ASSIGN(S3Answer answer, client_.ask(request));
    if (answer.status == 404) return std::nullopt;
    if (answer.too_long || answer.body.size() > limit)
      return fail(Code::kCorrupt, "the blob {} is longer than the limit of {} bytes", name, limit);
    return std::optional<Bytes>(std::move(answer.body));
  }

  Result<Bytes> read_range(const std::string& name, std::uint64_t from, std::size_t length) override {
    TRY_ASSIGN(S3Request request, request_for("GET", name));
    if (length == 0) return empty_range(name, from);
    if (from > UINT64_MAX - length) return too_short(name, from, length);
    request.from = from;
    request.length = length;
    request.largest_answer = std::max(length, request.largest_answer);
    TRY_ASSIGN(S3Answer answer, client_.ask(request));
    if (answer.status == 404) return fail(Code::kCorrupt, "the blob {} is not there", name);
    if (answer.status == 416) return too_short(name, from, length);
    const auto range = parse_s3_range(answer.range);
    if (answer.status != 206 || !range || range->first != from)
      return fail(Code::kBadPeer, "the S3 store gives another range of {} than it was asked for", name);
    if (range->last < from + length - 1) return too_short(name, from, length);
    if (answer.too_long || range->last > from + length - 1 || answer.body.size() != length)
      return fail(Code::kBadPeer, "the S3 store gives another range of {} than it was asked for", name);
    return std::move(answer.body);
  }

  Result<std::optional<std::uint64_t>> size(const std::string& name) override {
    TRY_ASSIGN(const S3Request request, request_for("HEAD", name));
    TRY_ASSIGN(const S3Answer answer, client_.ask(request));
    if (answer.status == 404) return std::nullopt;
    if (!answer.length) return fail(Code::kBadPeer, "the S3 store says no size of {}", name);
    return answer.length;
  }

  Status remove(const std::string& name) override {
    TRY_ASSIGN(const S3Request request, request_for("DELETE", name));
    TRY(client_.ask(request));
    return {};
  }

  Result<std::vector<std::string>> list(const std::string& prefix, const std::string& after,
                                        std::size_t most) override {
    std::vector<std::string> names;
    std::string last = after;
    while (names.size() < most) {
      TRY_ASSIGN(const S3List page, list_page(prefix, last, most - names.size()));
      for (const std::string& key : page.keys) {
        std::string name = key.substr(std::min(prefix_.size(), key.size()));
        if (!key.starts_with(prefix_ + prefix) || name <= last || !is_blob_name(name) || names.size() == most)
          return fail(Code::kBadPeer, "the S3 store lists what it was not asked for");
        last = name;
        names.push_back(std::move(name));
      }
      if (!page.more || page.keys.empty()) break;
    }
    return names;
  }

 private:
  Result<S3Request> request_for(const char* method, const std::string& name) const {
    TRY(check_blob_name(name));
    S3Request request;
    request.method = method;
    request.object = prefix_ + name;
    return request;
  }

  static Failure too_short(const std::string& name, std::uint64_t from, std::size_t length) {
    return fail(Code::kCorrupt, "the blob {} ends before {} bytes from {} on", name, length, from);
  }

  Result<Bytes> empty_range(const std::string& name, std::uint64_t from) {
    TRY_ASSIGN(const auto there, size(name));
    if (!there) return fail(Code::kCorrupt, "the blob {} is not there", name);
    if (*there < from) return too_short(name, from, 0);
    return Bytes{};
  }

  Result<S3List> list_page(const std::string& prefix, const std::string& after, std::size_t most) {
    S3Request request;
    request.query = fmt::format("list-type=2&max-keys={}&prefix={}", std::min(most, kMostListed),
                                encoded(prefix_ + prefix));
    if (!after.empty()) request.query += "&start-after=" + encoded(prefix_ + after);
    request.largest_answer = kLargestList;
    TRY_ASSIGN(const S3Answer answer, client_.ask(request));
    if (answer.too_long) return fail(Code::kBadPeer, "the S3 store's list is longer than it can be");
    return parse_s3_list(text_of(answer.body));
  }

  // Swift cannot be asked to put only what is not there (it answers 501), so that is asked first. Two servers
  // never put different bytes under one name: what a recording's blob has, the database has decided.
  Status put_source(const std::string& name, const Source& source) {
    if (source.size > kLargestBlob)
      return fail(Code::kFull, "the blob {} is larger than an S3 store takes at once, {} GiB", name,
                  kLargestBlob >> 30);
    TRY_ASSIGN(const auto there, size(name));
    if (there) return compare(name, *there, source);
    TRY_ASSIGN(S3Request request, request_for("PUT", name));
    Sha256 hash;
    TRY(for_each_piece(source, [&](std::uint64_t, const Bytes& piece) -> Status {
      hash.add(piece);
      return {};
    }));
    request.body = S3Body{source.size, hash.digest(),
                          [&source](std::uint64_t from, std::span<std::uint8_t> into) -> Status {
                            TRY_ASSIGN(const Bytes piece, source.read(from, into.size()));
                            std::memcpy(into.data(), piece.data(), piece.size());
                            return {};
                          }};
    TRY_ASSIGN(const S3Answer answer, client_.ask(request));
    TRY_ASSIGN(const auto stored, size(name));
    if (answer.status / 100 != 2 || stored != source.size)
      return fail(Code::kBadPeer, "the S3 store has not stored {}, which it has said", name);
    return {};
  }

  Status compare(const std::string& name, std::uint64_t there, const Source& source) {
    const auto other = [&] {
      return fail(Code::kDenied, "the blob {} is there with other bytes; nothing was changed", name);
    };
    if (there != source.size) return other();
    return for_each_piece(source, [&](std::uint64_t at, const Bytes& piece) -> Status {
      TRY_ASSIGN(const Bytes stored, read_range(name, at, piece.size()));
      if (stored != piece) return other();
      return {};
    });
  }

  S3Client client_;
  std::string prefix_;
};

bool has_only(std::string_view text, std::string_view of, std::size_t longest) {
  return !text.empty() && text.size() <= longest && text.find_first_not_of(of) == std::string_view::npos;
}

constexpr std::string_view kLowerCase = "abcdefghijklmnopqrstuvwxyz0123456789-.";

}  // namespace

Status check_s3(const S3& where) {
  if (const auto address = http_client::parse_address(where.endpoint); !address)
    return Failure(address.error());
  if (!has_only(where.region, kLowerCase, 64))
    return fail(Code::kCorrupt, "the region is not one of an S3 store");
  if (!has_only(where.bucket, kLowerCase, 63))
    return fail(Code::kCorrupt, "the bucket's name is not one of an S3 store");
  if (!where.prefix.empty() &&
      (!where.prefix.ends_with('/') || !is_blob_name(where.prefix.substr(0, where.prefix.size() - 1))))
    return fail(Code::kCorrupt,
                "the prefix is not like insyn/centre/: a-z, 0-9, “-”, “.”, “_”, and a “/” at the end");
  if (where.access_key.empty() || where.access_key.size() > 255)
    return fail(Code::kCorrupt, "there is no access key");
  return {};
}

Result<std::unique_ptr<Vault>> s3_vault(const S3& where) {
  TRY(check_s3(where));
  TRY_ASSIGN(http_client::Address address, http_client::parse_address(where.endpoint));
  return std::unique_ptr<Vault>(std::make_unique<S3Vault>(where, std::move(address)));
}

}  // namespace insyn::server
