// The tray's icon as a StatusNotifierItem on the session bus
// (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/): for panels of KDE, LXQt, Xfce and of
// GNOME with an extension.
#pragma once

#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QIcon>
#include <QMenu>
#include <functional>

namespace insyn::tray {

class StatusNotifier : public QDBusVirtualObject {
 public:
  // `menu_path`: where the menu is exported (tray/menu_export.h). `clicked` opens what the icon is for.
  StatusNotifier(QMenu& menu, std::string menu_path, std::function<void()> clicked);
  // Makes it known to the watcher; again, where that is another one.
  void register_with_watcher();
  void show(const QIcon& icon, const QString& tip);

  QString introspect(const QString& path) const override;
  bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;

 private:
  QVariantMap properties() const;
  void tell(const char* signal) const;

  QMenu& menu_;
  std::string menu_path_;
  std::function<void()> clicked_;
  QDBusConnection bus_;
  QIcon icon_;
  QString tip_;
};

}  // namespace insyn::tray
