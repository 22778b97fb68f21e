#include "calls/sip/dialog_info.h"

#include <expat.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <optional>

#include "base/secret.h"

namespace insyn::calls {
namespace {

constexpr std::size_t kLargest = std::size_t{64} << 10;
constexpr std::size_t kMostDialogs = 50;
constexpr std::size_t kLongestId = 255;
constexpr int kDeepest = 16;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute(const char** attributes, std::string_view name) {
  for (const char** at = attributes; *at != nullptr; at += 2)
    if (without_prefix(at[0]) == name) return at[1];
  return {};
}

std::optional<SipState> state_of(std::string_view text) {
  constexpr auto kStates =
      std::to_array<std::pair<std::string_view, SipState>>({{"trying", SipState::kTrying},
                                                            {"proceeding", SipState::kProceeding},
                                                            {"early", SipState::kEarly},
                                                            {"confirmed", SipState::kConfirmed},
                                                            {"terminated", SipState::kTerminated}});
  const auto* found =
      std::find_if(kStates.begin(), kStates.end(), [&](const auto& one) { return one.first == text; });
  return found == kStates.end() ? std::nullopt : std::optional(found->second);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  return text.substr(begin, end == std::string_view::npos ? 0 : end + 1 - begin);
}

// What the parser keeps has callers in it: it is overwritten before it is given back. Each piece has its size
// before it.
constexpr std::size_t kSizeBefore = alignof(std::max_align_t);

void* allocate(std::size_t size) {
  auto* whole = static_cast<std::uint8_t*>(std::malloc(size + kSizeBefore));
  if (whole == nullptr) return nullptr;
  std::memcpy(whole, &size, sizeof size);
  return whole + kSizeBefore;
}

std::span<std::uint8_t> piece_at(void* memory) {
  std::size_t size = 0;
  std::memcpy(&size, static_cast<std::uint8_t*>(memory) - kSizeBefore, sizeof size);
  return {static_cast<std::uint8_t*>(memory), size};
}

void give_back(void* memory) {
  if (memory == nullptr) return;
  wipe(piece_at(memory));
  std::free(static_cast<std::uint8_t*>(memory) - kSizeBefore);
}

void* reallocate(void* memory, std::size_t size) {
  void* larger = allocate(size);
  if (larger == nullptr || memory == nullptr) return larger;
  const auto old = piece_at(memory);
  std::memcpy(larger, old.data(), std::min(old.size(), size));
  give_back(memory);
  return larger;
}

constexpr XML_Memory_Handling_Suite kWiped = {&allocate, &reallocate, &give_back};

class Reader {
 public:
  Reader() : parser_(XML_ParserCreate_MM("UTF-8", &kWiped, nullptr), &XML_ParserFree) {
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<Reader*>(self)->begin(without_prefix(name), attributes);
        },
        [](void* self, const char*) { static_cast<Reader*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int length) {
      static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(length)});
    });
    // Nothing of it is needed, and without it there are no entities to expand.
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      static_cast<Reader*>(self)->stop("it has a document type");
    });
  }

  Result<DialogInfo> read(std::string_view body) {
    const bool parsed =
        XML_Parse(parser_.get(), body.data(), static_cast<int>(body.size()), XML_TRUE) == XML_STATUS_OK;
    if (problem_ == nullptr && !parsed) problem_ = "it is not XML in UTF-8";
    if (problem_ != nullptr) return fail(Code::kBadPeer, "no dialog-info: {}", problem_);
    return std::move(info_);
  }

 private:
  void stop(const char* problem) {
    if (problem_ != nullptr) return;
    problem_ = problem;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void begin(std::string_view name, const char** attributes) {
    if (problem_ != nullptr) return;
    path_.emplace_back(name);
    if (path_.size() > kDeepest) return stop("it is nested too deep");
    if (path_.size() == 1) return begin_info(attributes);
    if (path_.size() == 2 && name == "dialog") return begin_dialog(attributes);
    // dialog-info/dialog/local/target/param
    const bool param = path_.size() == 5 && path_[1] == "dialog" && path_[2] == "local" &&
                       path_[3] == "target" && name == "param";
    if (param) take_param(attributes);
  }

  void begin_info(const char** attributes) {
    if (path_[0] != "dialog-info") return stop("it is another document");
    const std::string_view version = attribute(attributes, "version"), state = attribute(attributes, "state");
    const auto read = std::from_chars(version.data(), version.data() + version.size(), info_.version);
    if (read.ec != std::errc() || read.ptr != version.data() + version.size())
      return stop("it has no version");
    if (state != "full" && state != "partial") return stop("it is neither full nor partial");
    info_.full = state == "full";
  }

  void begin_dialog(const char** attributes) {
    if (info_.dialogs.size() == kMostDialogs) return stop("it has too many dialogs");
    SipDialog dialog;
    dialog.id = attribute(attributes, "id");
    dialog.call_id = attribute(attributes, "call-id");
    dialog.initiated = attribute(attributes, "direction") == "initiator";
    if (dialog.id.empty() || dialog.id.size() > kLongestId || dialog.call_id.size() > kLongestId)
      return stop("a dialog has no id, or one that is too long");
    info_.dialogs.push_back(std::move(dialog));
    has_state_ = false;
  }

  void take_param(const char** attributes) {
    const std::string_view name = attribute(attributes, "pname"), value = attribute(attributes, "pval");
    if (name != "+sip.rendering" && name != "sip.rendering") return;
    if (value == "no" || value == "yes") info_.dialogs.back().rendering = value == "yes";
  }

  bool in_state() const { return path_.size() == 3 && path_[1] == "dialog" && path_[2] == "state"; }

  void text(std::string_view text) {
    if (problem_ == nullptr && in_state()) state_ += text;
  }

  void end() {
    if (problem_ != nullptr) return;
    if (in_state()) {
      const auto state = state_of(trimmed(state_));
      if (!state) return stop("a dialog is in a state that there is not");
      info_.dialogs.back().state = *state;
      has_state_ = true;
      state_.clear();
    } else if (path_.size() == 2 && path_[1] == "dialog" && !has_state_) {
      return stop("a dialog has no state");
    }
    path_.pop_back();
  }

  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  DialogInfo info_;
  std::vector<std::string> path_;
  std::string state_;
  bool has_state_ = false;
  const char* problem_ = nullptr;
};

}  // namespace

Result<DialogInfo> parse_dialog_info(std::string_view body) {
  if (body.size() > kLargest)
    return fail(Code::kBadPeer, "no dialog-info: it has more than {} bytes", kLargest);
  return Reader().read(body);
}

}  // namespace insyn::calls
