// The records of a chunk's body, as docs/pages-format.md lists them. What is checked when they are read is
// that the bytes are records; whether they make sense is the state's business.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/sha256.h"
#include "pages/codec/body_reader.h"
#include "pages/codec/format.h"
#include "pages/codec/names.h"

namespace insyn::pages {

struct Declaration {
  std::string property;
  std::string value;
};
struct NamedValue {  // of a font's descriptor, or an attribute
  Number name = 0;
  std::string value;
};
struct PseudoStyle {
  Number pseudo = 0;
  Number style = 0;
};
struct Place {
  Number parent = 0;  // 0: the document
  Number before = 0;  // a sibling; 0: last
};

struct Look {
  Number elapsed = 0;
};
struct DocumentOpened {
  Number document = 0;
  Number frame_of = 0;
  Number frame_in = 0;
  std::string application;
};
struct DocumentClosed {
  Number document = 0;
};
struct DocumentSelected {
  Number document = 0;
};
struct ViewportChanged {
  Px width = 0;
  Px height = 0;
  Number scale = 0;
};
struct DocumentWithheld {
  Number reason = 0;
};
struct StyleAdded {
  Number style = 0;
  std::vector<Declaration> declarations;
};
struct AssetAdded {
  Number asset = 0;
  AssetType type = AssetType::kPng;
  Digest hash{};
  Bytes bytes;
};
struct AssetElsewhere {
  Number asset = 0;
  AssetType type = AssetType::kPng;
  Digest hash{};
  Number size = 0;
  Number chunk = 0;
};
struct FontAdded {
  std::string family;
  std::vector<NamedValue> descriptors;
  Number asset = 0;
};
struct ElementAdded {
  Number node = 0;
  Place place;
  Number tag = 0;
  Number style = 0;
  std::vector<PseudoStyle> pseudos;
  std::vector<NamedValue> attributes;
};
struct TextAdded {
  Number node = 0;
  Place place;
  std::string text;
};
struct BarsAdded {
  Number node = 0;
  Place place;
  std::vector<Number> bars;
};
struct NodeRemoved {
  Number node = 0;
};
struct Restyled {
  Number node = 0;
  Number style = 0;
  std::vector<PseudoStyle> pseudos;
};
struct TextChanged {
  Number node = 0;
  std::string text;
};
struct BarsChanged {
  Number node = 0;
  std::vector<Number> bars;
};
struct AttributeChanged {
  Number node = 0;
  Number attribute = 0;
  bool set = false;
  std::string value;
};
struct NodeMoved {
  Number node = 0;
  Place place;
};
struct Scrolled {
  Number node = 0;  // 0: the document
  Px left = 0;
  Px top = 0;
};
struct ValueChanged {
  Number node = 0;
  std::string value;
  bool checked = false;
  bool indeterminate = false;
  std::vector<Number> selected;
};
struct StillChanged {
  Number node = 0;
  Number asset = 0;
};
struct PutAside {
  Number node = 0;
  Number kept = 0;
};
struct PutBack {
  Number kept = 0;
  Place place;
};
struct KeptForgotten {
  Number kept = 0;
};
struct PointerMoved {
  Px x = 0;
  Px y = 0;
  bool visible = false;
  bool down = false;
};
struct TimeWithheld {
  Number from = 0;
  Number to = 0;
  Number reason = 0;
};
struct Box {
  Number node = 0;
  Px left = 0;
  Px top = 0;
  Px width = 0;
  Px height = 0;
};
struct Boxes {
  std::vector<Box> boxes;
};
struct StyleForgotten {
  Number style = 0;
};
struct AssetForgotten {
  Number asset = 0;
};

// In the order of their kinds, from 1 on.
using Record =
    std::variant<Look, DocumentOpened, DocumentClosed, DocumentSelected, ViewportChanged, DocumentWithheld,
                 StyleAdded, AssetAdded, AssetElsewhere, FontAdded, ElementAdded, TextAdded, BarsAdded,
                 NodeRemoved, Restyled, TextChanged, BarsChanged, AttributeChanged, NodeMoved, Scrolled,
                 ValueChanged, StillChanged, PutAside, PutBack, KeptForgotten, PointerMoved, TimeWithheld,
                 Boxes, StyleForgotten, AssetForgotten>;
inline constexpr std::size_t kRecordKinds = std::variant_size_v<Record>;

// kCorrupt where the bytes are no record.
Result<Record> read_record(BodyReader& body);

// What the record costs (format.h, kMostWork), but for the nodes that it takes, moves or puts back.
std::size_t work_of(const Record& record);

}  // namespace insyn::pages
