#include "tray/look.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>

#include "indicator/border.h"
#include "os/file.h"

namespace insyn::tray {
namespace {

using control::Activity;

constexpr Activity kAll[] = {Activity::kIdle, Activity::kRecording, Activity::kPaused,
                             Activity::kHeld, Activity::kWithheld,  Activity::kNotAllowed};

std::string hex(QRgb colour) { return fmt::format("#{:06x}", colour & 0xffffffU); }

std::string tokens() {
  return read_text(Path(INSYN_SOURCE_DIR) / "web/rooms/src/design/tokens.css", 100'000).value();
}

// One design: what the pages call so is what the tray has.
TEST(Look, IsTheRoomsInBothThemes) {
  const std::string css = tokens();
  const std::pair<const char*, QRgb Look::*> roles[] = {
      {"sunken", &Look::sunken},
      {"paper", &Look::paper},
      {"card", &Look::card},
      {"line", &Look::line},
      {"edge", &Look::edge},
      {"ink", &Look::ink},
      {"soft", &Look::soft},
      {"accent", &Look::accent},
      {"accent-soft", &Look::accent_soft},
      {"on-accent", &Look::on_accent},
      {"recording", &Look::recording},
      {"recording-soft", &Look::recording_soft},
      {"paused", &Look::paused},
      {"paused-soft", &Look::paused_soft},
      {"withheld", &Look::withheld},
      {"withheld-soft", &Look::withheld_soft},
      {"not-allowed", &Look::not_allowed},
      {"not-allowed-soft", &Look::not_allowed_soft},
      {"danger", &Look::danger},
      {"danger-soft", &Look::danger_soft},
  };
  for (const auto& [name, role] : roles) {
    std::smatch found;
    ASSERT_TRUE(
        std::regex_search(css, found, std::regex(fmt::format(R"(--{}: light-dark\((#\w+), (#\w+)\))", name))))
        << name;
    EXPECT_EQ(found[1], hex(look_of(false).*role)) << name;
    EXPECT_EQ(found[2], hex(look_of(true).*role)) << name;
  }
  EXPECT_NE(css.find("--frame: " + hex(indicator::kShades[0]) + ";"), std::string::npos);
  EXPECT_NE(css.find(fmt::format("--frame-width: {}px;", indicator::kThickness)), std::string::npos);
  EXPECT_NE(css.find("--frame-fill: " + hex(kFrameFill) + ";"), std::string::npos);
  EXPECT_NE(css.find("--on-frame: " + hex(kOnFrame) + ";"), std::string::npos);
}

TEST(Look, ContrastIsThatOfTheGuidelines) {
  EXPECT_NEAR(contrast(0xff000000, 0xffffffff), 21, 1e-6);
  EXPECT_NEAR(contrast(0xffffffff, 0xff767676), 4.54, 0.01);
  EXPECT_EQ(contrast(0xff123456, 0xff123456), 1);
}

TEST(Look, TextIsReadOnEverySurface) {
  for (const bool dark : {false, true}) {
    const Look& look = look_of(dark);
    for (const QRgb ground : {look.paper, look.card, look.sunken}) {
      EXPECT_GE(contrast(look.ink, ground), 4.5);
      EXPECT_GE(contrast(look.soft, ground), 4.5);
      EXPECT_GE(contrast(look.accent, ground), 4.5);
      EXPECT_GE(contrast(look.danger, ground), 4.5);
      EXPECT_GE(contrast(look.edge, ground), 3);
    }
    EXPECT_GE(contrast(look.ink, look.accent_soft), 4.5);
    EXPECT_GE(contrast(look.on_accent, look.accent), 4.5);
    EXPECT_GE(contrast(look.danger, look.danger_soft), 4.5);
    for (const Activity activity : kAll) {
      const StateColours colours = colours_of(look, activity);
      EXPECT_GE(contrast(colours.own, look.card), 3) << "an edge, beside what is written";
      EXPECT_GE(contrast(colours.own, colours.soft), 3) << "a shape, on its own ground";
    }
  }
  EXPECT_GE(contrast(kOnFrame, kFrameFill), 4.5) << "the words of the sign that records";
}

TEST(Look, ByTheDesktopsPalette) {
  QPalette light, dark;
  light.setColor(QPalette::Window, Qt::white);
  light.setColor(QPalette::WindowText, Qt::black);
  dark.setColor(QPalette::Window, QColor(0x30, 0x30, 0x30));
  dark.setColor(QPalette::WindowText, QColor(0xee, 0xee, 0xee));
  EXPECT_FALSE(is_dark(light));
  EXPECT_TRUE(is_dark(dark));
}

}  // namespace
}  // namespace insyn::tray
