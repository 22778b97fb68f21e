#include "ledger/checkpoint/checkpoint.h"

#include "base/text.h"

namespace insyn::ledger {
namespace {

constexpr std::size_t kMostExtensions = 100;

// kCorrupt where there is no whole line.
Result<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return fail(Code::kCorrupt, "the checkpoint is cut off");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  if (line.empty()) return fail(Code::kCorrupt, "the checkpoint has an empty line");
  return line;
}

}  // namespace

bool is_origin(std::string_view text) { return check_readable(text, kLongestOrigin).has_value(); }

std::string text_of(const Checkpoint& checkpoint) {
  std::string text =
      fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, hash_text(checkpoint.root));
  for (const std::string& line : checkpoint.extensions) text += line + "\n";
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  if (text.size() > kLargestCheckpoint) return fail(Code::kCorrupt, "the checkpoint is too long");
  Checkpoint checkpoint;
  TRY_ASSIGN(checkpoint.origin, take_line(text));
  if (!is_origin(checkpoint.origin))
    return fail(Code::kCorrupt, "the checkpoint's first line is no ledger's name");
  TRY_ASSIGN(const std::string_view size, take_line(text));
  TRY_ASSIGN(const std::string_view root, take_line(text));
  auto entries = parse_size(size);
  if (!entries) return in_context("the checkpoint's size", std::move(entries).error());
  auto hash = parse_hash(root);
  if (!hash) return in_context("the checkpoint's root", std::move(hash).error());
  checkpoint.size = *entries;
  checkpoint.root = *hash;
  while (!text.empty()) {
    TRY_ASSIGN(const std::string_view line, take_line(text));
    if (checkpoint.extensions.size() == kMostExtensions)
      return fail(Code::kCorrupt, "the checkpoint has more than {} lines that are not its own",
                  kMostExtensions);
    checkpoint.extensions.emplace_back(line);
  }
  return checkpoint;
}

}  // namespace insyn::ledger
