/* Named behind a_answer, and needed before it: its words are the right ones. */
const char* borrowed_word(void) { return "right"; }
