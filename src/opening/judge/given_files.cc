#include "opening/judge/given_files.h"

#include "recording/format/layout.h"

namespace insyn::opening {

Result<std::vector<std::string>> GivenFiles::names() const {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : files_) names.push_back(name);
  return names;
}

bool GivenFiles::has(const std::string& name) const {
  if (const auto chunk = recording::chunk_named(name)) return chunk->index < chunks_;
  return files_.count(name) == 1;
}

Result<Bytes> GivenFiles::read(const std::string& name, std::size_t limit) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return fail(Code::kPermanent, "{} is not here", name);
  if (found->second.size() > limit) return fail(Code::kCorrupt, "{} is too large", name);
  return found->second;
}

}  // namespace insyn::opening
