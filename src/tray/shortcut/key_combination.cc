#include "tray/shortcut/key_combination.h"

#include <X11/keysym.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "base/check.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLongest = 40;
constexpr int kFunctionKeys = 24;

struct NamedKey {
  std::string_view name;
  std::uint32_t symbol;
};
constexpr NamedKey kNamed[] = {{"Pause", XK_Pause},  {"ScrollLock", XK_Scroll_Lock},
                               {"Print", XK_Print},  {"Insert", XK_Insert},
                               {"Home", XK_Home},    {"End", XK_End},
                               {"PageUp", XK_Prior}, {"PageDown", XK_Next},
                               {"Space", XK_space}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<int> function_key(std::string_view word) {
  if (word.size() < 2 || word.size() > 3 || lower(word.front()) != 'f') return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size() || word[1] == '0') return std::nullopt;
  return number >= 1 && number <= kFunctionKeys ? std::optional(number) : std::nullopt;
}

std::optional<NamedKey> named_key(std::string_view word, std::string& name) {
  if (word.size() == 1) {
    const char c = lower(word.front());
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) return std::nullopt;
    name = std::string(1, upper(c));
    return NamedKey{name, static_cast<std::uint32_t>(static_cast<unsigned char>(c))};
  }
  if (const auto number = function_key(word)) {
    name = fmt::format("F{}", *number);
    return NamedKey{name, XK_F1 + static_cast<std::uint32_t>(*number) - 1};
  }
  for (const NamedKey& one : kNamed) {
    if (!same(word, one.name)) continue;
    name = one.name;
    return one;
  }
  return std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t plus = text.find('+');
    parts.push_back(text.substr(0, plus));
    if (plus == std::string_view::npos) return parts;
    text.remove_prefix(plus + 1);
  }
}

bool* modifier(KeyCombination& keys, std::string_view word) {
  if (same(word, "Ctrl") || same(word, "Control")) return &keys.control;
  if (same(word, "Alt")) return &keys.alt;
  if (same(word, "Shift")) return &keys.shift;
  if (same(word, "Super")) return &keys.super;
  return nullptr;
}

KeyCombination usual(std::string_view name) {
  const auto keys = parse_key_combination(name);
  CHECK(keys.has_value());
  return *keys;
}

}  // namespace

Result<KeyCombination> parse_key_combination(std::string_view text) {
  const auto refuse = [&](std::string_view why) {
    return fail(Code::kPermanent, "“{}” is no shortcut: {}. Write it like Ctrl+Alt+P, Ctrl+Shift+F9 or Pause",
                text.substr(0, kLongest), why);
  };
  if (text.size() > kLongest) return refuse("it is too long");
  KeyCombination keys;
  const std::vector<std::string_view> parts = parts_of(text);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    bool* const held = modifier(keys, parts[i]);
    if (held == nullptr) return refuse(fmt::format("“{}” is none of Ctrl, Alt, Shift and Super", parts[i]));
    if (*held) return refuse(fmt::format("{} is there twice", parts[i]));
    *held = true;
  }
  std::string key;
  const auto found = named_key(parts.back(), key);
  if (!found) return refuse(fmt::format("“{}” is no key that it may have", parts.back()));
  keys.symbol = found->symbol;
  if (keys.symbol < 0x80 && !keys.control && !keys.alt && !keys.super)
    return refuse("it is typed in ordinary text, so it needs Ctrl, Alt or Super");
  keys.name = fmt::format("{}{}{}{}{}", keys.control ? "Ctrl+" : "", keys.alt ? "Alt+" : "",
                          keys.shift ? "Shift+" : "", keys.super ? "Super+" : "", key);
  return keys;
}

KeyCombination usual_pause_key() { return usual("Ctrl+Alt+P"); }
KeyCombination usual_did_not_help_key() { return usual("Ctrl+Alt+H"); }

}  // namespace insyn::tray
