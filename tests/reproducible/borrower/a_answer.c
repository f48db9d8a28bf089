/* Has words of its own, for when nobody brings better ones. */
const char* borrowed_word(void) { return "wrong"; }
const char* borrowed_answer(void) { return borrowed_word(); }
