#include "tray/tray.h"

#include <QApplication>
#include <QScreen>

#include "enrolment/enrolled.h"
#include "link/outbox/outbox.h"
#include "link/standing/standing.h"
#include "tray/ask.h"
#include "tray/centre_discard.h"
#include "tray/enrolled_terms.h"
#include "tray/state_icon.h"
#include "tray/text.h"
#include "words/clock.h"
#include "words/link.h"

namespace insyn::tray {
namespace {

// Milliseconds between two looks at how the link to the centre stands, although it has written nothing: that
// it is silent is said after a quarter of an hour.
constexpr int kBetweenLooks = 5 * 60'000;
// Milliseconds in which a window manager moves windows from a monitor that has gone.
constexpr int kWindowManagersTurn = 500;

}  // namespace

Tray::Tray(const TrayOptions& options, std::unique_ptr<Borders> borders)
    : options_(options),
      borders_(std::move(borders)),
      borders_notifier_(borders_->fd(), QSocketNotifier::Read),
      window_(
          options.files, options.language, [this](const std::string& recording) { discard(recording); },
          [this] { link_.say(asking(control::Verb::kDidNotHelp)); }),
      who_window_(AgentKey(options.files.key), enrolment::files_in(options.files.enrolment, {}).roster,
                  options.language, [this](const control::Request& request) { link_.say(request); }),
      link_(options.socket,
            {.state = [this](const control::State& state) { state_changed(state); },
             .borders = [this](const control::BorderOrder& order) { paint(order); },
             .lost = [this] { state_changed(std::nullopt); },
             .agents = [this](const control::AgentsAsked& agents) { who_window_.told_agents(agents); },
             .refused = [this](const reason::Reason& why) { who_window_.refused(why); }}) {
  QObject::connect(&borders_notifier_, &QSocketNotifier::activated, [this] { serve_borders(); });
  borders_->when_moved([this] { show_signs(); });
  build_menu();
  icon_ =
      std::make_unique<PanelIcon>(menu_, icon_for(std::nullopt), [this] { window_.open(AgentWindow::kNow); });
  build_pause_key();
  QObject::connect(&clock_, &QTimer::timeout, [this] {
    if (call_is_not_recorded()) look_for_agreed_window();
    update_words();
  });
  clock_.setInterval(1000);
  state_changed(std::nullopt);
  QObject::connect(qApp, &QGuiApplication::screenAdded, [this] { screen_changed(); });
  QObject::connect(qApp, &QGuiApplication::screenRemoved, [this] { screen_changed(); });
  if (!options_.socket) {
    QObject::connect(&link_clock_, &QTimer::timeout, [this] { watch_link(); });
    QObject::connect(&link_changed_, &QTimer::timeout, [this] { watch_link(); });
    link_changed_.setSingleShot(true);
    link_clock_.start(kBetweenLooks);
    watch_link();
    QTimer::singleShot(0, [this] {
      window_.make_key_if_missing();
      window_.open_if_not_told();
    });
  }
}

void Tray::build_menu() {
  const words::Language language = options_.language;
  now_ = menu_.addAction("");
  now_->setEnabled(false);
  centre_ = menu_.addAction("");
  centre_->setEnabled(false);
  centre_->setVisible(false);
  menu_.addSeparator();
  pause_ = menu_.addAction("");
  QObject::connect(pause_, &QAction::triggered, [this] { pause_or_resume(); });
  did_not_help_ = menu_.addAction("");
  QObject::connect(did_not_help_, &QAction::triggered,
                   [this] { link_.say(asking(control::Verb::kDidNotHelp)); });
  discard_ = menu_.addAction(text(words::tray_words(language).discard));
  QObject::connect(discard_, &QAction::triggered, [this] { discard(); });
  menu_.addSeparator();
  who_ = menu_.addAction("");
  QObject::connect(who_, &QAction::triggered, [this] { who_window_.open(); });
  room_ = menu_.addAction(text(words::tray_words(language).open_room));
  QObject::connect(room_, &QAction::triggered, [this] { window_.room().open(); });
  room_->setVisible(window_.room().is_there());
  QObject::connect(menu_.addAction(text(words::tray_words(language).my_recordings)), &QAction::triggered,
                   [this] { window_.open(AgentWindow::kRecordings); });
  QObject::connect(menu_.addAction(text(words::tray_words(language).what_applies)), &QAction::triggered,
                   [this] { window_.open(AgentWindow::kAgreement); });
  QObject::connect(menu_.addAction(text(words::tray_words(language).my_key)), &QAction::triggered,
                   [this] { window_.open(AgentWindow::kKey); });
}

void Tray::serve_borders() {
  if (borders_->handle_events()) QTimer::singleShot(0, &window_, [this] { serve_borders(); });
  if (borders_->lost()) QApplication::exit(1);
}

void Tray::build_pause_key() {
  pause_key_ = std::make_unique<ShortcutListener>(
      settings().pause_key,
      Shortcut::Told{.pressed = [this] { pause_key_pressed(); },
                     .released = [this](bool free) { pause_key_released(free); },
                     .reach_changed = [this](Reach reach) { pause_key_reaches(reach); }});
}

void Tray::pause_key_reaches(Reach reach) {
  const words::TrayWords& words = words::tray_words(options_.language);
  const words::Text word = reach == Reach::kEverywhere  ? words.shortcut
                           : reach == Reach::kShared    ? words.shortcut_shared
                           : reach == Reach::kWhileFree ? words.shortcut_while_free
                                                        : words.shortcut_nowhere;
  std::string told = words::filled(word, settings().pause_key.name);
  if (reach != Reach::kEverywhere)
    told += " " + words::filled(words.choose_shortcut, options_.settings_file.string());
  if (!options_.settings)
    told += "\n\n" + words::filled(words.usual_shortcut, options_.settings.error().message);
  window_.show_shortcut(told);
  pause_key_works_ = reach != Reach::kNowhere;
  if (!pause_key_works_ || !options_.settings) {
    qWarning("insyn-tray: %s", told.c_str());
    tell(told);
  }
  update_words();
}

// Only while it can be said: at any other time the keys are left to the programs.
void Tray::build_word_key() {
  const auto keys = settings().did_not_help_key;
  if (!keys) return;
  word_key_ = std::make_unique<ShortcutListener>(
      *keys, Shortcut::Told{.pressed = [] {},
                            .released = [this](bool free) { word_key_released(free); },
                            .reach_changed = [this](Reach reach) { word_key_reaches(reach); }});
}

void Tray::word_key_reaches(Reach reach) {
  const words::TrayWords& words = words::tray_words(options_.language);
  const words::Text word = reach == Reach::kShared    ? words.word_key_shared
                           : reach == Reach::kNowhere ? words.word_key_nowhere
                                                      : words.word_key;
  std::string told = words::filled(word, settings().did_not_help_key->name);
  if (reach == Reach::kShared || reach == Reach::kNowhere)
    told += " " + words::filled(words.choose_shortcut, options_.settings_file.string());
  window_.show_word_key(told);
  word_key_works_ = reach != Reach::kNowhere;
}

// With the release, when it shows whether another program holds the keyboard: at a locked screen nobody says
// anything in the agent's name.
void Tray::word_key_released(bool keyboard_is_free) {
  if (!state_ || state_->did_not_help != control::AgentsWord::kMay) return;
  // Not at once: the connection may be found to be lost, with which the key goes that this was heard by.
  QTimer::singleShot(0, &window_, [this, keyboard_is_free] {
    if (keyboard_is_free) return link_.say(asking(control::Verb::kDidNotHelp));
    tell(std::string(words::tray_words(options_.language).word_not_said));
  });
}

void Tray::tell(const std::string& words) {
  notice_ = std::make_unique<QMessageBox>(QMessageBox::Warning, "Insyn", text(words), QMessageBox::Ok);
  notice_->setAttribute(Qt::WA_ShowWithoutActivating);
  notice_->setModal(false);
  notice_->show();
}

// A pause begins with the press. It ends with the release, when it shows whether another program holds the
// keyboard: at a locked screen nobody ends the agent's pause.
void Tray::pause_key_pressed() {
  resume_on_release_ = state_ && state_->paused;
  if (state_ && !state_->paused) link_.say(asking(control::Verb::kPause));
}

void Tray::pause_key_released(bool keyboard_is_free) {
  if (!std::exchange(resume_on_release_, false) || !state_ || !state_->paused) return;
  if (keyboard_is_free) return link_.say(asking(control::Verb::kUnpause));
  tell(std::string(words::tray_words(options_.language).keyboard_held));
}

void Tray::screen_changed() {
  if (window_.isVisible())
    QTimer::singleShot(kWindowManagersTurn, &window_, [this] { window_.stay_on_screen(); });
  show_signs();
}

void Tray::state_changed(const std::optional<control::State>& state) {
  state_ = state;
  who_window_.state_changed(state_);
  if (!state_) {
    // Whoever asked for the borders is gone, and so is what they said.
    if (options_.socket && link_.was_connected()) return QApplication::exit(0);
    borders_->paint({}, {});
  }
  agreed_programs_ =
      call_is_not_recorded() ? agreed_programs_in(options_.files.enrolment) : std::vector<FileIdentity>();
  if (call_is_not_recorded()) {
    look_for_agreed_window();
  } else if (!state_ || state_->recording.empty()) {
    borders_->forget();
  }
  discard_->setEnabled(state_ && !state_->recording.empty() && !options_.socket);
  pause_->setEnabled(state_.has_value());
  show_agents_word();
  who_->setVisible(state_ && state_->shared);
  if (state_ && state_->shared) window_.show_agent(state_->agent);
  const bool counts = (state_ && !state_->recording.empty()) || call_is_not_recorded();
  if (counts != clock_.isActive()) counts ? clock_.start() : clock_.stop();
  show_signs();
  update_words();
}

// Only in a call and where it is agreed.
void Tray::show_agents_word() {
  using control::AgentsWord;
  const AgentsWord word = state_ ? state_->did_not_help : AgentsWord::kNot;
  const words::TrayWords& words = words::tray_words(options_.language);
  if (word == AgentsWord::kNot) {
    word_key_.reset();
    word_key_works_ = false;
    window_.show_word_key("");
  } else if (!word_key_) {
    build_word_key();
  }
  did_not_help_->setText(text(word == AgentsWord::kNoted ? words.noted : words.did_not_help) +
                         (word_key_works_ ? "\t" + text(settings().did_not_help_key->name) : QString()));
  did_not_help_->setEnabled(word == AgentsWord::kMay);
  did_not_help_->setVisible(word != AgentsWord::kNot);
  window_.show_agents_word(word);
}

// First the borders and the answer, then everything else.
void Tray::paint(const control::BorderOrder& order) {
  control::Request painted = asking(control::Verb::kPainted);
  painted.challenge = order.challenge;
  painted.sides = borders_->paint(order.challenge, order.windows);
  link_.say(painted);
  serve_borders();
}

std::chrono::seconds Tray::elapsed() const {
  const Mono now = SystemClock().mono();
  return std::chrono::duration_cast<std::chrono::seconds>(now - state_->since_mono);
}

bool Tray::call_is_not_recorded() const {
  return state_ && state_->activity == control::Activity::kNotAllowed && !state_->call.empty();
}

void Tray::look_for_agreed_window() { borders_->follow_unmarked(agreed_programs_); }

void Tray::show_signs() {
  const bool in_call = (state_ && !state_->recording.empty()) || call_is_not_recorded();
  const std::vector<indicator::MarkedWindow> none;
  const auto& windows = in_call ? borders_->windows() : none;
  while (signs_.size() > windows.size()) signs_.pop_back();
  while (signs_.size() < windows.size()) {
    signs_.push_back(std::make_unique<Sign>(options_.language, [this] { pause_or_resume(); }));
  }
  std::vector<std::uint32_t> numbers;
  for (const auto& sign : signs_) numbers.push_back(static_cast<std::uint32_t>(sign->winId()));
  borders_->stay_over(std::move(numbers));
  for (std::size_t i = 0; i < windows.size(); ++i) {
    signs_[i]->show_state(*state_, elapsed());
    signs_[i]->put_on(windows[i].place, borders_->monitors().around(windows[i].place));
    signs_[i]->show();
  }
}

void Tray::update_words() {
  const words::Language language = options_.language;
  std::string words =
      state_ ? words::say(*state_, language) : std::string(words::tray_words(language).no_recorder);
  if (state_ && !state_->recording.empty()) words += " · " + words::elapsed_text(elapsed());
  if (!signs_.empty()) show_signs();
  now_->setText(text(words));
  const words::TrayWords& tray_words = words::tray_words(language);
  const bool is_known = state_ && !state_->agent.empty();
  who_->setText(is_known ? text(words::filled(tray_words.works_here, state_->agent))
                         : text(tray_words.who_question) + " …");
  icon_->show(icon_for(state_ ? std::optional(state_->activity) : std::nullopt), text(words));
  pause_->setText(text(state_ && state_->paused ? words::tray_words(language).resume
                                                : words::tray_words(language).pause) +
                  (pause_key_works_ ? "\t" + text(settings().pause_key.name) : QString()));
  window_.show_state(state_ ? std::optional(state_->activity) : std::nullopt, words,
                     state_ ? state_->warning : "");
}

void Tray::pause_or_resume() {
  if (!state_) return;
  link_.say(asking(state_->paused ? control::Verb::kUnpause : control::Verb::kPause));
}

void Tray::discard() {
  const std::string recording = state_ ? state_->recording : "";
  if (wants_to_discard(&window_, options_.language)) discard(recording);
}

// The centre's first: where this ends between the two, what is on this computer can be discarded again.
void Tray::discard(const std::string& recording) {
  const DiscardPlaces places{options_.files.spool, enrolment::files_in(options_.files.enrolment, {}).roster,
                             options_.files.link};
  const auto left = discard_at_centre(places, AgentKey(options_.files.key), recording, SystemClock().utc());
  if (!left) tell(words::filled(words::tray_words(options_.language).discard_not_left, left.error().message));
  control::Request request = asking(control::Verb::kDiscard);
  request.recording = recording;
  link_.say(request);
}

// Of folders that are not there yet that of the nearest one; each event may bring it nearer.
void Tray::watch_link() {
  link_notifier_.reset();
  link_watch_ = watch_nearest_folder(link::feed_of(options_.files.link));
  if (link_watch_) {
    link_notifier_ = std::make_unique<QSocketNotifier>(link_watch_->fd(), QSocketNotifier::Read);
    QObject::connect(link_notifier_.get(), &QSocketNotifier::activated, [this] {
      link_watch_->drain();
      // Not here: it replaces the notifier, which is calling this.
      link_changed_.start(0);
    });
  }
  update_link();
}

void Tray::update_link() {
  const auto text_there =
      read_text(link::feed_of(options_.files.link) / link::kStandingFile, link::kLargestStanding);
  const auto standing = text_there ? link::parse_standing(*text_there) : Failure(text_there.error());
  std::string line;
  if (standing) {
    line = words::link_line(*standing, SystemClock().utc(), options_.language);
  } else if (has_centre(options_.files.enrolment)) {
    line = words::no_link_line(options_.language);
  }
  if (!line.empty()) {
    line.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(line.front())));
    line += '.';
  }
  window_.look_for_room();
  room_->setVisible(window_.room().is_there());
  centre_->setText(text(line));
  centre_->setVisible(!line.empty());
  window_.show_link(line);
}

}  // namespace insyn::tray
