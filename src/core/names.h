/* names - words of a fixed list, both ways. Private to core. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Index of NAME in LIST of N words, or -1. */
static inline int names_find(const char *const *list, size_t n, const char *name) {
  for (size_t i = 0; i < n; i++)
    if (list[i] != NULL && strcmp(list[i], name) == 0) return (int)i;
  return -1;
}

/* Defines TYPE's <prefix>_name and <prefix>_from_name over a static list. */
#define NAMES_DEFINE(prefix, Type, ...)                                                            \
  static const char *const prefix##_names[] = {__VA_ARGS__};                                       \
  const char *prefix##_name(Type value) {                                                          \
    return prefix##_names[value];                                                                  \
  }                                                                                                \
  bool prefix##_from_name(const char *name, Type *out) {                                           \
    int i = names_find(prefix##_names, sizeof prefix##_names / sizeof *prefix##_names, name);      \
    if (i < 0) return false;                                                                       \
    *out = (Type)i;                                                                                \
    return true;                                                                                   \
  }
