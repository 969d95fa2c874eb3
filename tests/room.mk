# tests: the harness; each room's fragment adds its own programs.
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
AM_TESTS_ENVIRONMENT = srcdir='$(srcdir)'; export srcdir; \
  PAWL=$(abs_builddir)/pawl$(EXEEXT); export PAWL; \
  PAWL_ITEMS='$(abs_srcdir)/items'; export PAWL_ITEMS; \
  G_DEBUG=fatal-warnings; export G_DEBUG;
SH_LOG_FLAGS =

# What a test program links unless it says otherwise: neither curses nor SQLite.
LDADD = src/core/libcore.a $(CMOCKA_LIBS) $(CORE_LIBS)
UNIT_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)

if TESTS_WANTED
CORE_TESTS = \
  tests/unit/core/test_answer \
  tests/unit/core/test_assessment \
  tests/unit/core/test_clock \
  tests/unit/core/test_exam \
  tests/unit/core/test_framework \
  tests/unit/core/test_glossary \
  tests/unit/core/test_item \
  tests/unit/core/test_rubric \
  tests/unit/core/test_session \
  tests/unit/core/test_text
MODEL_TESTS = \
  tests/unit/model/test_bias \
  tests/unit/model/test_fsrs_fit \
  tests/unit/model/test_form \
  tests/unit/model/test_habits \
  tests/unit/model/test_itemstats \
  tests/unit/model/test_mastery \
  tests/unit/model/test_fsrs \
  tests/unit/model/test_plan \
  tests/unit/model/test_schedule \
  tests/unit/model/test_score
LINT_TESTS = \
  tests/bank/test_bank \
  tests/unit/lint/test_lint
PACK_TESTS = \
  tests/unit/pack/test_archive \
  tests/unit/pack/test_compare \
  tests/unit/pack/test_sign \
  tests/unit/pack/test_read \
  tests/unit/pack/test_assessment \
  tests/unit/pack/test_blueprint \
  tests/unit/pack/test_study \
  tests/unit/pack/test_yaml
APP_TESTS = \
  tests/cli/test_cli \
  tests/cli/test_packs \
  tests/cli/test_rounds \
  tests/pty/test_pawl \
  tests/pty/test_writing \
  tests/screen/test_mentor \
  tests/screen/test_screens \
  tests/screen/test_writing \
  tests/unit/app/test_app \
  tests/unit/app/test_assess \
  tests/unit/app/test_exam \
  tests/unit/app/test_cohort \
  tests/unit/app/test_logs \
  tests/unit/app/test_pooled \
  tests/unit/app/test_reply \
  tests/unit/app/test_round \
  tests/unit/app/test_shared \
  tests/unit/app/test_standing \
  tests/unit/app/test_writing \
  tests/unit/log/test_log \
  tests/unit/report/test_paper \
  tests/unit/report/test_paper_doc
check_PROGRAMS += $(CORE_TESTS) $(MODEL_TESTS) $(PACK_TESTS) $(LINT_TESTS) $(APP_TESTS)
TESTS += $(CORE_TESTS) $(MODEL_TESTS) $(PACK_TESTS) $(LINT_TESTS) $(APP_TESTS) tests/unit/model/test_fsrs_vectors.sh
tests_unit_core_test_answer_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_assessment_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_clock_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_exam_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_framework_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_glossary_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_item_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_rubric_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_session_CFLAGS = $(UNIT_CFLAGS)
tests_unit_core_test_text_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_bias_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_bias_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_fsrs_fit_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_fsrs_fit_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_form_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_form_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_habits_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_habits_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_itemstats_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_itemstats_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_mastery_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_mastery_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_fsrs_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_fsrs_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_plan_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_plan_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_score_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_score_LDADD = src/model/libmodel.a $(LDADD)
tests_unit_model_test_schedule_CFLAGS = $(UNIT_CFLAGS)
tests_unit_model_test_schedule_LDADD = src/model/libmodel.a $(LDADD)
tests_bank_test_bank_CFLAGS = $(UNIT_CFLAGS)
tests_bank_test_bank_LDADD = src/lint/liblint.a $(PACK_TEST_LIBS)
tests_unit_lint_test_lint_CFLAGS = $(UNIT_CFLAGS)
tests_unit_lint_test_lint_LDADD = src/lint/liblint.a $(LDADD)
PACK_TEST_LIBS = src/pack/libpack.a $(LDADD) $(PACK_LIBS)
tests_unit_pack_test_archive_SOURCES = tests/unit/pack/test_archive.c tests/unit/pack/zipfile.h
tests_unit_pack_test_archive_CFLAGS = $(UNIT_CFLAGS) $(ARCHIVE_CFLAGS)
tests_unit_pack_test_archive_LDADD = $(PACK_TEST_LIBS) $(ARCHIVE_LIBS)
tests_unit_pack_test_compare_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_compare_LDADD = $(PACK_TEST_LIBS)
tests_unit_pack_test_sign_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_sign_LDADD = $(PACK_TEST_LIBS)
tests_unit_pack_test_read_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_read_LDADD = $(PACK_TEST_LIBS)
tests_unit_pack_test_assessment_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_assessment_LDADD = $(PACK_TEST_LIBS)
tests_unit_pack_test_blueprint_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_blueprint_LDADD = $(PACK_TEST_LIBS)
tests_unit_pack_test_study_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_study_LDADD = $(PACK_TEST_LIBS)
tests_unit_pack_test_yaml_CFLAGS = $(UNIT_CFLAGS)
tests_unit_pack_test_yaml_LDADD = $(PACK_TEST_LIBS)
APP_LIBS = src/app/libapp.a src/report/libreport.a src/store/libstore.a src/pack/libpack.a \
  src/log/liblog.a src/model/libmodel.a $(LDADD) $(SQLITE_LIBS) $(PACK_LIBS) $(SODIUM_LIBS)
