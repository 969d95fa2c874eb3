/* text - what may be stored, and its normal forms. Layout (width, wrapping) stands in
 * text_layout.c.
 */
#include "core/text.h"
#include <string.h>
#include <uniconv.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwbrk.h>

static bool is_control(ucs4_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
}

static bool is_bidi_control(ucs4_t c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
         c == 0x200f || c == 0x061c;
}

static bool is_invisible(ucs4_t c) {
  return (c >= 0x200b && c <= 0x200d) || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff ||
         c == 0x00ad || c == 0x034f || c == 0x180e || c == 0x2028 || c == 0x2029 ||
         (c >= 0xe0000 && c <= 0xe007f) || (c >= 0xfff9 && c <= 0xfffb);
}

static bool is_noncharacter(ucs4_t c) {
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static TextFaultKind classify(ucs4_t c) {
  if (c >= 0x20 && c < 0x7f) return TEXT_OK;
  if (is_control(c)) return TEXT_CONTROL;
  if (is_bidi_control(c)) return TEXT_BIDI;
  if (is_invisible(c)) return TEXT_INVISIBLE;
  if (is_noncharacter(c)) return TEXT_NONCHARACTER;
  return TEXT_OK;
}

/* One step through LEN bytes: bytes taken (1 for a bad one), with its fault in *FAULT. */
static size_t step(const char *s, size_t len, TextFault *fault) {
  ucs4_t c = 0;
  int n = u8_mbtoucr(&c, (const uint8_t *)s, len);
  if (n <= 0) {
    fault->kind = TEXT_NOT_UTF8;
    fault->code_point = 0;
    return 1;
  }
  fault->kind = classify(c);
  fault->code_point = c;
  return (size_t)n;
}

bool text_check(const char *s, size_t len, TextFault *fault) {
  for (size_t i = 0; i < len;) {
    TextFault here = {0};
    size_t n = step(s + i, len - i, &here);
    if (here.kind != TEXT_OK) {
      here.offset = i;
      if (fault != NULL) *fault = here;
      return false;
    }
    i += n;
  }
  return true;
}

bool text_check_marks(const char *s) {
  size_t len = strlen(s);
  int marks = 0;
  for (size_t i = 0; i < len;) {
    ucs4_t c = 0;
    i += (size_t)u8_mbtouc(&c, (const uint8_t *)s + i, len - i);
    bool mark = c >= 0x300 &&
                uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
    marks = mark ? marks + 1 : 0;
    if (marks > TEXT_SANE_MARKS) return false;
  }
  return true;
}

char *text_fault_describe(const TextFault *fault) {
  static const char *const names[] = {
      [TEXT_OK] = "nothing wrong",
      [TEXT_NOT_UTF8] = "a byte that is not UTF-8",
      [TEXT_CONTROL] = "a control character",
      [TEXT_BIDI] = "a bidirectional control",
      [TEXT_INVISIBLE] = "an invisible character",
      [TEXT_NONCHARACTER] = "a code point that is no character",
  };
  if (fault->kind == TEXT_OK || fault->kind == TEXT_NOT_UTF8) return g_strdup(names[fault->kind]);
  return g_strdup_printf("%s (U+%04X)", names[fault->kind], fault->code_point);
}

char *text_clean(const char *s, gssize len) {
  size_t size = len < 0 ? strlen(s) : (size_t)len;
  GString *out = g_string_sized_new(size);
  for (size_t i = 0; i < size;) {
    TextFault fault = {0};
    size_t n = step(s + i, size - i, &fault);
    if (fault.kind == TEXT_OK)
      g_string_append_len(out, s + i, (gssize)n);
    else if (fault.kind == TEXT_NOT_UTF8)
      g_string_append_printf(out, "<0x%02X>", (unsigned char)s[i]);
    else
      g_string_append_printf(out, "<U+%04X>", fault.code_point);
    i += n;
  }
  char *nfc = text_nfc(out->str);
  g_string_free(out, TRUE);
  return nfc;
}

char *text_clean_line(const char *s) {
  g_autofree char *clean = text_clean(s, -1);
  GString *out = g_string_new(NULL);
  for (const char *at = clean; *at != '\0'; at++) {
    if (*at == '\n' || *at == '\t')
      g_string_append_printf(out, "<U+%04X>", (unsigned)*at);
    else
      g_string_append_c(out, *at);
  }
  return g_string_free(out, FALSE);
}

char *text_nfc(const char *s) {
  size_t len = strlen(s), n = 0;
  for (size_t i = 0;; i++) {
    if (s[i] == '\0') return g_strdup(s); /* ASCII is its own normal form */
    if ((unsigned char)s[i] >= 0x80) break;
  }
  uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)s, len, NULL, &n);
  if (nfc == NULL) return g_strdup(s);
  char *out = g_strndup((const char *)nfc, n);
  free(nfc);
  return out;
}

char *text_fold(const char *s) {
  g_autofree char *nfc = text_nfc(s);
  GString *out = g_string_sized_new(strlen(nfc));
  bool space = false;
  for (const char *p = nfc; *p != '\0';) {
    ucs4_t c = 0;
    int n = u8_mbtouc(&c, (const uint8_t *)p, strlen(p) > 4 ? 4 : strlen(p));
    if (uc_is_property_white_space(c)) {
      space = out->len > 0;
    } else {
      if (space) g_string_append_c(out, ' ');
      space = false;
      g_string_append_len(out, p, n);
    }
    p += n;
  }
  return g_string_free(out, FALSE);
}

static bool keeps_its_line(const char *line) {
  return g_str_has_prefix(line, "- ") || g_str_has_prefix(line, "    ");
}

char *text_paragraphs(const char *s) {
  g_auto(GStrv) lines = g_strsplit(s, "\n", -1);
  GString *out = g_string_sized_new(strlen(s));
  bool blank = false, kept = false;
  for (char **line = lines; *line != NULL; line++) {
    g_strchomp(*line);
    if (**line == '\0') {
      blank = out->len > 0;
      continue;
    }
    bool keep = keeps_its_line(*line);
    if (out->len > 0) g_string_append(out, blank ? "\n\n" : keep || kept ? "\n" : " ");
    g_string_append(out, keep ? *line : g_strchug(*line));
    blank = false;
    kept = keep;
  }
  return g_string_free(out, FALSE);
}

int text_words(const char *s, size_t len) {
  g_autofree char *breaks = g_malloc(len + 1);
  u8_wordbreaks((const uint8_t *)s, len, breaks);
  bool counted = false;
  int words = 0;
  for (size_t i = 0; i < len;) {
    ucs4_t c = 0;
    if (breaks[i] != 0) counted = false;
    i += (size_t)u8_mbtouc(&c, (const uint8_t *)s + i, len - i);
    if (counted || !uc_is_alnum(c)) continue;
    counted = true;
    words++;
  }
  return words;
}
