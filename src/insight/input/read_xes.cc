#include "insight/input/read_xes.h"

#include <expat.h>

#include <array>
#include <memory>

namespace insyn::insight {
namespace {

constexpr int kDeepest = 64;
constexpr int kBuffer = 1 << 16;

// "insyn:kind" and "kind" are the same.
std::string_view plain(std::string_view key) {
  constexpr std::string_view kPrefix = "insyn:";
  return key.starts_with(kPrefix) ? key.substr(kPrefix.size()) : key;
}

struct Trace {
  std::string id, agent, kind, queue, group, version, outcome, start, end, hold, repeat_of;

  std::string* attribute(std::string_view key) {
    const std::array<std::pair<std::string_view, std::string*>, 12> known = {{{"concept:name", &id},
                                                                              {"agent", &agent},
                                                                              {"org:resource", &agent},
                                                                              {"kind", &kind},
                                                                              {"queue", &queue},
                                                                              {"group", &group},
                                                                              {"version", &version},
                                                                              {"outcome", &outcome},
                                                                              {"start", &start},
                                                                              {"end", &end},
                                                                              {"hold_seconds", &hold},
                                                                              {"repeat_of", &repeat_of}}};
    for (const auto& [name, value] : known) {
      if (plain(key) == name) return value;
    }
    return nullptr;
  }
};

struct Step {
  std::string name, time, event, object, results;

  std::string* attribute(std::string_view key) {
    const std::array<std::pair<std::string_view, std::string*>, 5> known = {{{"concept:name", &name},
                                                                             {"time:timestamp", &time},
                                                                             {"event", &event},
                                                                             {"object", &object},
                                                                             {"results", &results}}};
    for (const auto& [attribute, value] : known) {
      if (plain(key) == attribute) return value;
    }
    return nullptr;
  }
};

class XesReader {
 public:
  explicit XesReader(LogPart& part) : part_(part), parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<XesReader*>(self)->begin(name, attributes);
        },
        [](void* self, const char* name) { static_cast<XesReader*>(self)->end(name); });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      static_cast<XesReader*>(self)->stop("has a document type, which no XES needs");
    });
  }

  Status read(std::istream& in, Progress& progress) {
    while (true) {
      void* const buffer = XML_GetBuffer(parser_.get(), kBuffer);
      if (buffer == nullptr) return fail(Code::kPermanent, "there is not enough memory to read on");
      in.read(static_cast<char*>(buffer), kBuffer);
      if (in.bad()) return fail(Code::kPermanent, "it cannot be read completely");
      const auto got = static_cast<int>(in.gcount());
      const bool parsed = XML_ParseBuffer(parser_.get(), got, got == 0 ? 1 : 0) == XML_STATUS_OK;
      if (!stopped_.empty()) return fail(Code::kCorrupt, "line {} {}", line(), stopped_);
      if (!parsed)
        return fail(Code::kCorrupt, "line {} is not XML: {}", line(),
                    XML_ErrorString(XML_GetErrorCode(parser_.get())));
      progress.advance(static_cast<std::uint64_t>(got));
      if (got == 0) break;
    }
    if (!is_log_) return fail(Code::kCorrupt, "its outermost element is not <log>, so it is not XES");
    return {};
  }

 private:
  std::uint64_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }

  void stop(const char* why) {
    if (stopped_.empty()) stopped_ = why;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void begin(std::string_view name, const char** attributes) {
    if (++depth_ > kDeepest) return stop("is nested too deeply");
    if (depth_ == 1) {
      is_log_ = name == "log";
    } else if (depth_ == 2 && name == "trace") {
      in_trace_ = true;
      trace_ = {};
      trace_line_ = line();
    } else if (depth_ == 3 && in_trace_ && name == "event") {
      in_event_ = true;
      step_ = {};
      step_line_ = line();
    } else if (depth_ == 4 && in_event_) {
      take(attributes, step_);
    } else if (depth_ == 3 && in_trace_) {
      take(attributes, trace_);
    }
  }

  template <class Into>
  static void take(const char** attributes, Into& into) {
    std::string_view key;
    const char* value = nullptr;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view name = attributes[0];
      if (name == "key") key = attributes[1];
      if (name == "value") value = attributes[1];
    }
    std::string* const place = into.attribute(key);
    if (place != nullptr && value != nullptr) *place = value;
  }

  void end(std::string_view name) {
    if (depth_ == 3 && in_event_ && name == "event") {
      in_event_ = false;
      // Without a word on what it is, an event of another system is a screen that was shown.
      const bool bare = step_.event.empty();
      part_.event({trace_.id, step_.time, bare ? "screen" : std::string_view(step_.event),
                   bare ? step_.name : step_.object, step_.results},
                  step_line_);
    } else if (depth_ == 2 && in_trace_ && name == "trace") {
      in_trace_ = false;
      CallFacts facts;
      facts.id = trace_.id;
      facts.agent = trace_.agent;
      facts.kind = trace_.kind;
      facts.queue = trace_.queue;
      facts.group = trace_.group;
      facts.version = trace_.version;
      facts.outcome = trace_.outcome;
      facts.start = trace_.start;
      facts.end = trace_.end;
      facts.hold = trace_.hold;
      facts.repeat_of = trace_.repeat_of;
      part_.call(facts, trace_line_);
    }
    --depth_;
  }

  LogPart& part_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  int depth_ = 0;
  bool is_log_ = false;
  bool in_trace_ = false;
  bool in_event_ = false;
  Trace trace_;
  Step step_;
  std::uint64_t trace_line_ = 0;
  std::uint64_t step_line_ = 0;
  std::string stopped_;
};

}  // namespace

Status read_xes(std::istream& in, LogPart& part, Progress& progress) {
  return XesReader(part).read(in, progress);
}

}  // namespace insyn::insight
