// A file to be read, recognised by its content: what it is, how it is packed, and its text as UTF-8.
#pragma once

#include <istream>
#include <memory>

#include "base/progress.h"
#include "os/file.h"

namespace insyn::insight {

enum class Kind { kCsv, kXml, kJson, kSqlite };

class Source {
 public:
  // The text is unpacked (gzip) and made UTF-8 (UTF-16 with a byte order mark, but for XML, which says itself
  // what it is) while it is read. kPermanent where the file cannot be read; kCorrupt where it is of a kind
  // that is not read here, which is named.
  static Result<Source> open(const Path& file);

  Kind kind() const { return kind_; }
  bool is_packed() const { return packed_; }
  bool is_utf16() const { return utf16_; }
  // Whether the file's bytes are the text's, so that it can be read from any place.
  bool is_plain() const { return !packed_ && !utf16_; }
  // How the text begins, up to 64 KiB of it.
  const std::string& head() const { return head_; }

  // A new stream of the whole text. It fails (bad()) where the packed file is damaged, or holds more than is
  // unpacked: why() says so then. Tells `progress` of the file's bytes unless it is plain.
  std::unique_ptr<std::istream> text(Progress& progress) const;
  // What made a stream of text() fail, or what the system says.
  Failure why() const;

 private:
  Path file_;
  Kind kind_ = Kind::kCsv;
  bool packed_ = false;
  bool utf16_ = false;
  std::string head_;
  std::shared_ptr<std::string> trouble_;
};

}  // namespace insyn::insight
