// The agent's window: what the recorder does, the agent's own recordings, and what applies.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTextBrowser>
#include <QWidget>
#include <functional>
#include <span>

#include "os/file.h"
#include "seal/keys.h"
#include "tray/key_page.h"
#include "tray/room.h"
#include "words/tray.h"

namespace insyn::tray {

// Where the tray finds what the recorder was given.
struct AgentFiles {
  Path enrolment;
  Path spool;
  Path told;  // made once the agent has been told what applies
  Path key;   // the folder of the agent's key
  Path link;  // the folder of this computer's link to a centre
  Path room;  // insyn-room, where it would be
};

class AgentWindow : public QWidget {
 public:
  enum Page { kNow, kRecordings, kAgreement, kKey };
  AgentWindow(AgentFiles files, words::Language language, std::function<void(const std::string&)> discard,
              std::function<void()> did_not_help);

  void open(Page page);
  // Nothing: no recorder.
  void show_state(const std::optional<control::Activity>& activity, const std::string& words,
                  const std::string& warning);
  // Whether the agent may say now that the system did not help.
  void show_agents_word(control::AgentsWord word);
  const Room& room() const { return room_; }
  // What this computer knows of itself may have changed: whether there is a room.
  void look_for_room();
  // What waits to be sent to the centre and why, or empty.
  void show_link(const std::string& words);
  // Who works at this computer, where several agents share it; empty: nobody has said.
  void show_agent(const std::string& agent);
  // Of the key that pauses.
  void show_shortcut(const std::string& words);
  // Of the key by which the agent says that; empty: it cannot be said now.
  void show_word_key(const std::string& words);
  // Where monitors have gone: back to where it is seen.
  void stay_on_screen();
  // Makes the agent's key where this computer is enrolled and has none.
  void make_key_if_missing();
  // Shows what applies where the agent has not been told of this agreement yet.
  void open_if_not_told();

 private:
  void build();
  // `keys` are the agent's, for as long as it takes.
  void fill_recordings(std::span<const seal::Identity> keys = {});
  void fill_agreement();
  void told();
  std::string whose() const;   // recordings are listed
  std::string chosen() const;  // a recording's id; empty: none
  void discard_chosen();
  void save_discard();
  void recording_chosen();
  void play_chosen();

  AgentFiles files_;
  words::Language language_;
  std::function<void(const std::string&)> discard_;
  std::function<void()> did_not_help_;
  QTabWidget pages_;
  QLabel shape_, now_, warning_, link_, shortcut_, word_key_, none_, elsewhere_, introduction_;
  QTableWidget recordings_;
  QPushButton word_button_, play_button_, discard_button_, save_discard_button_, room_button_, told_button_;
  QTextBrowser agreement_;
  KeyPage key_page_;
  Room room_;
  std::string agreement_hash_;        // of what is shown
  std::optional<std::string> agent_;  // of a shared computer
};

}  // namespace insyn::tray
