#include "tray/who_window.h"

#include <QCollator>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>
#include <algorithm>

#include "enrolment/key_files.h"
#include "roster/presence.h"
#include "tray/ask.h"
#include "tray/recorder_link.h"
#include "tray/text.h"
#include "words/reason.h"

namespace insyn::tray {
namespace {

// More names than are seen at once.
constexpr int kManyNames = 10;
constexpr int kFewNames = 4;
constexpr int kWidth = 470;
constexpr std::size_t kMostNames = 100'000;
// Larger than any roster: no name, and a number to sign.
constexpr int kNoNames = 1'000'000;

}  // namespace

WhoWindow::WhoWindow(AgentKey key, Path roster, words::Language language,
                     std::function<void(const control::Request&)> say)
    : key_(std::move(key)), roster_(std::move(roster)), language_(language), say_(std::move(say)) {
  build();
}

void WhoWindow::build() {
  const words::TrayWords& words = words::tray_words(language_);
  setWindowTitle(text(words.who_question));
  setAccessibleName(text(words.who_question));
  question_.setText(text(words.who_question));
  QFont large = question_.font();
  large.setPointSizeF(large.pointSizeF() * 1.4);
  question_.setFont(large);
  explained_.setText(text(words.who_explained));
  for (QLabel* label : {&question_, &explained_, &problem_}) label->setWordWrap(true);
  problem_.hide();
  find_.setPlaceholderText(text(words.find_name));
  find_.setAccessibleName(text(words.find_name));
  find_.setClearButtonEnabled(true);
  names_.setAccessibleName(text(words.who_names));
  names_.setSpacing(2);
  here_button_.setText(text(words.i_work_here));
  key_button_.setText(text(words.choose_key));
  nobody_button_.setText(text(words.nobody_here));
  for (QPushButton* button : {&here_button_, &key_button_, &nobody_button_}) {
    button->setAccessibleName(button->text());
    button->setAutoDefault(true);  // Enter presses the one that has the focus
    give_room(*button);
  }
  key_button_.hide();
  QObject::connect(&find_, &QLineEdit::textChanged, [this](const QString& part) { find(part); });
  QObject::connect(&names_, &QListWidget::itemSelectionChanged, [this] { enable_buttons(); });
  QObject::connect(&names_, &QListWidget::itemActivated, [this] { answer(chosen()); });
  QObject::connect(&here_button_, &QPushButton::clicked, [this] { answer(chosen()); });
  QObject::connect(&key_button_, &QPushButton::clicked, [this] { choose_key(); });
  QObject::connect(&nobody_button_, &QPushButton::clicked, [this] { nobody(); });
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(&nobody_button_);
  buttons->addStretch(1);
  buttons->addWidget(&key_button_);
  buttons->addWidget(&here_button_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 18, 20, 16);
  column->setSpacing(12);
  column->addWidget(&question_);
  column->addWidget(&explained_);
  column->addWidget(&find_);
  column->addWidget(&names_, 1);
  column->addWidget(&problem_);
  column->addLayout(buttons);
}

void WhoWindow::open() {
  activate_ = true;
  ask_for_names();
}

void WhoWindow::ask(int from) {
  ++unanswered_;
  control::Request request = asking(control::Verb::kWho);
  request.from = from;
  say_(request);
}

void WhoWindow::ask_for_names() {
  all_.clear();
  listing_ = true;
  ask(0);
}

void WhoWindow::state_changed(const std::optional<control::State>& state) {
  if (!state || !state->shared) {
    connected_ = asked_ = listing_ = false;
    unanswered_ = 0;
    answer_.reset();
    last_agent_.clear();
    hide();
    return;
  }
  const bool is_new = !std::exchange(connected_, true);
  const std::string before = std::exchange(last_agent_, state->agent);
  if (!state->agent.empty()) {
    here_ = state->agent;
    left_ = false;
    if (before != state->agent) hide();
    return;
  }
  if (is_new && !here_.empty()) {
    asked_ = true;
    return answer(here_);
  }
  // The recorder has forgotten it, as after the computer's sleep, or the agent has left.
  if (!before.empty()) asked_ = std::exchange(left_, false);
  if (!before.empty()) here_.clear();
  // By itself only where the answer is all that is missing.
  const bool is_missing = state->why && state->why->as<reason::AgentUnknown>() != nullptr;
  if (!is_missing || std::exchange(asked_, true)) return;
  activate_ = false;
  ask_for_names();
}

void WhoWindow::told_agents(const control::AgentsAsked& agents) {
  if (unanswered_ > 0) --unanswered_;
  // Only the last number counts.
  if (answer_) return unanswered_ == 0 ? sign(agents.nonce) : void();
  if (!listing_) return;
  all_.insert(all_.end(), agents.names.begin(), agents.names.end());
  if (agents.next && !agents.names.empty() && all_.size() < kMostNames) return ask(*agents.next);
  listing_ = false;
  fill();
  show_window(activate_);
}

void WhoWindow::fill() {
  QStringList names;
  for (const std::string& name : all_) names << text(name);
  std::sort(names.begin(), names.end(), QCollator());
  names_.clear();
  names_.addItems(names);
  find_.clear();
  find_.setVisible(names_.count() > kManyNames);
  key_button_.hide();
  show_problem(all_.empty() ? std::string(words::tray_words(language_).who_none) : "");
  enable_buttons();
}

// Other than the recorder's marks, this may wait: it takes no key presses away from where the agent types.
void WhoWindow::show_window(bool activate) {
  setAttribute(Qt::WA_ShowWithoutActivating, !activate);
  if (!isVisible()) {
    const QRect room = screen()->availableGeometry();
    const int rows = std::clamp(names_.count(), kFewNames, kManyNames);
    names_.setMinimumHeight(rows * std::max(names_.sizeHintForRow(0), fontMetrics().height()) + 8);
    resize(
        QSize(kWidth, 0).expandedTo(QSize(0, heightForWidth(kWidth))).boundedTo(room.size() - QSize(20, 50)));
    move(room.center() - rect().center());
  }
  names_.setFocus();
  show();
  if (!activate) return;
  raise();
  activateWindow();
}

void WhoWindow::find(const QString& part) {
  for (int row = 0; row < names_.count(); ++row) {
    QListWidgetItem* item = names_.item(row);
    const bool fits = item->text().contains(part, Qt::CaseInsensitive);
    item->setHidden(!fits);
    if (!fits) item->setSelected(false);
  }
}

void WhoWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return hide();
  QWidget::keyPressEvent(event);
}

