// What a pages track shows at one moment. Records are applied to it; each is checked as a whole before it
// changes anything, so that a record which is refused leaves no half of it behind.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pages/codec/nodes.h"
#include "pages/codec/records.h"

namespace insyn::pages {

struct Viewport {
  Px width = 0;
  Px height = 0;
  Number scale = 0;  // device pixels to a CSS pixel in 1/1000
};

struct Document {
  Number number = 0;
  Number frame_of = 0;
  Number frame_in = 0;
  std::string application;
  std::optional<Viewport> viewport;
  Number withheld = 0;  // a reason
  Offset scroll;
  std::vector<FontAdded> fonts;
  Node* root = nullptr;
  std::map<Number, Node*> kept;
};

struct Style {
  std::vector<Declaration> declarations;
  std::vector<Number> assets;  // that its values name, each as often as they do
  std::size_t uses = 0;
};

struct Asset {
  AssetType type = AssetType::kPng;
  Digest hash{};
  std::size_t size = 0;
  std::optional<Bytes> bytes;  // none: they are in the earlier chunk
  Number chunk = 0;            // that holds them
  std::size_t uses = 0;
};

struct Pointer {
  Number document = 0;  // in whose viewport it is
  Px x = 0;
  Px y = 0;
  bool visible = false;
  bool down = false;
};

class State {
 public:
  // To be called before the records of each chunk. At an index point all is forgotten, but for the bytes of
  // assets, which records of the chunk may refer to.
  void begin(std::uint32_t chunk, bool index_point);
  // To be called after them.
  void end() { lent_.clear(); }

  // kCorrupt where the record is not valid here; then nothing has changed.
  Status apply(Record record);

  // In the order in which they were opened.
  const std::vector<std::unique_ptr<Document>>& documents() const { return documents_; }
  const std::map<Number, std::unique_ptr<Node>>& nodes() const { return nodes_; }
  const std::map<Number, Style>& styles() const { return styles_; }
  const std::map<Number, Asset>& assets() const { return assets_; }
  const std::optional<Pointer>& pointer() const { return pointer_; }
  Number selected() const { return selected_; }
  std::size_t weight() const { return weight_; }

  // Gives an asset its bytes, which were in another chunk; they have its hash and size.
  void lend(Number asset, Bytes bytes);

 private:
  class Applier;
  friend class Applier;

  struct Doomed {
    std::vector<Node*> nodes;
    std::vector<Document*> documents;
  };
  struct Spot {
    Node* parent = nullptr;
    Node* before = nullptr;
  };

  Status charge(std::size_t work);
  // Whether so much more may be weighed, which replaces `less`.
  Status check_weight(std::size_t more, std::size_t less = 0) const;

  Document* document(Number number);
  Result<Document*> here();
  Result<Node*> node(Number number);
  Result<Node*> element(Number number);
  Status check_new(Number number) const;
  // Where a node may stand that stands at `from` now, or nowhere yet.
  Result<Spot> spot(const Place& place, NodeKind kind, const Node* from);
  Status check_depth(const std::vector<Node*>& nodes, const Node& root, const Spot& spot) const;
  void sink(const std::vector<Node*>& nodes, const Node& root, const Spot& spot);
  void put(Node& node, const Spot& spot);
  void take(Node& node);
  void add(std::unique_ptr<Node> node, const Spot& spot);

  // All that goes with these: what is in them, and the documents of their frames.
  Doomed doomed(std::vector<Node*> roots, std::vector<Document*> documents = {});
  void drop(const Doomed& doomed);
  void drop(const Document& document);

  Status check_styles(Number style, const std::vector<PseudoStyle>& pseudos) const;
  Status check_attribute(Number attribute, std::string_view value) const;
  Status check_picture(Number asset) const;
  Status check_new_asset(Number asset, Number size) const;
  void use_styles(const Node& node, int more);
  void use_asset(Number asset, int more);

  std::vector<std::unique_ptr<Document>> documents_;
  std::map<Number, std::unique_ptr<Node>> nodes_;
  std::map<Number, Style> styles_;
  std::map<Number, Asset> assets_;
  std::map<Number, Document*> kept_;  // where each kept subtree belongs
  std::optional<Pointer> pointer_;
  Number selected_ = 0;
  std::size_t weight_ = 0;
  std::size_t asset_bytes_ = 0;
  std::size_t work_ = 0;
  Number chunk_ = 0;
  std::map<Digest, Bytes> lent_;
};

}  // namespace insyn::pages
