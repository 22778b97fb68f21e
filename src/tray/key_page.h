// The page of the agent's window about the agent's key: what to hand out, a copy, another one.
#pragma once

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QWidget>
#include <functional>

#include "tray/agent_key.h"
#include "words/tray.h"

namespace insyn::tray {

class KeyPage : public QWidget {
 public:
  // `roster`: that of this computer's enrolment, where there is one. `agent`: the pseudonym for whom it is
  // enrolled; empty: nobody's alone.
  KeyPage(AgentKey key, Path roster, std::function<std::string()> agent, words::Language language);
  // As the key is now.
  void fill();

 private:
  void back_up();
  void save_public();
  void prove();
  void save(const Path& to, const std::string& text);
  void replace();
  void restore();
  void refused(const Error& error);
  void not_restored(const NotRestored& why);

  AgentKey key_;
  Path roster_;
  std::function<std::string()> agent_;
  words::Language language_;
  QLabel where_, hand_out_, lost_;
  QPlainTextEdit public_;
  QPushButton save_button_, prove_button_, back_up_button_, restore_button_, replace_button_;
};

}  // namespace insyn::tray
