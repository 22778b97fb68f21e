#include "tray/key_page.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMessageBox>
#include <QVBoxLayout>
#include <filesystem>

#include "tray/ask.h"
#include "tray/text.h"

namespace insyn::tray {

namespace {

constexpr int kLines = 8;  // of a .pub file, with room for a scroll bar

}  // namespace

KeyPage::KeyPage(AgentKey key, Path roster, std::function<std::string()> agent, words::Language language)
    : key_(std::move(key)), roster_(std::move(roster)), agent_(std::move(agent)), language_(language) {
  const words::TrayWords& words = words::tray_words(language_);
  for (QLabel* label : {&where_, &hand_out_, &lost_}) label->setWordWrap(true);
  hand_out_.setText(text(words.key_hand_out));
  lost_.setText(text(words.key_lost));
  public_.setReadOnly(true);
  public_.setTabChangesFocus(true);
  public_.setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  public_.setLineWrapMode(QPlainTextEdit::NoWrap);
  public_.setFixedHeight(public_.fontMetrics().lineSpacing() * kLines);
  public_.setAccessibleName(text(words.key_public));
  save_button_.setText(text(words.save_public));
  prove_button_.setText(text(words.prove_key));
  back_up_button_.setText(text(words.back_up_key));
  restore_button_.setText(text(words.restore_key));
  replace_button_.setText(text(words.replace_key));
  auto* buttons = new QHBoxLayout;
  for (QPushButton* button :
       {&save_button_, &prove_button_, &back_up_button_, &restore_button_, &replace_button_}) {
    button->setAccessibleName(button->text());
    give_room(*button);
    buttons->addWidget(button);
  }
  buttons->addStretch(1);
  QObject::connect(&save_button_, &QPushButton::clicked, [this] { save_public(); });
  QObject::connect(&prove_button_, &QPushButton::clicked, [this] { prove(); });
  QObject::connect(&back_up_button_, &QPushButton::clicked, [this] { back_up(); });
  QObject::connect(&restore_button_, &QPushButton::clicked, [this] { restore(); });
  QObject::connect(&replace_button_, &QPushButton::clicked, [this] { replace(); });
  auto* column = new QVBoxLayout(this);
  column->addWidget(&where_);
  column->addWidget(&hand_out_);
  column->addWidget(&public_);
  column->addWidget(&lost_);
  column->addLayout(buttons);
  column->addStretch(1);
}

void KeyPage::fill() {
  const words::TrayWords& words = words::tray_words(language_);
  const auto shown = key_.public_text();
  const bool there = shown.has_value();
  where_.setText(text(there ? words::filled(words.key_here, key_.folder().string())
                            : words::filled(words.key_missing, shown.error().message)));
  public_.setPlainText(there ? text(*shown) : QString());
  save_button_.setEnabled(there);
  prove_button_.setEnabled(there);
  back_up_button_.setEnabled(there);
  replace_button_.setEnabled(there);
}

void KeyPage::refused(const Error& error) {
  QMessageBox::warning(this, "Insyn",
                       text(fmt::format("{}: {}", words::tray_words(language_).refused, error.message)));
}

void KeyPage::back_up() {
  const QString to = folder_to_use(this, language_, words::tray_words(language_).back_up_key);
  if (to.isEmpty()) return;
  const auto copy = key_.back_up(to.toStdString());
  if (!copy) return refused(copy.error());
  QMessageBox::information(this, "Insyn",
                           text(words::filled(words::tray_words(language_).key_backed_up, copy->string())));
}

void KeyPage::save_public() {
  const QString to =
      file_to_save(this, language_, words::tray_words(language_).save_public, "*.pub", "agent.pub");
  if (to.isEmpty()) return;
  const auto shown = key_.public_text();
  if (!shown) return refused(shown.error());
  save(to.toStdString(), *shown);
}

void KeyPage::save(const Path& to, const std::string& text) {
  const Status written = write_file(to, view_of(text), Access::kEveryoneReads, IfExists::kReplace);
  if (!written) refused(written.error());
}

void KeyPage::prove() {
  const words::TrayWords& words = words::tray_words(language_);
  QInputDialog question(this);
  question.setWindowTitle("Insyn");
  question.setLabelText(text(words.which_pseudonym));
  question.setTextValue(text(agent_()));
  question.setCancelButtonText(text(words.cancel));
  if (question.exec() != QDialog::Accepted) return;
  const QString name = question.textValue();
  std::error_code error;
  Path roster = roster_;
  if (!std::filesystem::exists(roster, error))
    roster = file_to_open(this, language_, words.which_roster).toStdString();
  if (roster.empty()) return;
  const auto proof = key_.proof_for(roster, name.toStdString());
  if (!proof) return refused(proof.error());
  const QString to = file_to_save(this, language_, words.prove_key, "*.proof", "agent.proof");
  if (!to.isEmpty()) save(to.toStdString(), *proof);
}

void KeyPage::not_restored(const NotRestored& why) {
  const words::TrayWords& words = words::tray_words(language_);
  const words::Text of_kind[] = {words.copy_fault,   words.copy_not_agents, words.copy_not_whole,
                                 words.copy_nobodys, words.copy_anothers,   words.copy_in_place};
  QMessageBox::warning(this, "Insyn",
                       text(words::filled(of_kind[static_cast<std::size_t>(why.why)], why.what)));
}

void KeyPage::restore() {
  const words::TrayWords& words = words::tray_words(language_);
  const QString from = folder_to_use(this, language_, words.restore_key);
  if (from.isEmpty()) return;
  if (key_.exists() && !is_wanted(this, words.restore_question, words.restore_it, words.keep_key)) return;
  const auto kept = key_.restore(from.toStdString(), roster_, agent_());
  if (!kept) return not_restored(kept.error());
  fill();
  QMessageBox::information(this, "Insyn",
                           text(*kept ? words::filled(words.key_restored_for, (*kept)->string())
                                      : std::string(words.key_restored)));
}

void KeyPage::replace() {
  const words::TrayWords& words = words::tray_words(language_);
  if (!is_wanted(this, words.replace_question, words.replace_it, words.keep_key)) return;
  const auto kept = key_.replace();
  if (!kept) return refused(kept.error());
  fill();
  QMessageBox::information(this, "Insyn", text(words::filled(words.key_replaced, kept->string())));
}

}  // namespace insyn::tray
