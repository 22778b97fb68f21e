// CRX3, the file in which Chromium installs an extension: a ZIP archive behind a signature. Chromium's
// components/crx_file/crx3.proto describes the header.
#pragma once

#include "base/sha256.h"
#include "extension/signing_key.h"

namespace insyn::extension {

struct Crx {
  Bytes public_key;  // SubjectPublicKeyInfo in DER
  Bytes zip;
};

// The same bytes for the same archive and key.
Result<Bytes> write_crx(ByteView zip, const SigningKey& key);

// Of any bytes, whose signature is checked. Takes only files with one signature, as write_crx() makes them:
// kCorrupt for others, kDenied where it does not sign the archive.
Result<Crx> read_crx(ByteView bytes);

// By what the browser knows an extension: "abcdefghijklmnopabcdefghijklmnop".
std::string extension_id(ByteView public_key);

}  // namespace insyn::extension