tests_cli_test_cli_CFLAGS = $(UNIT_CFLAGS)
tests_pty_test_writing_SOURCES = tests/pty/test_writing.c tests/pty/vt.c tests/pty/vt.h
tests_pty_test_writing_CFLAGS = $(UNIT_CFLAGS) $(VTERM_CFLAGS)
tests_pty_test_writing_LDADD = $(LDADD) $(VTERM_LIBS)
tests_cli_test_rounds_SOURCES = tests/cli/test_rounds.c tests/unit/app/editions.h
tests_cli_test_rounds_CFLAGS = $(UNIT_CFLAGS)
tests_cli_test_packs_SOURCES = tests/cli/test_packs.c tests/unit/app/editions.h
tests_cli_test_packs_CFLAGS = $(UNIT_CFLAGS)
tests_cli_test_packs_LDADD = $(PACK_TEST_LIBS)
tests_pty_test_pawl_SOURCES = tests/pty/test_pawl.c tests/pty/vt.c tests/pty/vt.h
tests_pty_test_pawl_CFLAGS = $(UNIT_CFLAGS) $(VTERM_CFLAGS)
tests_pty_test_pawl_LDADD = $(LDADD) $(VTERM_LIBS)
tests_screen_test_mentor_SOURCES = tests/screen/test_mentor.c $(APP_DESK)
tests_screen_test_mentor_CFLAGS = $(UNIT_CFLAGS)
tests_screen_test_mentor_LDADD = src/tui/libtui.a $(APP_LIBS) $(CURSES_LIBS)
tests_screen_test_writing_CFLAGS = $(UNIT_CFLAGS)
tests_screen_test_writing_LDADD = src/tui/libtui.a $(APP_LIBS) $(CURSES_LIBS)
tests_screen_test_screens_CFLAGS = $(UNIT_CFLAGS)
tests_screen_test_screens_LDADD = src/tui/libtui.a $(APP_LIBS) $(CURSES_LIBS)
tests_unit_app_test_assess_CFLAGS = $(UNIT_CFLAGS)
tests_unit_app_test_assess_LDADD = $(APP_LIBS)
tests_unit_app_test_exam_SOURCES = tests/unit/app/test_exam.c tests/unit/store/fault_vfs.c \
  tests/unit/store/fault_vfs.h
