// The small sign on a recorded window: what is being recorded, for how long, and a button to pause.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <functional>

#include "base/geometry.h"
#include "control/message.h"
#include "words/tray.h"

namespace insyn::tray {

class Chip : public QWidget {
 public:
  Chip(words::Language language, std::function<void()> pause_or_resume);

  void show_state(const control::State& state, std::chrono::seconds elapsed);
  // On the border of a window that lies at `window` of the screen, in its pixels.
  void put_on(const Rect& window, const Rect& screen);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  words::Language language_;
  QLabel text_;
  QPushButton button_;
};

}  // namespace insyn::tray
