#include "tray/chip.h"

#include <QHBoxLayout>
#include <QPainter>

#include "indicator/border.h"
#include "tray/text.h"
#include "words/clock.h"

namespace insyn::tray {
Chip::Chip(words::Language language, std::function<void()> pause_or_resume)
    : QWidget(nullptr, Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint |
                           Qt::X11BypassWindowManagerHint | Qt::WindowDoesNotAcceptFocus),
      language_(language) {
  setAttribute(Qt::WA_ShowWithoutActivating);
  // Opaque all the same: compositors draw no shadow, which would fall onto the border, under what may be seen
  // through.
  setAttribute(Qt::WA_TranslucentBackground);
  setWindowTitle("Insyn");
  setAccessibleName(text(words::tray_words(language_).sign_name));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 2, 3, 2);
  row->setSpacing(8);
  row->addWidget(&text_);
  row->addWidget(&button_);
  button_.setFocusPolicy(Qt::StrongFocus);
  QObject::connect(&button_, &QPushButton::clicked, [pressed = std::move(pause_or_resume)] { pressed(); });
}

void Chip::show_state(const control::State& state, std::chrono::seconds elapsed) {
  QString words = text(words::say(state, language_) + " · " + words::elapsed_text(elapsed));
  if (state.did_not_help == control::AgentsWord::kNoted)
    words += " · " + text(words::tray_words(language_).noted);
  const QString button =
      text(state.paused ? words::tray_words(language_).resume : words::tray_words(language_).pause);
  if (words == text_.text() && button == button_.text()) return;
  text_.setText(words);
  text_.setAccessibleName(words);
  button_.setText(button);
  button_.setAccessibleName(button);
  button_.setToolTip(
      text(state.paused ? words::tray_words(language_).resume_tip : words::tray_words(language_).pause_tip));
  adjustSize();
}

void Chip::put_on(const Rect& window, const Rect& screen) {
  constexpr int t = indicator::kThickness;
  const QSize own = sizeHint();
  const double scale = devicePixelRatioF();
  const int width = static_cast<int>(own.width() * scale), height = static_cast<int>(own.height() * scale);
  // In the middle, as a window manager has its buttons at the ends of the title.
  const int x =
      std::clamp(window.x + (window.width - width) / 2, screen.x, std::max(screen.right() - width, screen.x));
  // Above the border; where the screen has no room there, below it; and only then over the window.
  int y = window.y - t - height;
  if (y < screen.y) y = window.bottom() + t;
  if (y + height > screen.bottom()) y = window.y + t;
  move(static_cast<int>(x / scale), static_cast<int>(y / scale));
  resize(own);
}

// An edge in the border's colour, whatever the theme.
void Chip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().window());
  painter.setPen(QPen(QColor::fromRgb(indicator::kShades[0]), 2));
  painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

}  // namespace insyn::tray