tests_unit_app_test_exam_CFLAGS = $(UNIT_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_app_test_exam_LDADD = $(APP_LIBS)
APP_DESK = tests/unit/app/desk.c tests/unit/app/desk.h
tests_unit_app_test_cohort_SOURCES = tests/unit/app/test_cohort.c $(APP_DESK)
tests_unit_app_test_cohort_CFLAGS = $(UNIT_CFLAGS)
tests_unit_app_test_cohort_LDADD = $(APP_LIBS)
tests_unit_app_test_logs_SOURCES = tests/unit/app/test_logs.c $(APP_DESK)
tests_unit_app_test_round_SOURCES = tests/unit/app/test_round.c $(APP_DESK)
tests_unit_app_test_round_CFLAGS = $(UNIT_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_app_test_round_LDADD = $(APP_LIBS)
tests_unit_app_test_logs_CFLAGS = $(UNIT_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_app_test_logs_LDADD = $(APP_LIBS)
tests_unit_app_test_pooled_CFLAGS = $(UNIT_CFLAGS)
tests_unit_app_test_pooled_LDADD = $(APP_LIBS)
tests_unit_app_test_reply_SOURCES = tests/unit/app/test_reply.c tests/unit/store/fault_vfs.c \
  tests/unit/store/fault_vfs.h
tests_unit_app_test_reply_CFLAGS = $(UNIT_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_app_test_reply_LDADD = $(APP_LIBS)
tests_unit_log_test_log_CFLAGS = $(UNIT_CFLAGS)
tests_unit_log_test_log_LDADD = src/log/liblog.a $(LDADD) $(SODIUM_LIBS)
tests_unit_report_test_paper_CFLAGS = $(UNIT_CFLAGS)
tests_unit_report_test_paper_LDADD = src/report/libreport.a $(LDADD)
tests_unit_report_test_paper_doc_CFLAGS = $(UNIT_CFLAGS)
tests_unit_report_test_paper_doc_LDADD = src/report/libreport.a $(LDADD)
tests_unit_app_test_writing_CFLAGS = $(UNIT_CFLAGS)
tests_unit_app_test_writing_LDADD = $(APP_LIBS)
tests_unit_app_test_standing_CFLAGS = $(UNIT_CFLAGS)
tests_unit_app_test_standing_LDADD = $(APP_LIBS)
tests_unit_app_test_shared_SOURCES = tests/unit/app/test_shared.c tests/unit/pack/zipfile.h
tests_unit_app_test_shared_CFLAGS = $(UNIT_CFLAGS) $(ARCHIVE_CFLAGS)
tests_unit_app_test_shared_LDADD = $(APP_LIBS) $(ARCHIVE_LIBS)
tests_unit_app_test_app_CFLAGS = $(UNIT_CFLAGS)
tests_unit_app_test_app_LDADD = $(APP_LIBS)

check_PROGRAMS += tests/fuzz/replay_assessment tests/fuzz/replay_pack
TESTS += tests/fuzz/test_fuzz_assessment.sh tests/fuzz/test_fuzz_pack.sh
tests_fuzz_replay_assessment_SOURCES = tests/fuzz/fuzz_assessment.c tests/fuzz/replay.c
tests_fuzz_replay_assessment_CFLAGS = $(AM_CFLAGS)
tests_fuzz_replay_assessment_LDADD = $(PACK_TEST_LIBS)
tests_fuzz_replay_pack_SOURCES = tests/fuzz/fuzz_pack.c tests/fuzz/replay.c
tests_fuzz_replay_pack_CFLAGS = $(UNIT_CFLAGS)
tests_fuzz_replay_pack_LDADD = src/lint/liblint.a $(PACK_TEST_LIBS)

check_PROGRAMS += tests/fuzz/replay_log
TESTS += tests/fuzz/test_fuzz_log.sh
tests_fuzz_replay_log_SOURCES = tests/fuzz/fuzz_log.c
tests_fuzz_replay_log_CFLAGS = $(UNIT_CFLAGS) -DFUZZ_REPLAY
tests_fuzz_replay_log_LDADD = src/log/liblog.a $(LDADD) $(SODIUM_LIBS)
check_PROGRAMS += tests/fuzz/replay_reply
TESTS += tests/fuzz/test_fuzz_reply.sh
tests_fuzz_replay_reply_SOURCES = tests/fuzz/fuzz_reply.c
tests_fuzz_replay_reply_CFLAGS = $(UNIT_CFLAGS) -DFUZZ_REPLAY
tests_fuzz_replay_reply_LDADD = $(APP_LIBS)
check_PROGRAMS += tests/fuzz/replay_round
TESTS += tests/fuzz/test_fuzz_round.sh
tests_fuzz_replay_round_SOURCES = tests/fuzz/fuzz_round.c
tests_fuzz_replay_round_CFLAGS = $(UNIT_CFLAGS) -DFUZZ_REPLAY
tests_fuzz_replay_round_LDADD = $(APP_LIBS)
check_PROGRAMS += tests/fuzz/replay_share
TESTS += tests/fuzz/test_fuzz_share.sh
tests_fuzz_replay_share_SOURCES = tests/fuzz/fuzz_share.c
tests_fuzz_replay_share_CFLAGS = $(UNIT_CFLAGS) -DFUZZ_REPLAY
tests_fuzz_replay_share_LDADD = $(PACK_TEST_LIBS)

# A study group and its mentor, from the first pack to the last report.
TESTS += tests/cli/test_group.sh

# Signatures there and back with the minisign of the system, where it is installed.
if HAVE_MINISIGN
TESTS += tests/cli/test_minisign.sh
endif
# Packs out of git, where it is installed.
if HAVE_GIT
TESTS += tests/cli/test_git.sh
endif

# A page with everything in it through axe-core in a headless Chromium; says what is missing where it skips.
check_PROGRAMS += tests/a11y/sample
TESTS += tests/a11y/test_a11y.sh
tests_a11y_sample_CFLAGS = $(AM_CFLAGS)
tests_a11y_sample_LDADD = src/report/libreport.a src/core/libcore.a $(CORE_LIBS)

# Not a test by itself: the models on made-up learners, with gates. The tests run a short form.
SIMULATE_SOURCES = tests/simulate/simulate.c tests/simulate/learner.c tests/simulate/learner.h \
  tests/simulate/planning.c tests/simulate/planning.h
check_PROGRAMS += tests/simulate/simulate
TESTS += tests/simulate/test_simulate.sh
tests_simulate_simulate_SOURCES = $(SIMULATE_SOURCES)
tests_simulate_simulate_CFLAGS = $(AM_CFLAGS)
tests_simulate_simulate_LDADD = src/model/libmodel.a $(LDADD)
simulate: tests/simulate/simulate$(EXEEXT)
	tests/simulate/simulate

# Not a test: figures against budgets, printed by `make bench`.
EXTRA_PROGRAMS = tests/bench/bench tests/bench/cohort tests/bench/lint tests/bench/models
CLEANFILES += tests/bench/bench$(EXEEXT) tests/bench/cohort$(EXEEXT) tests/bench/lint$(EXEEXT) tests/bench/models$(EXEEXT)
tests_bench_cohort_CFLAGS = $(AM_CFLAGS)
tests_bench_cohort_LDADD = $(APP_LIBS)
tests_bench_lint_CFLAGS = $(AM_CFLAGS)
tests_bench_lint_LDADD = src/lint/liblint.a src/pack/libpack.a $(LDADD) $(PACK_LIBS)
tests_bench_models_CFLAGS = $(AM_CFLAGS)
tests_bench_models_LDADD = src/model/libmodel.a $(LDADD)
tests_bench_bench_SOURCES = tests/bench/bench.c tests/pty/vt.c tests/pty/vt.h
tests_bench_bench_CFLAGS = $(UNIT_CFLAGS) $(VTERM_CFLAGS)
tests_bench_bench_LDADD = $(APP_LIBS) $(VTERM_LIBS)
bench: pawl$(EXEEXT) tests/bench/bench$(EXEEXT) tests/bench/cohort$(EXEEXT) tests/bench/lint$(EXEEXT) \
    tests/bench/models$(EXEEXT)
	tests/bench/models
	tests/bench/lint
	tests/bench/cohort ./pawl $(srcdir)/items
	tests/bench/bench ./pawl $(srcdir)/tests/fixtures/packs/good $(LARGEST)
endif

# With clang and --enable-fuzzers: coverage-guided, under the address sanitizer.
if FUZZERS
noinst_PROGRAMS += tests/fuzz/fuzz_assessment tests/fuzz/fuzz_pack tests/fuzz/fuzz_share
tests_fuzz_fuzz_assessment_SOURCES = tests/fuzz/fuzz_assessment.c $(src_pack_libpack_a_SOURCES) \
  $(src_core_libcore_a_SOURCES)
tests_fuzz_fuzz_assessment_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS) $(ARCHIVE_CFLAGS) $(SODIUM_CFLAGS) \
  -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_assessment_LDFLAGS = -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_assessment_LDADD = $(PACK_LIBS) $(CORE_LIBS)
tests_fuzz_fuzz_share_SOURCES = tests/fuzz/fuzz_share.c $(src_pack_libpack_a_SOURCES) \
  $(src_core_libcore_a_SOURCES)
tests_fuzz_fuzz_share_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS) $(ARCHIVE_CFLAGS) $(SODIUM_CFLAGS) \
  -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_share_LDFLAGS = -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_share_LDADD = $(PACK_LIBS) $(CORE_LIBS)
tests_fuzz_fuzz_pack_SOURCES = tests/fuzz/fuzz_pack.c $(src_lint_liblint_a_SOURCES) \
  $(src_pack_libpack_a_SOURCES) \
  $(src_core_libcore_a_SOURCES)
tests_fuzz_fuzz_pack_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS) $(ARCHIVE_CFLAGS) $(SODIUM_CFLAGS) -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_pack_LDFLAGS = -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_pack_LDADD = $(PACK_LIBS) $(CORE_LIBS)
noinst_PROGRAMS += tests/fuzz/fuzz_round
tests_fuzz_fuzz_round_SOURCES = tests/fuzz/fuzz_round.c src/app/round_file.c \
  $(src_log_liblog_a_SOURCES) $(src_core_libcore_a_SOURCES)
tests_fuzz_fuzz_round_CFLAGS = $(AM_CFLAGS) $(SODIUM_CFLAGS) -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_round_LDFLAGS = -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_round_LDADD = $(SODIUM_LIBS) $(CORE_LIBS)
noinst_PROGRAMS += tests/fuzz/fuzz_log
tests_fuzz_fuzz_log_SOURCES = tests/fuzz/fuzz_log.c $(src_log_liblog_a_SOURCES) \
  $(src_core_libcore_a_SOURCES)
tests_fuzz_fuzz_log_CFLAGS = $(AM_CFLAGS) $(SODIUM_CFLAGS) -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_log_LDFLAGS = -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_log_LDADD = $(SODIUM_LIBS) $(CORE_LIBS)
noinst_PROGRAMS += tests/fuzz/fuzz_reply
tests_fuzz_fuzz_reply_SOURCES = tests/fuzz/fuzz_reply.c $(src_app_libapp_a_SOURCES) \
  $(src_report_libreport_a_SOURCES) $(src_store_libstore_a_SOURCES) $(src_pack_libpack_a_SOURCES) \
  $(src_log_liblog_a_SOURCES) $(src_model_libmodel_a_SOURCES) $(src_core_libcore_a_SOURCES)
nodist_tests_fuzz_fuzz_reply_SOURCES = src/store/migrations.c
tests_fuzz_fuzz_reply_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(YAML_CFLAGS) $(ARCHIVE_CFLAGS) $(SODIUM_CFLAGS) \
  -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_reply_LDFLAGS = -fsanitize=fuzzer,address,undefined
tests_fuzz_fuzz_reply_LDADD = $(SQLITE_LIBS) $(PACK_LIBS) $(SODIUM_LIBS) $(CORE_LIBS)
endif

# Built with the program: it also judges vectors that someone else brings.
noinst_PROGRAMS += tests/fsrs_vectors
tests_fsrs_vectors_CFLAGS = $(AM_CFLAGS)
tests_fsrs_vectors_LDADD = src/model/libmodel.a src/core/libcore.a $(CORE_LIBS)

EXTRA_DIST += tests/fuzz/test_fuzz_reply.sh $(srcdir)/tests/fuzz/corpus/reply/*.pawl-reply \
  tests/fuzz/test_fuzz_round.sh $(srcdir)/tests/fuzz/corpus/round/*.pawl-round* \
  tests/fuzz/test_fuzz_log.sh $(srcdir)/tests/fuzz/corpus/log/*.pawl-log \
  tests/fuzz/test_fuzz_assessment.sh $(srcdir)/tests/fuzz/corpus/assessment/*.yaml \
  tests/fuzz/test_fuzz_share.sh $(srcdir)/tests/fuzz/corpus/zip/*.zip \
  tests/fuzz/corpus/manifest/manifest tests/fuzz/corpus/manifest/signature \
  tests/fuzz/corpus/manifest/public tests/cli/test_group.sh tests/cli/test_minisign.sh tests/cli/test_git.sh \
  tests/unit/app/editions.h tests/fuzz/test_fuzz_pack.sh tests/simulate/test_simulate.sh \
  tests/fixtures/stats/answers.csv $(srcdir)/tests/fuzz/corpus/pack/*.yaml \
  $(srcdir)/tests/screen/golden/*.txt \
  tests/fixtures/fsrs/params.csv tests/fixtures/fsrs/states.csv \
  tests/unit/core/sample.h tests/unit/unit.h tests/screen/shot.h tests/unit/bigpack.h tests/unit/exampack.h tests/unit/pack/packfile.h \
  tests/fixtures/packs/good/framework.yaml tests/fixtures/packs/good/items.yaml \
  tests/fixtures/packs/good/glossary.yaml tests/fixtures/packs/good/resources.yaml \
  tests/fixtures/packs/good/instrument.yaml \
  tests/fixtures/packs/good/kinds.yaml tests/fixtures/packs/good/pack.yaml \
  tests/unit/model/test_fsrs_vectors.sh \
  tests/a11y/check_page.js tests/a11y/test_a11y.sh
