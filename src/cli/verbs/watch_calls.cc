#include "cli/verbs/watch_calls.h"

#include <memory>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/verbs/state_json.h"
#include "control/client.h"
#include "control/place.h"
#include "words/clock.h"
#include "words/reason.h"
#include "words/tray.h"

namespace insyn::cli {
namespace {

using control::CallNews;
using control::Reply;
using control::State;

// What is present is told with the answer.
constexpr std::chrono::seconds kPresentWithin(20);
// Something comes when something happens, however long that takes.
constexpr std::chrono::hours kUntilSomethingHappens(24);

// Whoever watches: a person or a program.
class View {
 public:
  virtual ~View() = default;
  virtual void present(const State& state, const std::vector<CallNews>& all) = 0;
  virtual void state(const State& state) = 0;
  virtual void news(const CallNews& news) = 0;
};

struct WriteFields {
  Json& json;
  void operator()(const char* name, Utc value) const { json[name] = to_text(value); }
  void operator()(const char* name, int value) const { json[name] = value; }
  void operator()(const char* name, const std::string& value, std::size_t) const { json[name] = value; }
};

class Lines final : public View {
 public:
  explicit Lines(Console& console) : console_(console) {}
  void present(const State& now, const std::vector<CallNews>& all) override {
    state(now);
    for (const CallNews& one : all) news(one);
  }
  void state(const State& state) override {
    Json json = {{"what", "state"}, {"time", to_text(SystemClock().utc())}};
    json.update(state_json(state));
    if (state.why) json["code"] = code_of(*state.why);
    print(json);
  }
  void news(const CallNews& news) override {
    Json json;
    std::visit(
        [&](const auto& what) {
          json = {{"what", what.kCode}, {"time", to_text(news.time)}};
          what.fields(what, WriteFields{json});
        },
        news.what);
    if (news.why) {
      json["code"] = code_of(*news.why);
      json["why"] = words::say(*news.why, words::Language::kEnglish);
    }
    print(json);
  }

 private:
  void print(const Json& json) {
    console_.result(printable_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
  }
  Console& console_;
};

class Sentences final : public View {
 public:
  Sentences(words::Language language, Console& console) : language_(language), console_(console) {}

  void present(const State& state, const std::vector<CallNews>& all) override {
    Table sources({Table::kLeft, Table::kLeft});
    std::string calls;
    for (const CallNews& one : all) {
      if (const auto* source = std::get_if<control::SourceNews>(&one.what))
        sources.row({source->source, words::say_how_heard(one, language_)});
      if (std::holds_alternative<control::PresentCall>(one.what))
        calls += "\n  " + words::say(one, language_);
    }
    std::string text = sources.empty() ? words::without_sources(language_)
                                       : words::heading_of_sources(language_) + "\n" + sources.text(2);
    console_.result(text + calls + "\n" + words::say(state, language_) +
                    (state.recording.empty() ? "" : " (" + state.recording + ")"));
    state_ = state;
  }
  void state(const State& state) override {
    for (const std::string& line : words::say_change(state_, state, language_))
      print(SystemClock().utc(), "  → " + line);
    state_ = state;
    if (state.recording.empty()) confirmed_.reset();
  }
  void news(const CallNews& news) override {
    const auto* answer = std::get_if<control::SourceAnswered>(&news.what);
    const std::string line = words::say(news, language_);
    if (answer == nullptr) {
      print(news.time, line);
    } else if (!confirmed_ || *confirmed_ != news.why) {
      // Each second there is one more that says the same.
      print(news.time, "  " + line);
      confirmed_ = news.why;
    }
    if (answer != nullptr) console_.status(line);
  }

 private:
  void print(Utc time, const std::string& line) {
    console_.result(words::local_millisecond(time) + "  " + line);
  }

  words::Language language_;
  Console& console_;
  State state_;
  // Why the last answer did not confirm the call that is recorded; nothing in it where it did.
  std::optional<std::optional<reason::Reason>> confirmed_;
};

Result<Reply> next(control::Client& client, std::chrono::milliseconds patience) {
  TRY_ASSIGN(std::optional<Reply> reply, client.next(patience));
  if (!reply) return fail(Code::kTransient, "the recorder has not told what there is");
  return *std::move(reply);
}

}  // namespace

Result<Outcome> watch_calls(const WatchCallsOptions& options, Console& console) {
  std::unique_ptr<View> view;
  if (options.json) {
    view = std::make_unique<Lines>(console);
  } else {
    view = std::make_unique<Sentences>(options.language, console);
  }
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  TRY_ASSIGN(control::Client client, control::Client::connect(control::socket_in(folder)));
  control::Request request;
  request.verb = control::Verb::kCalls;
  TRY_ASSIGN(Reply reply, client.ask(request));
  if (reply.refused) {
    console.say("insyn calls: " + words::say(*reply.refused, options.language));
    return Outcome::kBad;
  }
  if (!reply.state) return fail(Code::kBadPeer, "the recorder's answer does not contain its state");
  State state = *std::move(reply.state);
  std::vector<CallNews> all;
  while (all.empty() || !std::holds_alternative<control::AllPresent>(all.back().what)) {
    TRY_ASSIGN(Reply told, next(client, kPresentWithin));
    if (told.state) state = *std::move(told.state);
    if (told.news) all.push_back(*std::move(told.news));
  }
  view->present(state, all);
  while (!options.once) {
    TRY_ASSIGN(const std::optional<Reply> told, client.next(kUntilSomethingHappens));
    if (told && told->news) view->news(*told->news);
    if (told && told->state) view->state(*told->state);
  }
  return Outcome::kGood;
}

}  // namespace insyn::cli
