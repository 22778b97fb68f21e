// The lines of Asterisk's manager interface (AMI): "Name: value" each, a block of them ended by an empty
// line.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn::calls {

// One block, of which only names are kept that somebody asks for. Of a name that is there twice the first
// counts.
using AmiBlock = std::map<std::string, std::string, std::less<>>;

// Takes bytes as they come. Whatever they are, it holds at most one block of names that are asked for: a name
// that is not, a caller's number among them, is passed over byte by byte and stored nowhere.
class AmiBlockReader {
 public:
  static constexpr std::size_t kLongestName = 100;
  static constexpr std::size_t kLongestValue = 500;
  static constexpr std::size_t kLongestLine = std::size_t{16} << 10;
  static constexpr std::size_t kLargestBlock = std::size_t{64} << 10;

  explicit AmiBlockReader(std::set<std::string> names) : names_(std::move(names)) {}

  // The blocks that are complete with these bytes. kBadPeer where a line or a block is too long: the
  // connection is of no use any more.
  Result<std::vector<AmiBlock>> feed(std::string_view bytes);

 private:
  enum class Part { kName, kGap, kValue, kPassedOver };

  Status take(char c, std::vector<AmiBlock>& blocks);
  void end_line(std::vector<AmiBlock>& blocks);

  std::set<std::string> names_;
  AmiBlock block_;
  Part part_ = Part::kName;
  std::string name_;
  std::string value_;
  std::size_t line_ = 0;  // its bytes so far, without the line end
  std::size_t size_ = 0;  // of the block
};

}  // namespace insyn::calls
