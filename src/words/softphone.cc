#include "words/softphone.h"

#include <fmt/format.h>

namespace insyn::words {

std::string say_no_such_call(Language language) {
  return language == Language::kSwedish
             ? "det finns inget sådant samtal: det är slut, eller började vid en annan inspelare; börja ett "
               "nytt "
               "med Begin"
             : "there is no such call: it is over, or began at another recorder; begin one with Begin";
}

std::string say_word_not_taken(std::size_t most_bytes, int most_digits, Language language) {
  return language == Language::kSwedish ? fmt::format(
                                              "en ärendetyp eller kö har högst {} byte och högst {} siffror: "
                                              "telefonnummer tas inte emot; "
                                              "skicka avtalets ord för den",
                                              most_bytes, most_digits)
                                        : fmt::format(
                                              "a kind or a queue has at most {} bytes, and no more than {} "
                                              "digits: telephone numbers are "
                                              "not taken; send the agreement's word for it",
                                              most_bytes, most_digits);
}

}  // namespace insyn::words
