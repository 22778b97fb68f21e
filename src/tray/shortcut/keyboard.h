// Which keys of the keyboard carry a symbol and which are modifiers, as the X server's core keyboard mapping
// has it at a moment: another layout or keyboard changes that, and MappingNotify tells.
#pragma once

#include <xcb/xcb.h>

#include <vector>

#include "tray/shortcut/key_combination.h"

namespace insyn::tray {

// Sets of modifiers, as in the state field of a core event.
struct Modifiers {
  std::uint16_t required = 0;   // are held
  std::uint16_t forbidden = 0;  // are not
  std::uint16_t locks = 0;      // may be on: Caps Lock, Num Lock, Scroll Lock
  bool fit(std::uint16_t held) const { return (held & required) == required && (held & forbidden) == 0; }
};

class Keyboard {
 public:
  static Keyboard read(xcb_connection_t* c);

  // Keys that carry the symbol in any of the layouts. Where none does, and it is a letter or a digit (a
  // layout without Latin letters): the key that has it on a keyboard for US English.
  std::vector<xcb_keycode_t> keys_with(std::uint32_t symbol) const;
  // Whether such a key stands for the symbol while `group` (0 to 3), a layout of several, is on: not where
  // that layout has the symbol on another key.
  bool stands_for(xcb_keycode_t key, std::uint32_t symbol, int group) const;

  Modifiers modifiers_of(const KeyCombination& keys) const;
  // The modifiers that a key stands for; 0: it is an ordinary key.
  std::uint16_t modifiers_of(xcb_keycode_t key) const { return modifiers_[key]; }

 private:
  std::uint32_t symbol_at(xcb_keycode_t key, int column) const;
  bool has(xcb_keycode_t key, std::uint32_t symbol) const;
  std::vector<xcb_keycode_t> keys_of_group(std::uint32_t symbol, int group) const;
  std::uint16_t modifier_with(std::initializer_list<std::uint32_t> symbols, std::uint16_t otherwise) const;

  int least_ = 8, most_ = 255, columns_ = 0;
  std::vector<std::uint32_t> symbols_;  // columns_ for each key from least_
  std::vector<std::uint16_t> modifiers_ = std::vector<std::uint16_t>(256);
};

}  // namespace insyn::tray
