// A link's uploads, turn by turn.
#pragma once

#include <gtest/gtest.h>

#include "link/link_desk.h"

namespace insyn::link_test {

class Uploads : public ::testing::Test {
 protected:
  // Turns until nothing is to be done at once, or a few times at most.
  static void turn(LinkDesk::Link& link, int times = 5) {
    for (int time = 0; time < times; ++time) (void)link.uploads.turn();
  }
  std::optional<link::Obstacle> stuck(const LinkDesk::Link& link, const std::string& id) const {
    for (const auto& one : desk_.standing_of(link).stuck)
      if (one.recording == id) return one.trouble.obstacle;
    return std::nullopt;
  }
  // Byte for byte.
  static bool has_arrived(LinkDesk& desk, const std::string& id) {
    const auto stored = desk.centre.stored();
    return stored.contains(id) && stored.at(id) == desk.bundle(id);
  }
  // For what a test fails with.
  static std::string how_it_stands(const LinkDesk& desk, const LinkDesk::Link& link) {
    return text_of(desk.standing_of(link));
  }
  LinkDesk desk_;
};

}  // namespace insyn::link_test
