// Reads mapping files from any bytes, and gives each that is one any values.
#include <cstdlib>

#include "base/bytes.h"
#include "calls/mapping/mapping.h"
#include "calls/mapping/private_names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  const std::string_view text = text_of(ByteView(data, size));
  const auto mapping = calls::Mapping::parse(text);
  if (!mapping) return 0;
  for (const std::string& name : mapping->names())
    if (calls::is_private_name(name)) std::abort();
  // The text's own words, in turn: those that stand in its tables are among them.
  std::size_t at = 0;
  const auto notice = mapping->notice([&](std::string_view) -> std::optional<std::string> {
    at = text.find('"', at + 1);
    if (at == std::string_view::npos) at = 0;
    return std::string(text.substr(at + 1, text.substr(at + 1).find('"')));
  });
  if (notice && notice->dialog.empty() && notice->number.empty() && notice->call.empty()) std::abort();
  return 0;
}
