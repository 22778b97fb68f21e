#include "tray/ask.h"

#include <QMessageBox>
#include <QPushButton>

namespace insyn::tray {

bool wants_to_discard(QWidget* parent, Language language) {
  const auto word = [language](Word one) { return QString::fromStdString(say(one, language)); };
  QMessageBox box(QMessageBox::Question, "Insyn", word(Word::kDiscardQuestion), QMessageBox::NoButton,
                  parent);
  const QPushButton* discard = box.addButton(word(Word::kDiscardIt), QMessageBox::DestructiveRole);
  QPushButton* keep = box.addButton(word(Word::kKeepIt), QMessageBox::RejectRole);
  box.setDefaultButton(keep);
  box.setEscapeButton(keep);
  box.exec();
  return box.clickedButton() == discard;
}

}  // namespace insyn::tray
