#include "tray/sign.h"

#include <QFontInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>
#include <QWindow>
#include <cmath>

#include "indicator/border.h"
#include "tray/shapes.h"
#include "tray/text.h"
#include "words/clock.h"

namespace insyn::tray {
namespace {

using control::Activity;

// In Qt's own pixels; the type is the desktop's, and no smaller than this.
constexpr int kType = 13, kLeast = 28, kShapeBox = 28, kShape = 16, kHatch = 12, kBeside = 10,
              kAboveWords = 4, kBetween = 7, kRadius = 5;

struct Edge {
  int left, other;
  Qt::PenStyle style;
};

// Told apart without colour.
Edge edge_of(Activity activity) {
  switch (activity) {
    case Activity::kPaused:
      return {2, 2, Qt::DashLine};
    case Activity::kNotAllowed:
      return {4, 1, Qt::SolidLine};
    default:
      return {2, 2, Qt::SolidLine};
  }
}

bool has_hatch(Activity activity) { return activity == Activity::kWithheld || activity == Activity::kHeld; }

// Qt's screen whose pixels show this point, in the screen's own pixels. Qt counts each one's from the corner
// where it really lies.
QScreen* screen_at(int x, int y) {
  for (QScreen* screen : QGuiApplication::screens()) {
    const QPoint corner = screen->geometry().topLeft();
    const QSizeF size = QSizeF(screen->geometry().size()) * screen->devicePixelRatio();
    if (QRectF(corner, size).contains(QPointF(x, y))) return screen;
  }
  return QGuiApplication::primaryScreen();
}

// Of the screen's own pixels.
Rect free_on(const QScreen& screen) {
  const double scale = screen.devicePixelRatio();
  const QPoint corner = screen.geometry().topLeft();
  const QRect free = screen.availableGeometry();
  const auto own = [scale](int from, int at) {
    return from + static_cast<int>(std::lround((at - from) * scale));
  };
  return {own(corner.x(), free.x()), own(corner.y(), free.y()),
          static_cast<int>(std::lround(free.width() * scale)),
          static_cast<int>(std::lround(free.height() * scale))};
}

}  // namespace

void SignButton::show_on(const StateColours& colours, QRgb ink) {
  line_ = colours.own;
  ink_ = ink;
  update();
}

void SignButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (underMouse() || isDown()) {
    QColor shade(ink_);
    shade.setAlpha(isDown() ? 60 : 30);
    painter.fillRect(rect(), shade);
  }
  painter.fillRect(QRect(0, 0, 1, height()), QColor(line_));
  painter.setPen(QColor(ink_));
  painter.drawText(rect(), Qt::AlignCenter, text());
  if (!hasFocus()) return;
  painter.setPen(QPen(QColor(ink_), 2));
  painter.drawRect(rect().adjusted(4, 3, -3, -3));
}

Sign::Sign(words::Language language, std::function<void()> pause_or_resume)
    : QWidget(nullptr, Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint |
                           Qt::X11BypassWindowManagerHint | Qt::WindowDoesNotAcceptFocus),
      language_(language) {
  setAttribute(Qt::WA_ShowWithoutActivating);
  // Opaque all the same: compositors draw no shadow, which would fall onto the border, under what may be seen
  // through.
  setAttribute(Qt::WA_TranslucentBackground);
  setAccessibleName(text(words::tray_words(language_).sign_name));
  QFont type = font();
  if (QFontInfo(type).pixelSize() < kType) type.setPixelSize(kType);
  type.setWeight(QFont::Medium);
  setFont(type);
  button_.setParent(this);
  // Its own size, and not that of the buttons in windows.
  button_.setStyleSheet("min-height: 0; padding: 0; border: 0;");
  button_.setFont(type);
  button_.setFocusPolicy(Qt::StrongFocus);
  QObject::connect(&button_, &QPushButton::clicked, [pressed = std::move(pause_or_resume)] { pressed(); });
}

