// What records name by number, from 1 on, in the order of docs/pages-format.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pages/codec/format.h"

namespace insyn::pages {

inline constexpr auto kTags = std::to_array<std::string_view>({
    "x",
    "html",
    "body",
    "div",
    "span",
    "p",
    "a",
    "img",
    "br",
    "wbr",
    "hr",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "button",
    "input",
    "textarea",
    "select",
    "option",
    "optgroup",
    "label",
    "fieldset",
    "legend",
    "progress",
    "meter",
    "details",
    "summary",
    "dialog",
    "canvas",
    "video",
    "iframe",
    "withheld",
    "ruby",
    "rt",
    "rp",
    "pre",
    "svg",
    "g",
    "path",
    "circle",
    "ellipse",
    "rect",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "image",
    "foreignObject",
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mfrac",
    "msup",
    "msub",
    "msqrt",
});

inline constexpr auto kAttributes = std::to_array<std::string_view>({
    "asset",
    "size",
    "reason",
    "type",
    "placeholder",
    "rows",
    "cols",
    "characters",
    "multiple",
    "open",
    "disabled",
    "readonly",
    "min",
    "max",
    "step",
    "value",
    "low",
    "high",
    "optimum",
    "label",
    "colspan",
    "rowspan",
    "span",
    "start",
    "reversed",
    "modal",
    "popover",
    "dir",
    "lang",
    "viewBox",
    "preserveAspectRatio",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "dx",
    "dy",
    "width",
    "height",
    "rotate",
    "textLength",
    "lengthAdjust",
    "transform",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "offset",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "markerUnits",
    "markerWidth",
    "markerHeight",
    "refX",
    "refY",
    "orient",
    "pathLength",
    "href",
});

inline constexpr auto kPseudoElements = std::to_array<std::string_view>({
    "before",
    "after",
    "marker",
    "placeholder",
    "first-letter",
    "first-line",
    "backdrop",
    "file-selector-button",
    "selection",
});

inline constexpr auto kDescriptors = std::to_array<std::string_view>({
    "font-weight",
    "font-style",
    "font-stretch",
    "unicode-range",
    "font-feature-settings",
    "size-adjust",
    "ascent-override",
    "descent-override",
    "line-gap-override",
});

// 0 where there is none of this name.
template <std::size_t kCount>
constexpr Number number_of(const std::array<std::string_view, kCount>& names, std::string_view name) {
  for (std::size_t i = 0; i < kCount; ++i)
    if (names[i] == name) return i + 1;
  return 0;
}
// `number` is one of them.
template <std::size_t kCount>
constexpr std::string_view name_of(const std::array<std::string_view, kCount>& names, Number number) {
  return names.at(number - 1);
}

// Those that rules are about.
inline constexpr Number kTagInput = number_of(kTags, "input");
inline constexpr Number kTagTextarea = number_of(kTags, "textarea");
inline constexpr Number kTagSelect = number_of(kTags, "select");
inline constexpr Number kTagCanvas = number_of(kTags, "canvas");
inline constexpr Number kTagVideo = number_of(kTags, "video");
inline constexpr Number kTagIframe = number_of(kTags, "iframe");
inline constexpr Number kTagWithheld = number_of(kTags, "withheld");
inline constexpr Number kAttributeAsset = number_of(kAttributes, "asset");
inline constexpr Number kAttributeSize = number_of(kAttributes, "size");
inline constexpr Number kAttributeReason = number_of(kAttributes, "reason");
inline constexpr Number kAttributeHref = number_of(kAttributes, "href");
static_assert(kTagInput != 0 && kTagTextarea != 0 && kTagSelect != 0 && kTagCanvas != 0 && kTagVideo != 0);
static_assert(kTagIframe == 41 && kTagWithheld == 42 && kTags.size() == 77);
static_assert(kAttributeAsset == 1 && kAttributeSize == 2 && kAttributeReason == 3 && kAttributeHref == 73);

enum class AssetType : std::uint8_t {
  kPng = 1,
  kJpeg = 2,
  kWebp = 3,
  kGif = 4,
  kAvif = 5,
  kWoff2 = 16,
  kWoff = 17,
  kTrueType = 18,
};
constexpr bool is_picture(AssetType type) { return type <= AssetType::kAvif; }
constexpr bool is_asset_type(Number number) {
  return (number >= 1 && number <= 5) || (number >= 16 && number <= 18);
}

}  // namespace insyn::pages
