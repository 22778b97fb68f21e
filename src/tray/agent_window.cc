#include "tray/agent_window.h"

#include <QFontInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPainter>
#include <QScreen>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "enrolment/enrolled.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "enrolment/roster_file.h"
#include "link/outbox/outbox.h"
#include "tray/ask.h"
#include "tray/enrolled_terms.h"
#include "tray/look.h"
#include "tray/own_recordings.h"
#include "tray/player.h"
#include "tray/shapes.h"
#include "tray/text.h"
#include "words/agreement.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLargestTold = 1000;
constexpr words::Text words::TrayWords::*kColumns[] = {
    &words::TrayWords::date,     &words::TrayWords::length,     &words::TrayWords::application,
    &words::TrayWords::withheld, &words::TrayWords::kept_until, &words::TrayWords::state};
// In Qt's own pixels.
constexpr int kSpace = 12, kShape = 32, kHeading = 19, kRow = 44;

std::string agent_in(const Path& folder) {
  const enrolment::EnrolmentFiles files = enrolment::files_in(folder, {});
  if (files.agents.size() != 1) return "";
  const auto age = enrolment::read_agent_recipient(files.agents.front());
  return age ? enrolment::agent_name(*age, files.roster) : "";
}

QWidget* page_of(std::initializer_list<QWidget*> widgets) {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kSpace, kSpace + 4, kSpace, kSpace);
  column->setSpacing(kSpace);
  for (QWidget* widget : widgets) column->addWidget(widget);
  return page;
}

// One behind the other, as wide as their words.
QWidget* row_of(std::initializer_list<QWidget*> widgets) {
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  for (QWidget* widget : widgets) line->addWidget(widget);
  line->addStretch(1);
  return row;
}

void make_kind(QWidget& widget, const char* kind) { widget.setProperty("kind", kind); }

}  // namespace

AgentWindow::AgentWindow(AgentFiles files, words::Language language,
                         std::function<void(const std::string&)> discard, std::function<void()> did_not_help)
    : files_(std::move(files)),
      language_(language),
      discard_(std::move(discard)),
      did_not_help_(std::move(did_not_help)),
      key_page_(
          AgentKey(files_.key), enrolment::files_in(files_.enrolment, {}).roster,
          [this] { return agent_in(files_.enrolment); }, language),
      room_(files_.room, files_.enrolment, files_.link, [this](const std::string& why) {
        QMessageBox::warning(this, "Insyn",
                             text(words::filled(words::tray_words(language_).room_not_opened, why)));
      }) {
  setWindowTitle("Insyn");
  setAccessibleName("Insyn");
  build();
}

