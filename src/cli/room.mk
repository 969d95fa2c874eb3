# cli: the command line and plain mode.
noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_SOURCES = \
  src/cli/cli.c src/cli/cli.h \
  src/cli/cmd_assess.c \
  src/cli/cmd_care.c \
  src/cli/cmd_drill.c \
  src/cli/cmd_exam.c \
  src/cli/cmd_glossary.c \
  src/cli/cmd_help.c src/cli/cmd_learner.c \
  src/cli/cmd_lint.c \
  src/cli/cmd_log.c \
  src/cli/cmd_mentor.c src/cli/cmd_mentor_read.c src/cli/cmd_mentor_reply.c \
  src/cli/cmd_pack.c src/cli/cmd_pack_author.c src/cli/cmd_pack_share.c \
  src/cli/cmd_pack_sign.c \
  src/cli/cmd_report.c \
  src/cli/cmd_round.c \
  src/cli/cmd_standing.c \
  src/cli/cmd_stats.c \
  src/cli/cmd_write.c \
  src/cli/paper_file.c \
  src/cli/plain.c src/cli/plain.h src/cli/plain_assess.c src/cli/plain_drill.c src/cli/plain_exam.c \
  src/cli/plain_round.c src/cli/plain_round.h \
  src/cli/plain_write.c src/cli/plain_write.h
src_cli_libcli_a_CFLAGS = $(AM_CFLAGS)
