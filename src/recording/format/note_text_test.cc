#include "recording/format/note_text.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

TEST(VerifiedText, IsTheTextThatTheDeviceSigned) {
  const note::Signer device = new_device();
  EXPECT_EQ(verified_text(note::sign("a\n", device), device.verifier()).value(), "a\n");
}

TEST(VerifiedText, AnotherDevicesNoteIsRefusedAndItsSignerNamed) {
  const auto refused = verified_text(note::sign("a\n", new_device("desk-13")), new_device().verifier());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_NE(refused.error().message.find("desk-13"), std::string::npos);
  EXPECT_NE(refused.error().message.find("desk-12"), std::string::npos);
}

TEST(VerifiedText, AnotherKeyUnderTheSameNameIsRefused) {
  EXPECT_FALSE(verified_text(note::sign("a\n", new_device()), new_device().verifier()));
}

TEST(VerifiedText, AChangedTextIsRefused) {
  const note::Signer device = new_device();
  EXPECT_FALSE(verified_text(with(note::sign("call 4711\n", device), "4711", "4712"), device.verifier()));
}

TEST(VerifiedText, ASecondSignatureIsRefused) {
  const note::Signer device = new_device();
  const std::string note = note::add_signature(note::sign("a\n", device), new_device("x")).value();
  const auto refused = verified_text(note, device.verifier());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("2 signatures"), std::string::npos);
}

TEST(FitsInNote, WhatANoteCanHold) {
  for (const char* value : {"x", "två ord", "4711", "—", "a  b"}) EXPECT_TRUE(fits_in_note(value)) << value;
  for (const char* value : {"", " x", "x ", "a\nb", "a\rb", "a\tb", "a\u00ADb", "a\u2060b", "\xff"})
    EXPECT_FALSE(fits_in_note(value));
  EXPECT_TRUE(fits_in_note(std::string(500, 'x')));
  EXPECT_FALSE(fits_in_note(std::string(501, 'x')));
  EXPECT_FALSE(fits_in_note(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace insyn::recording
