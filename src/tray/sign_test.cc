// What the signs and icons look like, drawn without a screen; tests/desktop looks at them on one.
#include "tray/sign.h"

#include <gtest/gtest.h>

#include <cmath>

#include "indicator/border.h"
#include "tray/state_icon.h"
#include "tray/testing.h"
#include "tray/text.h"

namespace insyn::tray {
namespace {

using control::Activity;

constexpr Activity kSigned[] = {Activity::kRecording, Activity::kPaused, Activity::kHeld, Activity::kWithheld,
                                Activity::kNotAllowed};

control::State state_of(Activity activity) {
  control::State state;
  state.activity = activity;
  state.application = "Kundstöd";
  state.recording = activity == Activity::kNotAllowed ? "" : "20261201T081503Z-0123456789abcdef";
  if (activity == Activity::kWithheld) state.why = reason::ScreenWithheld{reason::Withheld::kForeignInside};
  if (activity == Activity::kNotAllowed) state.why = reason::OutsideDays{};
  state.paused = activity == Activity::kPaused;
  return state;
}

class SignTest : public testing::TestWithParam<bool> {
 protected:
  SignTest() {
    QPalette palette;
    const Look& look = look_of(GetParam());
    palette.setColor(QPalette::Window, QColor(look.paper));
    palette.setColor(QPalette::WindowText, QColor(look.ink));
    application();
    QApplication::setPalette(palette);
    sign_ = std::make_unique<Sign>(words::Language::kSwedish, [this] { ++pressed_; });
  }
  QImage show(const control::State& state, int widest = 1280) {
    sign_->show_state(state, std::chrono::seconds(123));
    const QSize own = sign_->size_for(widest);
    sign_->resize(own);
    QImage image(own, QImage::Format_RGB32);
    sign_->render(&image);
    return image;
  }
  QImage show(Activity activity) { return show(state_of(activity)); }
  static int count(const QImage& image, QRgb colour) {
    int pixels = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) pixels += image.pixel(x, y) == colour ? 1 : 0;
    }
    return pixels;
  }
  static QRgb frame() { return 0xff000000U | indicator::kShades[0]; }
  const Look& look() const { return look_of(GetParam()); }
  QPushButton& button() const { return *sign_->findChild<QPushButton*>(); }

  int pressed_ = 0;
  std::unique_ptr<Sign> sign_;
};

TEST_P(SignTest, ThatRecordsIsFilledAndHasTheFramesShadeAsItsEdge) {
  const QImage image = show(Activity::kRecording);
  EXPECT_GT(2 * count(image, kFrameFill), image.width() * image.height());
  for (int x = 0; x < image.width(); ++x) {
    EXPECT_EQ(image.pixel(x, 0), frame());
    EXPECT_EQ(image.pixel(x, image.height() - 1), frame()) << "where it lies on the frame";
  }
  EXPECT_EQ(sign_->windowTitle(), text("Spelar in Kundstöd 02:03"));
  EXPECT_EQ(button().text(), "Pausa");
}

TEST_P(SignTest, NoOtherIsFilledOrHasTheFramesShade) {
  for (const Activity activity : kSigned) {
    if (activity == Activity::kRecording) continue;
    const QImage image = show(activity);
    EXPECT_EQ(count(image, frame()), 0);
    EXPECT_EQ(count(image, kFrameFill), 0);
    EXPECT_GT(2 * count(image, look().card), image.width() * image.height());
  }
}

TEST_P(SignTest, OfAPauseHasADashedEdge) {
  const QImage image = show(Activity::kPaused);
  int changes = 0;
  for (int x = 20; x < image.width() - 20; ++x) changes += image.pixel(x, 0) != image.pixel(x - 1, 0) ? 1 : 0;
  EXPECT_GT(changes, 20);
  EXPECT_EQ(sign_->windowTitle(), text("Pausad: inget behålls 02:03"));
  EXPECT_EQ(button().text(), text("Fortsätt"));
}