void Sign::show_state(const control::State& state, std::chrono::seconds elapsed) {
  const words::TrayWords& words = words::tray_words(language_);
  QString said = text(words::say(state, language_));
  if (state.did_not_help == control::AgentsWord::kNoted) said += " · " + text(words.noted);
  const QString clock = state.recording.empty() ? QString() : text(words::elapsed_text(elapsed));
  const Look& look = look_of(is_dark(palette()));
  state_ = state;
  colours_ = recording() ? StateColours{kOnFrame, kFrameFill} : colours_of(look, state.activity);
  ground_ = recording() ? kFrameFill : look.card;
  ink_ = recording() ? kOnFrame : look.ink;
  button_.show_on(colours_, ink_);
  button_.setVisible(has_button());
  const QString button = text(state.paused ? words.resume : words.pause);
  button_.setText(button);
  button_.setAccessibleName(button);
  button_.setToolTip(text(state.paused ? words.resume_tip : words.pause_tip));
  words_ = said;
  clock_ = clock;
  // Also what the display server says of it.
  setWindowTitle(clock.isEmpty() ? said : said + " " + clock);
  setAccessibleDescription(windowTitle());
  place_button();
  update();
}

int Sign::left_of_words() const {
  return edge_of(state_.activity).left + (has_hatch(state_.activity) ? kHatch + 1 : 0) + kShapeBox + 1 +
         kBeside;
}

int Sign::right_of_words() const {
  const int button =
      has_button() ? button_.fontMetrics().horizontalAdvance(button_.text()) + 2 * kBeside + 3 : 0;
  return kBeside + button + edge_of(state_.activity).other;
}

// Its figures do not move what stands behind them.
QFont Sign::clock_font() const {
  QFont plain = font();
  plain.setWeight(QFont::Normal);
  return plain;
}

// Rounded up, since a line that is a part of a pixel too long would wrap.
int Sign::line_width() const { return fontMetrics().horizontalAdvance(words_) + 2; }

QRect Sign::words_rect(int width) const {
  if (line_width() <= width) return {0, 0, line_width(), fontMetrics().height()};
  return fontMetrics().boundingRect(QRect(0, 0, std::max(width, 1), QWIDGETSIZE_MAX),
                                    Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignVCenter, words_);
}

QSize Sign::size_for(int widest) const {
  const int clock =
      clock_.isEmpty() ? 0
                       : QFontMetrics(clock_font()).horizontalAdvance(QString(clock_.size(), '0')) + kBetween;
  const int around = left_of_words() + right_of_words() + clock;
  const QRect words = words_rect(widest - around);
  const int edge = 2 * edge_of(state_.activity).other;
  return {words.width() + around, std::max(words.height() + 2 * kAboveWords + edge, kLeast)};
}

void Sign::put_on(const Rect& window, const Rect& monitor) {
  QScreen* screen = screen_at(monitor.x + monitor.width / 2, monitor.y + monitor.height / 2);
  const double scale = screen == nullptr ? 1 : screen->devicePixelRatio();
  const QSize own = size_for(static_cast<int>(monitor.width / scale));
  const SignSize size{static_cast<int>(std::ceil(own.width() * scale)),
                      static_cast<int>(std::ceil(own.height() * scale))};
  const SignPlace place = place_sign(size, window, monitor, screen == nullptr ? monitor : free_on(*screen));
  side_ = place.side;
  if (screen != nullptr) {
    (void)winId();
    windowHandle()->setScreen(screen);
    const QPoint corner = screen->geometry().topLeft();
    // Qt's pixels may be coarser: between two it is the one at the frame, which lies over the sign.
    const auto qts = [scale](int from, int at, bool up) {
      const double wanted = (at - from) / scale;
      return from + static_cast<int>(up ? std::ceil(wanted) : std::floor(wanted));
    };
    setGeometry({{qts(corner.x(), place.at.x, side_ == SignSide::kLeft),
                  qts(corner.y(), place.at.y, side_ == SignSide::kAbove)},
                 own});
  }
  round_corners();
  update();
}

void Sign::resizeEvent(QResizeEvent*) { place_button(); }

void Sign::place_button() {
  const int edge = edge_of(state_.activity).other;
  const int wide = right_of_words() - kBeside - edge;
  button_.setGeometry(width() - wide - edge, edge, wide, height() - 2 * edge);
}

