#include "tray/player.h"

#include <QEventLoop>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QTimer>
#include <QVBoxLayout>

namespace insyn::tray {
namespace {

// Where nothing changes for longer, nobody wants to wait.
constexpr track::TrackTime kLongestRest(2000);

QString text(const std::string& words) { return QString::fromStdString(words); }

}  // namespace

Player::Player(Playback playback, Language language) : playback_(std::move(playback)), language_(language) {
  setWindowTitle(text("Insyn · " + say(Word::kMyRecordings, language_)));
  setAttribute(Qt::WA_DeleteOnClose);
  picture_.setAlignment(Qt::AlignCenter);
  picture_.setMinimumSize(320, 200);
  picture_.setAccessibleName(text(say(Word::kPicture, language_)));
  slider_.setOrientation(Qt::Horizontal);
  slider_.setRange(0, static_cast<int>(playback_.length().count()));
  slider_.setPageStep(10'000);
  slider_.setSingleStep(1'000);
  slider_.setAccessibleName(text(say(Word::kTime, language_)));
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
  const std::string word = say(playing_ && goes_on_ ? Word::kPause : Word::kPlay, language_);
  button_.setText(text(word));
  button_.setAccessibleName(text(word));
  const auto seconds = [](track::TrackTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time);
  };
  clock_.setText(text(clock_text(seconds(last_)) + " / " + clock_text(seconds(playback_.length()))));
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
      QMessageBox::warning(this, "Insyn",
                           text(say(Word::kRefused, language_) + ": " + played.error().message));
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
