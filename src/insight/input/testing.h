// For tests: logs from text, and files that are there for as long as they are needed.
#pragma once

#include <fstream>

#include "insight/input/read_log.h"
#include "os/file.h"

namespace insyn::insight {

// A file in a folder of its own.
class TestFile {
 public:
  TestFile(const std::string& name, std::string_view text) {
    std::filesystem::create_directories(folder_);
    std::ofstream(path(name), std::ios::binary) << text;
    name_ = name;
  }
  ~TestFile() { std::filesystem::remove_all(folder_); }
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;

  Path path() const { return path(name_); }

 private:
  Path path(const std::string& name) const { return folder_ / name; }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-insight-" + to_hex(random_bytes(8)));
  std::string name_;
};

// "screen Start+5000" for each event: what it is, about what, and the milliseconds since the call began.
inline std::string in_words(const Log& log, const Call& call) {
  static constexpr const char* kNames[] = {"screen", "search", "article", "copy",
                                           "link",   "back",   "answer",  "did-not-help"};
  std::string text;
  for (const Event& event : log.events_of(call)) {
    if (!text.empty()) text += ", ";
    text += kNames[static_cast<std::size_t>(event.activity())];
    if (event.activity() == Activity::kSearch) {
      text += fmt::format(" {}", event.object());
    } else if (event.object() != kNoName) {
      text += fmt::format(" {}", log.objects.text(event.object()));
    }
    text += fmt::format("+{}", event.time() - call.start);
  }
  return text;
}

}  // namespace insyn::insight
