#include "tree.h"

#include <algorithm>
#include <fstream>

namespace insyn::structure {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const Path& root, const std::vector<std::string>& folders) {
  std::vector<std::string> files;
  for (const std::string& folder : folders) {
    if (fs::is_regular_file(root / folder)) files.push_back(folder);
    if (!fs::is_directory(root / folder)) continue;
    for (auto entry = fs::recursive_directory_iterator(root / folder); entry != fs::end(entry); ++entry) {
      const std::string name = entry->path().filename().string();
      if (name == "corpus" || name == "node_modules") entry.disable_recursion_pending();
      if (entry->is_regular_file() && name != "package-lock.json")
        files.push_back(fs::relative(entry->path(), root).generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> lines_of(const Path& root, const std::string& file) {
  std::ifstream in(root / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool has_ending(const std::string& file, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](const std::string& ending) { return file.ends_with(ending); });
}

bool is_for_tests(const std::string& file) {
  return has_ending(file, {"_test.cc", "_fuzzer.cc"}) || file.find("testing") != std::string::npos ||
         file.find("/scripted/") != std::string::npos;
}

}  // namespace insyn::structure
