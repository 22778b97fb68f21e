// What kinds of reason without parameters have in common.
#pragma once

namespace insyn::reason {

struct WithoutParameters {
  template <class Self, class Field>
  static void fields(Self&, Field&&) {}
  bool operator==(const WithoutParameters&) const = default;
};

}  // namespace insyn::reason
