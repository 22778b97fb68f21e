// Reads usage journals from any bytes, and from any lines that the device has signed.
#include <cstdlib>

#include "usage/usage_journal.h"

namespace {

using namespace insyn;
using namespace insyn::usage;

// The device of docs/recording.md, whose secret key is known, so that the seeds hold what it signed.
const note::Signer& device() {
  static const auto signer =
      note::Signer::parse("PRIVATE+KEY+desk-12+a961a248+AQMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD")
          .value();
  return signer;
}

std::string written(const std::vector<Entry>& entries) {
  std::string text = first_line(device());
  for (const Entry& entry : entries) text += next_line(text, entry, device());
  return text;
}

// Each entry has one way to be written, and each journal too; behind it may stand the beginning of a line.
void journals_go_both_ways(std::string_view text) {
  const auto entries = read_journal(text, device().verifier());
  if (!entries) return;
  if (text.substr(0, text.rfind('\n') + 1) != written(*entries)) std::abort();
}

// What the lines say is read again where their running numbers follow on each other, and only there.
void signed_lines_are_read(std::string_view text) {
  std::vector<Entry> entries;
  std::uint64_t last = 0;
  bool in_order = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto entry = parse_entry(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!entry) continue;
    const auto* certified = std::get_if<Certified>(&*entry);
    if (certified != nullptr) in_order = in_order && certified->number == ++last;
    entries.push_back(*entry);
  }
  const auto read = read_journal(written(entries), device().verifier());
  if (read.has_value() != in_order || (read && *read != entries)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = insyn::text_of(ByteView(data, size));
  journals_go_both_ways(text);
  signed_lines_are_read(text);
  return 0;
}
