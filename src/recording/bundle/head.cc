#include "recording/bundle/head.h"

#include <algorithm>

#include "base/check.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kFirstLine = "insyn bundle 1\n";

bool is_key_file(std::string_view name) {
  return std::find(kKeyFiles.begin(), kKeyFiles.end(), name) != kKeyFiles.end();
}

std::uint64_t longest(std::string_view name) {
  if (name == kJournal) return kLargestJournal;
  if (is_key_file(name)) return kLargestKeyFile;
  return chunk_named(name) ? kLargestChunkFile : kLargestNote;
}

// Only a journal may be empty: that of a recording which ended before its first chunk.
Status check_length(const BundleFile& file) {
  if (file.length > longest(file.name) || (file.length == 0 && file.name != kJournal))
    return fail(Code::kPermanent, "{} cannot have {} bytes", file.name, file.length);
  return {};
}

Failure not_here(const BundleHead& head, std::size_t place, std::string_view wanted) {
  return fail(Code::kPermanent, "file {} has to be {} and is {}", place + 1, wanted,
              place < head.files.size() ? head.files[place].name : "not there");
}

Status check_notes(const BundleHead& head) {
  const auto is = [&](std::size_t place, const char* name) {
    return place < head.files.size() && head.files[place].name == name;
  };
  if (!is(0, kCertificate)) return not_here(head, 0, kCertificate);
  if (!is(1, kOpeningNote)) return not_here(head, 1, kOpeningNote);
  if (!is(2, kClosingNote) && !is(2, kJournal))
    return not_here(head, 2, fmt::format("{} or {}", kClosingNote, kJournal));
  return {};
}

}  // namespace

bool BundleHead::closed() const { return files.size() > 2 && files[2].name == kClosingNote; }

std::size_t BundleHead::front() const {
  const auto chunk = std::find_if(files.begin(), files.end(),
                                  [](const BundleFile& file) { return chunk_named(file.name).has_value(); });
  return static_cast<std::size_t>(chunk - files.begin());
}

std::uint64_t BundleHead::length() const {
  std::uint64_t sum = 0;
  for (const BundleFile& file : files) sum += file.length;
  return sum;
}

ChunkName BundleHead::chunk(std::size_t place) const {
  const auto name = chunk_named(files[place].name);
  CHECK(name.has_value());
  return *name;
}

Status check_bundle_head(const BundleHead& head) {
  TRY(check_notes(head));
  std::size_t place = 3;
  for (const char* name : kKeyFiles) {
    if (place < head.files.size() && head.files[place].name == name) ++place;
  }
  const std::size_t front = place;
  for (; place < head.files.size(); ++place) {
    const auto chunk = chunk_named(head.files[place].name);
    const std::size_t number = place - front;
    if (!chunk || chunk->index != number) return not_here(head, place, fmt::format("chunk {}", number));
    if (number >= kMostChunks) return fail(Code::kPermanent, "there are more than {} chunks", kMostChunks);
  }
  for (const BundleFile& file : head.files) TRY(check_length(file));
  return {};
}

std::string text_of(const BundleHead& head) {
  std::string text(kFirstLine);
  for (const BundleFile& file : head.files) text += fmt::format("{} {}\n", file.name, file.length);
  return text + "\n";
}

Result<BundleHead> parse_bundle_head(std::string_view text) {
  if (text.size() > kLargestBundleHead)
    return fail(Code::kCorrupt, "the head is longer than {} bytes", kLargestBundleHead);
  if (!text.starts_with(kFirstLine) || !text.ends_with("\n\n"))
    return fail(Code::kCorrupt, "it does not begin as a bundle does");
  BundleHead head;
  std::string_view rest = text.substr(kFirstLine.size());
  rest.remove_suffix(1);
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    const std::string_view name = take_word(line);
    TRY_ASSIGN(const std::uint64_t length, parse_number(line, kLargestChunkFile));
    head.files.push_back({std::string(name), length});
  }
  if (Status fits = check_bundle_head(head); !fits)
    return fail(Code::kCorrupt, "the head: {}", fits.error().message);
  TRY(expect_same(text, text_of(head)));
  return head;
}

Result<std::optional<std::size_t>> bundle_head_length(std::string_view bytes) {
  const std::string_view begin = bytes.substr(0, kFirstLine.size());
  if (begin != kFirstLine.substr(0, begin.size()))
    return fail(Code::kCorrupt, "it does not begin as a bundle does");
  const std::size_t end = bytes.substr(0, kLargestBundleHead).find("\n\n");
  if (end != std::string_view::npos) return std::optional(end + 2);
  if (bytes.size() >= kLargestBundleHead)
    return fail(Code::kCorrupt, "the head is longer than {} bytes", kLargestBundleHead);
  return std::optional<std::size_t>();
}

}  // namespace insyn::recording