void AgentWindow::build() {
  const words::TrayWords& words = words::tray_words(language_);
  now_.setWordWrap(true);
  QFont heading = now_.font();
  heading.setPixelSize(std::max(kHeading, QFontInfo(heading).pixelSize() * kHeading / 14));
  heading.setWeight(QFont::Medium);
  now_.setFont(heading);
  warning_.setWordWrap(true);
  warning_.hide();
  shape_.setFixedSize(kShape, kShape);
  now_.setFocusPolicy(Qt::StrongFocus);
  link_.setWordWrap(true);
  link_.hide();
  shortcut_.setWordWrap(true);
  word_key_.setWordWrap(true);
  word_key_.hide();
  word_button_.hide();
  QObject::connect(&word_button_, &QPushButton::clicked, [this] { did_not_help_(); });
  none_.setText(text(words.no_recordings));
  recordings_.setColumnCount(static_cast<int>(std::size(kColumns)));
  QStringList titles;
  for (const auto column : kColumns) titles << text(words.*column);
  recordings_.setHorizontalHeaderLabels(titles);
  recordings_.setAccessibleName(text(words.my_recordings));
  recordings_.setEditTriggers(QAbstractItemView::NoEditTriggers);
  recordings_.setSelectionBehavior(QAbstractItemView::SelectRows);
  recordings_.setSelectionMode(QAbstractItemView::SingleSelection);
  recordings_.setTabKeyNavigation(false);
  recordings_.horizontalHeader()->setSectionResizeMode(recordings_.columnCount() - 1, QHeaderView::Stretch);
  recordings_.verticalHeader()->hide();
  recordings_.verticalHeader()->setDefaultSectionSize(kRow);
  recordings_.setShowGrid(false);
  recordings_.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  recordings_.horizontalHeader()->setHighlightSections(false);
  discard_button_.setText(text(words.discard_this));
  discard_button_.setAccessibleName(text(words.discard_this));
  QObject::connect(&discard_button_, &QPushButton::clicked, [this] { discard_chosen(); });
  save_discard_button_.setText(text(words.save_discard));
  save_discard_button_.setAccessibleName(text(words.save_discard));
  QObject::connect(&save_discard_button_, &QPushButton::clicked, [this] { save_discard(); });
  make_kind(discard_button_, "danger");
  make_kind(play_button_, "primary");
  make_kind(told_button_, "primary");
  for (QLabel* label : {&shortcut_, &word_key_, &elsewhere_}) make_kind(*label, "soft");
  elsewhere_.setWordWrap(true);
  room_button_.setText(text(words.open_room));
  room_button_.setAccessibleName(text(words.open_room));
  QObject::connect(&room_button_, &QPushButton::clicked, [this] { room_.open(); });
  look_for_room();
  QObject::connect(&recordings_, &QTableWidget::itemSelectionChanged, [this] { recording_chosen(); });
  play_button_.setText(text(words.play_this));
  play_button_.setAccessibleName(text(words.play_this));
  QObject::connect(&play_button_, &QPushButton::clicked, [this] { play_chosen(); });
  introduction_.setText(text(words.told_introduction));
  introduction_.setWordWrap(true);
  agreement_.setAccessibleName(text(words.what_applies));
  told_button_.setText(text(words.told));
  told_button_.setAccessibleName(text(words.told));
  QObject::connect(&told_button_, &QPushButton::clicked, [this] { told(); });
  auto* state = new QWidget;
  auto* line = new QHBoxLayout(state);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(kSpace);
  line->addWidget(&shape_, 0, Qt::AlignTop);
  line->addWidget(&now_, 1);
  pages_.addTab(page_of({state, &warning_, row_of({&word_button_}), &word_key_, &link_, &shortcut_}),
                text(words.now));
  // One below the other, from the top.
  static_cast<QVBoxLayout*>(pages_.widget(kNow)->layout())->addStretch();
  pages_.addTab(
      page_of({&none_, &recordings_, row_of({&play_button_, &discard_button_, &save_discard_button_}),
               &elsewhere_, row_of({&room_button_})}),
      text(words.my_recordings));
  pages_.addTab(page_of({&introduction_, &agreement_, row_of({&told_button_})}), text(words.what_applies));
  pages_.addTab(&key_page_, text(words.my_key));
  QObject::connect(&pages_, &QTabWidget::currentChanged, [this](int page) {
    if (page == kRecordings) fill_recordings();
    if (page == kAgreement) fill_agreement();
    if (page == kKey) key_page_.fill();
  });
  auto* column = new QVBoxLayout(this);
  column->addWidget(&pages_);
  // With large print the screen is soon full: what is at the bottom has to stay on it.
  resize(QSize(820, 560).boundedTo(screen()->availableSize() - QSize(20, 50)));
}

void AgentWindow::open(Page page) {
  look_for_room();
  pages_.setCurrentIndex(page);
  if (page == kRecordings) fill_recordings();
  if (page == kAgreement) fill_agreement();
  if (page == kKey) key_page_.fill();
  show();
  stay_on_screen();
  raise();
  activateWindow();
}

void AgentWindow::show_state(const std::optional<control::Activity>& activity, const std::string& words,
                             const std::string& warning) {
  QPixmap shape(QSize(kShape, kShape) * devicePixelRatioF());
  shape.setDevicePixelRatio(devicePixelRatioF());
  shape.fill(Qt::transparent);
  QPainter painter(&shape);
  painter.scale(kShape / 16.0, kShape / 16.0);
  draw_shape(painter, activity, QColor(colours_of(look_of(is_dark(palette())), activity).own));
  painter.end();
  shape_.setPixmap(shape);
  now_.setText(text(words));
  now_.setAccessibleName(now_.text());
  warning_.setText(text(warning));
  warning_.setAccessibleName(warning_.text());
  warning_.setVisible(!warning.empty());
}

