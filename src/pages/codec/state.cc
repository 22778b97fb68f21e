#include "pages/codec/state.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "pages/codec/style_rules.h"

namespace insyn::pages {

void State::begin(std::uint32_t chunk, bool index_point) {
  chunk_ = chunk;
  work_ = 0;
  if (!index_point) return;
  lent_.clear();
  for (auto& [number, asset] : assets_)
    if (asset.bytes) lent_.insert_or_assign(asset.hash, std::move(*asset.bytes));
  documents_.clear();
  nodes_.clear();
  styles_.clear();
  assets_.clear();
  kept_.clear();
  pointer_.reset();
  selected_ = 0;
  weight_ = asset_bytes_ = 0;
}

void State::lend(Number asset, Bytes bytes) {
  Asset& taker = assets_.at(asset);
  CHECK(bytes.size() == taker.size);
  taker.bytes = std::move(bytes);
}

Status State::charge(std::size_t work) {
  if (work > kMostWork - work_)
    return fail(Code::kCorrupt, "reading the chunk takes more steps than is allowed");
  work_ += work;
  return {};
}

Status State::check_weight(std::size_t more, std::size_t less) const {
  if (weight_ - less + more > kHeaviest)
    return fail(Code::kCorrupt, "the state is larger than is allowed: {} bytes", weight_ - less + more);
  return {};
}

Document* State::document(Number number) {
  for (const auto& document : documents_)
    if (document->number == number) return document.get();
  return nullptr;
}

Result<Document*> State::here() {
  Document* selected = selected_ == 0 ? nullptr : document(selected_);
  if (selected == nullptr) return fail(Code::kCorrupt, "no document is selected");
  return selected;
}

Result<Node*> State::node(Number number) {
  TRY_ASSIGN(const Document* document, here());
  const auto found = nodes_.find(number);
  if (found == nodes_.end() || found->second->document != document->number)
    return fail(Code::kCorrupt, "node {} is not in document {}", number, document->number);
  return found->second.get();
}

Result<Node*> State::element(Number number) {
  TRY_ASSIGN(Node * found, node(number));
  if (found->kind != NodeKind::kElement) return fail(Code::kCorrupt, "node {} is no element", number);
  return found;
}

Result<State::Spot> State::spot(const Place& place, NodeKind kind, const Node* from) {
  TRY_ASSIGN(const Document* document, here());
  if (place.parent == 0) {
    if (kind != NodeKind::kElement) return fail(Code::kCorrupt, "a text with no element around it");
    if (place.before != 0 || (document->root != nullptr && document->root != from))
      return fail(Code::kCorrupt, "document {} has an element already", document->number);
    return Spot{};
  }
  Spot spot;
  TRY_ASSIGN(spot.parent, element(place.parent));
  if (spot.parent->tag == kTagWithheld) return fail(Code::kCorrupt, "something in what is withheld");
  if (place.before == 0) return spot;
  TRY_ASSIGN(spot.before, node(place.before));
  if (spot.before->parent != spot.parent || spot.before == from)
    return fail(Code::kCorrupt, "node {} is no other node in {}", place.before, place.parent);
  return spot;
}

Status State::check_depth(const std::vector<Node*>& nodes, const Node& root, const Spot& spot) const {
  const std::size_t above = spot.parent != nullptr ? spot.parent->depth : 0;
  for (const Node* node : nodes)
    if (node->kind == NodeKind::kElement && above + 1 + (node->depth - root.depth) > kDeepest)
      return fail(Code::kCorrupt, "more than {} elements within one another", kDeepest);
  return {};
}

void State::sink(const std::vector<Node*>& nodes, const Node& root, const Spot& spot) {
  const std::size_t above = spot.parent != nullptr ? spot.parent->depth : 0;
  const std::size_t before = root.depth;
  for (Node* node : nodes)
    if (node->kind == NodeKind::kElement) node->depth = above + 1 + (node->depth - before);
}

void State::put(Node& node, const Spot& spot) {
  attach(node, spot.parent, spot.before);
  if (spot.parent == nullptr) document(node.document)->root = &node;
}

void State::take(Node& node) {
  Document* const document_of = document(node.document);
  if (document_of->root == &node) document_of->root = nullptr;
  detach(node);
}

void State::add(std::unique_ptr<Node> node, const Spot& spot) {
  Node& added = *node;
  added.document = selected_;
  weight_ += weight_of(added);
  nodes_.emplace(added.number, std::move(node));
  put(added, spot);
}

Status State::check_new(Number number) const {
  if (number == 0) return fail(Code::kCorrupt, "node 0");
  if (nodes_.contains(number)) return fail(Code::kCorrupt, "node {} is there already", number);
  if (nodes_.size() == kMostNodes) return fail(Code::kCorrupt, "more than {} nodes", kMostNodes);
  return {};
}

State::Doomed State::doomed(std::vector<Node*> roots, std::vector<Document*> documents) {
  Doomed all;
  all.documents = std::move(documents);
  std::size_t visited = 0;
  while (!roots.empty() || visited < all.documents.size()) {
    if (roots.empty()) {
      const Document& next = *all.documents[visited++];
      if (next.root != nullptr) roots.push_back(next.root);
      for (const auto& [number, kept] : next.kept) roots.push_back(kept);
      continue;
    }
    Node& root = *roots.back();
    roots.pop_back();
    for (Node* node : subtree(root)) {
      all.nodes.push_back(node);
      if (node->frame != 0) all.documents.push_back(document(node->frame));
    }
  }
  return all;
}

void State::drop(const Document& document) {
  weight_ -= kThing + document.application.size() + document.kept.size() * kThing;
  for (const auto& [number, node] : document.kept) kept_.erase(number);
  for (const FontAdded& font : document.fonts) {
    weight_ -= kThing + font.family.size();
    for (const NamedValue& descriptor : font.descriptors) weight_ -= kEntry + descriptor.value.size();
    use_asset(font.asset, -1);
  }
  const auto frame = nodes_.find(document.frame_in);
  if (frame != nodes_.end() && frame->second->frame == document.number) frame->second->frame = 0;
  if (pointer_ && pointer_->document == document.number) pointer_.reset();
  if (selected_ == document.number) selected_ = 0;
}

void State::drop(const Doomed& doomed) {
  for (Node* node : doomed.nodes) {
    weight_ -= weight_of(*node);
    use_styles(*node, -1);
    const auto asset = node->attributes.find(kAttributeAsset);
    if (asset != node->attributes.end()) use_asset(decimal(asset->second), -1);
    use_asset(node->still, -1);
    nodes_.erase(node->number);
  }
  for (const Document* document : doomed.documents) drop(*document);
  std::erase_if(documents_, [&](const std::unique_ptr<Document>& one) {
    return std::find(doomed.documents.begin(), doomed.documents.end(), one.get()) != doomed.documents.end();
  });
}

void State::use_styles(const Node& node, int more) {
  const auto use = [&](Number style) {
    if (style != 0) styles_.at(style).uses += static_cast<std::size_t>(more);
  };
  if (node.kind != NodeKind::kElement) return;
  use(node.style);
  for (const auto& [pseudo, style] : node.pseudos) use(style);
}

void State::use_asset(Number asset, int more) {
  if (asset != 0) assets_.at(asset).uses += static_cast<std::size_t>(more);
}

Status State::check_styles(Number style, const std::vector<PseudoStyle>& pseudos) const {
  const auto check = [&](Number one) -> Status {
    if (one != 0 && !styles_.contains(one)) return fail(Code::kCorrupt, "style {} is not there", one);
    return {};
  };
  std::array<bool, kPseudoElements.size() + 1> seen{};
  TRY(check(style));
  for (const PseudoStyle& one : pseudos) {
    if (std::exchange(seen.at(one.pseudo), true))
      return fail(Code::kCorrupt, "pseudo-element {} twice", name_of(kPseudoElements, one.pseudo));
    TRY(check(one.style));
  }
  return {};
}

Status State::check_picture(Number asset) const {
  const auto found = assets_.find(asset);
  if (found == assets_.end() || !is_picture(found->second.type))
    return fail(Code::kCorrupt, "asset {} is no picture", asset);
  return {};
}

Status State::check_attribute(Number attribute, std::string_view value) const {
  if (value.size() > kLongestAttribute) return fail(Code::kCorrupt, "an attribute of {} bytes", value.size());
  if (attribute == kAttributeAsset) return check_picture(decimal(value));
  if (attribute == kAttributeHref && decimal(value) == 0)
    return fail(Code::kCorrupt, "an href that is no node");
  if (attribute == kAttributeReason && (decimal(value) == 0 || decimal(value) > kLastReason))
    return fail(Code::kCorrupt, "a reason that is none");
  if (attribute == kAttributeSize) {
    const std::size_t by = value.find('x');
    const auto is_side = [](std::string_view side) {
      return side == "0" || (decimal(side) != 0 && decimal(side) <= Number{kFarthest});
    };
    if (by == std::string_view::npos || !is_side(value.substr(0, by)) || !is_side(value.substr(by + 1)))
      return fail(Code::kCorrupt, "a size that is none");
  }
  return {};
}

Status State::check_new_asset(Number asset, Number size) const {
  if (asset == 0 || assets_.contains(asset))
    return fail(Code::kCorrupt, "asset {} is there already, or is none", asset);
  if (assets_.size() == kMostAssets) return fail(Code::kCorrupt, "more than {} assets", kMostAssets);
  if (size > kLargestAsset) return fail(Code::kCorrupt, "an asset of {} bytes", size);
  if (asset_bytes_ + size > kAllAssets)
    return fail(Code::kCorrupt, "assets of more than {} bytes together", kAllAssets);
  return check_weight(kThing);
}

}  // namespace insyn::pages
