# store: the learner's database. Knows core; the only room that links SQLite.
noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_SOURCES = \
  src/store/assessment.c \
  src/store/backup.c \
  src/store/card.c \
  src/store/carve.c src/store/carve.h \
  src/store/check.c \
  src/store/cohort.c src/store/cohort.h \
  src/store/error.c \
  src/store/exam.c \
  src/store/forecast.c \
  src/store/item.c \
  src/store/lock.c \
  src/store/log.c \
  src/store/mastery.c \
  src/store/merge.c src/store/merge.h \
  src/store/migrate.c \
  src/store/open.c \
  src/store/outline.c \
  src/store/pack.c \
  src/store/pack_list.c \
  src/store/peer.c \
  src/store/recover.c \
  src/store/remark.c \
  src/store/reserve.c \
  src/store/round.c \
  src/store/salvage.c src/store/salvage.h \
  src/store/session.c \
  src/store/sql.c src/store/sql.h \
  src/store/store.h src/store/store_private.h \
  src/store/transaction.c \
  src/store/writing.c
nodist_src_store_libstore_a_SOURCES = src/store/migrations.c
src_store_libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
STORE_LIBS = src/store/libstore.a src/core/libcore.a $(SQLITE_LIBS) $(CORE_LIBS)

# The schema travels inside the program; a new step is a new file here.
STORE_MIGRATION_FILES = $(srcdir)/src/store/migrations/0001_first.sql \
  $(srcdir)/src/store/migrations/0002_listing.sql \
  $(srcdir)/src/store/migrations/0003_models.sql \
  $(srcdir)/src/store/migrations/0004_forecasts.sql \
  $(srcdir)/src/store/migrations/0005_study.sql \
  $(srcdir)/src/store/migrations/0006_exams.sql \
  $(srcdir)/src/store/migrations/0007_writing.sql \
  $(srcdir)/src/store/migrations/0008_assessments.sql \
  $(srcdir)/src/store/migrations/0009_packs.sql \
  $(srcdir)/src/store/migrations/0010_logs.sql \
  $(srcdir)/src/store/migrations/0011_remarks.sql \
  $(srcdir)/src/store/migrations/0012_cohort.sql \
  $(srcdir)/src/store/migrations/0013_rounds.sql \
  $(srcdir)/src/store/migrations/0014_peer_keys.sql
EXTRA_DIST += src/store/migrations.awk $(STORE_MIGRATION_FILES)
CLEANFILES += src/store/migrations.c
src/store/migrations.c: $(srcdir)/src/store/migrations.awk $(STORE_MIGRATION_FILES)
	$(AM_V_GEN)$(MKDIR_P) src/store && \
	  $(AWK) -f $(srcdir)/src/store/migrations.awk $(STORE_MIGRATION_FILES) > $@.tmp && mv $@.tmp $@

if TESTS_WANTED
STORE_TESTS = \
  tests/unit/store/test_assessment \
  tests/unit/store/test_backup \
  tests/unit/store/test_card \
  tests/unit/store/test_carve \
  tests/unit/store/test_crash \
  tests/unit/store/test_fault \
  tests/unit/store/test_log \
  tests/unit/store/test_merge \
  tests/unit/store/test_open \
  tests/unit/store/test_pack \
  tests/unit/store/test_peer \
  tests/unit/store/test_power \
  tests/unit/store/test_recover \
  tests/unit/store/test_remark \
  tests/unit/store/test_round \
  tests/unit/store/test_schema \
  tests/unit/store/test_session \
  tests/unit/store/test_writing
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
STORE_TEST_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
STORE_TEST_LIBS = $(STORE_LIBS) $(CMOCKA_LIBS)
STORE_SCENE = tests/unit/store/scene.c tests/unit/store/scene.h
tests_unit_store_test_assessment_SOURCES = tests/unit/store/test_assessment.c $(STORE_SCENE)
tests_unit_store_test_assessment_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_assessment_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_backup_SOURCES = tests/unit/store/test_backup.c $(STORE_SCENE)
tests_unit_store_test_backup_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_backup_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_card_SOURCES = tests/unit/store/test_card.c $(STORE_SCENE)
tests_unit_store_test_card_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_card_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_carve_SOURCES = tests/unit/store/test_carve.c $(STORE_SCENE)
tests_unit_store_test_carve_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_carve_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_crash_SOURCES = tests/unit/store/test_crash.c $(STORE_SCENE)
tests_unit_store_test_crash_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_crash_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_fault_SOURCES = tests/unit/store/test_fault.c $(STORE_SCENE) \
  tests/unit/store/fault_vfs.c tests/unit/store/fault_vfs.h
tests_unit_store_test_fault_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_fault_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_log_SOURCES = tests/unit/store/test_log.c $(STORE_SCENE)
tests_unit_store_test_log_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_log_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_merge_SOURCES = tests/unit/store/test_merge.c $(STORE_SCENE)
tests_unit_store_test_merge_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_merge_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_open_SOURCES = tests/unit/store/test_open.c $(STORE_SCENE)
tests_unit_store_test_open_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_open_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_pack_SOURCES = tests/unit/store/test_pack.c $(STORE_SCENE)
tests_unit_store_test_pack_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_pack_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_peer_SOURCES = tests/unit/store/test_peer.c $(STORE_SCENE)
tests_unit_store_test_peer_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_peer_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_power_SOURCES = tests/unit/store/test_power.c $(STORE_SCENE) \
  tests/unit/store/power_vfs.c tests/unit/store/power_vfs.h
tests_unit_store_test_power_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_power_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_recover_SOURCES = tests/unit/store/test_recover.c $(STORE_SCENE)
tests_unit_store_test_recover_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_recover_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_remark_SOURCES = tests/unit/store/test_remark.c $(STORE_SCENE)
tests_unit_store_test_remark_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_remark_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_round_SOURCES = tests/unit/store/test_round.c $(STORE_SCENE)
tests_unit_store_test_round_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_round_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_schema_SOURCES = tests/unit/store/test_schema.c $(STORE_SCENE)
tests_unit_store_test_schema_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_schema_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_session_SOURCES = tests/unit/store/test_session.c $(STORE_SCENE)
tests_unit_store_test_session_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_session_LDADD = $(STORE_TEST_LIBS)
tests_unit_store_test_writing_SOURCES = tests/unit/store/test_writing.c $(STORE_SCENE)
tests_unit_store_test_writing_CFLAGS = $(STORE_TEST_CFLAGS)
tests_unit_store_test_writing_LDADD = $(STORE_TEST_LIBS)
endif
