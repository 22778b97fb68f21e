#include "tray/ask.h"

#include <QMessageBox>
#include <QPushButton>

#include "tray/text.h"

namespace insyn::tray {

bool wants_to_discard(QWidget* parent, words::Language language) {
  const words::TrayWords& words = words::tray_words(language);
  QMessageBox box(QMessageBox::Question, "Insyn", text(words.discard_question), QMessageBox::NoButton,
                  parent);
  const QPushButton* discard = box.addButton(text(words.discard_it), QMessageBox::DestructiveRole);
  QPushButton* keep = box.addButton(text(words.keep_it), QMessageBox::RejectRole);
  box.setDefaultButton(keep);
  box.setEscapeButton(keep);
  box.exec();
  return box.clickedButton() == discard;
}

}  // namespace insyn::tray
