// A shortcut in Qt's loop: heard for as long as this is there, and tried again while another program has the
// key.
#pragma once

#include <QSocketNotifier>
#include <QTimer>
#include <memory>

#include "tray/shortcut/shortcut.h"

namespace insyn::tray {

class ShortcutListener {
 public:
  // `told` is called from Qt's loop, at first with the reach. It must not destroy this.
  ShortcutListener(const KeyCombination& keys, Shortcut::Told told);
  ShortcutListener(const ShortcutListener&) = delete;
  ShortcutListener& operator=(const ShortcutListener&) = delete;

 private:
  void serve();
  void tell(Reach reach);

  std::function<void(Reach)> reach_changed_;
  std::unique_ptr<Shortcut> shortcut_;
  std::unique_ptr<QSocketNotifier> notifier_;
  QTimer retry_;
};

}  // namespace insyn::tray
