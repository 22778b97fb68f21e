#include "tray/panel_icon.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "tray/panel_names.h"

namespace insyn::tray {

PanelIcon::PanelIcon(QMenu& menu, const QIcon& icon, std::function<void()> clicked)
    : menu_(menu), clicked_(std::move(clicked)), icon_(icon) {
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) {
    host_is_there(false);
    return;
  }
  export_ = std::make_unique<MenuExport>(menu_);
  notifier_ = std::make_unique<StatusNotifier>(menu_, kMenuPath, clicked_);
  look_.setSingleShot(true);
  look_.setInterval(0);
  QObject::connect(&look_, &QTimer::timeout, [this] { look_for_host(); });
  watcher_.setConnection(bus);
  watcher_.addWatchedService(kWatcher);
  QObject::connect(&watcher_, &QDBusServiceWatcher::serviceOwnerChanged, &look_, qOverload<>(&QTimer::start));
  for (const char* signal : {"StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"})
    bus.connect(kWatcher, kWatcherPath, kWatcher, signal, &look_, SLOT(start()));
  look_.start();
}

// What the watcher announces is asked for anew: hosts and watchers come and go in any order.
void PanelIcon::look_for_host() {
  QDBusMessage question = QDBusMessage::createMethodCall(kWatcher, kWatcherPath, kProperties, "Get");
  question << kWatcher << "IsStatusNotifierHostRegistered";
  question.setAutoStartService(false);
  auto* answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), &look_);
  QObject::connect(answer, &QDBusPendingCallWatcher::finished, &look_, [this, answer] {
    const QDBusPendingReply<QDBusVariant> reply = *answer;
    answer->deleteLater();
    if (reply.isValid()) notifier_->register_with_watcher();
    host_is_there(reply.isValid() && reply.value().variant().toBool());
  });
}

// Qt decides once for the life of the program whether its icon is a StatusNotifierItem: it is, where a host
// is there as the first one is made. So it is made when there is none.
void PanelIcon::host_is_there(bool there) {
  if (there) {
    if (embedded_) embedded_->hide();
    return;
  }
  if (!embedded_) {
    embedded_ = std::make_unique<QSystemTrayIcon>(icon_);
    embedded_->setToolTip(tip_);
    embedded_->setContextMenu(&menu_);
    QObject::connect(embedded_.get(), &QSystemTrayIcon::activated,
                     [this](QSystemTrayIcon::ActivationReason reason) {
                       if (reason == QSystemTrayIcon::Trigger) clicked_();
                     });
  }
  embedded_->show();
}

void PanelIcon::show(const QIcon& icon, const QString& tip) {
  icon_ = icon;
  tip_ = tip;
  if (notifier_) notifier_->show(icon, tip);
  if (!embedded_) return;
  embedded_->setIcon(icon);
  if (embedded_->toolTip() != tip) embedded_->setToolTip(tip);
}

}  // namespace insyn::tray
