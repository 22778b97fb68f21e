// Answers of a server that are not what they should be: each is refused, and nothing is taken from it.
#include "link/uploads.h"

namespace insyn::link_test {
namespace {

class Answers : public Uploads {
 protected:
  void answer(const std::string& body, const std::string& type = "application/json", int status = 200) {
    desk_.centre.refuse_with(server::http::Answer{status, type, body});
  }
  const std::string id_ = std::string(32, '1');
  std::unique_ptr<LinkDesk::Link> link_ = desk_.start();
};

TEST_F(Answers, NewsThatAreNone) {
  answer(R"({"next":"a1","items":[]})");
  EXPECT_TRUE(link_->centre.feed(""));
  answer(R"({"next":"a1","items":[{"kind":"what-comes-later"}]})");
  EXPECT_TRUE(link_->centre.feed("")->items.empty()) << "another version's";
  const std::string deep = R"({"next":"a1","items":[],"x":[[[[[[1]]]]]]})";
  for (const std::string& body :
       {std::string(), std::string("[]"), std::string("{}"), std::string("7"), deep,
        std::string(R"({"items":[]})"), std::string(R"({"next":7,"items":[]})"),
        std::string(R"({"next":"","items":[]})"), std::string(R"({"next":"a&b","items":[]})"),
        std::string(R"({"next":"A","items":[]})"),
        R"({"next":")" + std::string(201, 'a') + R"(","items":[]})", std::string(R"({"next":"a1"})"),
        std::string(R"({"next":"a1","items":{}})"), std::string(R"({"next":"a1","items":[7]})"),
        std::string(R"({"next":"a1","items":[{}]})"), std::string(R"({"next":"a1","items":[{"kind":7}]})"),
        std::string(R"({"next":"a1","items":[{"kind":"roster"}]})"),
        std::string(R"({"next":"a1","items":[{"kind":"roster","note":7}]})"),
        std::string(R"({"next":"a1","items":[{"kind":"wanted","recording":"../x"}]})")}) {
    answer(body);
    const auto news = link_->centre.feed("");
    ASSERT_FALSE(news) << body;
    EXPECT_EQ(news.error().code, Code::kBadPeer) << body;
  }
  std::string many = R"({"next":"a1","items":[)";
  for (int i = 0; i <= 10'000; ++i) many += R"({"kind":"x"},)";
  many.back() = ']';
  answer(many + "}");
  EXPECT_FALSE(link_->centre.feed(""));
  answer(R"({"next":"a1","items":[]})", "text/html");
  EXPECT_FALSE(link_->centre.feed(""));
}

TEST_F(Answers, UploadsThatAreNone) {
  for (const char* body : {"", "[]", "{}", R"({"offset":-1})", R"({"offset":"1"})", R"({"offset":1.5})",
                           R"({"offset":4611686018427387905})"}) {
    answer(body);
    EXPECT_FALSE(link_->centre.upload_state(id_)) << body;
  }
  answer(R"({"offset":4611686018427387904})");
  EXPECT_TRUE(link_->centre.upload_state(id_));
}

// One that says that it has more of a recording than there is, or that takes all and gives no receipt.
TEST_F(Answers, UploadsThatNeverEnd) {
  const std::string id = desk_.call();
  turn(*link_);
  ASSERT_TRUE(has_arrived(desk_, id));
  const std::string second = desk_.call();
  answer(R"({"offset":4611686018427387904,"entry":1})");
  turn(*link_);
  EXPECT_EQ(stuck(*link_, second), link::Obstacle::kNotUnderstood);
  answer(R"({"offset":)" + std::to_string(desk_.bundle(second).size()) + R"(,"entry":1})");
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link_);
  EXPECT_EQ(stuck(*link_, second), link::Obstacle::kNotUnderstood);
  EXPECT_FALSE(link_->memory.of(second).value().received);
}

TEST_F(Answers, SamplesThatAreNone) {
  const Bytes nonce = random_bytes(32);
  for (const std::string& body :
       {std::string("{}"), std::string(R"({"sha256":7})"), std::string(R"({"sha256":"00"})"),
        R"({"sha256":")" + std::string(64, 'x') + R"("})",
        R"({"sha256":")" + std::string(66, '0') + R"("})"}) {
    answer(body);
    EXPECT_FALSE(link_->centre.sample(id_, nonce, 0)) << body;
  }
  answer(R"({"sha256":")" + std::string(64, '0') + R"("})");
  EXPECT_TRUE(link_->centre.sample(id_, nonce, 0));
}

// What each refusal means.
TEST_F(Answers, RefusalsByTheirCodes) {
  const std::string id = desk_.call();
  using link::Obstacle;
  using server::http::problem;
  const std::vector<std::tuple<server::http::Answer, Obstacle, bool>> all = {
      {problem(401, "too-old"), Obstacle::kClock, true},
      {problem(401, "too-new"), Obstacle::kClock, true},
      {problem(401, "who-is-it"), Obstacle::kRefused, false},
      {problem(409, "fork"), Obstacle::kForked, false},
      {problem(409, "wrong-offset"), Obstacle::kRefused, false},
      {problem(403, "fork"), Obstacle::kRefused, false},
      {problem(410, "gone"), Obstacle::kGone, false},
      {problem(507, "full"), Obstacle::kNoRoom, true},
      {problem(408, "busy"), Obstacle::kBusy, true},
      {problem(429, "busy"), Obstacle::kBusy, true},
      {problem(500, "busy"), Obstacle::kBusy, true}};
  for (const auto& [answer, obstacle, everywhere] : all) {
    const auto link = desk_.start();
    desk_.centre.refuse_with(answer);
    turn(*link, 1);
    const auto standing = desk_.standing_of(*link);
    EXPECT_EQ(standing.trouble.has_value(), everywhere) << answer.body;
    EXPECT_EQ(
        everywhere ? std::optional(standing.trouble.value_or(link::Trouble{}).obstacle) : stuck(*link, id),
        obstacle)
        << answer.body;
  }
}

}  // namespace
}  // namespace insyn::link_test