void AgentWindow::look_for_room() {
  const words::TrayWords& words = words::tray_words(language_);
  const bool room = room_.is_there();
  room_button_.setVisible(room);
  elsewhere_.setText(text(room ? words.opened_elsewhere : words.opened_without_room));
  elsewhere_.setAccessibleName(elsewhere_.text());
  elsewhere_.setVisible(room || has_centre(files_.enrolment));
}

void AgentWindow::show_agents_word(control::AgentsWord word) {
  const words::TrayWords& words = words::tray_words(language_);
  word_button_.setText(text(word == control::AgentsWord::kNoted ? words.noted : words.did_not_help));
  word_button_.setAccessibleName(word_button_.text());
  word_button_.setEnabled(word == control::AgentsWord::kMay);
  word_button_.setVisible(word != control::AgentsWord::kNot);
}

void AgentWindow::show_link(const std::string& words) {
  if (link_.text() == text(words)) return;
  link_.setText(text(words));
  link_.setAccessibleName(link_.text());
  link_.setVisible(!words.empty());
  if (isVisible() && pages_.currentIndex() == kRecordings) fill_recordings();
}

void AgentWindow::show_shortcut(const std::string& words) { shortcut_.setText(text(words)); }

void AgentWindow::show_word_key(const std::string& words) {
  word_key_.setText(text(words));
  word_key_.setVisible(!words.empty());
}

// Most window managers see to it; where none does, half of a window must be seen, and its title.
void AgentWindow::stay_on_screen() {
  const QRect own = frameGeometry();
  qint64 seen = 0;
  for (const QScreen* one : QGuiApplication::screens()) {
    const QRect part = own & one->availableGeometry();
    seen += qint64{part.width()} * part.height();
  }
  const QRect room = screen()->availableGeometry();
  if (2 * seen >= qint64{own.width()} * own.height() && own.top() >= screen()->virtualGeometry().top())
    return;
  const QSize size = own.size().boundedTo(room.size());
  resize(size - (own.size() - this->size()));
  move(room.center() - QPoint(size.width() / 2, size.height() / 2));
}

void AgentWindow::fill_recordings(std::span<const seal::Identity> keys) {
  const words::TrayWords& words = words::tray_words(language_);
  const std::string before = chosen();
  // At a shared computer nobody's, before somebody has said who works there.
  const bool nobody = agent_ && agent_->empty();
  const auto own = nobody
                       ? std::vector<OwnRecording>()
                       : own_recordings(files_.spool, link::outbox_of(files_.link), whose(), language_, keys);
  recordings_.setRowCount(static_cast<int>(own.size()));
  for (int row = 0; row < recordings_.rowCount(); ++row) {
    const OwnRecording& one = own[static_cast<std::size_t>(row)];
    const words::Text state = one.unconfirmed    ? words.discard_unconfirmed
                              : one.discarded    ? words.discarded
                              : one.old          ? words.old_version
                              : one.has_pictures ? words.here
                                                 : words.no_pictures;
    int column = 0;
    for (const std::string& cell :
         {one.began, one.length, one.applications, one.withheld, one.kept_until, std::string(state)}) {
      auto* item = new QTableWidgetItem(text(cell));
      item->setData(Qt::UserRole, text(one.id));
      item->setToolTip(text(cell));
      recordings_.setItem(row, column++, item);
    }
  }
  recordings_.resizeColumnsToContents();
  // Words that are long take more lines, not another window; the last column has what is left.
  constexpr int kWidest = 220;
  for (int column = 0; column + 1 < recordings_.columnCount(); ++column)
    recordings_.setColumnWidth(column, std::min(recordings_.columnWidth(column), kWidest));
  recordings_.resizeRowsToContents();
  for (int row = 0; row < recordings_.rowCount(); ++row)
    recordings_.setRowHeight(row, std::max(recordings_.rowHeight(row), kRow));
  none_.setVisible(own.empty());
  discard_button_.setEnabled(!own.empty());
  play_button_.setEnabled(!own.empty());
  if (own.empty()) return recording_chosen();
  const auto selected =
      std::find_if(own.begin(), own.end(), [&](const OwnRecording& one) { return one.id == before; });
  recordings_.selectRow(selected == own.end() ? 0 : static_cast<int>(selected - own.begin()));
}

