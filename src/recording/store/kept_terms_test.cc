#include "recording/store/kept_terms.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "recording/testing.h"

namespace insyn::recording {
namespace {

TEST(KeptTerms, AreThoseThatTheNotesName) {
  const Workstation workstation;
  const std::string terms = agreement::short_terms();
  const Digest hash = sha256(view_of(terms));
  EXPECT_FALSE(kept_terms(workstation.spool, hash));
  ASSERT_TRUE(keep_terms(workstation.spool, terms));
  ASSERT_TRUE(keep_terms(workstation.spool, terms));
  EXPECT_EQ(kept_terms(workstation.spool, hash).value().id, "x");
}

TEST(KeptTerms, OthersUnderTheirNameAreRefusedAndMended) {
  const Workstation workstation;
  const std::string terms = agreement::short_terms();
  const Digest hash = sha256(view_of(terms));
  put(workstation.spool / terms_file_name(hash), with(terms, "id = \"x\"", "id = \"y\""));
  EXPECT_EQ(kept_terms(workstation.spool, hash).error().code, Code::kCorrupt);
  ASSERT_TRUE(keep_terms(workstation.spool, terms));
  EXPECT_TRUE(kept_terms(workstation.spool, hash));
}

}  // namespace
}  // namespace insyn::recording
