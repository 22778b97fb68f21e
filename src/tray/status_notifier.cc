#include "tray/status_notifier.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QtEndian>

#include "tray/panel_names.h"
#include "tray/state_icon.h"
#include "tray/text.h"

namespace insyn::tray {
namespace {

// (iiay): width, height, and ARGB of each pixel in network byte order.
struct IconImage {
  int width = 0, height = 0;
  QByteArray pixels;
};
using IconImages = QList<IconImage>;
// (sa(iiay)ss): an icon's name, the icon, the title and the text.
struct ToolTip {
  QString icon_name;
  IconImages icon;
  QString title, text;
};

QDBusArgument& operator<<(QDBusArgument& to, const IconImage& image) {
  to.beginStructure();
  to << image.width << image.height << image.pixels;
  to.endStructure();
  return to;
}
const QDBusArgument& operator>>(const QDBusArgument& from, IconImage& image) {
  from.beginStructure();
  from >> image.width >> image.height >> image.pixels;
  from.endStructure();
  return from;
}
QDBusArgument& operator<<(QDBusArgument& to, const ToolTip& tip) {
  to.beginStructure();
  to << tip.icon_name << tip.icon << tip.title << tip.text;
  to.endStructure();
  return to;
}
const QDBusArgument& operator>>(const QDBusArgument& from, ToolTip& tip) {
  from.beginStructure();
  from >> tip.icon_name >> tip.icon >> tip.title >> tip.text;
  from.endStructure();
  return from;
}

IconImages images_of(const QIcon& icon) {
  IconImages images;
  for (const int size : kIconSizes) {
    QImage image = icon.pixmap(size, size).toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
      auto* row = reinterpret_cast<quint32*>(image.scanLine(y));
      for (int x = 0; x < image.width(); ++x) row[x] = qToBigEndian(row[x]);
    }
    images.push_back({image.width(), image.height(),
                      QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes())});
  }
  return images;
}

constexpr auto kItemDescription = R"xml(<interface name="org.kde.StatusNotifierItem">
<property name="Category" type="s" access="read"/><property name="Id" type="s" access="read"/>
<property name="Title" type="s" access="read"/><property name="Status" type="s" access="read"/>
<property name="WindowId" type="i" access="read"/><property name="IconName" type="s" access="read"/>
<property name="IconPixmap" type="a(iiay)" access="read"/><property name="ToolTip" type="(sa(iiay)ss)" access="read"/>
<property name="ItemIsMenu" type="b" access="read"/><property name="Menu" type="o" access="read"/>
<method name="Activate"><arg type="i" direction="in"/><arg type="i" direction="in"/></method>
<method name="SecondaryActivate"><arg type="i" direction="in"/><arg type="i" direction="in"/></method>
<method name="ContextMenu"><arg type="i" direction="in"/><arg type="i" direction="in"/></method>
<method name="Scroll"><arg type="i" direction="in"/><arg type="s" direction="in"/></method>
<signal name="NewIcon"/><signal name="NewToolTip"/></interface>
)xml";

}  // namespace

StatusNotifier::StatusNotifier(QMenu& menu, std::string menu_path, std::function<void()> clicked)
    : menu_(menu),
      menu_path_(std::move(menu_path)),
      clicked_(std::move(clicked)),
      bus_(QDBusConnection::sessionBus()) {
  qDBusRegisterMetaType<IconImage>();
  qDBusRegisterMetaType<IconImages>();
  qDBusRegisterMetaType<ToolTip>();
  bus_.registerVirtualObject(kItemPath, this);
}

void StatusNotifier::register_with_watcher() {
  const QString name =
      text(fmt::format("org.kde.StatusNotifierItem-{}-1", QCoreApplication::applicationPid()));
  bus_.registerService(name);
  QDBusMessage call =
      QDBusMessage::createMethodCall(kWatcher, kWatcherPath, kWatcher, "RegisterStatusNotifierItem");
  call << name;
  bus_.call(call, QDBus::NoBlock);
}

void StatusNotifier::show(const QIcon& icon, const QString& tip) {
  const bool other_tip = tip_ != tip;
  const bool other_icon = icon_.cacheKey() != icon.cacheKey();
  icon_ = icon;
  tip_ = tip;
  if (other_icon) tell("NewIcon");
  if (other_tip) tell("NewToolTip");
}

void StatusNotifier::tell(const char* signal) const {
  bus_.send(QDBusMessage::createSignal(kItemPath, kItem, signal));
}

QVariantMap StatusNotifier::properties() const {
  return {{"Category", "ApplicationStatus"},
          {"Id", "insyn"},
          {"Title", "Insyn"},
          {"Status", "Active"},
          {"WindowId", 0},
          {"IconName", ""},
          {"IconPixmap", QVariant::fromValue(images_of(icon_))},
          {"ToolTip", QVariant::fromValue(ToolTip{"", {}, "Insyn", tip_})},
          {"ItemIsMenu", false},
          {"Menu", QVariant::fromValue(QDBusObjectPath(text(menu_path_)))}};
}

QString StatusNotifier::introspect(const QString&) const { return kItemDescription; }

bool StatusNotifier::handleMessage(const QDBusMessage& message, const QDBusConnection& connection) {
  const QVariantList arguments = message.arguments();
  if (message.interface() == kProperties) {
    const QVariantMap all = properties();
    if (message.member() == "GetAll") return connection.send(message.createReply(QVariant(all)));
    if (message.member() == "Get" && arguments.size() == 2 && all.contains(arguments[1].toString())) {
      return connection.send(
          message.createReply(QVariant::fromValue(QDBusVariant(all[arguments[1].toString()]))));
    }
    return false;
  }
  if (message.interface() != kItem && !message.interface().isEmpty()) return false;
  if (message.member() == "Activate" || message.member() == "SecondaryActivate") {
    clicked_();
  } else if (message.member() == "ContextMenu" && arguments.size() == 2) {
    menu_.popup({arguments[0].toInt(), arguments[1].toInt()});
  } else if (message.member() != "Scroll") {
    return false;
  }
  return connection.send(message.createReply());
}

}  // namespace insyn::tray