std::string WhoWindow::chosen() const {
  const auto items = names_.selectedItems();
  return items.isEmpty() ? "" : items.first()->text().toStdString();
}

void WhoWindow::enable_buttons() {
  here_button_.setEnabled(!chosen().empty());
  key_button_.setEnabled(!chosen().empty());
}

void WhoWindow::answer(const std::string& agent, const Path& key_file) {
  if (agent.empty()) return;
  if (agent == last_agent_) return hide();
  answer_ = Answer{agent, key_file};
  show_problem("");
  ask(kNoNames);
}

void WhoWindow::sign(const std::string& nonce) {
  const Answer answer = *answer_;
  const auto signature = [&]() -> Result<std::string> {
    if (answer.key_file.empty()) return key_.presence(roster_, answer.agent, nonce);
    TRY_ASSIGN(const note::Signer key, enrolment::read_signer(answer.key_file));
    return roster::sign_presence(answer.agent, nonce, key);
  }();
  if (signature) {
    control::Request here = asking(control::Verb::kHere);
    here.agent = answer.agent;
    here.signature = *signature;
    answer_.reset();
    return say_(here);
  }
  answer_.reset();
  const words::TrayWords& words = words::tray_words(language_);
  if (!isVisible()) {
    // The key that was chosen for the recorder before this one.
    here_.clear();
    asked_ = true;
    return ask_for_names();
  }
  show_problem(answer.key_file.empty() ? words::filled(words.no_key_here, answer.agent)
                                       : fmt::format("{}: {}", words.refused, signature.error().message));
  key_button_.show();
  key_button_.setFocus();
}

void WhoWindow::choose_key() {
  const std::string agent = chosen();
  if (agent.empty()) return;
  const QString file = file_to_open(this, language_, words::tray_words(language_).sign_file, "*.sign");
  if (!file.isEmpty()) answer(agent, file.toStdString());
}

void WhoWindow::nobody() {
  hide();
  // An answer that is on its way is none any more.
  answer_.reset();
  if (last_agent_.empty()) return;
  left_ = true;
  say_(asking(control::Verb::kHere));
}

void WhoWindow::refused(const reason::Reason& why) {
  const bool about_this = why.as<reason::AgentNotHere>() != nullptr ||
                          why.as<reason::AgentNotProven>() != nullptr ||
                          why.as<reason::AgentInCall>() != nullptr;
  if (!about_this) return;
  if (!isVisible()) {
    if (why.as<reason::AgentInCall>() != nullptr) return;
    // Who has worked here until now does not any more, by the new roster.
    here_.clear();
    asked_ = true;
    return ask_for_names();
  }
  show_problem(fmt::format("{}: {}", words::tray_words(language_).refused, words::say(why, language_)));
  if (why.as<reason::AgentNotProven>() != nullptr) key_button_.show();
}

void WhoWindow::show_problem(const std::string& words) {
  problem_.setText(text(words));
  problem_.setAccessibleName(problem_.text());
  problem_.setVisible(!words.empty());
}

}  // namespace insyn::tray