TEST_P(SignTest, ThatWithholdsHasAHatchThatLeansAtItsLeftEdge) {
  const QImage image = show(Activity::kWithheld);
  // Along a row, and a row below moved to the left.
  const auto is_dark_at = [&](int x, int y) {
    return std::abs(qGray(image.pixel(x, y)) - qGray(look().withheld)) <
           std::abs(qGray(image.pixel(x, y)) - qGray(look().withheld_soft));
  };
  int lines = 0, leaning = 0;
  for (int y = 4; y < image.height() - 6; ++y) {
    for (int x = 5; x < 12; ++x) {
      if (!is_dark_at(x, y)) continue;
      ++lines;
      leaning += is_dark_at(x - 1, y + 1) ? 1 : 0;
    }
  }
  EXPECT_GT(lines, 20);
  EXPECT_GT(10 * leaning, 9 * lines);
  EXPECT_EQ(image.pixel(image.width() / 2, 0), QRgb(look().withheld));
  EXPECT_EQ(sign_->windowTitle(), text("Inget behålls just nu: ett annat programs fönster inuti 02:03"));
}

TEST_P(SignTest, OfAHeldCallHasAHatchThatLies) {
  const QImage image = show(Activity::kHeld);
  int lines = 0;
  for (int y = 3; y < image.height() - 3; ++y) {
    bool whole = true;
    for (int x = 3; x < 13; ++x) whole = whole && image.pixel(x, y) == QRgb(look().paused);
    lines += whole ? 1 : 0;
  }
  EXPECT_GE(lines, 4);
  EXPECT_EQ(sign_->windowTitle(), text("Samtalet väntar: inget behålls 02:03"));
}

TEST_P(SignTest, ThatSaysThatACallIsNotRecordedHasAThinEdgeAndAThickLeftOneAndNoButton) {
  const QImage image = show(Activity::kNotAllowed);
  const int middle = image.height() / 2;
  for (int x = 0; x < 4; ++x) EXPECT_EQ(image.pixel(x, middle), QRgb(look().not_allowed));
  EXPECT_EQ(image.pixel(image.width() - 1, middle), QRgb(look().not_allowed));
  EXPECT_EQ(image.pixel(image.width() - 2, middle), QRgb(look().card));
  EXPECT_FALSE(button().isVisibleTo(sign_.get()));
  EXPECT_EQ(sign_->windowTitle(),
            text("Spelas inte in i dag: avtalet tillåter inte inspelning den här veckodagen"));
}

// In grey alone, of the same size, and without words: by shape and edge.
TEST_P(SignTest, DifferWithoutColour) {
  std::vector<QImage> beginnings;
  for (const Activity activity : kSigned)
    beginnings.push_back(show(activity).copy(0, 0, 48, 28).convertToFormat(QImage::Format_Grayscale8));
  for (std::size_t i = 0; i < beginnings.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      int differ = 0;
      for (int y = 0; y < 28; ++y) {
        for (int x = 0; x < 48; ++x)
          differ +=
              std::abs(qGray(beginnings[i].pixel(x, y)) - qGray(beginnings[j].pixel(x, y))) > 60 ? 1 : 0;
      }
      EXPECT_GT(differ, 80) << i << " and " << j;
    }
  }
}

// Its rightmost and lowest word is drawn whole: nothing is shortened, the sign grows or wraps.
TEST_P(SignTest, NeverShortensAReason) {
  const std::string reason =
      "the text of a fault that is as long as some are, with a path in it such as "
      "/etc/insyn/agreement.note, and with what is to be done about it by whom";
  control::State state = state_of(Activity::kNotAllowed);
  state.why = reason::Reason(Error{Code::kPermanent, reason});
  const QImage whole = show(state, 4000);
  EXPECT_LT(whole.height(), 40);
  EXPECT_GT(whole.width(), 600);
  for (const int widest : {600, 400, 260}) {
    const QImage wrapped = show(state, widest);
    EXPECT_LE(wrapped.width(), widest);
    EXPECT_GT(wrapped.height(), whole.height());
    // As much ink as in one line.
    const auto ink = [&](const QImage& image) {
      double sum = 0;
      for (int y = 4; y < image.height() - 4; ++y) {
        for (int x = 44; x < image.width() - 4; ++x)
          sum += std::abs(qGray(image.pixel(x, y)) - qGray(look().card));
      }
      return sum;
    };
    EXPECT_NEAR(ink(wrapped) / ink(whole), 1, 0.06) << widest;
  }
  EXPECT_NE(sign_->windowTitle().indexOf(text(reason)), -1);
}

