# log: progress logs as files, their chain and their signature. Knows core; the only room that links
# libsodium.
noinst_LIBRARIES += src/log/liblog.a
src_log_liblog_a_SOURCES = \
  src/log/chain.h src/log/chain_private.h \
  src/log/key.c \
  src/log/line.c src/log/line.h \
  src/log/reader.c \
  src/log/writer.c
src_log_liblog_a_CFLAGS = $(AM_CFLAGS) $(SODIUM_CFLAGS)
