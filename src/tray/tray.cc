#include "tray/tray.h"

#include <QApplication>

#include "tray/ask.h"
#include "tray/state_icon.h"
#include "tray/text.h"
#include "words/clock.h"

namespace insyn::tray {
namespace {

control::Request asking(control::Verb verb) {
  control::Request request;
  request.verb = verb;
  return request;
}

}  // namespace

Tray::Tray(const TrayOptions& options, std::unique_ptr<Borders> borders)
    : options_(options),
      borders_(std::move(borders)),
      borders_notifier_(borders_->fd(), QSocketNotifier::Read),
      window_(options.files, options.language,
              [this](const std::string& recording) {
                control::Request request = asking(control::Verb::kDiscard);
                request.recording = recording;
                link_.say(request);
              }),
      link_(options.socket, {[this](const control::State& state) { state_changed(state); },
                             [this](const control::BorderOrder& order) { paint(order); },
                             [this] { state_changed(std::nullopt); }}) {
  QObject::connect(&borders_notifier_, &QSocketNotifier::activated, [this] {
    borders_->handle_events();
    if (borders_->lost()) QApplication::exit(1);
  });
  borders_->when_moved([this] { show_chips(); });
  (void)borders_->grab_key('p', [this] { pause_or_resume(); });
  build_menu();
  icon_.setContextMenu(&menu_);
  QObject::connect(&icon_, &QSystemTrayIcon::activated, [this](QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger) window_.open(AgentWindow::kNow);
  });
  QObject::connect(&clock_, &QTimer::timeout, [this] { update_words(); });
  clock_.setInterval(1000);
  state_changed(std::nullopt);
  icon_.show();
  if (!options_.socket) QTimer::singleShot(0, [this] { window_.open_if_not_told(); });
}

void Tray::build_menu() {
  const words::Language language = options_.language;
  now_ = menu_.addAction("");
  now_->setEnabled(false);
  menu_.addSeparator();
  pause_ = menu_.addAction("");
  QObject::connect(pause_, &QAction::triggered, [this] { pause_or_resume(); });
  discard_ = menu_.addAction(text(words::tray_words(language).discard));
  QObject::connect(discard_, &QAction::triggered, [this] { discard(); });
  menu_.addSeparator();
  QObject::connect(menu_.addAction(text(words::tray_words(language).my_recordings)), &QAction::triggered,
                   [this] { window_.open(AgentWindow::kRecordings); });
  QObject::connect(menu_.addAction(text(words::tray_words(language).what_applies)), &QAction::triggered,
                   [this] { window_.open(AgentWindow::kAgreement); });
}

void Tray::state_changed(const std::optional<control::State>& state) {
  state_ = state;
  if (!state_) {
    // Whoever asked for the borders is gone, and so is what they said.
    if (options_.socket && link_.was_connected()) return QApplication::exit(0);
    borders_->paint({}, {});
  }
  if (!state_ || state_->recording.empty()) last_windows_.clear();
  icon_.setIcon(icon_for(state_ ? std::optional(state_->activity) : std::nullopt));
  discard_->setEnabled(state_ && !state_->recording.empty() && !options_.socket);
  pause_->setEnabled(state_.has_value());
  const bool counts = state_ && !state_->recording.empty();
  if (counts != clock_.isActive()) counts ? clock_.start() : clock_.stop();
  show_chips();
  update_words();
}

// First the borders and the answer, then everything else.
void Tray::paint(const control::BorderOrder& order) {
  control::Request painted = asking(control::Verb::kPainted);
  painted.challenge = order.challenge;
  painted.sides = borders_->paint(order.challenge, order.windows);
  link_.say(painted);
  if (!order.windows.empty()) last_windows_ = order.windows;
}

std::chrono::seconds Tray::elapsed() const {
  const Mono now = SystemClock().mono();
  return std::chrono::duration_cast<std::chrono::seconds>(now - state_->since_mono);
}

void Tray::show_chips() {
  const bool in_call = state_ && !state_->recording.empty();
  const std::vector<indicator::MarkedWindow> none;
  const auto& windows = !in_call ? none : borders_->windows().empty() ? last_windows_ : borders_->windows();
  while (chips_.size() > windows.size()) chips_.pop_back();
  while (chips_.size() < windows.size()) {
    chips_.push_back(std::make_unique<Chip>(options_.language, [this] { pause_or_resume(); }));
  }
  std::vector<std::uint32_t> signs;
  for (const auto& chip : chips_) signs.push_back(static_cast<std::uint32_t>(chip->winId()));
  borders_->stay_over(std::move(signs));
  for (std::size_t i = 0; i < windows.size(); ++i) {
    chips_[i]->show_state(*state_, elapsed());
    chips_[i]->put_on(windows[i].place, borders_->screen());
    chips_[i]->show();
  }
}

void Tray::update_words() {
  const words::Language language = options_.language;
  std::string words =
      state_ ? words::say(*state_, language) : std::string(words::tray_words(language).no_recorder);
  if (state_ && !state_->recording.empty()) {
    words += " · " + words::elapsed_text(elapsed());
    for (std::size_t i = 0; i < chips_.size(); ++i) {
      chips_[i]->show_state(*state_, elapsed());
      const auto& windows = borders_->windows().empty() ? last_windows_ : borders_->windows();
      if (i < windows.size()) chips_[i]->put_on(windows[i].place, borders_->screen());
    }
  }
  now_->setText(text(words));
  icon_.setToolTip(text(words));
  pause_->setText(text(state_ && state_->paused ? words::tray_words(language).resume
                                                : words::tray_words(language).pause) +
                  "\tCtrl+Alt+P");
  window_.show_state(words, state_ ? state_->warning : "");
}

void Tray::pause_or_resume() {
  if (!state_) return;
  link_.say(asking(state_->paused ? control::Verb::kUnpause : control::Verb::kPause));
}

void Tray::discard() {
  if (wants_to_discard(&window_, options_.language)) link_.say(asking(control::Verb::kDiscard));
}

}  // namespace insyn::tray