TEST_P(SignTest, IsAsWideInTheNextSecond) {
  sign_->show_state(state_of(Activity::kRecording), std::chrono::seconds(71));
  const QSize before = sign_->size_for(1280);
  for (const int seconds : {72, 88, 240, 599}) {
    sign_->show_state(state_of(Activity::kRecording), std::chrono::seconds(seconds));
    EXPECT_EQ(sign_->size_for(1280), before);
  }
}

// The sign's button is drawn on its line, and not as the buttons in windows.
TEST_P(SignTest, ItsButtonIsAsHighAsItIsInTheLookOfTheWindows) {
  use_look(application());
  sign_ = std::make_unique<Sign>(words::Language::kSwedish, [] {});
  for (const Activity activity : {Activity::kRecording, Activity::kPaused, Activity::kHeld}) {
    const QImage image = show(activity);
    EXPECT_EQ(image.height(), 28);
    EXPECT_EQ(button().geometry().center().y(), image.rect().center().y());
    EXPECT_TRUE(image.rect().contains(button().geometry()));
  }
  application().setStyleSheet("");
}

// Where there is room for that.
TEST_P(SignTest, HasItsWordsInOneLine) {
  for (const auto language : {words::Language::kSwedish, words::Language::kEnglish}) {
    sign_ = std::make_unique<Sign>(language, [] {});
    for (const Activity activity : kSigned) EXPECT_EQ(show(activity).height(), 28);
  }
}

TEST_P(SignTest, ItsButtonPausesByMouseAndByKeyboard) {
  show(Activity::kRecording);
  button().click();
  EXPECT_EQ(pressed_, 1);
  EXPECT_EQ(button().accessibleName(), "Pausa");
  EXPECT_EQ(button().focusPolicy(), Qt::StrongFocus);
}

INSTANTIATE_TEST_SUITE_P(Themes, SignTest, testing::Values(false, true),
                         [](const auto& dark) { return dark.param ? "Dark" : "Light"; });

// Every state has an outline of its own in each size, also in one colour.
TEST(StateIcon, DiffersInOutlineInEachSize) {
  application();
  for (const int size : {16, 22, 32}) {
    std::vector<QImage> all;
    for (const auto activity :
         {std::optional<Activity>(), std::optional(Activity::kIdle), std::optional(Activity::kRecording),
          std::optional(Activity::kPaused), std::optional(Activity::kHeld),
          std::optional(Activity::kWithheld), std::optional(Activity::kNotAllowed)}) {
      const QPixmap pixmap = icon_for(activity).pixmap(size, size);
      ASSERT_EQ(pixmap.size(), QSize(size, size));
      all.push_back(pixmap.toImage().convertToFormat(QImage::Format_ARGB32));
    }
    for (const QRgb panel : {0xffe9ecefU, 0xff20262dU}) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          int differ = 0;
          for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
              const auto grey = [&](const QImage& image) {
                const QRgb pixel = image.pixel(x, y);
                return (qGray(pixel) * qAlpha(pixel) + qGray(panel) * (255 - qAlpha(pixel))) / 255;
              };
              differ += std::abs(grey(all[i]) - grey(all[j])) > 50 ? 1 : 0;
            }
          }
          EXPECT_GT(100 * differ, 6 * size * size) << size << ": " << i << " and " << j;
        }
      }
    }
  }
}

TEST(StateIcon, IsSeenOnLightAndOnDarkPanels) {
  application();
  for (const auto activity : kSigned) {
    const QImage image = icon_for(activity).pixmap(22, 22).toImage().convertToFormat(QImage::Format_ARGB32);
    for (const QRgb panel : {0xffffffffU, 0xffe9ecefU, 0xff20262dU, 0xff000000U}) {
      int seen = 0;
      for (int y = 0; y < 22; ++y) {
        for (int x = 0; x < 22; ++x) {
          const QRgb pixel = image.pixel(x, y);
          seen += qAlpha(pixel) > 200 && contrast(pixel | 0xff000000U, panel) >= 3 ? 1 : 0;
        }
      }
      EXPECT_GT(seen, 40);
    }
  }
}

}  // namespace
}  // namespace insyn::tray