void AgentWindow::show_agent(const std::string& agent) {
  if (agent_ == agent) return;
  agent_ = agent;
  none_.setText(text(agent.empty() ? words::tray_words(language_).whose_recordings
                                   : words::tray_words(language_).no_recordings));
  if (isVisible() && pages_.currentIndex() == kRecordings) fill_recordings();
}

std::string AgentWindow::whose() const { return agent_ ? *agent_ : agent_in(files_.enrolment); }

std::string AgentWindow::chosen() const {
  const auto items = recordings_.selectedItems();
  return items.isEmpty()
             ? ""
             : recordings_.item(items.first()->row(), 0)->data(Qt::UserRole).toString().toStdString();
}

void AgentWindow::discard_chosen() {
  if (chosen().empty()) return;
  if (wants_to_discard(this, language_)) discard_(chosen());
}

void AgentWindow::recording_chosen() {
  save_discard_button_.setVisible(link::is_unconfirmed(link::outbox_of(files_.link), chosen()));
}

// The same note as the link brings: the union can hand it in too.
void AgentWindow::save_discard() {
  const std::string file = link::discard_file(chosen());
  const auto note = read_text(link::outbox_of(files_.link) / file, recording::kLargestDiscardNote);
  if (!note) return recording_chosen();
  const QString to =
      file_to_save(this, language_, words::tray_words(language_).save_discard, "*.discard", text(file));
  if (to.isEmpty()) return;
  const Status written =
      write_file(to.toStdString(), view_of(*note), Access::kEveryoneReads, IfExists::kReplace);
  if (!written)
    QMessageBox::warning(
        this, "Insyn",
        text(fmt::format("{}: {}", words::tray_words(language_).refused, written.error().message)));
}

// The key is asked for each time and not kept: whoever sits at the computer is not always the agent.
void AgentWindow::play_chosen() {
  if (chosen().empty()) return;
  const QString key = file_to_open(this, language_, words::tray_words(language_).key_file, "*.age",
                                   text(AgentKey(files_.key).opens().string()));
  if (key.isEmpty()) return;
  const std::string id = chosen();
  // How long each was, and what was withheld, is told with the key too.
  if (const auto own = enrolment::read_identities(key.toStdString())) fill_recordings(*own);
  auto playback = Playback::open(files_.spool / id, key.toStdString());
  if (!playback) {
    QMessageBox::warning(
        this, "Insyn",
        text(fmt::format("{}: {}", words::tray_words(language_).refused, playback.error().message)));
    return;
  }
  auto* player = new Player(*std::move(playback), language_);
  player->show();
  QTimer::singleShot(0, player, [player] { player->play(); });
}

void AgentWindow::fill_agreement() {
  const auto agreement = agreement_in(files_.enrolment);
  told_button_.setEnabled(agreement.has_value());
  if (!agreement) {
    agreement_.setPlainText(text(agreement.error().message));
    return;
  }
  agreement_hash_ = to_hex(agreement->hash());
  agreement_.setPlainText(text(words::explain(*agreement, language_)));
}

void AgentWindow::told() {
  const std::string line = agreement_hash_ + "\n";
  Status written = ensure_folders(files_.told.parent_path());
  if (written) written = write_file(files_.told, view_of(line), Access::kOwnerOnly, IfExists::kReplace);
  if (!written) {
    QMessageBox::warning(
        this, "Insyn",
        text(fmt::format("{}: {}", words::tray_words(language_).refused, written.error().message)));
    return;
  }
  close();
}

void AgentWindow::make_key_if_missing() {
  const AgentKey key(files_.key);
  if (key.exists() || !agreement_in(files_.enrolment)) return;
  if (const auto made = key.make(); !made)
    qWarning("insyn-tray: the agent's key cannot be made: %s", made.error().message.c_str());
}

void AgentWindow::open_if_not_told() {
  const auto agreement = agreement_in(files_.enrolment);
  if (!agreement) return;
  const auto told = read_text(files_.told, kLargestTold);
  if (told && *told == to_hex(agreement->hash()) + "\n") return;
  open(kAgreement);
  told_button_.setFocus();
}

}  // namespace insyn::tray
