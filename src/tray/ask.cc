#include "tray/ask.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include "tray/text.h"

namespace insyn::tray {
namespace {

// In the language of the rest: Qt's own words are the desktop's, or English.
QString chosen_in(QFileDialog& dialog, words::Language language) {
  const words::TrayWords& words = words::tray_words(language);
  const bool saves = dialog.acceptMode() == QFileDialog::AcceptSave;
  const bool is_folder = dialog.fileMode() == QFileDialog::Directory;
  dialog.setLabelText(QFileDialog::LookIn, text(words.look_in));
  dialog.setLabelText(QFileDialog::FileName, text(is_folder ? words.folder : words.file));
  dialog.setLabelText(QFileDialog::FileType, text(words.files_of_type));
  dialog.setLabelText(QFileDialog::Accept, text(saves ? words.save : words.choose));
  dialog.setLabelText(QFileDialog::Reject, text(words.cancel));
  if (dialog.exec() != QDialog::Accepted) return {};
  const QStringList chosen = dialog.selectedFiles();
  return chosen.isEmpty() ? QString() : chosen.first();
}

void begin_with(QFileDialog& dialog, const QString& begin) {
  if (begin.isEmpty()) return;
  const QFileInfo info(begin);
  if (info.isAbsolute()) dialog.setDirectory(info.path());
  dialog.selectFile(info.fileName());
}

}  // namespace

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

QString file_to_open(QWidget* parent, words::Language language, words::Text title, const QString& pattern,
                     const QString& begin) {
  QFileDialog dialog(parent, text(title), {}, pattern);
  dialog.setFileMode(QFileDialog::ExistingFile);
  begin_with(dialog, begin);
  return chosen_in(dialog, language);
}

QString file_to_save(QWidget* parent, words::Language language, words::Text title, const QString& pattern,
                     const QString& begin) {
  QFileDialog dialog(parent, text(title), {}, pattern);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  begin_with(dialog, begin);
  return chosen_in(dialog, language);
}

QString folder_to_use(QWidget* parent, words::Language language, words::Text title) {
  QFileDialog dialog(parent, text(title));
  dialog.setFileMode(QFileDialog::Directory);
  dialog.setOption(QFileDialog::ShowDirsOnly);
  return chosen_in(dialog, language);
}

void give_room(QPushButton& button) {
  const int letters = button.fontMetrics().height();
  button.setMinimumSize(button.sizeHint() + QSize(letters, letters / 2));
}

}  // namespace insyn::tray
