#include "tray/shortcut_listener.h"

#include <QApplication>

namespace insyn::tray {
namespace {

constexpr int kBetweenTries = 5000;

}  // namespace

ShortcutListener::ShortcutListener(const KeyCombination& keys, Shortcut::Told told)
    : reach_changed_(std::move(told.reach_changed)) {
  retry_.setInterval(kBetweenTries);
  QObject::connect(&retry_, &QTimer::timeout, [this] {
    shortcut_->retry();
    serve();
  });
  told.reach_changed = [this](Reach reach) { tell(reach); };
  auto shortcut = Shortcut::open(keys, std::move(told));
  if (!shortcut) {
    tell(Reach::kNowhere);
    return;
  }
  shortcut_ = *std::move(shortcut);
  notifier_ = std::make_unique<QSocketNotifier>(shortcut_->fd(), QSocketNotifier::Read);
  QObject::connect(notifier_.get(), &QSocketNotifier::activated, [this] { serve(); });
  // What has come while it was made is in its queue.
  QTimer::singleShot(0, &retry_, [this] { serve(); });
  tell(shortcut_->reach());
}

void ShortcutListener::serve() {
  if (shortcut_->handle_events()) QTimer::singleShot(0, &retry_, [this] { serve(); });
  if (shortcut_->lost()) QApplication::exit(1);
}

// Another program may give the key free.
void ShortcutListener::tell(Reach reach) {
  reach == Reach::kEverywhere || !shortcut_ ? retry_.stop() : retry_.start();
  reach_changed_(reach);
}

}  // namespace insyn::tray
