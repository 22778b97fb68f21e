#include "tray/player.h"

#include <QEventLoop>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QTimer>
#include <QVBoxLayout>

#include "tray/text.h"
#include "words/clock.h"

namespace insyn::tray {
namespace {

// Where nothing changes for longer, nobody wants to wait.
constexpr track::TrackTime kLongestRest(2000);

}  // namespace

Player::Player(Playback playback, words::Language language)
    : playback_(std::move(playback)), language_(language) {
  setWindowTitle(text(fmt::format("Insyn · {}", words::tray_words(language_).my_recordings)));
  setAttribute(Qt::WA_DeleteOnClose);
  picture_.setAlignment(Qt::AlignCenter);
  picture_.setMinimumSize(320, 200);
  picture_.setAccessibleName(text(words::tray_words(language_).picture_name));
  slider_.setOrientation(Qt::Horizontal);
  slider_.setRange(0, static_cast<int>(playback_.length().count()));
  slider_.setPageStep(10'000);
  slider_.setSingleStep(1'000);
  slider_.setAccessibleName(text(words::tray_words(language_).time_name));
  // Only what the agent does, by hand or by key, and not what the playing does.
  QObject::connect(&slider_, &QSlider::actionTriggered, [this] {
    moved_ = true;
    if (!playing_) QTimer::singleShot(0, this, [this] { play(); });
  });
  QObject::connect(&button_, &QPushButton::clicked, [this] {
    if (playing_) {
      goes_on_ = false;
    } else {
      play();
    }
  });
  auto* row = new QHBoxLayout;
  row->addWidget(&button_);
  row->addWidget(&slider_, 1);
  row->addWidget(&clock_);
  auto* column = new QVBoxLayout(this);
  column->addWidget(&picture_, 1);
  column->addLayout(row);
  show_words();
  resize(900, 640);
}

void Player::show_words() {
  const words::Text word =
      playing_ && goes_on_ ? words::tray_words(language_).pause : words::tray_words(language_).play;
  button_.setText(text(word));
  button_.setAccessibleName(text(word));
  const auto elapsed = [](track::TrackTime time) {
    return words::elapsed_text(std::chrono::duration_cast<std::chrono::milliseconds>(time));
  };
  clock_.setText(text(elapsed(last_) + " / " + elapsed(playback_.length())));
}

void Player::play() {
  playing_ = goes_on_ = true;
  do {
    moved_ = false;
    const track::TrackTime from(slider_.value() >= slider_.maximum() ? 0 : slider_.value());
    last_ = from;
    const Status played = playback_.play(
        from, [this](track::TrackTime at, const QImage& picture) { return show_picture(at, picture); });
    if (!played) {
      QMessageBox::warning(
          this, "Insyn",
          text(fmt::format("{}: {}", words::tray_words(language_).refused, played.error().message)));
      break;
    }
  } while (moved_ && goes_on_);
  playing_ = false;
  show_words();
  if (!isVisible()) deleteLater();
}

bool Player::show_picture(track::TrackTime at, const QImage& picture) {
  const track::TrackTime rest = std::min(at - last_, kLongestRest);
  QEventLoop wait;
  QTimer::singleShot(static_cast<int>(std::max<std::int64_t>(rest.count(), 0)), &wait, &QEventLoop::quit);
  wait.exec();
  if (moved_ || !goes_on_ || !isVisible()) return false;
  last_ = at;
  slider_.setValue(static_cast<int>(at.count()));
  picture_.setPixmap(
      QPixmap::fromImage(picture).scaled(picture_.size(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
  show_words();
  return true;
}

void Player::closeEvent(QCloseEvent* event) {
  goes_on_ = false;
  // It is deleted once play() has returned.
  if (playing_) setAttribute(Qt::WA_DeleteOnClose, false);
  QWidget::closeEvent(event);
}

}  // namespace insyn::tray
