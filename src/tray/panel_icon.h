// The icon in the desktop's panel, whichever kind the panel shows and whenever it comes: a StatusNotifierItem
// while a host for those is there, otherwise a window in the system tray of X11 (XEmbed).
#pragma once

#include <QDBusServiceWatcher>
#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>
#include <functional>
#include <memory>

#include "tray/menu_export.h"
#include "tray/status_notifier.h"

namespace insyn::tray {

class PanelIcon {
 public:
  // `menu` has its actions and outlives the icon.
  PanelIcon(QMenu& menu, const QIcon& icon, std::function<void()> clicked);
  void show(const QIcon& icon, const QString& tip);

 private:
  void look_for_host();
  void host_is_there(bool there);

  QMenu& menu_;
  std::function<void()> clicked_;
  QIcon icon_;
  QString tip_;
  std::unique_ptr<MenuExport> export_;  // these two where there is a session bus
  std::unique_ptr<StatusNotifier> notifier_;
  QDBusServiceWatcher watcher_;
  QTimer look_;
  std::unique_ptr<QSystemTrayIcon> embedded_;  // from when it is needed first
};

}  // namespace insyn::tray
