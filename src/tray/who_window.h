// “Who is working here?”, at a computer that several agents share: the names that the recorder tells, the
// agent's answer, and the proof of it. Nothing is chosen beforehand. What was answered is remembered here as
// long as this program runs, so that a recorder that starts anew is answered too, with a new proof.
#pragma once

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QWidget>
#include <functional>

#include "control/message.h"
#include "tray/agent_key.h"
#include "words/tray.h"

namespace insyn::tray {

class WhoWindow : public QWidget {
 public:
  // `roster` says whose the keys on this computer are. `say` tells the recorder.
  WhoWindow(AgentKey key, Path roster, words::Language language,
            std::function<void(const control::Request&)> say);

  // By the agent's wish.
  void open();
  // What the recorder tells; nothing: there is no recorder.
  void state_changed(const std::optional<control::State>& state);
  void told_agents(const control::AgentsAsked& agents);
  void refused(const reason::Reason& why);

 protected:
  // Escape closes it, without an answer.
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void build();
  void show_window(bool activate);
  void ask(int from);
  void ask_for_names();
  void fill();
  void find(const QString& part);
  std::string chosen() const;  // empty: none
  // Asks for a number to sign, with a key that is here or, where one is given, with that of this file.
  void answer(const std::string& agent, const Path& key_file = {});
  void sign(const std::string& nonce);
  void choose_key();
  void nobody();
  void show_problem(const std::string& words);
  void enable_buttons();

  // The answer that is on its way.
  struct Answer {
    std::string agent;
    Path key_file;  // empty: the agent's key on this computer
  };

  AgentKey key_;
  Path roster_;
  words::Language language_;
  std::function<void(const control::Request&)> say_;
  QLabel question_, explained_, problem_;
  QLineEdit find_;
  QListWidget names_;
  QPushButton here_button_, key_button_, nobody_button_;
  std::vector<std::string> all_;  // names, as the recorder tells them
  std::optional<Answer> answer_;
  std::string here_;        // who works here, as long as this program runs
  std::string last_agent_;  // by the recorder's last word
  int unanswered_ = 0;      // questions to the recorder
  bool listing_ = false;    // names are on their way
  bool connected_ = false;
  bool asked_ = false;     // by this recorder
  bool left_ = false;      // by the agent's wish
  bool activate_ = false;  // once the names are there
};

}  // namespace insyn::tray
