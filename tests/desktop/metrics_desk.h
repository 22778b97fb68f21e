// A call at the level at which no pictures are made, for tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "recording/store/recording.h"
#include "support/service.h"
#include "support/until.h"

namespace insyn {

inline constexpr const char* kScreens =
    "[[screen]]\nname = \"sök\"\ntitle = \"Sök – *\"\n"
    "[[screen]]\nname = \"artikel\"\ntitle = \"Artikel *\"\nevent = \"article\"\n";

inline std::size_t event_chunks(const Path& folder) {
  const std::vector<recording::ChunkName> files = recording::Recording::read(folder)->chunk_files;
  return static_cast<std::size_t>(std::count_if(files.begin(), files.end(), [](const auto& chunk) {
    return chunk.kind == recording::ChunkKind::kEvents;
  }));
}

class MetricsTest : public testing::Test {
 protected:
  MetricsTest() {
    window_ = desk_.open_support_window();
    terms_ = desk_.terms();
    terms_.level = "metrics";
    terms_.screens = kScreens;
  }

  Path begin() {
    const support::Ran begun = service_.call({"begin", "4711"});
    EXPECT_EQ(begun.code, 0) << begun.err;
    return desk_.spool / begun.out.substr(0, begun.out.find('\n'));
  }
  void call_it(const std::string& title) { desk_.support.ask("title main " + title); }
  // Until what this leads to is on the disk.
  void call_it_and_wait(const std::string& title, const Path& folder) {
    const std::size_t before = event_chunks(folder);
    call_it(title);
    support::until("its event", [&] { return event_chunks(folder) > before; });
  }
  recording::Recording end(const Path& folder) {
    EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
    support::until("the recording to be closed",
                   [&] { return recording::Recording::read(folder).value().closing.has_value(); });
    return recording::Recording::read(folder).value();
  }

  support::Desk desk_;
  support::Service service_{desk_};
  support::TestTerms terms_;
  std::string window_;
};

}  // namespace insyn