// Where it lies on the frame the two are one.
void Sign::round_corners() {
  const bool on_frame = recording();
  const bool top = !on_frame || side_ != SignSide::kBelow, bottom = !on_frame || side_ != SignSide::kAbove;
  QPainterPath path;
  path.addRoundedRect(rect(), kRadius, kRadius);
  QRegion shape(path.toFillPolygon().toPolygon());
  if (!top) shape += QRegion(0, 0, width(), kRadius + 1);
  if (!bottom) shape += QRegion(0, height() - kRadius - 1, width(), kRadius + 1);
  setMask(shape & rect());
}

void Sign::paint_edge(QPainter& painter) {
  const Edge edge = edge_of(state_.activity);
  const QColor colour = recording() ? QColor::fromRgb(indicator::kShades[0]) : QColor(colours_.own);
  const double half = edge.other / 2.0;
  const double radius = recording() ? 0 : kRadius - edge.other;
  if (edge.style == Qt::DashLine) {
    QPen pen(colour, edge.other, edge.style, Qt::FlatCap, Qt::MiterJoin);
    pen.setDashPattern({3, 2});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), radius + half, radius + half);
    return;
  }
  // Out to the corners, which the shape cuts.
  QPainterPath path;
  path.addRect(rect());
  path.addRoundedRect(rect().adjusted(edge.left, edge.other, -edge.other, -edge.other), radius, radius);
  painter.fillPath(path, colour);
}

// Withheld leans, waiting lies.
void Sign::paint_hatch(QPainter& painter, const QRect& at) {
  painter.save();
  painter.setClipRect(at);
  painter.fillRect(at, QColor(colours_.soft));
  const bool leans = state_.activity == Activity::kWithheld;
  painter.setRenderHint(QPainter::Antialiasing, leans);
  painter.setPen(QPen(QColor(colours_.own), leans ? 2 : 1));
  if (leans) {
    for (int y = at.top(); y < at.bottom() + at.width() + 7; y += 7)
      painter.drawLine(at.left() - 1, y + 1, at.right() + 2, y - at.width() - 2);
  } else {
    for (int y = at.top() + 3; y <= at.bottom(); y += 5) painter.drawLine(at.left(), y, at.right(), y);
  }
  painter.restore();
  painter.fillRect(QRect(at.right() + 1, at.top(), 1, at.height()), QColor(colours_.own));
}

void Sign::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), QColor(ground_));
  const Edge edge = edge_of(state_.activity);
  const int top = edge.other, tall = height() - 2 * edge.other;
  int x = edge.left;
  if (has_hatch(state_.activity)) {
    paint_hatch(painter, {x, top, kHatch, tall});
    x += kHatch + 1;
  }
  painter.fillRect(QRect(x, top, kShapeBox, tall), QColor(colours_.soft));
  painter.fillRect(QRect(x + kShapeBox, top, 1, tall), QColor(colours_.own));
  painter.save();
  painter.translate(x + (kShapeBox - kShape) / 2.0, (height() - kShape) / 2.0);
  draw_shape(painter, state_.activity, QColor(colours_.own));
  painter.restore();
  const int left = left_of_words();
  const int clock = clock_.isEmpty() ? 0 : QFontMetrics(clock_font()).horizontalAdvance(clock_);
  const int most = width() - left - right_of_words() - (clock == 0 ? 0 : clock + kBetween);
  painter.setFont(font());
  painter.setPen(QColor(ink_));
  const int wrap = line_width() <= most ? Qt::TextSingleLine : Qt::TextWordWrap;
  painter.drawText(QRect(left, 0, most, height()), wrap | Qt::AlignLeft | Qt::AlignVCenter, words_);
  if (clock != 0) {
    const QRect words = words_rect(most);
    painter.setFont(clock_font());
    painter.drawText(QRect(left + words.width() + kBetween, 0, clock + 1, height()),
                     Qt::AlignLeft | Qt::AlignVCenter, clock_);
  }
  painter.setRenderHint(QPainter::Antialiasing);
  paint_edge(painter);
}

}  // namespace insyn::tray
