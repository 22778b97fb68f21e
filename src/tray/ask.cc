#include "tray/ask.h"

#include <QMessageBox>
#include <QPushButton>

#include "tray/text.h"

namespace insyn::tray {

bool is_wanted(QWidget* parent, words::Text question, words::Text yes, words::Text no) {
  QMessageBox box(QMessageBox::Question, "Insyn", text(question), QMessageBox::NoButton, parent);
  const QPushButton* wanted = box.addButton(text(yes), QMessageBox::DestructiveRole);
  QPushButton* keep = box.addButton(text(no), QMessageBox::RejectRole);
  box.setDefaultButton(keep);
  box.setEscapeButton(keep);
  box.exec();
  return box.clickedButton() == wanted;
}

bool wants_to_discard(QWidget* parent, words::Language language) {
  const words::TrayWords& words = words::tray_words(language);
  return is_wanted(parent, words.discard_question, words.discard_it, words.keep_it);
}

}  // namespace insyn::tray
