#include "pages/codec/records.h"

#include <algorithm>

namespace insyn::pages {
namespace {

// One entry after the other. Each has a byte at least, so that no list is longer than the body.
template <class Entry, class ReadOne>
Result<std::vector<Entry>> list_of(BodyReader& body, ReadOne read_one) {
  TRY_ASSIGN(const Number length, body.number());
  std::vector<Entry> list;
  for (Number i = 0; i < length; ++i) {
    Entry entry{};
    TRY(read_one(entry));
    list.push_back(std::move(entry));
  }
  return list;
}

Status set(Number& field, BodyReader& body) {
  TRY_ASSIGN(field, body.number());
  return {};
}
Status set_px(Px& field, BodyReader& body) {
  TRY_ASSIGN(field, body.px());
  return {};
}
Status set_text(std::string& field, BodyReader& body) {
  TRY_ASSIGN(field, body.text());
  return {};
}
Status set_place(Place& place, BodyReader& body) {
  TRY(set(place.parent, body));
  return set(place.before, body);
}
Status set_numbers(std::vector<Number>& field, BodyReader& body) {
  TRY_ASSIGN(field, list_of<Number>(body, [&](Number& number) { return set(number, body); }));
  return {};
}
Status set_pseudos(std::vector<PseudoStyle>& field, BodyReader& body) {
  TRY_ASSIGN(field, list_of<PseudoStyle>(body, [&](PseudoStyle& one) -> Status {
               TRY_ASSIGN(one.pseudo, body.name(kPseudoElements.size(), "pseudo-element"));
               return set(one.style, body);
             }));
  return {};
}
Status set_named(std::vector<NamedValue>& field, BodyReader& body, Number names, const char* what) {
  TRY_ASSIGN(field, list_of<NamedValue>(body, [&](NamedValue& one) -> Status {
               TRY_ASSIGN(one.name, body.name(names, what));
               return set_text(one.value, body);
             }));
  return {};
}
Status set_asset(AssetType& type, Digest& hash, BodyReader& body) {
  TRY_ASSIGN(const Number number, body.number());
  if (!is_asset_type(number)) return fail(Code::kCorrupt, "there is no type of asset {}", number);
  type = static_cast<AssetType>(number);
  TRY_ASSIGN(const ByteView bytes, body.raw(hash.size()));
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return {};
}
// Two bits.
Status set_bits(bool& first, bool& second, BodyReader& body) {
  TRY_ASSIGN(const Number bits, body.number_up_to(3, "bits"));
  first = (bits & 1) != 0;
  second = (bits & 2) != 0;
  return {};
}

Status fill(Look& record, BodyReader& body) { return set(record.elapsed, body); }
Status fill(DocumentOpened& record, BodyReader& body) {
  TRY(set(record.document, body));
  TRY(set(record.frame_of, body));
  TRY(set(record.frame_in, body));
  return set_text(record.application, body);
}
Status fill(DocumentClosed& record, BodyReader& body) { return set(record.document, body); }
Status fill(DocumentSelected& record, BodyReader& body) { return set(record.document, body); }
Status fill(ViewportChanged& record, BodyReader& body) {
  TRY(set_px(record.width, body));
  TRY(set_px(record.height, body));
  return set(record.scale, body);
}
Status fill(DocumentWithheld& record, BodyReader& body) { return set(record.reason, body); }
Status fill(StyleAdded& record, BodyReader& body) {
  TRY(set(record.style, body));
  TRY_ASSIGN(record.declarations, list_of<Declaration>(body, [&](Declaration& one) -> Status {
               TRY(set_text(one.property, body));
               return set_text(one.value, body);
             }));
  return {};
}
Status fill(AssetAdded& record, BodyReader& body) {
  TRY(set(record.asset, body));
  TRY(set_asset(record.type, record.hash, body));
  TRY_ASSIGN(const Number size, body.number());
  TRY_ASSIGN(const ByteView bytes, body.raw(size));
  record.bytes.assign(bytes.begin(), bytes.end());
  return {};
}
Status fill(AssetElsewhere& record, BodyReader& body) {
  TRY(set(record.asset, body));
  TRY(set_asset(record.type, record.hash, body));
  TRY(set(record.size, body));
  return set(record.chunk, body);
}
Status fill(FontAdded& record, BodyReader& body) {
  TRY(set_text(record.family, body));
  TRY(set_named(record.descriptors, body, kDescriptors.size(), "descriptor"));
  return set(record.asset, body);
}
Status fill(ElementAdded& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY(set_place(record.place, body));
  TRY_ASSIGN(record.tag, body.name(kTags.size(), "tag"));
  TRY(set(record.style, body));
  TRY(set_pseudos(record.pseudos, body));
  return set_named(record.attributes, body, kAttributes.size(), "attribute");
}
Status fill(TextAdded& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY(set_place(record.place, body));
  return set_text(record.text, body);
}
Status fill(BarsAdded& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY(set_place(record.place, body));
  return set_numbers(record.bars, body);
}
Status fill(NodeRemoved& record, BodyReader& body) { return set(record.node, body); }
Status fill(Restyled& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY(set(record.style, body));
  return set_pseudos(record.pseudos, body);
}
Status fill(TextChanged& record, BodyReader& body) {
  TRY(set(record.node, body));
  return set_text(record.text, body);
}
Status fill(BarsChanged& record, BodyReader& body) {
  TRY(set(record.node, body));
  return set_numbers(record.bars, body);
}
Status fill(AttributeChanged& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY_ASSIGN(record.attribute, body.name(kAttributes.size(), "attribute"));
  TRY_ASSIGN(const Number is_set, body.number_up_to(1, "a bit"));
  record.set = is_set == 1;
  return record.set ? set_text(record.value, body) : Status{};
}
Status fill(NodeMoved& record, BodyReader& body) {
  TRY(set(record.node, body));
  return set_place(record.place, body);
}
Status fill(Scrolled& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY(set_px(record.left, body));
  return set_px(record.top, body);
}
Status fill(ValueChanged& record, BodyReader& body) {
  TRY(set(record.node, body));
  TRY(set_text(record.value, body));
  TRY(set_bits(record.checked, record.indeterminate, body));
  return set_numbers(record.selected, body);
}
Status fill(StillChanged& record, BodyReader& body) {
  TRY(set(record.node, body));
  return set(record.asset, body);
}
Status fill(PutAside& record, BodyReader& body) {
  TRY(set(record.node, body));
  return set(record.kept, body);
}
Status fill(PutBack& record, BodyReader& body) {
  TRY(set(record.kept, body));
  return set_place(record.place, body);
}
Status fill(KeptForgotten& record, BodyReader& body) { return set(record.kept, body); }
Status fill(PointerMoved& record, BodyReader& body) {
  TRY(set_px(record.x, body));
  TRY(set_px(record.y, body));
  return set_bits(record.visible, record.down, body);
}
Status fill(TimeWithheld& record, BodyReader& body) {
  TRY(set(record.from, body));
  TRY(set(record.to, body));
  return set(record.reason, body);
}
Status fill(Boxes& record, BodyReader& body) {
  TRY_ASSIGN(record.boxes, list_of<Box>(body, [&](Box& box) -> Status {
               TRY(set(box.node, body));
               for (Px* length : {&box.left, &box.top, &box.width, &box.height}) TRY(set_px(*length, body));
               return {};
             }));
  return {};
}
Status fill(StyleForgotten& record, BodyReader& body) { return set(record.style, body); }
Status fill(AssetForgotten& record, BodyReader& body) { return set(record.asset, body); }

// The record of kind `kKind` + 1, where that is the one asked for.
template <std::size_t kKind = 0>
Result<Record> read_kind(Number kind, BodyReader& body) {
  if constexpr (kKind == kRecordKinds) {
    return fail(Code::kCorrupt, "there is no record kind {}", kind);
  } else {
    if (kind != kKind + 1) return read_kind<kKind + 1>(kind, body);
    std::variant_alternative_t<kKind, Record> record;
    TRY(fill(record, body));
    return Record(std::move(record));
  }
}

struct Entries {
  std::size_t operator()(const StyleAdded& record) const { return record.declarations.size(); }
  std::size_t operator()(const FontAdded& record) const { return record.descriptors.size(); }
  std::size_t operator()(const ElementAdded& record) const {
    return record.pseudos.size() + record.attributes.size();
  }
  std::size_t operator()(const BarsAdded& record) const { return record.bars.size(); }
  std::size_t operator()(const BarsChanged& record) const { return record.bars.size(); }
  std::size_t operator()(const Restyled& record) const { return record.pseudos.size(); }
  std::size_t operator()(const ValueChanged& record) const { return record.selected.size(); }
  std::size_t operator()(const Boxes& record) const { return record.boxes.size(); }
  std::size_t operator()(const auto&) const { return 0; }
};

}  // namespace

Result<Record> read_record(BodyReader& body) {
  TRY_ASSIGN(const Number kind, body.number());
  return read_kind(kind, body);
}

std::size_t work_of(const Record& record) { return 1 + std::visit(Entries{}, record); }

}  // namespace insyn::pages
