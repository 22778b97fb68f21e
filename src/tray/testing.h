// For tests: Qt without a display.
#pragma once

#include <QApplication>

namespace insyn::tray {

inline QApplication& application() {
  static int count = 1;
  static char name[] = "test";
  static char* values[] = {name, nullptr};
  qputenv("QT_QPA_PLATFORM", "offscreen");
  static QApplication app(count, values);
  return app;
}

}  // namespace insyn::tray
