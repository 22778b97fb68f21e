// A shortcut, wherever it is pressed. The key is grabbed, so that it does nothing else at the same time;
// and it is listened for among raw key presses (XInput 2.1), which come also while another program holds the
// keyboard or has the key. Of those nothing but the shortcut's own key and modifiers is looked at, and
// nothing is kept.
#pragma once

#include <xcb/xcb.h>

#include <bitset>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "tray/shortcut/keyboard.h"

namespace insyn::tray {

// Where the shortcut works.
enum class Reach {
  kEverywhere,
  kShared,     // everywhere, but another program has the key too and may react to it
  kWhileFree,  // not while another program holds the keyboard
  kNowhere,    // the keyboard has no such key, or another program has it
};

class Shortcut {
 public:
  struct Told {
    std::function<void()> pressed;
    // `free`: no other program, such as a screen locker, holds the keyboard.
    std::function<void(bool free)> released;
    std::function<void(Reach)> reach_changed;
  };
  // A connection of its own to $DISPLAY. The reach may change later, with another layout or keyboard and by
  // retry(); that is told.
  static Result<std::unique_ptr<Shortcut>> open(const KeyCombination& keys, Told told);
  Shortcut(const Shortcut&) = delete;
  Shortcut& operator=(const Shortcut&) = delete;
  ~Shortcut();

  Reach reach() const { return reach_; }

  // Readable when handle_events() has something to do.
  int fd() const { return xcb_get_file_descriptor(c_.get()); }
  // Whether there may be more to do at once.
  bool handle_events();
  bool lost() const { return xcb_connection_has_error(c_.get()) != 0; }
  // Where another program had the key: it may be gone by now.
  void retry();

 private:
  struct Disconnect {
    void operator()(xcb_connection_t* c) const { xcb_disconnect(c); }
  };
  struct FreeEvent {
    void operator()(void* event) const;
  };
  using Event = std::unique_ptr<xcb_generic_event_t, FreeEvent>;

  Shortcut(xcb_connection_t* c, KeyCombination keys, Told told);
  void listen();
  Reach learn_keyboard();
  bool grab(xcb_keycode_t key);
  void set_reach(Reach reach);

  Event next_event();
  void handle(const xcb_generic_event_t& event);
  // The key code of a raw press or release, 0 for every other event.
  xcb_keycode_t raw_key(const xcb_generic_event_t& event, bool& press) const;
  // Of one that a grab brings, 0 for every other event.
  static xcb_keycode_t core_key(const xcb_generic_event_t& event, bool& press);
  void raw(xcb_keycode_t key, bool press, xcb_timestamp_t time);
  void grabbed(const xcb_key_press_event_t& event, bool press);
  bool pressed_now(xcb_keycode_t key);
  std::uint16_t held() const;
  bool keyboard_is_free();

  std::unique_ptr<xcb_connection_t, Disconnect> c_;
  xcb_window_t root_ = 0;
  KeyCombination keys_;
  Told told_;
  std::uint8_t xinput_ = 0;  // its major opcode; 0: no raw key presses
  Keyboard keyboard_;
  Modifiers modifiers_;
  Reach reach_ = Reach::kNowhere;
  bool keyboard_changed_ = false;
  std::deque<Event> ahead_;            // read while an answer was waited for
  std::bitset<256> held_;              // the modifiers' keys that are held, by raw presses and releases
  std::optional<xcb_keycode_t> down_;  // the shortcut's own, while it is
  xcb_timestamp_t down_at_ = 0;
  xcb_timestamp_t released_at_ = 0;  // without raw key presses: to tell a repetition
};

}  // namespace insyn::tray
