// When the posts of an index were written.
#include "page.hpp"

namespace {

const char* const prose[] = {
    "The furnace was lit before the frost, and the men who had waited for it since the spring stood around it until "
    "the morning came.",
    "Sand for the moulds is brought from the other bank of the river, by the ferry that the foundry has paid for since "
    "the old bridge fell."};
const char* const more[] = {
    "Nobody spoke, for the first heat decides about the whole winter, and the oldest of them had seen two that began "
    "badly.",
    "It is wetter than the old sand was, and the moulders say that it holds the form of a leaf, if they only take "
    "their "
    "time."};

// Two posts: `post` is written for each, with DAY, HEAD and TEXT in it.
CleanedPage index_of(const std::string& post) {
  const char* const days[] = {"3 March 2024", "11 February 2024"};
  const char* const heads[] = {"The furnace is lit", "Sand from the other bank"};
  std::string posts;
  for (int i : {0, 1}) {
    std::string one = post;
    const auto put = [&](const std::string& name, const std::string& value) {
      if (const std::size_t at = one.find(name); at != std::string::npos) one.replace(at, name.size(), value);
    };
    put("DAY", days[i]), put("HEAD", heads[i]),
        put("TEXT", std::string("<p>") + prose[i] + "</p><p>" + more[i] + "</p>");
    posts += one;
  }
  return clean_page("<body><h1>Diary of the foundry</h1><div id=posts>" + posts + "</div></body>");
}

}  // namespace

TEST_CASE("the day between the heading of a post and its text, or before the heading, goes") {
  for (const char* post : {"<article><h2><a href=/p>HEAD</a></h2><p>DAY</p>TEXT</article>",
                           "<article><h2>HEAD</h2><p class=when>DAY by Una Reed</p>TEXT</article>",
                           "<div><h3>HEAD</h3><div><small>DAY</small></div>TEXT</div>",
                           "<div><div class=when>DAY</div><h2>HEAD</h2>TEXT</div>"}) {
    CAPTURE(post);
    const CleanedPage r = index_of(post);
    CHECK(r.has("Sand from the other bank\n\n"));
    CHECK(r.has(prose[0]));
    CHECK_FALSE(r.has("11 February"));
    CHECK_FALSE(r.has("3 March"));
  }
}

TEST_CASE("days that are headings, paragraphs like others or words of a sentence stay") {
  for (const char* post :
       {"<div><h2>DAY</h2>TEXT</div>", "<div><h2>HEAD</h2><p>Made on DAY</p>TEXT</div>",
        "<div><h2>HEAD</h2><p class=x>On DAY the council of the valley met in the hall.</p>TEXT</div>",
        "<div><h2><a href=/p>HEAD</a></h2><p class=x>DAY | The Valley Courier</p>TEXT</div>"}) {
    CAPTURE(post);
    CHECK(index_of(post).has("11 February 2024"));
  }
}
