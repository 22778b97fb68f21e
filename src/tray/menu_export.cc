#include "tray/menu_export.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>

#include "tray/panel_names.h"

namespace insyn::tray {
namespace {

// (ia{sv}av): an item with its properties and the items below it. The menu itself is 0, its actions 1 and on.
struct MenuItem {
  int id = 0;
  QVariantMap properties;
  QVariantList below;
};
// (ia{sv})
struct ItemProperties {
  int id = 0;
  QVariantMap properties;
};
// (isvu)
struct ItemEvent {
  int id = 0;
  QString what;
  QDBusVariant data;
  uint time = 0;
};

QDBusArgument& operator<<(QDBusArgument& to, const MenuItem& item) {
  to.beginStructure();
  to << item.id << item.properties << item.below;
  to.endStructure();
  return to;
}
const QDBusArgument& operator>>(const QDBusArgument& from, MenuItem& item) {
  from.beginStructure();
  from >> item.id >> item.properties >> item.below;
  from.endStructure();
  return from;
}
QDBusArgument& operator<<(QDBusArgument& to, const ItemProperties& item) {
  to.beginStructure();
  to << item.id << item.properties;
  to.endStructure();
  return to;
}
const QDBusArgument& operator>>(const QDBusArgument& from, ItemProperties& item) {
  from.beginStructure();
  from >> item.id >> item.properties;
  from.endStructure();
  return from;
}
QDBusArgument& operator<<(QDBusArgument& to, const ItemEvent& event) {
  to.beginStructure();
  to << event.id << event.what << event.data << event.time;
  to.endStructure();
  return to;
}
const QDBusArgument& operator>>(const QDBusArgument& from, ItemEvent& event) {
  from.beginStructure();
  from >> event.id >> event.what >> event.data >> event.time;
  from.endStructure();
  return from;
}

constexpr auto kMenuDescription = R"xml(<interface name="com.canonical.dbusmenu">
<property name="Version" type="u" access="read"/><property name="TextDirection" type="s" access="read"/>
<property name="Status" type="s" access="read"/><property name="IconThemePath" type="as" access="read"/>
<method name="GetLayout"><arg type="i" direction="in"/><arg type="i" direction="in"/><arg type="as" direction="in"/>
<arg type="u" direction="out"/><arg type="(ia{sv}av)" direction="out"/></method>
<method name="GetGroupProperties"><arg type="ai" direction="in"/><arg type="as" direction="in"/>
<arg type="a(ia{sv})" direction="out"/></method>
<method name="GetProperty"><arg type="i" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
<method name="Event"><arg type="i" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="in"/>
<arg type="u" direction="in"/></method>
<method name="EventGroup"><arg type="a(isvu)" direction="in"/><arg type="ai" direction="out"/></method>
<method name="AboutToShow"><arg type="i" direction="in"/><arg type="b" direction="out"/></method>
<method name="AboutToShowGroup"><arg type="ai" direction="in"/><arg type="ai" direction="out"/><arg type="ai" direction="out"/></method>
<signal name="LayoutUpdated"><arg type="u"/><arg type="i"/></signal>
<signal name="ItemActivationRequested"><arg type="i"/><arg type="u"/></signal></interface>
)xml";

// What Qt marks with & is marked with _ here; and what follows a tab is the shortcut, which is shown as text.
QString label_of(const QAction& action) {
  QString label = action.text();
  label.replace('_', "__").remove('&').replace('\t', "   ");
  return label;
}

}  // namespace

MenuExport::MenuExport(QMenu& menu) : menu_(menu), bus_(QDBusConnection::sessionBus()) {
  qDBusRegisterMetaType<MenuItem>();
  qDBusRegisterMetaType<ItemProperties>();
  qDBusRegisterMetaType<QList<ItemProperties>>();
  qDBusRegisterMetaType<ItemEvent>();
  qDBusRegisterMetaType<QList<ItemEvent>>();
  qDBusRegisterMetaType<QList<int>>();
  bus_.registerVirtualObject(kMenuPath, this);
  changed_.setSingleShot(true);
  changed_.setInterval(0);
  QObject::connect(&changed_, &QTimer::timeout, this, [this] {
    QDBusMessage signal = QDBusMessage::createSignal(kMenuPath, kMenu, "LayoutUpdated");
    signal << ++revision_ << 0;
    bus_.send(signal);
  });
  for (const QAction* action : menu_.actions())
    QObject::connect(action, &QAction::changed, &changed_, qOverload<>(&QTimer::start));
}

