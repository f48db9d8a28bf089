// Letters, talk and logs: plain texts that have no title.
#include "plain_article.hpp"

TEST_CASE("a letter has no title") {
  for (const std::string greeting : {"Dear Sir or Madam", "Sehr geehrte Damen und Herren", "Дорогие друзья и соседи",
                                     "Ch\u00e8re Madame Petit", "12 Mill Lane\nOrrin Bay\n\nDear Bo"}) {
    const std::string letter = greeting + "\n\n" + plain_body + "\n\nYours faithfully\nJohn Dunlin";
    CHECK(clean_plain(letter).text == letter);
    CHECK(clean_plain(letter).article.title.empty());
  }
  for (const std::string title :
       {"Dear Sir or Madam Goes on Tour", "Care home shut after fire", "Beste Bücher des Jahres"})
    CHECK(clean_plain(title + "\n\n" + plain_body + "\n\nMore on this story").article.title == title);
}

TEST_CASE("half a sentence and a quoted line are no titles") {
  const std::string halves = "The company will sell bread and\nIrish butter in the square on Saturday.";
  CHECK(clean_plain(halves).text == halves);
  CHECK(clean_plain("Bread and Irish Butter\nThe company sells both in the square on Saturday.").article.title ==
        "Bread and Irish Butter");
  const std::string mail =
      "> Did you measure the slots?\n\n" + first_paragraph + "\n\n> How wide are they?\n\n" + last_paragraph;
  CHECK(clean_plain(mail).text == mail);
}

TEST_CASE("an interview, a conversation, a log of messages and a diary have neither title nor date line") {
  for (const std::string talk :
       {"Ada Tern: When did you first see the mill?\n\nBo Dunlin: In 1999, when I was a boy.\n\nAda Tern: And "
        "today?\n\nBo Dunlin: Today it grinds.",
        "\"Is the old gate open?\"\n\"No.\"\n\"Why is it not?\"\n\"The gate is broken.\"",
        "12/03/2024, 10:12 - Ada: Is the gate open?\n12/03/2024, 10:13 - Bo: Not yet\n12/03/2024, 10:15 - Ada: Ok, "
        "call me",
        "9 March 2024\nThe gates were another matter.\n\n10 March 2024\nFlour came at last.\n\n11 March 2024\nRain all "
        "day."}) {
    CAPTURE(talk);
    CHECK(clean_plain(talk).text == talk);
    CHECK(clean_plain(talk).article.title.empty());
  }
}
