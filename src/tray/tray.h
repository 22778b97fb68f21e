// The tray: the icon, the borders and their signs, and what the agent can ask for. It decides nothing: it
// shows what the recorder says and hands on what the agent wants.
#pragma once

#include <QMenu>
#include <QMessageBox>
#include <QSocketNotifier>
#include <QTimer>
#include <memory>
#include <vector>

#include "os/nearest_folder.h"
#include "tray/agent_window.h"
#include "tray/border/borders.h"
#include "tray/panel_icon.h"
#include "tray/recorder_link.h"
#include "tray/settings.h"
#include "tray/shortcut_listener.h"
#include "tray/sign.h"
#include "tray/who_window.h"

namespace insyn::tray {

struct TrayOptions {
  std::optional<int> socket;  // inherited: for one recorder's time
  words::Language language = words::Language::kEnglish;
  AgentFiles files;
  Path settings_file;
  Result<Settings> settings = Settings();
};

class Tray {
 public:
  Tray(const TrayOptions& options, std::unique_ptr<Borders> borders);

 private:
  void build_menu();
  void serve_borders();
  // What is usual where the settings cannot be read.
  Settings settings() const { return options_.settings ? *options_.settings : Settings(); }
  void build_pause_key();
  void pause_key_reaches(Reach reach);
  void pause_key_pressed();
  void pause_key_released(bool keyboard_is_free);
  void build_word_key();
  void word_key_reaches(Reach reach);
  void word_key_released(bool keyboard_is_free);
  void screen_changed();
  // In a window of its own that takes no key presses away from where the agent types.
  void tell(const std::string& words);
  void state_changed(const std::optional<control::State>& state);
  void paint(const control::BorderOrder& order);
  void show_agents_word();
  void pause_or_resume();
  void discard();
  // By the recorder, and at the centre.
  void discard(const std::string& recording);
  void watch_link();
  void update_link();
  void show_signs();
  // A call is going on that may not be recorded: the sign says so where it would be recorded.
  bool call_is_not_recorded() const;
  void look_for_agreed_window();
  void update_words();
  std::chrono::seconds elapsed() const;

  TrayOptions options_;
  std::unique_ptr<Borders> borders_;
  QSocketNotifier borders_notifier_;
  std::optional<control::State> state_;
  std::vector<std::unique_ptr<Sign>> signs_;
  std::unique_ptr<ShortcutListener> pause_key_, word_key_;
  bool resume_on_release_ = false;
  bool pause_key_works_ = false, word_key_works_ = false;
  QMenu menu_;
  QAction *now_ = nullptr, *centre_ = nullptr, *pause_ = nullptr, *did_not_help_ = nullptr,
          *discard_ = nullptr, *who_ = nullptr, *room_ = nullptr;
  std::unique_ptr<PanelIcon> icon_;
  AgentWindow window_;
  WhoWindow who_window_;
  std::unique_ptr<QMessageBox> notice_;
  std::vector<FileIdentity> agreed_programs_;
  QTimer clock_, link_clock_, link_changed_;
  std::optional<FolderWatch> link_watch_;
  std::unique_ptr<QSocketNotifier> link_notifier_;
  RecorderLink link_;
};

}  // namespace insyn::tray
