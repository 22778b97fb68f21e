#include "pages/codec/testing_chunks.h"

#include <zlib.h>

#include "base/check.h"

namespace insyn::pages::testing {
namespace {

nlohmann::json at(const Offset& offset) { return {offset.left, offset.top}; }

nlohmann::json shown_pairs(const std::vector<Declaration>& declarations) {
  nlohmann::json list = nlohmann::json::array();
  for (const Declaration& one : declarations) list.push_back({one.property, one.value});
  return list;
}

nlohmann::json shown(const Node& node) {
  nlohmann::json json = {{"node", node.number}};
  if (node.kind == NodeKind::kText) json["text"] = node.text;
  if (node.kind == NodeKind::kBars) json["bars"] = node.bars;
  if (node.kind != NodeKind::kElement) return json;
  json["tag"] = name_of(kTags, node.tag);
  json["style"] = node.style;
  for (const auto& [pseudo, style] : node.pseudos)
    json["pseudos"][std::string(name_of(kPseudoElements, pseudo))] = style;
  for (const auto& [attribute, value] : node.attributes)
    json["attributes"][std::string(name_of(kAttributes, attribute))] = value;
  if (node.scroll.left != 0 || node.scroll.top != 0) json["scroll"] = at(node.scroll);
  if (node.field)
    json["value"] = {{"value", node.field->value},
                     {"checked", node.field->checked},
                     {"indeterminate", node.field->indeterminate},
                     {"selected", node.field->selected}};
  if (node.still != 0) json["still"] = node.still;
  json["children"] = nlohmann::json::array();
  for (const Node* child = node.first; child != nullptr; child = child->next)
    json["children"].push_back(shown(*child));
  return json;
}

nlohmann::json shown(const Document& document) {
  nlohmann::json json = {{"document", document.number},
                         {"frameOf", document.frame_of},
                         {"frameIn", document.frame_in},
                         {"application", document.application},
                         {"viewport", nullptr},
                         {"withheld", document.withheld},
                         {"scroll", at(document.scroll)},
                         {"fonts", nlohmann::json::array()},
                         {"kept", nlohmann::json::array()},
                         {"root", nullptr}};
  if (document.viewport)
    json["viewport"] = {document.viewport->width, document.viewport->height, document.viewport->scale};
  for (const FontAdded& font : document.fonts) {
    nlohmann::json descriptors = nlohmann::json::array();
    for (const NamedValue& one : font.descriptors)
      descriptors.push_back({std::string(name_of(kDescriptors, one.name)), one.value});
    json["fonts"].push_back({{"family", font.family}, {"descriptors", descriptors}, {"asset", font.asset}});
  }
  for (const auto& [number, node] : document.kept)
    json["kept"].push_back({{"kept", number}, {"root", shown(*node)}});
  if (document.root != nullptr) json["root"] = shown(*document.root);
  return json;
}

}  // namespace

Body& Body::number(Number value) {
  ByteWriter writer;
  writer.varint(value);
  return raw(writer.bytes());
}
Body& Body::numbers(std::initializer_list<Number> values) {
  for (const Number value : values) number(value);
  return *this;
}
Body& Body::px(Px value) {
  return number(value < 0 ? static_cast<Number>(-2 * value - 1) : static_cast<Number>(2 * value));
}
Body& Body::text(std::string_view text) { return number(text.size()).raw(view_of(text)); }
Body& Body::raw(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}
Body& Body::record(Number kind, std::initializer_list<Number> fields) { return number(kind).numbers(fields); }

Body& Body::page() { return record(2, {1, 0, 0}).text("").element(1, 0); }
Body& Body::element(Number node, Number parent, Number before, Number style) {
  return record(11, {node, parent, before, 4, style, 0, 0});
}
Body& Body::text_node(Number node, Number parent, std::string_view text_of, Number before) {
  return record(12, {node, parent, before}).text(text_of);
}
Body& Body::asset(Number number_of, Number type, ByteView bytes) {
  return record(8, {number_of, type}).raw(sha256(bytes)).number(bytes.size()).raw(bytes);
}

Bytes deflated(ByteView body, int level) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  Bytes packed(deflateBound(&stream, body.size()));
  stream.next_in = const_cast<Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Bytes chunk_of(const ChunkHeader& header, ByteView packed, std::size_t size) {
  ByteWriter chunk;
  chunk.raw(kMagic);
  chunk.u8(kVersion);
  chunk.u8(header.index_point ? kFlagIndexPoint : 0);
  chunk.u16(0);
  chunk.u32(header.number);
  chunk.u32(static_cast<std::uint32_t>(header.begin.count()));
  chunk.u32(static_cast<std::uint32_t>(header.end.count()));
  chunk.u32(static_cast<std::uint32_t>(size));
  chunk.raw(packed);
  return chunk.take();
}

Bytes pack(const ChunkHeader& header, ByteView body) { return chunk_of(header, deflated(body), body.size()); }

Bytes index_point(Body body, std::uint32_t number) {
  return pack({true, number, PagesTime(0), PagesTime(1000), 0}, body.record(1, {0}).bytes());
}
Bytes following(Body body, std::uint32_t number) {
  const PagesTime begin(number * 1000);
  return pack({false, number, begin, begin + PagesTime(1000), 0}, body.record(1, {0}).bytes());
}

std::vector<Bytes> split(ByteView file) {
  std::vector<Bytes> chunks;
  ByteReader reader(file);
  while (reader.left() > 0) {
    const auto size = reader.u32();
    CHECK(size.has_value());
    const auto chunk = reader.raw(*size);
    CHECK(chunk.has_value());
    chunks.emplace_back(chunk->begin(), chunk->end());
  }
  return chunks;
}

nlohmann::json shown(const State& state) {
  nlohmann::json json = {{"selected", state.selected()},      {"pointer", nullptr},
                         {"weight", state.weight()},          {"styles", nlohmann::json::array()},
                         {"assets", nlohmann::json::array()}, {"documents", nlohmann::json::array()}};
  if (state.pointer()) {
    const Pointer& pointer = *state.pointer();
    json["pointer"] = {{"document", pointer.document},
                       {"x", pointer.x},
                       {"y", pointer.y},
                       {"visible", pointer.visible},
                       {"down", pointer.down}};
  }
  for (const auto& [number, style] : state.styles())
    json["styles"].push_back(
        {{"style", number}, {"declarations", shown_pairs(style.declarations)}, {"uses", style.uses}});
  for (const auto& [number, asset] : state.assets())
    json["assets"].push_back({{"asset", number},
                              {"type", static_cast<int>(asset.type)},
                              {"hash", to_hex(asset.hash)},
                              {"size", asset.size},
                              {"uses", asset.uses}});
  for (const auto& document : state.documents()) json["documents"].push_back(shown(*document));
  return json;
}

std::string fault_of(const State& state) {
  std::size_t weight = (state.styles().size() + state.assets().size()) * kThing;
  std::map<Number, std::size_t> styles, assets;
  std::size_t nodes = 0;
  for (const auto& [number, style] : state.styles()) {
    for (const Declaration& one : style.declarations)
      weight += kEntry + one.property.size() + one.value.size();
    for (const Number asset : style.assets) ++assets[asset];
  }
  const auto count = [&](Node& root, Number document) {
    for (const Node* node : subtree(root)) {
      ++nodes;
      if (node->document != document) return false;
      if (node->parent != nullptr && node->kind == NodeKind::kElement &&
          node->depth != node->parent->depth + 1)
        return false;
      if (node->depth > kDeepest) return false;
      weight += weight_of(*node);
      if (node->style != 0) ++styles[node->style];
      for (const auto& [pseudo, style] : node->pseudos) ++styles[style];
      if (node->attributes.contains(kAttributeAsset))
        ++assets[std::stoull(node->attributes.at(kAttributeAsset))];
      if (node->still != 0) ++assets[node->still];
    }
    return true;
  };
  for (const auto& document : state.documents()) {
    weight += kThing + document->application.size() + document->kept.size() * kThing;
    for (const FontAdded& font : document->fonts) {
      ++assets[font.asset];
      weight += kThing + font.family.size();
      for (const NamedValue& one : font.descriptors) weight += kEntry + one.value.size();
    }
    if (document->root != nullptr && !count(*document->root, document->number)) return "a node of a document";
    for (const auto& [number, node] : document->kept)
      if (!count(*node, 0)) return "a node of a kept subtree";
    if (document->frame_of != 0 && state.nodes().at(document->frame_in)->frame != document->number)
      return "a frame";
  }
  styles.erase(0);
  for (const auto& [number, style] : state.styles())
    if (style.uses != styles[number]) return fmt::format("uses of style {}", number);
  for (const auto& [number, asset] : state.assets())
    if (asset.uses != assets[number]) return fmt::format("uses of asset {}", number);
  if (styles.size() != state.styles().size()) return "a style that is not there";
  if (assets.size() != state.assets().size()) return "an asset that is not there";
  if (nodes != state.nodes().size()) return "a node that is nowhere";
  if (weight != state.weight() || weight > kHeaviest) return "the weight";
  return "";
}

}  // namespace insyn::pages::testing
