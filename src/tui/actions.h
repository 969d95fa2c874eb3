/* actions - everything a key can do, in one table that yields the enum, the names in the key file,
 * the help screen, the footers and the man page.
 *
 * X(NAME, "name-in-key-file", "default keys, space separated", "what it does")
 * Keys: a character, or Up Down Left Right PgUp PgDn Home End Enter Tab BackTab Backspace Delete
 * Esc Space F1 Ctrl-X. The same key may serve several actions as long as no context has both.
 */
#pragma once
#include "core/item.h"

#define TUI_ACTIONS(X)                                                                             \
  X(UP, "up", "Up k", "move up")                                                                   \
  X(DOWN, "down", "Down j", "move down")                                                           \
  X(LEFT, "left", "Left h", "move left, or lower a value")                                         \
  X(RIGHT, "right", "Right l", "move right, or raise a value")                                     \
  X(PAGE_UP, "page-up", "PgUp Ctrl-B", "scroll up a page")                                         \
  X(PAGE_DOWN, "page-down", "PgDn Ctrl-F", "scroll down a page")                                   \
  X(FIRST, "first", "Home g", "go to the start")                                                   \
  X(LAST, "last", "End G", "go to the end")                                                        \
  X(ACCEPT, "accept", "Enter", "accept, go on")                                                    \
  X(TOGGLE, "toggle", "Space", "tick or untick")                                                   \
  X(NEXT_FIELD, "next-field", "Tab", "next field")                                                 \
  X(PREVIOUS_FIELD, "previous-field", "BackTab", "previous field")                                 \
  X(MOVE_UP, "move-up", "K", "move the step up")                                                   \
  X(MOVE_DOWN, "move-down", "J", "move the step down")                                             \
  X(CHOOSE_1, "choose-1", "1 a", "choose the first option")                                        \
  X(CHOOSE_2, "choose-2", "2 b", "choose the second option")                                       \
  X(CHOOSE_3, "choose-3", "3 c", "choose the third option")                                        \
  X(CHOOSE_4, "choose-4", "4 d", "choose the fourth option")                                       \
  X(CHOOSE_5, "choose-5", "5 e", "choose the fifth option")                                        \
  X(CHOOSE_6, "choose-6", "6", "choose the sixth option")                                          \
  X(CHOOSE_7, "choose-7", "7", "choose the seventh option")                                        \
  X(CHOOSE_8, "choose-8", "8", "choose the eighth option")                                         \
  X(GUESS, "guess", "-", "confidence: a guess")                                                    \
  X(THINK, "think", "=", "confidence: I think so")                                                 \
  X(SURE, "sure", "+", "confidence: sure")                                                         \
  X(DRILL, "drill", "d", "start or go on with today's drill")                                      \
  X(BROWSE, "browse", "b", "browse items")                                                         \
  X(SEARCH, "search", "/", "search items")                                                         \
  X(SEARCH_NEXT, "search-next", "n", "next match")                                                 \
  X(SEARCH_PREVIOUS, "search-previous", "N", "previous match")                                     \
  X(SETTINGS, "settings", "s", "settings")                                                         \
  X(MASTERY, "mastery", "m", "mastery: what you can do, by area")                                  \
  X(PLAN, "plan", "p", "plan and forecast for the exam day")                                       \
  X(MEMORY, "memory", "M", "memory: recall expected and observed")                                 \
  X(EXAMS, "exams", "e", "practice exams: take one, results")                                      \
  X(ASSESS, "assess", "a", "self-assessments: rate your practice, compare")                        \
  X(COMPARE, "compare", "c", "ratings beside what is measured, by area")                           \
  X(FINISH, "finish", "f", "finish; the ratings do not change any more")                           \
  X(PACKS, "packs", "P", "packs: what is installed, who signed it, what is in use")                \
  X(EXAM_DATE, "exam-date", "e", "change the exam date")                                           \
  X(FIT, "fit", "F", "fit the memory model to your answers")                                       \
  X(ABOUT, "about", "A", "about pawl, independence and sources")                                   \
  X(WHY, "why", "z", "why this item now")                                                          \
  X(TERMS, "terms", "t", "terms found here, explained")                                            \
  X(FLAG, "flag", "f", "flag or report the item, with a note")                                     \
  X(PUT_ASIDE, "suspend", "x", "suspend the item, or bring it back")                               \
  X(RATE, "rate", "o", "override the rating")                                                      \
  X(ITEM, "item", "i", "the item and its history")                                                 \
  X(FILTER, "filter", "v", "show another selection")                                               \
  X(NEXT_QUESTION, "next-question", "n >", "next question")                                        \
  X(PREVIOUS_QUESTION, "previous-question", "p <", "previous question")                            \
  X(JUMP, "jump", "#", "go to a question by its number")                                           \
  X(STRIKE, "strike", "s", "strike the option out, or take the stroke back")                       \
  X(GRID, "grid", "r", "all questions: answered, flagged, unseen")                                 \
  X(CLOCK, "clock", "w", "show or hide the clock")                                                 \
  X(PAUSE, "pause", "P", "stop the clock, where the form allows it")                               \
  X(HAND_IN, "hand-in", "H", "hand in")                                                            \
  X(GIVE_UP, "give-up", "X", "end without a result")                                               \
  X(REVIEW, "review", "v", "question by question, with every rationale")                           \
  X(WRITE, "write", "w", "write and speak: scenarios, interview prompts")                          \
  X(TEXT_UNDO, "text-undo", "Ctrl-T", "take back what was typed")                                  \
  X(TEXT_REDO, "text-redo", "Ctrl-R", "put back what was taken back")                              \
  X(TEXT_SAVE, "text-save", "Ctrl-S", "keep the text now; it is kept by itself too")               \
  X(TEXT_EDITOR, "text-editor", "Ctrl-O", "open $VISUAL or $EDITOR on the text")                   \
  X(TEXT_HAND_IN, "text-hand-in", "Ctrl-D", "hand the text in")                                    \
  X(SCORE, "score", "c", "score the texts against their rubrics")                                  \
  X(COMMENT, "comment", "n", "a remark to keep with the score")                                    \
  X(MENTOR, "mentor", "m", "score as a mentor, with a name")                                       \
  X(ORDER, "order", "s", "another order: attention, name, readiness, seen, change")                \
  X(CANDIDATE_AREAS, "candidate-areas", "m", "the candidate's areas")                              \
  X(CANDIDATE_EXAMS, "candidate-exams", "e", "the candidate's practice exams")                     \
  X(CANDIDATE_TEXTS, "candidate-texts", "t", "the candidate's essays and spoken answers")          \
  X(SAY, "say", "n", "write the candidate a comment on what is shown")                             \
  X(REPLY, "reply", "W", "write what you said to a file for the candidate")                        \
  X(LEFT_OUT, "left-out", "L", "files that were left out, and why")                                \
  X(UNDO, "undo", "u", "undo the last answer")                                                     \
  X(REDO, "redo", "U", "redo what was undone")                                                     \
  X(PALETTE, "palette", ": Ctrl-P", "find an action by name")                                      \
  X(HELP, "help", "? F1", "help for this screen")                                                  \
  X(REPAINT, "repaint", "Ctrl-L", "repaint the screen")                                            \
  X(SUSPEND, "stop", "Ctrl-Z", "stop pawl, fg brings it back")                                     \
  X(BACK, "back", "Esc q", "go back")                                                              \
  X(QUIT, "quit", "Ctrl-C", "leave; nothing is lost")

typedef enum {
  ACTION_NONE,
#define X(name, text, keys, help) ACTION_##name,
  TUI_ACTIONS(X)
#undef X
      ACTION_COUNT
} Action;
