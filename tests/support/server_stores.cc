#include "support/server_stores.h"

#include <filesystem>
#include <fstream>

#include "os/file.h"

namespace insyn::support {

void state_stores(const Path& data, const std::string& database, const std::string& blobs) {
  std::string text = read_text(data / "insyn-server.toml", 65536).value();
  for (const auto& [table, lines] : {std::pair{"[database]\n", database}, {"[blobs]\n", blobs}}) {
    const std::size_t at = text.find(table) + std::string(table).size();
    if (!lines.empty()) text.replace(at, text.find('\n', at) - at, lines);
  }
  std::ofstream(data / "insyn-server.toml", std::ios::trunc) << text;
}

std::string lines_of(const S3Lines& store) {
  std::string lines = fmt::format(
      "endpoint = \"{}\"\nregion = \"{}\"\nbucket = \"{}\"\naccess_key = \"{}\"\nsecret_key_file = \"{}\"",
      store.endpoint, store.region, store.bucket, store.access_key, store.secret_key_file);
  if (!store.prefix.empty()) lines += fmt::format("\nprefix = \"{}\"", store.prefix);
  return lines;
}

void write_secret(const Path& file, const std::string& secret) {
  std::ofstream(file, std::ios::trunc) << secret << "\n";
  std::filesystem::permissions(file, std::filesystem::perms(0600));
}

}  // namespace insyn::support
