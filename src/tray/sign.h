// The sign of a window: what is done with it, for how long, and a button to pause. Each state has its shape,
// its edge, its colour and its words.
#pragma once

#include <QPushButton>
#include <QWidget>
#include <functional>

#include "base/geometry.h"
#include "control/message.h"
#include "tray/look.h"
#include "tray/sign_place.h"
#include "words/tray.h"

namespace insyn::tray {

// The part at the sign's end.
class SignButton : public QPushButton {
 public:
  void show_on(const StateColours& colours, QRgb ink);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QRgb line_ = 0, ink_ = 0;
};

class Sign : public QWidget {
 public:
  Sign(words::Language language, std::function<void()> pause_or_resume);

  void show_state(const control::State& state, std::chrono::seconds elapsed);
  // Of a window that lies at `window` of the screen with its title, in the screen's pixels, where `monitor`
  // shows most of it.
  void put_on(const Rect& window, const Rect& monitor);
  // All of it, in Qt's own pixels, in lines no wider than `widest` where it has to be.
  QSize size_for(int widest) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  int left_of_words() const;
  int right_of_words() const;
  bool recording() const { return state_.activity == control::Activity::kRecording; }
  bool has_button() const { return state_.activity != control::Activity::kNotAllowed; }
  QFont clock_font() const;
  // Of the words in one line.
  int line_width() const;
  // Of the words in lines no wider than that.
  QRect words_rect(int width) const;
  void place_button();
  void round_corners();
  void paint_edge(QPainter& painter);
  void paint_hatch(QPainter& painter, const QRect& at);

  words::Language language_;
  SignButton button_;
  control::State state_;
  QString words_, clock_;
  StateColours colours_{};
  QRgb ground_ = 0, ink_ = 0;
  SignSide side_ = SignSide::kAbove;
};

}  // namespace insyn::tray
