#include "tray/shortcut/shortcut.h"

#include <xcb/xinput.h>

#include <algorithm>
#include <cstdlib>

#include "tray/shortcut/reply.h"

namespace insyn::tray {
namespace {

// In one turn: a program that keeps sending them must not keep the tray from everything else.
constexpr int kMostEvents = 256;
constexpr xcb_timestamp_t kRepeatedWithinMs = 1000;

// Of a core event's state: the layout that is on.
int group_of(std::uint16_t state) { return state >> 13U & 3U; }

// Each set of locks that may be on, for grabs, which want the state exactly.
std::vector<std::uint16_t> subsets_of(std::uint16_t mask) {
  std::vector<std::uint16_t> subsets;
  for (std::uint16_t one = mask;; one = static_cast<std::uint16_t>((one - 1) & mask)) {
    subsets.push_back(one);
    if (one == 0) return subsets;
  }
}

}  // namespace

void Shortcut::FreeEvent::operator()(void* event) const { std::free(event); }

Shortcut::Shortcut(xcb_connection_t* c, KeyCombination keys, Told told)
    : c_(c), keys_(std::move(keys)), told_(std::move(told)) {}
Shortcut::~Shortcut() = default;

Result<std::unique_ptr<Shortcut>> Shortcut::open(const KeyCombination& keys, Told told) {
  int number = 0;
  std::unique_ptr<Shortcut> shortcut(new Shortcut(xcb_connect(nullptr, &number), keys, std::move(told)));
  if (shortcut->lost())
    return fail(Code::kTransient, "no X server answers. Run this inside the agent's desktop session");
  auto screens = xcb_setup_roots_iterator(xcb_get_setup(shortcut->c_.get()));
  for (int i = 0; i < number && screens.rem > 1; ++i) xcb_screen_next(&screens);
  shortcut->root_ = screens.data->root;
  shortcut->listen();
  shortcut->reach_ = shortcut->learn_keyboard();
  return shortcut;
}

// Before 2.1 they did not come while another program held the keyboard.
void Shortcut::listen() {
  xcb_connection_t* c = c_.get();
  const xcb_query_extension_reply_t* extension = xcb_get_extension_data(c, &xcb_input_id);
  if (extension == nullptr || extension->present == 0) return;
  const Owned<xcb_input_xi_query_version_reply_t> version(
      xcb_input_xi_query_version_reply(c, xcb_input_xi_query_version(c, 2, 1), nullptr));
  if (!version || version->major_version < 2 || (version->major_version == 2 && version->minor_version < 1))
    return;
  struct {
    xcb_input_event_mask_t head;
    std::uint32_t events;
  } mask{};
  mask.head = {XCB_INPUT_DEVICE_ALL_MASTER, 1};
  mask.events = XCB_INPUT_XI_EVENT_MASK_RAW_KEY_PRESS | XCB_INPUT_XI_EVENT_MASK_RAW_KEY_RELEASE;
  const Owned<xcb_generic_error_t> error(
      xcb_request_check(c, xcb_input_xi_select_events_checked(c, root_, 1, &mask.head)));
  if (!error) xinput_ = extension->major_opcode;
}

Reach Shortcut::learn_keyboard() {
  xcb_connection_t* c = c_.get();
  keyboard_changed_ = false;
  xcb_ungrab_key(c, XCB_GRAB_ANY, root_, XCB_MOD_MASK_ANY);
  keyboard_ = Keyboard::read(c);
  modifiers_ = keyboard_.modifiers_of(keys_);
  const std::vector<xcb_keycode_t> keys = keyboard_.keys_with(keys_.symbol);
  bool all = !keys.empty();
  for (const xcb_keycode_t key : keys) {
    // A key that is another letter's in one of two layouts is left to the programs; raw presses tell.
    const bool always =
        keyboard_.stands_for(key, keys_.symbol, 0) && keyboard_.stands_for(key, keys_.symbol, 1);
    if (always || xinput_ == 0) all = grab(key) && all;
  }
  if (keys.empty()) return Reach::kNowhere;
  if (xinput_ != 0) return all ? Reach::kEverywhere : Reach::kShared;
  return all ? Reach::kWhileFree : Reach::kNowhere;
}

bool Shortcut::grab(xcb_keycode_t key) {
  xcb_connection_t* c = c_.get();
  bool all = true;
  for (const std::uint16_t locks : subsets_of(modifiers_.locks)) {
    const auto state = static_cast<std::uint16_t>(modifiers_.required | locks);
    const Owned<xcb_generic_error_t> error(xcb_request_check(
        c, xcb_grab_key_checked(c, 1, root_, state, key, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC)));
    all = all && !error;
  }
  return all;
}

void Shortcut::set_reach(Reach reach) {
  if (reach_ == reach) return;
  reach_ = reach;
  told_.reach_changed(reach);
}

void Shortcut::retry() { keyboard_changed_ = keyboard_changed_ || reach_ != Reach::kEverywhere; }

Shortcut::Event Shortcut::next_event() {
  if (ahead_.empty()) return Event(xcb_poll_for_event(c_.get()));
  Event event = std::move(ahead_.front());
  ahead_.pop_front();
  return event;
}

bool Shortcut::handle_events() {
  int handled = 0;
  for (; handled < kMostEvents; ++handled) {
    const Event event = next_event();
    if (!event) break;
    handle(*event);
  }
  const bool learnt = keyboard_changed_;
  if (learnt) set_reach(learn_keyboard());
  xcb_flush(c_.get());
  return learnt || handled == kMostEvents;
}

xcb_keycode_t Shortcut::raw_key(const xcb_generic_event_t& event, bool& press) const {
  if ((event.response_type & 0x7f) != XCB_GE_GENERIC || xinput_ == 0) return 0;
  const auto& raw = reinterpret_cast<const xcb_input_raw_key_press_event_t&>(event);
  if (raw.extension != xinput_ ||
      (raw.event_type != XCB_INPUT_RAW_KEY_PRESS && raw.event_type != XCB_INPUT_RAW_KEY_RELEASE))
    return 0;
  press = raw.event_type == XCB_INPUT_RAW_KEY_PRESS;
  return raw.detail <= 255 ? static_cast<xcb_keycode_t>(raw.detail) : xcb_keycode_t{0};
}

xcb_keycode_t Shortcut::core_key(const xcb_generic_event_t& event, bool& press) {
  if (event.response_type != XCB_KEY_PRESS && event.response_type != XCB_KEY_RELEASE) return 0;
  press = event.response_type == XCB_KEY_PRESS;
  return reinterpret_cast<const xcb_key_press_event_t&>(event).detail;
}

void Shortcut::handle(const xcb_generic_event_t& event) {
  bool press = false;
  if (const xcb_keycode_t key = raw_key(event, press); key != 0)
    return raw(key, press, reinterpret_cast<const xcb_input_raw_key_press_event_t&>(event).time);
  if (event.response_type == XCB_MAPPING_NOTIFY) keyboard_changed_ = true;
  if (core_key(event, press) != 0) grabbed(reinterpret_cast<const xcb_key_press_event_t&>(event), press);
}

// What comes while our own grab is active. Of its raw presses and releases only the first press comes then.
void Shortcut::grabbed(const xcb_key_press_event_t& event, bool press) {
  if (keyboard_.modifiers_of(event.detail) != 0) held_[event.detail] = press;
  if (xinput_ != 0) {
    if (press || down_ != event.detail) return;
    down_.reset();
    return told_.released(true);
  }
  // A key that is held down is repeated as a release and a press at the same time.
  if (!press) {
    released_at_ = event.time;
  } else if (event.time != released_at_ &&
             keyboard_.stands_for(event.detail, keys_.symbol, group_of(event.state))) {
    told_.pressed();
    told_.released(true);
  }
}

std::uint16_t Shortcut::held() const {
  std::uint16_t held = 0;
  for (std::size_t key = 0; key < held_.size(); ++key) {
    if (held_[key]) held |= keyboard_.modifiers_of(static_cast<xcb_keycode_t>(key));
  }
  return held;
}

void Shortcut::raw(xcb_keycode_t key, bool press, xcb_timestamp_t time) {
  if (keyboard_.modifiers_of(key) != 0) held_[key] = press;
  if (!press) {
    if (down_ != key) return;
    down_.reset();
    return told_.released(keyboard_is_free());
  }
  // Some servers repeat a key that is held down; and its release may have been missed.
  const bool repeated = down_ == key && time - down_at_ < kRepeatedWithinMs;
  if (down_ == key) down_at_ = time;
  if (repeated || !pressed_now(key)) return;
  down_ = key;
  down_at_ = time;
  told_.pressed();
}

// Raw presses say nothing of modifiers. The server is asked, which knows also of those that are latched; but
// a hand may have let go of them by then, so what was held when the key went down counts too: unless the
// answer shows that it was missed how they were let go of, as it is while another session is on the screen.
bool Shortcut::pressed_now(xcb_keycode_t key) {
  const std::vector<xcb_keycode_t> keys = keyboard_.keys_with(keys_.symbol);
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) return false;
  xcb_connection_t* c = c_.get();
  const std::uint16_t at_press = held();
  const Owned<xcb_query_pointer_reply_t> now(
      xcb_query_pointer_reply(c, xcb_query_pointer(c, root_), nullptr));
  if (!now) return false;
  std::bitset<256> held_then = held_;
  while (Event event{xcb_poll_for_queued_event(c)}) {
    bool press = false;
    // While our own grab is active they come to it, and not raw.
    const xcb_keycode_t raw = raw_key(*event, press);
    const xcb_keycode_t other = raw != 0 ? raw : core_key(*event, press);
    if (keyboard_.modifiers_of(other) != 0) held_then[other] = press;
    ahead_.push_back(std::move(event));
  }
  std::uint16_t still_held = 0;
  for (std::size_t other = 0; other < held_then.size(); ++other) {
    if (held_then[other]) still_held |= keyboard_.modifiers_of(static_cast<xcb_keycode_t>(other));
  }
  const bool trusted = (still_held & modifiers_.required & ~now->mask) == 0;
  if (!trusted) held_.reset();
  return keyboard_.stands_for(key, keys_.symbol, group_of(now->mask)) &&
         (modifiers_.fit(now->mask) || (trusted && modifiers_.fit(at_press)));
}

// The grab of the key itself, where another program has that too, ended as the key was released.
bool Shortcut::keyboard_is_free() {
  xcb_connection_t* c = c_.get();
  const Owned<xcb_grab_keyboard_reply_t> grabbed(xcb_grab_keyboard_reply(
      c, xcb_grab_keyboard(c, 0, root_, XCB_CURRENT_TIME, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
      nullptr));
  if (!grabbed || grabbed->status != XCB_GRAB_STATUS_SUCCESS) return false;
  xcb_ungrab_keyboard(c, XCB_CURRENT_TIME);
  xcb_flush(c);
  return true;
}

}  // namespace insyn::tray
