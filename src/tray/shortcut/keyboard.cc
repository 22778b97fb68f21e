#include "tray/shortcut/keyboard.h"

#include <X11/keysym.h>

#include <algorithm>
#include <string_view>

#include "tray/shortcut/reply.h"

namespace insyn::tray {
namespace {

// Where the columns of the core mapping begin that are the unshifted symbols of the first two layouts.
constexpr int kGroupColumns[] = {0, 2};

// Letters and digits where a keyboard for US English has them, by evdev's key codes plus 8.
xcb_keycode_t us_key(std::uint32_t symbol) {
  struct Row {
    std::string_view symbols;
    int first;
  };
  constexpr Row kRows[] = {{"1234567890", 10}, {"qwertyuiop", 24}, {"asdfghjkl", 38}, {"zxcvbnm", 52}};
  if (symbol >= 0x80) return 0;
  for (const Row& row : kRows) {
    const std::size_t at = row.symbols.find(static_cast<char>(symbol));
    if (at != std::string_view::npos) return static_cast<xcb_keycode_t>(row.first + static_cast<int>(at));
  }
  return 0;
}

}  // namespace

Keyboard Keyboard::read(xcb_connection_t* c) {
  Keyboard keyboard;
  const xcb_setup_t* setup = xcb_get_setup(c);
  keyboard.least_ = setup->min_keycode;
  keyboard.most_ = setup->max_keycode;
  const auto mapping_asked = xcb_get_keyboard_mapping(
      c, setup->min_keycode, static_cast<std::uint8_t>(setup->max_keycode - setup->min_keycode + 1));
  const auto modifiers_asked = xcb_get_modifier_mapping(c);
  const Owned<xcb_get_keyboard_mapping_reply_t> mapping(
      xcb_get_keyboard_mapping_reply(c, mapping_asked, nullptr));
  if (mapping) {
    const xcb_keysym_t* symbols = xcb_get_keyboard_mapping_keysyms(mapping.get());
    keyboard.symbols_.assign(symbols, symbols + xcb_get_keyboard_mapping_keysyms_length(mapping.get()));
    keyboard.columns_ = mapping->keysyms_per_keycode;
  }
  const Owned<xcb_get_modifier_mapping_reply_t> modifiers(
      xcb_get_modifier_mapping_reply(c, modifiers_asked, nullptr));
  if (modifiers) {
    const xcb_keycode_t* keys = xcb_get_modifier_mapping_keycodes(modifiers.get());
    const int per_modifier = modifiers->keycodes_per_modifier;
    for (int i = 0; i < xcb_get_modifier_mapping_keycodes_length(modifiers.get()); ++i) {
      if (keys[i] != 0)
        keyboard.modifiers_[keys[i]] |=
            static_cast<std::uint16_t>(1U << static_cast<unsigned>(i / per_modifier));
    }
  }
  return keyboard;
}

std::uint32_t Keyboard::symbol_at(xcb_keycode_t key, int column) const {
  if (key < least_ || key > most_ || column >= columns_) return 0;
  const auto at = static_cast<std::size_t>((key - least_) * columns_ + column);
  return at < symbols_.size() ? symbols_[at] : 0;
}

bool Keyboard::has(xcb_keycode_t key, std::uint32_t symbol) const {
  for (int column = 0; column < columns_; ++column) {
    if (symbol_at(key, column) == symbol) return true;
  }
  return false;
}

std::vector<xcb_keycode_t> Keyboard::keys_of_group(std::uint32_t symbol, int group) const {
  std::vector<xcb_keycode_t> keys;
  for (int key = least_; key <= most_; ++key) {
    const auto code = static_cast<xcb_keycode_t>(key);
    if (symbol_at(code, kGroupColumns[group]) == symbol) keys.push_back(code);
  }
  return keys;
}

std::vector<xcb_keycode_t> Keyboard::keys_with(std::uint32_t symbol) const {
  std::vector<xcb_keycode_t> keys;
  for (int key = least_; key <= most_; ++key) {
    if (has(static_cast<xcb_keycode_t>(key), symbol)) keys.push_back(static_cast<xcb_keycode_t>(key));
  }
  // Typing it wants Shift or AltGr where only those columns have it; the unshifted ones come first.
  std::vector<xcb_keycode_t> unshifted;
  for (int group = 0; group < 2; ++group) {
    for (const xcb_keycode_t key : keys_of_group(symbol, group)) {
      if (std::find(unshifted.begin(), unshifted.end(), key) == unshifted.end()) unshifted.push_back(key);
    }
  }
  if (!unshifted.empty()) return unshifted;
  if (keys.empty() && us_key(symbol) != 0) return {us_key(symbol)};
  return keys;
}

bool Keyboard::stands_for(xcb_keycode_t key, std::uint32_t symbol, int group) const {
  const std::vector<xcb_keycode_t> all = keys_with(symbol);
  if (std::find(all.begin(), all.end(), key) == all.end()) return false;
  if (group > 1) return true;
  const std::vector<xcb_keycode_t> here = keys_of_group(symbol, group);
  return here.empty() || std::find(here.begin(), here.end(), key) != here.end();
}

std::uint16_t Keyboard::modifier_with(std::initializer_list<std::uint32_t> symbols,
                                      std::uint16_t otherwise) const {
  for (const std::uint32_t symbol : symbols) {
    for (int key = least_; key <= most_; ++key) {
      const auto code = static_cast<xcb_keycode_t>(key);
      if (modifiers_[code] != 0 && has(code, symbol)) return modifiers_[code];
    }
  }
  return otherwise;
}

Modifiers Keyboard::modifiers_of(const KeyCombination& keys) const {
  const std::uint16_t alt = modifier_with({XK_Alt_L, XK_Alt_R, XK_Meta_L}, XCB_MOD_MASK_1);
  const std::uint16_t super = modifier_with({XK_Super_L, XK_Super_R}, XCB_MOD_MASK_4);
  Modifiers modifiers;
  const auto sort = [&](bool held, std::uint16_t mask) {
    (held ? modifiers.required : modifiers.forbidden) |= mask;
  };
  sort(keys.control, XCB_MOD_MASK_CONTROL);
  sort(keys.alt, alt);
  sort(keys.shift, XCB_MOD_MASK_SHIFT);
  sort(keys.super, super);
  modifiers.forbidden &= static_cast<std::uint16_t>(~modifiers.required);
  modifiers.locks = static_cast<std::uint16_t>(
      XCB_MOD_MASK_LOCK | modifier_with({XK_Num_Lock}, XCB_MOD_MASK_2) | modifier_with({XK_Scroll_Lock}, 0));
  modifiers.locks &= static_cast<std::uint16_t>(~(modifiers.required | modifiers.forbidden));
  return modifiers;
}

}  // namespace insyn::tray
