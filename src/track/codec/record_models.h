// The adaptive models of record kinds and fields, the same in writer and reader: one for each field of each
// kind of record.
#pragma once

#include "track/codec/bit_models.h"
#include "track/codec/format.h"

namespace insyn::track {

class RecordModels {
 public:
  static constexpr std::size_t kKinds = 16;
  static constexpr std::size_t kFields = 8;  // field 0 is the time since the record before

  template <class Coder>
  RecordKind begin(Coder& coder, RecordKind kind) {
    kind_ = code_tree<4>(coder, kinds_[kind_], static_cast<std::uint32_t>(kind));
    return static_cast<RecordKind>(kind_);
  }
  // A field of the record begun last.
  template <class Coder>
  std::uint64_t number(Coder& coder, std::size_t field, std::uint64_t value) {
    return fields_[kind_][field].code(coder, value);
  }
  template <class Coder>
  std::int64_t signed_number(Coder& coder, std::size_t field, std::int64_t value) {
    return fields_[kind_][field].code_signed(coder, value);
  }
  // To the state at an index point.
  void reset() { *this = {}; }

 private:
  std::uint32_t kind_ = 0;
  std::array<std::array<AdaptiveBit, kKinds>, kKinds> kinds_;
  std::array<std::array<NumberModel, kFields>, kKinds> fields_;
};

}  // namespace insyn::track
