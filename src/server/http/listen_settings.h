// [listen] of a program's file: where it answers HTTP, and by which certificate.
#pragma once

#include <optional>

#include "server/http/server.h"

namespace insyn::toml {
struct Value;
}

namespace insyn::server::http {

struct ListenSettings {
  Listen listen;
  std::optional<TlsFiles> tls;  // nothing: plain, on loopback
};

// Of the table `listen`; paths in it are relative to `folder`. kCorrupt, with the line, where a key is
// unknown, missing or wrong, and kDenied where plain HTTP would leave this computer.
Result<ListenSettings> read_listen_settings(const toml::Value& listen, const Path& folder);

}  // namespace insyn::server::http
