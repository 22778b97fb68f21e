#include "calls/ami/block_reader.h"

#include <utility>

namespace insyn::calls {

void AmiBlockReader::end_line(std::vector<AmiBlock>& blocks) {
  if (line_ == 0) {
    if (!block_.empty()) blocks.push_back(std::exchange(block_, {}));
    size_ = 0;
  } else if (part_ == Part::kGap || part_ == Part::kValue) {
    block_.emplace(std::move(name_), std::move(value_));
  }
  name_.clear();
  value_.clear();
  part_ = Part::kName;
  line_ = 0;
}

Status AmiBlockReader::take(char c, std::vector<AmiBlock>& blocks) {
  if (++size_ > kLargestBlock) return fail(Code::kBadPeer, "a block of the manager interface is too long");
  if (c == '\n') {
    end_line(blocks);
    return {};
  }
  if (c == '\r') return {};
  if (++line_ > kLongestLine) return fail(Code::kBadPeer, "a line of the manager interface is too long");
  if (part_ == Part::kName) {
    if (c != ':' && name_.size() < kLongestName) {
      name_ += c;
    } else {
      part_ = c == ':' && names_.contains(name_) ? Part::kGap : Part::kPassedOver;
    }
  } else if (part_ == Part::kGap && c != ' ') {
    part_ = Part::kValue;
    value_ += c;
  } else if (part_ == Part::kValue) {
    value_ += c;
    // A part of a value would be another one.
    if (value_.size() > kLongestValue) part_ = Part::kPassedOver;
  }
  return {};
}

Result<std::vector<AmiBlock>> AmiBlockReader::feed(std::string_view bytes) {
  std::vector<AmiBlock> blocks;
  for (const char c : bytes) TRY(take(c, blocks));
  return blocks;
}

}  // namespace insyn::calls
