// The page of the agent's window about the agent's key: what to hand out, a copy, another one.
#pragma once

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QWidget>

#include "tray/agent_key.h"
#include "words/tray.h"

namespace insyn::tray {

class KeyPage : public QWidget {
 public:
  // `roster`: that of this computer's enrolment, where there is one.
  KeyPage(AgentKey key, Path roster, words::Language language);
  // As the key is now.
  void fill();

 private:
  void back_up();
  void save_public();
  void prove();
  void save(const Path& to, const std::string& text);
  void replace();
  void refused(const Error& error);

  AgentKey key_;
  Path roster_;
  words::Language language_;
  QLabel where_, hand_out_, lost_;
  QPlainTextEdit public_;
  QPushButton save_button_, prove_button_, back_up_button_, replace_button_;
};

}  // namespace insyn::tray
