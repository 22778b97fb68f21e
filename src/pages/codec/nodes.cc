#include "pages/codec/nodes.h"

namespace insyn::pages {

void attach(Node& node, Node* parent, Node* before) {
  node.parent = parent;
  if (parent == nullptr) return;
  node.next = before;
  node.previous = before != nullptr ? before->previous : parent->last;
  (node.previous != nullptr ? node.previous->next : parent->first) = &node;
  (before != nullptr ? before->previous : parent->last) = &node;
}

void detach(Node& node) {
  if (node.parent != nullptr) {
    (node.previous != nullptr ? node.previous->next : node.parent->first) = node.next;
    (node.next != nullptr ? node.next->previous : node.parent->last) = node.previous;
  }
  node.parent = node.previous = node.next = nullptr;
}

std::vector<Node*> subtree(Node& root) {
  std::vector<Node*> nodes;
  for (Node* node = &root; node != nullptr;) {
    nodes.push_back(node);
    if (node->first != nullptr) {
      node = node->first;
      continue;
    }
    while (node != &root && node->next == nullptr) node = node->parent;
    node = node == &root ? nullptr : node->next;
  }
  return nodes;
}

std::size_t weight_of(const std::optional<FieldValue>& field) {
  return field ? field->value.size() + field->selected.size() * kEntry : 0;
}

std::size_t weight_of(const Node& node) {
  std::size_t weight = kThing + node.text.size() + node.bars.size() * kEntry + node.pseudos.size() * kEntry +
                       weight_of(node.field);
  for (const auto& [attribute, value] : node.attributes) weight += kEntry + value.size();
  return weight;
}

}  // namespace insyn::pages