QVariantMap MenuExport::properties_of(int id) const {
  if (id == 0) return {{"children-display", "submenu"}};
  const QAction& action = *menu_.actions()[id - 1];
  if (action.isSeparator()) return {{"type", "separator"}};
  return {{"label", label_of(action)}, {"enabled", action.isEnabled()}, {"visible", action.isVisible()}};
}

void MenuExport::event(int id, const QString& what) {
  if (what != "clicked" || id < 1 || id > menu_.actions().size()) return;
  QAction* action = menu_.actions()[id - 1];
  // Once this has been answered: it may ask the agent something.
  if (action->isEnabled()) QTimer::singleShot(0, action, [action] { action->trigger(); });
}

QVariantList MenuExport::answer(const QString& method, const QVariantList& arguments, bool& known) {
  const int most = static_cast<int>(menu_.actions().size());
  const auto valid = [most](const QVariant& id) { return id.toInt() >= 0 && id.toInt() <= most; };
  known = true;
  if (method == "GetLayout" && arguments.size() == 3 && valid(arguments[0])) {
    const int parent = arguments[0].toInt();
    MenuItem item{parent, properties_of(parent), {}};
    if (parent == 0 && arguments[1].toInt() != 0) {
      for (int id = 1; id <= most; ++id)
        item.below << QVariant::fromValue(MenuItem{id, properties_of(id), {}});
    }
    return {revision_, QVariant::fromValue(item)};
  }
  if (method == "GetGroupProperties" && arguments.size() == 2) {
    auto ids = qdbus_cast<QList<int>>(arguments[0]);
    if (ids.isEmpty()) {
      for (int id = 0; id <= most; ++id) ids << id;
    }
    QList<ItemProperties> all;
    for (const int id : ids) {
      if (valid(id)) all << ItemProperties{id, properties_of(id)};
    }
    return {QVariant::fromValue(all)};
  }
  if (method == "GetProperty" && arguments.size() == 2 && valid(arguments[0])) {
    const QVariant value = properties_of(arguments[0].toInt()).value(arguments[1].toString(), "");
    return {QVariant::fromValue(QDBusVariant(value))};
  }
  if (method == "Event" && arguments.size() == 4) {
    event(arguments[0].toInt(), arguments[1].toString());
    return {};
  }
  if (method == "EventGroup" && arguments.size() == 1) {
    for (const ItemEvent& one : qdbus_cast<QList<ItemEvent>>(arguments[0])) event(one.id, one.what);
    return {QVariant::fromValue(QList<int>())};
  }
  if (method == "AboutToShow") return {false};
  if (method == "AboutToShowGroup")
    return {QVariant::fromValue(QList<int>()), QVariant::fromValue(QList<int>())};
  known = false;
  return {};
}

QString MenuExport::introspect(const QString&) const { return kMenuDescription; }

bool MenuExport::handleMessage(const QDBusMessage& message, const QDBusConnection& connection) {
  if (message.interface() == kProperties) {
    const QVariantMap all = {
        {"Version", 3U}, {"TextDirection", "ltr"}, {"Status", "normal"}, {"IconThemePath", QStringList()}};
    if (message.member() == "GetAll") return connection.send(message.createReply(QVariant(all)));
    const QString name = message.arguments().value(1).toString();
    if (message.member() != "Get" || !all.contains(name)) return false;
    return connection.send(message.createReply(QVariant::fromValue(QDBusVariant(all[name]))));
  }
  if (message.interface() != kMenu && !message.interface().isEmpty()) return false;
  bool known = false;
  const QVariantList answers = answer(message.member(), message.arguments(), known);
  return known && connection.send(message.createReply(answers));
}

}  // namespace insyn::tray
