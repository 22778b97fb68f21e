// The tray: the icon, the borders and their chips, and what the agent can ask for. It decides nothing: it
// shows what the recorder says and hands on what the agent wants.
#pragma once

#include <QMenu>
#include <QSocketNotifier>
#include <QSystemTrayIcon>
#include <QTimer>
#include <memory>
#include <vector>

#include "tray/agent_window.h"
#include "tray/border/borders.h"
#include "tray/chip.h"
#include "tray/recorder_link.h"

namespace insyn::tray {

struct TrayOptions {
  std::optional<int> socket;  // inherited: for one recorder's time
  words::Language language = words::Language::kEnglish;
  AgentFiles files;
};

class Tray {
 public:
  Tray(const TrayOptions& options, std::unique_ptr<Borders> borders);

 private:
  void build_menu();
  void state_changed(const std::optional<control::State>& state);
  void paint(const control::BorderOrder& order);
  void pause_or_resume();
  void discard();
  void show_chips();
  void update_words();
  std::chrono::seconds elapsed() const;

  TrayOptions options_;
  std::unique_ptr<Borders> borders_;
  QSocketNotifier borders_notifier_;
  std::optional<control::State> state_;
  std::vector<std::unique_ptr<Chip>> chips_;
  std::vector<indicator::MarkedWindow> last_windows_;  // where the chips are while it is paused
  QMenu menu_;
  QAction *now_ = nullptr, *pause_ = nullptr, *discard_ = nullptr;
  QSystemTrayIcon icon_;
  AgentWindow window_;
  QTimer clock_;
  RecorderLink link_;
};

}  // namespace insyn::tray
