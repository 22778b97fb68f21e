#include "pages/codec/reader.h"

#include <algorithm>
#include <utility>

namespace insyn::pages {
namespace {

// Calls `on_record` with each record of a body. Errors of both name the record.
template <class OnRecord>
Status for_each_record(ByteView bytes, OnRecord on_record) {
  BodyReader body(bytes);
  for (std::size_t number = 0; !body.at_end(); ++number) {
    const std::size_t offset = body.offset();
    Result<Record> record = read_record(body);
    Status done;
    if (record)
      done = on_record(std::move(*record));
    else
      done = Failure(std::move(record).error());
    if (!done)
      return in_context(fmt::format("pages record {} at byte {} of the body", number, offset), done.error());
  }
  return {};
}

}  // namespace

void Reader::gap() {
  in_gap_ = true;
  state_ = State();
}

Result<ReadChunk> Reader::feed(ByteView chunk) {
  Result<ReadChunk> read_chunk = read(chunk);
  if (!read_chunk) {
    gap();
    return read_chunk;
  }
  expected_ = std::uint64_t{read_chunk->header.number} + 1;
  time_ = read_chunk->header.end;
  return read_chunk;
}

Result<ReadChunk> Reader::read(ByteView chunk) {
  TRY_ASSIGN(const UnpackedChunk unpacked, unpack_chunk(chunk));
  ReadChunk read;
  read.header = unpacked.header;
  if (!read.header.index_point) {
    if (in_gap_) {
      read.withheld = true;
      return read;
    }
    if (read.header.number != expected_)
      return fail(Code::kCorrupt, "pages chunk: chunk {} comes where chunk {} was expected",
                  read.header.number, *expected_);
    if (read.header.begin < time_)
      return fail(Code::kCorrupt, "pages chunk: chunk {} begins before the one before it ends",
                  read.header.number);
  }
  TRY_ASSIGN(read.looks, read_body(read.header, unpacked.body));
  in_gap_ = false;
  return read;
}

Result<std::vector<LookAt>> Reader::read_body(const ChunkHeader& header, ByteView body) {
  std::vector<LookAt> looks;
  LookAt look;
  PagesTime time = header.begin;
  state_.begin(header.number, header.index_point);
  const auto on_record = [&](Record record) -> Status {
    TRY(state_.apply(record));
    const Look* ends = std::get_if<Look>(&record);
    if (ends == nullptr) {
      look.records.push_back(std::move(record));
      return {};
    }
    time += PagesTime(ends->elapsed);
    if (time > header.end) return fail(Code::kCorrupt, "a look after the end of its chunk");
    look.time = time;
    looks.push_back(std::exchange(look, {}));
    return {};
  };
  TRY(for_each_record(body, on_record));
  state_.end();
  if (!look.records.empty()) return fail(Code::kCorrupt, "pages chunk: changes with no look after them");
  return looks;
}

std::vector<MissingAsset> Reader::missing() const {
  std::vector<MissingAsset> missing;
  for (const auto& [number, asset] : state_.assets())
    if (!asset.bytes) missing.push_back({number, asset.chunk});
  std::stable_sort(missing.begin(), missing.end(),
                   [](const MissingAsset& a, const MissingAsset& b) { return a.chunk < b.chunk; });
  return missing;
}

Status Reader::lend(ByteView chunk) {
  TRY_ASSIGN(const UnpackedChunk unpacked, unpack_chunk(chunk));
  return for_each_record(unpacked.body, [&](Record record) -> Status {
    AssetAdded* added = std::get_if<AssetAdded>(&record);
    if (added == nullptr) return {};
    const auto wanted = state_.assets().find(added->asset);
    if (wanted == state_.assets().end() || wanted->second.bytes ||
        wanted->second.chunk != unpacked.header.number)
      return {};
    const Asset& asset = wanted->second;
    if (added->type != asset.type || added->hash != asset.hash || added->bytes.size() != asset.size ||
        sha256(added->bytes) != asset.hash)
      return fail(Code::kCorrupt, "asset {} is another than the one that is referred to", added->asset);
    state_.lend(added->asset, std::move(added->bytes));
    return {};
  });
}

}  // namespace insyn::pages
