#include "softphone/calls_on_bus.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/bytes.h"
#include "words/reason.h"
#include "words/softphone.h"

namespace insyn::softphone {
namespace {

using control::Request;
using control::Verb;

constexpr const char* kName = "org.insyn.Calls1";
constexpr const char* kPath = "/org/insyn/Calls1";
constexpr const char* kRefused = "org.insyn.Calls1.Error.Refused";
constexpr const char* kNoRecorder = "org.insyn.Calls1.Error.NoRecorder";
// A recorder remembers no more.
constexpr std::size_t kMostBound = 8;
constexpr std::size_t kLongestWord = 200;
constexpr int kDigitsOfANumber = 6;

// Whether it may be a telephone number, which is not taken under another name either.
bool may_be_number(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) >
         kDigitsOfANumber;
}

Request about(Verb verb, std::string call) {
  Request request;
  request.verb = verb;
  request.call = std::move(call);
  return request;
}

}  // namespace

const sd_bus_vtable CallsOnBus::kMethods[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD_WITH_NAMES("Begin", "ssb", SD_BUS_PARAM(kind) SD_BUS_PARAM(queue) SD_BUS_PARAM(bound), "s",
                             SD_BUS_PARAM(call), &CallsOnBus::on_begin, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_NAMES("Hold", "s", SD_BUS_PARAM(call), "", "", &CallsOnBus::on_hold,
                             SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_NAMES("Resume", "s", SD_BUS_PARAM(call), "", "", &CallsOnBus::on_resume,
                             SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_NAMES("End", "s", SD_BUS_PARAM(call), "", "", &CallsOnBus::on_end,
                             SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END};

Result<std::unique_ptr<CallsOnBus>> CallsOnBus::open(Path recorder, words::Language language) {
  std::unique_ptr<CallsOnBus> calls(new CallsOnBus(std::move(recorder), language));
  TRY(calls->serve());
  return calls;
}

Status CallsOnBus::serve() {
  sd_bus* bus = nullptr;
  if (sd_bus_open_user(&bus) < 0)
    return fail(Code::kTransient,
                "the session has no message bus (D-Bus). Run this inside the agent's desktop session");
  bus_.reset(bus);
  if (sd_bus_add_object_vtable(bus, nullptr, kPath, kName, kMethods, this) < 0)
    return fail(Code::kTransient, "nothing can be offered on the session's bus");
  if (sd_bus_request_name(bus, kName, 0) < 0)
    return fail(Code::kDenied, "{} is another program's on the session's bus: insyn-softphone runs already",
                kName);
  return {};
}

bool CallsOnBus::handle_arrived() {
  int handled = 0;
  do handled = sd_bus_process(bus_.get(), nullptr);
  while (handled > 0);
  // Outside of what the bus calls, whose own things these are.
  for (const std::string& call : std::exchange(gone_, {})) {
    sd_bus_error unheard = SD_BUS_ERROR_NULL;
    ask(about(Verb::kEnd, call), &unheard);
    sd_bus_error_free(&unheard);
    forget(call);
  }
  return handled == 0 && sd_bus_flush(bus_.get()) >= 0;
}

int CallsOnBus::ask(const Request& request, sd_bus_error* error) {
  const bool begins = request.verb == Verb::kBegin;
  for (bool again = begins;; again = false) {
    if (!client_ && begins) {
      auto connected = control::Client::connect(recorder_);
      if (!connected) return sd_bus_error_setf(error, kNoRecorder, "%s", connected.error().message.c_str());
      client_ = *std::move(connected);
      again = false;
    }
    // With the connection over which they were told its calls have ended.
    if (!client_) return sd_bus_error_set(error, kRefused, words::say_no_such_call(language_).c_str());
    const auto reply = client_->ask(request);
    if (reply && !reply->refused) return 0;
    if (reply) return sd_bus_error_set(error, kRefused, words::say(*reply->refused, language_).c_str());
    client_.reset();
    bound_.clear();
    // A recorder hangs up on who has been silent without a call.
    if (!again) return sd_bus_error_setf(error, kNoRecorder, "%s", reply.error().message.c_str());
  }
}

int CallsOnBus::begin(sd_bus_message* message, sd_bus_error* error) {
  const char *kind = nullptr, *queue = nullptr;
  int is_bound = 0;
  if (sd_bus_message_read(message, "ssb", &kind, &queue, &is_bound) < 0) return -EBADMSG;
  Request request = about(Verb::kBegin, "softphone " + to_hex(random_bytes(8)));
  request.kind = kind;
  request.queue = queue;
  // Nobody could end it any more without this.
  request.bound = true;
  for (const std::string* word : {&request.kind, &request.queue}) {
    if (word->size() > kLongestWord || may_be_number(*word))
      return sd_bus_error_set(error, SD_BUS_ERROR_INVALID_ARGS,
                              words::say_word_not_taken(kLongestWord, kDigitsOfANumber, language_).c_str());
  }
  std::unique_ptr<Bound> bound;
  if (is_bound != 0) {
    bound = std::make_unique<Bound>(Bound{this, request.call, nullptr});
    sd_bus_track* track = nullptr;
    int watched = sd_bus_track_new(bus_.get(), &track, &CallsOnBus::on_beginner_gone, bound.get());
    bound->beginner.reset(track);
    if (watched >= 0) watched = sd_bus_track_add_sender(track, message);
    if (watched < 0) return watched;
  }
  if (const int refused = ask(request, error); refused < 0) return refused;
  if (bound) bound_.push_back(std::move(bound));
  if (bound_.size() > kMostBound) bound_.pop_front();
  return sd_bus_reply_method_return(message, "s", request.call.c_str());
}

int CallsOnBus::change(Verb verb, sd_bus_message* message, sd_bus_error* error) {
  const char* call = nullptr;
  if (sd_bus_message_read(message, "s", &call) < 0) return -EBADMSG;
  if (const int refused = ask(about(verb, call), error); refused < 0) return refused;
  if (verb == Verb::kEnd) forget(call);
  return sd_bus_reply_method_return(message, "");
}

void CallsOnBus::forget(const std::string& call) {
  bound_.erase(std::remove_if(bound_.begin(), bound_.end(),
                              [&](const std::unique_ptr<Bound>& one) { return one->call == call; }),
               bound_.end());
}

int CallsOnBus::on_begin(sd_bus_message* message, void* self, sd_bus_error* error) {
  return static_cast<CallsOnBus*>(self)->begin(message, error);
}

int CallsOnBus::on_hold(sd_bus_message* message, void* self, sd_bus_error* error) {
  return static_cast<CallsOnBus*>(self)->change(Verb::kHold, message, error);
}

int CallsOnBus::on_resume(sd_bus_message* message, void* self, sd_bus_error* error) {
  return static_cast<CallsOnBus*>(self)->change(Verb::kResume, message, error);
}

int CallsOnBus::on_end(sd_bus_message* message, void* self, sd_bus_error* error) {
  return static_cast<CallsOnBus*>(self)->change(Verb::kEnd, message, error);
}

int CallsOnBus::on_beginner_gone(sd_bus_track*, void* bound) {
  auto& one = *static_cast<Bound*>(bound);
  one.bus->gone_.push_back(one.call);
  // With 0 this would be called again.
  return 1;
}

}  // namespace insyn::softphone
