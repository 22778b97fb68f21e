// How each kind of record changes a state.
#pragma once

#include <memory>
#include <vector>

#include "pages/codec/state.h"

namespace insyn::pages {

// Visits a record. One function for each kind: all checks first, then the change. The record is emptied.
class State::Applier {
 public:
  explicit Applier(State& state) : state_(state) {}

  Status operator()(Look& record);
  Status operator()(DocumentOpened& record);
  Status operator()(DocumentClosed& record);
  Status operator()(DocumentSelected& record);
  Status operator()(ViewportChanged& record);
  Status operator()(DocumentWithheld& record);
  Status operator()(StyleAdded& record);
  Status operator()(StyleForgotten& record);
  Status operator()(AssetAdded& record);
  Status operator()(AssetElsewhere& record);
  Status operator()(AssetForgotten& record);
  Status operator()(FontAdded& record);
  Status operator()(ElementAdded& record);
  Status operator()(TextAdded& record);
  Status operator()(BarsAdded& record);
  Status operator()(NodeRemoved& record);
  Status operator()(Restyled& record);
  Status operator()(TextChanged& record);
  Status operator()(BarsChanged& record);
  Status operator()(AttributeChanged& record);
  Status operator()(NodeMoved& record);
  Status operator()(Scrolled& record);
  Status operator()(ValueChanged& record);
  Status operator()(StillChanged& record);
  Status operator()(PutAside& record);
  Status operator()(PutBack& record);
  Status operator()(KeptForgotten& record);
  Status operator()(PointerMoved& record);
  Status operator()(TimeWithheld& record);
  Status operator()(Boxes& record);

 private:
  // Null for a page of its own.
  Result<Node*> frame_of(const DocumentOpened& record);
  void add_asset(Number number, Asset asset);
  Status add_leaf(std::unique_ptr<Node> node, Number number, const Place& place);
  Result<Node*> kept(Number number);
  void forget_kept(Number number, Document& document);

  State& state_;
};

}  // namespace insyn::pages
