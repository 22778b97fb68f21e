// What a person says of the files to be read.
#pragma once

#include "insight/input/columns.h"
#include "insight/input/times.h"

namespace insyn::insight {

struct ReadOptions {
  ColumnNames columns;              // of CSV
  const WallClock* zone = nullptr;  // of times without an offset; without one they are refused
};

}  // namespace insyn::insight
