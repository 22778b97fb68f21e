// A menu without submenus on the session bus, as panels show it for an icon: com.canonical.dbusmenu, version
// 3 (https://github.com/AyatanaIndicators/libdbusmenu/blob/master/libdbusmenu-glib/dbus-menu.xml).
#pragma once

#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QMenu>
#include <QTimer>

namespace insyn::tray {

class MenuExport : public QDBusVirtualObject {
 public:
  // `menu` outlives it. What changes in the menu is told to those who show it.
  explicit MenuExport(QMenu& menu);

  QString introspect(const QString& path) const override;
  bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;

 private:
  QVariantMap properties_of(int id) const;
  QVariantList answer(const QString& method, const QVariantList& arguments, bool& known);
  void event(int id, const QString& what);

  QMenu& menu_;
  QDBusConnection bus_;
  QTimer changed_;
  uint revision_ = 1;
};

}  // namespace insyn::tray
