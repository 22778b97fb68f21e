// Nodes of documents: siblings are linked lists, so that putting in and taking out cost the same among two
// and among 200,000.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pages/codec/format.h"

namespace insyn::pages {

enum class NodeKind : std::uint8_t { kElement, kText, kBars };

struct Offset {
  Px left = 0;
  Px top = 0;
};

struct FieldValue {
  std::string value;
  bool checked = false;
  bool indeterminate = false;
  std::vector<Number> selected;
};

struct Node {
  Number number = 0;
  NodeKind kind = NodeKind::kElement;
  Number document = 0;  // 0: it is put aside
  Node* parent = nullptr;
  Node* previous = nullptr;
  Node* next = nullptr;

  std::string text;          // of a text
  std::vector<Number> bars;  // of bars

  // Of an element.
  Number tag = 0;
  Number style = 0;
  std::map<Number, Number> pseudos;          // styles by pseudo-elements
  std::map<Number, std::string> attributes;  // values by attributes
  Node* first = nullptr;
  Node* last = nullptr;
  std::size_t depth = 0;  // 1: a document's own child
  Number frame = 0;       // the document that is shown in it
  Offset scroll;
  std::optional<FieldValue> field;
  Number still = 0;  // an asset
};

// Before `before`, or last where that is null. A node without a parent is a document's own child.
void attach(Node& node, Node* parent, Node* before);
void detach(Node& node);

// The node and all in it, each element before what is in it.
std::vector<Node*> subtree(Node& root);

// What they weigh (format.h, kHeaviest).
std::size_t weight_of(const std::optional<FieldValue>& field);
std::size_t weight_of(const Node& node);

}  // namespace insyn::pages
