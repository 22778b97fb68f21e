#include "pages/codec/state_apply.h"

#include <array>
#include <set>
#include <utility>

#include "pages/codec/style_rules.h"

namespace insyn::pages {
namespace {

Status check_at_most(std::size_t bytes, std::size_t most, const char* what) {
  if (bytes > most) return fail(Code::kCorrupt, "{} of {} bytes", what, bytes);
  return {};
}
Status check_range(Number value, Number least, Number most, const char* what) {
  if (value < least || value > most) return fail(Code::kCorrupt, "{} {}", what, value);
  return {};
}
Status check_bars(const std::vector<Number>& bars) {
  if (bars.size() > kMostLines) return fail(Code::kCorrupt, "{} lines of bars", bars.size());
  for (const Number bar : bars) TRY(check_range(bar, 0, kWidestBar, "a bar of"));
  return {};
}
Status check_not_there(const auto& things, Number number, const char* what) {
  if (number == 0) return fail(Code::kCorrupt, "{} 0", what);
  if (things.contains(number)) return fail(Code::kCorrupt, "{} {} is there already", what, number);
  return {};
}

std::size_t weight_of_style(const std::vector<Declaration>& declarations) {
  std::size_t weight = kThing;
  for (const Declaration& one : declarations) weight += kEntry + one.property.size() + one.value.size();
  return weight;
}
Status check_without_assets(std::string_view value) {
  TRY_ASSIGN(const std::vector<Number> assets, check_value(value));
  if (!assets.empty()) return fail(Code::kCorrupt, "a font that refers to an asset");
  return {};
}

}  // namespace

Status State::Applier::operator()(Look& record) {
  return check_range(record.elapsed, 0, kLatest, "a time of");
}

Status State::Applier::operator()(DocumentOpened& record) {
  if (record.document == 0) return fail(Code::kCorrupt, "document 0");
  if (state_.document(record.document) != nullptr)
    return fail(Code::kCorrupt, "document {} is open already", record.document);
  if (state_.documents_.size() == kMostDocuments)
    return fail(Code::kCorrupt, "more than {} documents", kMostDocuments);
  TRY_ASSIGN(Node * frame, frame_of(record));
  TRY(check_at_most(record.application.size(), kLongestName, "a name"));
  TRY(state_.check_weight(kThing + record.application.size()));
  state_.weight_ += kThing + record.application.size();
  if (frame != nullptr) frame->frame = record.document;
  auto document = std::make_unique<Document>();
  document->number = record.document;
  document->frame_of = record.frame_of;
  document->frame_in = record.frame_in;
  document->application = std::move(record.application);
  state_.documents_.push_back(std::move(document));
  state_.selected_ = record.document;
  return {};
}
Status State::Applier::operator()(DocumentClosed& record) {
  Document* document = state_.document(record.document);
  if (document == nullptr) return fail(Code::kCorrupt, "document {} is not open", record.document);
  const Doomed doomed = state_.doomed({}, {document});
  TRY(state_.charge(doomed.nodes.size()));
  state_.drop(doomed);
  state_.selected_ = 0;
  return {};
}
Status State::Applier::operator()(DocumentSelected& record) {
  if (record.document != 0 && state_.document(record.document) == nullptr)
    return fail(Code::kCorrupt, "document {} is not open", record.document);
  state_.selected_ = record.document;
  return {};
}
Status State::Applier::operator()(ViewportChanged& record) {
  TRY_ASSIGN(Document * document, state_.here());
  if (record.width < 0 || record.height < 0) return fail(Code::kCorrupt, "a viewport of less than nothing");
  TRY(check_range(record.scale, kSmallestScale, kLargestScale, "a scale of"));
  document->viewport = {record.width, record.height, record.scale};
  return {};
}
Status State::Applier::operator()(DocumentWithheld& record) {
  TRY_ASSIGN(Document * document, state_.here());
  TRY(check_range(record.reason, 0, kLastReason, "there is no reason"));
  document->withheld = record.reason;
  return {};
}

Status State::Applier::operator()(StyleAdded& record) {
  TRY(check_not_there(state_.styles_, record.style, "style"));
  if (state_.styles_.size() == kMostStyles) return fail(Code::kCorrupt, "more than {} styles", kMostStyles);
  if (record.declarations.size() > kMostDeclarations)
    return fail(Code::kCorrupt, "{} properties in a style", record.declarations.size());
  Style style;
  std::set<std::string_view> properties;
  for (const Declaration& one : record.declarations) {
    TRY(check_property(one.property));
    if (!properties.insert(one.property).second)
      return fail(Code::kCorrupt, "property {} twice", one.property);
    TRY_ASSIGN(const std::vector<Number> assets, check_value(one.value));
    for (const Number asset : assets) TRY(state_.check_picture(asset));
    style.assets.insert(style.assets.end(), assets.begin(), assets.end());
  }
  const std::size_t weight = weight_of_style(record.declarations);
  TRY(state_.check_weight(weight));
  state_.weight_ += weight;
  for (const Number asset : style.assets) state_.use_asset(asset, 1);
  style.declarations = std::move(record.declarations);
  state_.styles_.emplace(record.style, std::move(style));
  return {};
}
Status State::Applier::operator()(StyleForgotten& record) {
  const auto found = state_.styles_.find(record.style);
  if (found == state_.styles_.end()) return fail(Code::kCorrupt, "style {} is not there", record.style);
  if (found->second.uses > 0) return fail(Code::kCorrupt, "style {} is in use", record.style);
  for (const Number asset : found->second.assets) state_.use_asset(asset, -1);
  state_.weight_ -= weight_of_style(found->second.declarations);
  state_.styles_.erase(found);
  return {};
}

Status State::Applier::operator()(AssetAdded& record) {
  TRY(state_.check_new_asset(record.asset, record.bytes.size()));
  if (sha256(record.bytes) != record.hash) return fail(Code::kCorrupt, "an asset with another hash");
  Asset asset{record.type, record.hash, record.bytes.size(), {}, state_.chunk_, 0};
  asset.bytes = std::move(record.bytes);
  add_asset(record.asset, std::move(asset));
  return {};
}
Status State::Applier::operator()(AssetElsewhere& record) {
  TRY(state_.check_new_asset(record.asset, record.size));
  if (record.chunk >= state_.chunk_)
    return fail(Code::kCorrupt, "an asset in chunk {}, which is not an earlier one", record.chunk);
  Asset asset{record.type, record.hash, static_cast<std::size_t>(record.size), {}, record.chunk, 0};
  const auto lent = state_.lent_.find(record.hash);
  if (lent != state_.lent_.end() && lent->second.size() == record.size) asset.bytes = lent->second;
  add_asset(record.asset, std::move(asset));
  return {};
}
Status State::Applier::operator()(AssetForgotten& record) {
  const auto found = state_.assets_.find(record.asset);
  if (found == state_.assets_.end()) return fail(Code::kCorrupt, "asset {} is not there", record.asset);
  if (found->second.uses > 0) return fail(Code::kCorrupt, "asset {} is in use", record.asset);
  state_.asset_bytes_ -= found->second.size;
  state_.weight_ -= kThing;
  state_.assets_.erase(found);
  return {};
}
Status State::Applier::operator()(FontAdded& record) {
  TRY_ASSIGN(Document * document, state_.here());
  if (document->fonts.size() == kMostFonts) return fail(Code::kCorrupt, "more than {} fonts", kMostFonts);
  TRY(check_at_most(record.family.size(), kLongestName, "a name"));
  if (record.family.empty() || record.family.find_first_of("\"'") != std::string::npos)
    return fail(Code::kCorrupt, "a family that is none");
  TRY(check_without_assets(record.family));
  std::size_t weight = kThing + record.family.size();
  std::array<bool, kDescriptors.size() + 1> seen{};
  for (const NamedValue& one : record.descriptors) {
    if (std::exchange(seen.at(one.name), true))
      return fail(Code::kCorrupt, "descriptor {} twice", name_of(kDescriptors, one.name));
    TRY(check_without_assets(one.value));
    weight += kEntry + one.value.size();
  }
  const auto asset = state_.assets_.find(record.asset);
  if (asset == state_.assets_.end() || is_picture(asset->second.type))
    return fail(Code::kCorrupt, "asset {} is no font", record.asset);
  TRY(state_.check_weight(weight));
  state_.weight_ += weight;
  state_.use_asset(record.asset, 1);
  document->fonts.push_back(std::move(record));
  return {};
}

Status State::Applier::operator()(ElementAdded& record) {
  TRY(state_.check_new(record.node));
  TRY_ASSIGN(const Spot spot, state_.spot(record.place, NodeKind::kElement, nullptr));
  auto node = std::make_unique<Node>();
  node->number = record.node;
  node->depth = 1 + (spot.parent != nullptr ? spot.parent->depth : 0);
  if (node->depth > kDeepest)
    return fail(Code::kCorrupt, "more than {} elements within one another", kDeepest);
  TRY(state_.check_styles(record.style, record.pseudos));
  for (NamedValue& one : record.attributes) {
    TRY(state_.check_attribute(one.name, one.value));
    if (!node->attributes.emplace(one.name, std::move(one.value)).second)
      return fail(Code::kCorrupt, "attribute {} twice", name_of(kAttributes, one.name));
  }
  node->tag = record.tag;
  node->style = record.style;
  for (const PseudoStyle& one : record.pseudos) node->pseudos.emplace(one.pseudo, one.style);
  TRY(state_.check_weight(weight_of(*node)));
  state_.use_styles(*node, 1);
  const auto asset = node->attributes.find(kAttributeAsset);
  if (asset != node->attributes.end()) state_.use_asset(decimal(asset->second), 1);
  state_.add(std::move(node), spot);
  return {};
}
Status State::Applier::operator()(TextAdded& record) {
  TRY(check_at_most(record.text.size(), kLongestText, "a text"));
  auto node = std::make_unique<Node>();
  node->kind = NodeKind::kText;
  node->text = std::move(record.text);
  return add_leaf(std::move(node), record.node, record.place);
}
Status State::Applier::operator()(BarsAdded& record) {
  TRY(check_bars(record.bars));
  auto node = std::make_unique<Node>();
  node->kind = NodeKind::kBars;
  node->bars = std::move(record.bars);
  return add_leaf(std::move(node), record.node, record.place);
}
Status State::Applier::operator()(NodeRemoved& record) {
  TRY_ASSIGN(Node * node, state_.node(record.node));
  const Doomed doomed = state_.doomed({node});
  TRY(state_.charge(doomed.nodes.size()));
  state_.take(*node);
  state_.drop(doomed);
  return {};
}
Status State::Applier::operator()(Restyled& record) {
  TRY_ASSIGN(Node * node, state_.element(record.node));
  TRY(state_.check_styles(record.style, record.pseudos));
  const std::size_t less = node->pseudos.size() * kEntry, more = record.pseudos.size() * kEntry;
  TRY(state_.check_weight(more, less));
  state_.weight_ += more - less;
  state_.use_styles(*node, -1);
  node->style = record.style;
  node->pseudos.clear();
  for (const PseudoStyle& one : record.pseudos) node->pseudos.emplace(one.pseudo, one.style);
  state_.use_styles(*node, 1);
  return {};
}
Status State::Applier::operator()(TextChanged& record) {
  TRY_ASSIGN(Node * node, state_.node(record.node));
  if (node->kind != NodeKind::kText) return fail(Code::kCorrupt, "node {} is no text", record.node);
  TRY(check_at_most(record.text.size(), kLongestText, "a text"));
  TRY(state_.check_weight(record.text.size(), node->text.size()));
  state_.weight_ += record.text.size() - node->text.size();
  node->text = std::move(record.text);
  return {};
}
Status State::Applier::operator()(BarsChanged& record) {
  TRY_ASSIGN(Node * node, state_.node(record.node));
  if (node->kind != NodeKind::kBars) return fail(Code::kCorrupt, "node {} is no bars", record.node);
  TRY(check_bars(record.bars));
  const std::size_t less = node->bars.size() * kEntry, more = record.bars.size() * kEntry;
  TRY(state_.check_weight(more, less));
  state_.weight_ += more - less;
  node->bars = std::move(record.bars);
  return {};
}
Status State::Applier::operator()(AttributeChanged& record) {
  TRY_ASSIGN(Node * node, state_.element(record.node));
  if (record.set) TRY(state_.check_attribute(record.attribute, record.value));
  const auto before = node->attributes.find(record.attribute);
  const bool was_set = before != node->attributes.end();
  const std::size_t less = was_set ? kEntry + before->second.size() : 0;
  const std::size_t more = record.set ? kEntry + record.value.size() : 0;
  TRY(state_.check_weight(more, less));
  state_.weight_ += more - less;
  if (record.attribute == kAttributeAsset) {
    if (record.set) state_.use_asset(decimal(record.value), 1);
    if (was_set) state_.use_asset(decimal(before->second), -1);
  }
  if (record.set)
    node->attributes.insert_or_assign(record.attribute, std::move(record.value));
  else if (was_set)
    node->attributes.erase(before);
  return {};
}
Status State::Applier::operator()(NodeMoved& record) {
  TRY_ASSIGN(Node * node, state_.node(record.node));
  TRY_ASSIGN(const Spot spot, state_.spot(record.place, node->kind, node));
  for (const Node* around = spot.parent; around != nullptr; around = around->parent)
    if (around == node) return fail(Code::kCorrupt, "node {} into itself", record.node);
  const std::vector<Node*> nodes = subtree(*node);
  TRY(state_.check_depth(nodes, *node, spot));
  TRY(state_.charge(nodes.size()));
  state_.take(*node);
  state_.sink(nodes, *node, spot);
  state_.put(*node, spot);
  return {};
}
Status State::Applier::operator()(Scrolled& record) {
  TRY_ASSIGN(Document * document, state_.here());
  Node* element = nullptr;
  if (record.node != 0) {
    TRY_ASSIGN(element, state_.element(record.node));
  }
  (element != nullptr ? element->scroll : document->scroll) = {record.left, record.top};
  return {};
}
Status State::Applier::operator()(ValueChanged& record) {
  TRY_ASSIGN(Node * node, state_.element(record.node));
  if (node->tag != kTagInput && node->tag != kTagTextarea && node->tag != kTagSelect)
    return fail(Code::kCorrupt, "node {} is no field", record.node);
  TRY(check_at_most(record.value.size(), kLongestText, "a value"));
  if (record.selected.size() > kMostOptions)
    return fail(Code::kCorrupt, "{} options", record.selected.size());
  for (std::size_t i = 1; i < record.selected.size(); ++i)
    TRY(check_range(record.selected[i], record.selected[i - 1] + 1, kLargestNumber, "option"));
  std::optional<FieldValue> field(
      FieldValue{std::move(record.value), record.checked, record.indeterminate, std::move(record.selected)});
  TRY(state_.check_weight(weight_of(field), weight_of(node->field)));
  state_.weight_ += weight_of(field) - weight_of(node->field);
  node->field = std::move(field);
  return {};
}
Status State::Applier::operator()(StillChanged& record) {
  TRY_ASSIGN(Node * node, state_.element(record.node));
  if (node->tag != kTagCanvas && node->tag != kTagVideo)
    return fail(Code::kCorrupt, "node {} is no canvas or video", record.node);
  if (record.asset != 0) TRY(state_.check_picture(record.asset));
  state_.use_asset(record.asset, 1);
  state_.use_asset(node->still, -1);
  node->still = record.asset;
  return {};
}

Status State::Applier::operator()(PutAside& record) {
  TRY_ASSIGN(Node * node, state_.element(record.node));
  TRY(check_not_there(state_.kept_, record.kept, "kept subtree"));
  if (state_.kept_.size() == kMostKept) return fail(Code::kCorrupt, "more than {} kept subtrees", kMostKept);
  const std::vector<Node*> nodes = subtree(*node);
  std::vector<Document*> frames;
  for (const Node* one : nodes)
    if (one->frame != 0) frames.push_back(state_.document(one->frame));
  const Doomed doomed = state_.doomed({}, std::move(frames));
  TRY(state_.charge(nodes.size() + doomed.nodes.size()));
  TRY(state_.check_weight(kThing));
  TRY_ASSIGN(Document * document, state_.here());
  state_.weight_ += kThing;
  state_.take(*node);
  for (Node* one : nodes) one->document = 0;
  document->kept.emplace(record.kept, node);
  state_.kept_.emplace(record.kept, document);
  state_.drop(doomed);
  return {};
}
Status State::Applier::operator()(PutBack& record) {
  TRY_ASSIGN(Node * node, kept(record.kept));
  TRY_ASSIGN(const Spot spot, state_.spot(record.place, NodeKind::kElement, nullptr));
  const std::vector<Node*> nodes = subtree(*node);
  TRY(state_.check_depth(nodes, *node, spot));
  TRY(state_.charge(nodes.size()));
  TRY_ASSIGN(Document * document, state_.here());
  forget_kept(record.kept, *document);
  for (Node* one : nodes) one->document = document->number;
  state_.sink(nodes, *node, spot);
  state_.put(*node, spot);
  return {};
}
Status State::Applier::operator()(KeptForgotten& record) {
  TRY_ASSIGN(Node * node, kept(record.kept));
  const Doomed doomed = state_.doomed({node});
  TRY(state_.charge(doomed.nodes.size()));
  TRY_ASSIGN(Document * document, state_.here());
  forget_kept(record.kept, *document);
  state_.drop(doomed);
  return {};
}

Status State::Applier::operator()(PointerMoved& record) {
  TRY_ASSIGN(const Document* document, state_.here());
  state_.pointer_ = {document->number, record.x, record.y, record.visible, record.down};
  return {};
}
Status State::Applier::operator()(TimeWithheld& record) {
  TRY(check_range(record.to, record.from, kLatest, "a time of"));
  return check_range(record.reason, 1, kLastReason, "there is no reason");
}
Status State::Applier::operator()(Boxes& record) {
  TRY(state_.here());
  if (record.boxes.size() > kMostBoxes) return fail(Code::kCorrupt, "{} boxes", record.boxes.size());
  for (const Box& box : record.boxes) {
    TRY(state_.element(box.node));
    if (box.width < 0 || box.height < 0) return fail(Code::kCorrupt, "a box of less than nothing");
  }
  return {};
}

Result<Node*> State::Applier::frame_of(const DocumentOpened& record) {
  if (record.frame_of == 0) {
    if (record.frame_in != 0) return fail(Code::kCorrupt, "a frame of no document");
    return nullptr;
  }
  if (state_.document(record.frame_of) == nullptr)
    return fail(Code::kCorrupt, "document {} is not open", record.frame_of);
  const auto found = state_.nodes_.find(record.frame_in);
  if (found == state_.nodes_.end() || found->second->document != record.frame_of ||
      found->second->kind != NodeKind::kElement || found->second->tag != kTagIframe)
    return fail(Code::kCorrupt, "node {} is no frame of document {}", record.frame_in, record.frame_of);
  if (found->second->frame != 0)
    return fail(Code::kCorrupt, "node {} has document {}", record.frame_in, found->second->frame);
  return found->second.get();
}

void State::Applier::add_asset(Number number, Asset asset) {
  state_.weight_ += kThing;
  state_.asset_bytes_ += asset.size;
  state_.assets_.emplace(number, std::move(asset));
}

Status State::Applier::add_leaf(std::unique_ptr<Node> node, Number number, const Place& place) {
  TRY(state_.check_new(number));
  TRY_ASSIGN(const Spot spot, state_.spot(place, node->kind, nullptr));
  TRY(state_.check_weight(weight_of(*node)));
  node->number = number;
  state_.add(std::move(node), spot);
  return {};
}

Result<Node*> State::Applier::kept(Number number) {
  TRY_ASSIGN(const Document* document, state_.here());
  const auto found = document->kept.find(number);
  if (found == document->kept.end())
    return fail(Code::kCorrupt, "kept subtree {} is not of document {}", number, document->number);
  return found->second;
}
void State::Applier::forget_kept(Number number, Document& document) {
  document.kept.erase(number);
  state_.kept_.erase(number);
  state_.weight_ -= kThing;
}

Status State::apply(Record record) {
  TRY(charge(work_of(record)));
  return std::visit(Applier(*this), record);
}

}  // namespace insyn::pages
