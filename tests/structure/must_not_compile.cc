// The stages of a frame are types, and a catalogue of words has all its texts. What follows is compiled twice
// by must_not_compile_test.sh: as it is, which has to work, and with REFUSED, where each line that says
// "refused:" has to be an error, for that reason, and no other line may be one.
#include "recorder/capture/testing.h"
#include "recorder/stages/pipeline.h"
#include "words/text.h"

namespace insyn::recorder {

using recording::RecordingWriter;
using recording::SealedChunk;
using recording::SpoolEntry;

// A raw frame is made by a capture only.
#ifdef REFUSED
RawFrame forge_raw(ReadFacts facts) { return RawFrame(1, {}, {}, facts); }  // refused: private
#else
RawFrame forge_raw(ReadFacts facts) { return RawForTests::raw_frame(1, {}, {}, facts); }
#endif

// A scoped one by the scope.
#ifdef REFUSED
ScopedFrame forge_scoped() { return ScopedFrame(); }  // refused: private
#else
ScopedFrame forge_scoped(const Scope& scope, RawFrame frame) { return scope.pass(std::move(frame)); }
#endif

// A masked one by the mask.
#ifdef REFUSED
MaskedFrame forge_masked(ScopedFrame frame) { return MaskedFrame(std::move(frame)); }  // refused: private
#else
MaskedFrame forge_masked(const Mask& mask, ScopedFrame frame) { return mask.pass(std::move(frame)); }
#endif

// A mask that lets everything through cannot be had without asking for its level.
#ifdef REFUSED
Mask forge_mask() { return Mask(); }  // refused: private
#else
Result<Mask> forge_mask() { return Mask::for_level(agreement::Level::kFull); }
#endif

// A chunk of track by the track stage.
#ifdef REFUSED
TrackChunk forge_track(track::Chunk chunk) { return TrackChunk(std::move(chunk)); }  // refused: private
#else
TrackChunk forge_track(TrackStage& stage) { return stage.take({}); }
#endif

// The same for titles: by a capture, by the scope, by the event stage.
#ifdef REFUSED
RawTitle forge_title(TitleFacts facts) { return RawTitle(1, "", facts); }        // refused: private
ScopedTitle forge_scoped_title() { return ScopedTitle(); }                       // refused: private
EventChunk forge_events(std::string csv) { return EventChunk(std::move(csv)); }  // refused: private
#else
RawTitle forge_title(TitleFacts facts) { return RawForTests::raw_title(1, "", facts); }
ScopedTitle forge_scoped_title(const Scope& scope, RawTitle title) { return scope.pass(std::move(title)); }
EventChunk forge_events(EventStage& stage) { return stage.take(); }
#endif

// A sealed chunk by sealing.
#ifdef REFUSED
SealedChunk forge_sealed(Bytes plain) { return SealedChunk({}, std::move(plain)); }  // refused: private
#else
Result<SealedChunk> forge_sealed(const SealStage& stage, TrackChunk chunk) {
  return stage.pass(std::move(chunk));
}
#endif

// The word that a chunk is on the disk by the writer that brought it there.
#ifdef REFUSED
SpoolEntry forge_entry() { return SpoolEntry(recording::ChunkRecord()); }  // refused: private
#else
Result<SpoolEntry> forge_entry(RecordingWriter& writer, const SealedChunk& chunk) {
  return writer.append(chunk);
}
#endif

// None of them is copied: pixels lie in one place, and a stage cannot keep back what it hands on.
#ifdef REFUSED
RawFrame copy(const RawFrame& frame) { return frame; }              // refused: deleted
ScopedFrame copy(const ScopedFrame& frame) { return frame; }        // refused: deleted
MaskedFrame copy(const MaskedFrame& frame) { return frame; }        // refused: deleted
TrackChunk copy(const TrackChunk& chunk) { return chunk; }          // refused: deleted
RawTitle copy(const RawTitle& title) { return title; }              // refused: deleted
ScopedTitle copy(const ScopedTitle& title) { return title; }        // refused: deleted
EventChunk copy(const EventChunk& chunk) { return chunk; }          // refused: deleted
SealedChunk copy(const SealedChunk& chunk) { return chunk; }        // refused: deleted
SpoolEntry copy(const SpoolEntry& entry) { return entry; }          // refused: deleted
void assign(RawFrame& to, const RawFrame& from) { to = from; }      // refused: deleted
void assign(SpoolEntry& to, const SpoolEntry& from) { to = from; }  // refused: deleted
#else
RawFrame move(RawFrame& frame) { return std::move(frame); }
ScopedFrame move(ScopedFrame& frame) { return std::move(frame); }
MaskedFrame move(MaskedFrame& frame) { return std::move(frame); }
TrackChunk move(TrackChunk& chunk) { return std::move(chunk); }
SealedChunk move(SealedChunk& chunk) { return std::move(chunk); }
SpoolEntry move(SpoolEntry& entry) { return std::move(entry); }
void assign(RawFrame& to, RawFrame& from) { to = std::move(from); }
void assign(SpoolEntry& to, SpoolEntry& from) { to = std::move(from); }
#endif

// Nobody but the next stage looks inside.
#ifdef REFUSED
track::PixelView pixels(const RawFrame& frame) { return frame.pixels_; }     // refused: private
track::PixelView pixels(const ScopedFrame& frame) { return frame.pixels_; }  // refused: private
track::PixelView pixels(const MaskedFrame& frame) { return frame.pixels_; }  // refused: private
Bytes plain(const TrackChunk& chunk) { return chunk.chunk_.bytes; }          // refused: private
std::string text(const RawTitle& title) { return title.text_; }              // refused: private
std::string text(const ScopedTitle& title) { return title.text_; }           // refused: private
std::string plain(const EventChunk& chunk) { return chunk.csv_; }            // refused: private
#else
ByteView sealed(const SealedChunk& chunk) { return chunk.bytes(); }
#endif

// No step is left out.
#ifdef REFUSED
void skip(const Mask& mask, RawFrame f) { (void)mask.pass(std::move(f)); }             // refused: conversion
void skip(TrackStage& stage, RawFrame f) { stage.frame({}, std::move(f)); }            // refused: conversion
void skip(TrackStage& stage, ScopedFrame f) { stage.frame({}, std::move(f)); }         // refused: conversion
void skip(const SealStage& seal, MaskedFrame f) { (void)seal.pass(std::move(f)); }     // refused: conversion
void skip(const SealStage& seal, track::Chunk c) { (void)seal.pass(std::move(c)); }    // refused: conversion
void skip(EventStage& stage, RawTitle t) { stage.title({}, {}, std::move(t)); }        // refused: conversion
void skip(const EventSeal& seal, ScopedTitle t) { (void)seal.pass(std::move(t)); }     // refused: conversion
void skip(const EventSeal& seal, std::string t) { (void)seal.pass(std::move(t)); }     // refused: conversion
void skip(RecordingWriter& spool, EventChunk c) { (void)spool.append(std::move(c)); }  // refused: conversion
void skip(RecordingWriter& spool, TrackChunk c) { (void)spool.append(std::move(c)); }  // refused: conversion
void skip(RecordingWriter& spool, const track::Chunk& c) { (void)spool.append(c); }    // refused: conversion
void skip(RecordingWriter& spool, const Bytes& plain) { (void)spool.append(plain); }   // refused: conversion
#else
void keep(const Mask& mask, ScopedFrame f) { (void)mask.pass(std::move(f)); }
void keep(TrackStage& stage, MaskedFrame f) { stage.frame({}, std::move(f)); }
void keep(const SealStage& seal, TrackChunk c) { (void)seal.pass(std::move(c)); }
void keep(EventStage& stage, ScopedTitle t) { stage.title({}, {}, std::move(t)); }
void keep(const EventSeal& seal, EventChunk c) { (void)seal.pass(std::move(c)); }
void keep(RecordingWriter& spool, const SealedChunk& c) { (void)spool.append(c); }
#endif

// Words in one language only.
struct Catalogue {
  words::Text pause;
  words::Text resume;
};
#ifdef REFUSED
const Catalogue kHalf = {.pause = "Pausa"};  // refused: conversion
#else
const Catalogue kWhole = {.pause = "Pausa", .resume = "Fortsätt"};
#endif

}  // namespace insyn::recorder
