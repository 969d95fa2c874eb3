# store: the learner's database. Knows core; the only room that links SQLite.
noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_SOURCES = \
  src/store/backup.c \
  src/store/card.c \
  src/store/check.c \
  src/store/error.c \
  src/store/item.c \
  src/store/lock.c \
  src/store/log.c \
  src/store/migrate.c \
  src/store/open.c \
  src/store/pack.c \
  src/store/recover.c \
  src/store/salvage.c src/store/salvage.h \
  src/store/session.c \
  src/store/sql.c src/store/sql.h \
  src/store/store.h src/store/store_private.h \
  src/store/transaction.c
nodist_src_store_libstore_a_SOURCES = src/store/migrations.c
src_store_libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
STORE_LIBS = src/store/libstore.a src/core/libcore.a $(SQLITE_LIBS) $(CORE_LIBS)

# The schema travels inside the program; a new step is a new file here.
STORE_MIGRATION_FILES = $(srcdir)/src/store/migrations/0001_first.sql
EXTRA_DIST += src/store/migrations.awk src/store/migrations/0001_first.sql
CLEANFILES += src/store/migrations.c
src/store/migrations.c: $(srcdir)/src/store/migrations.awk $(STORE_MIGRATION_FILES)
	$(AM_V_GEN)$(MKDIR_P) src/store && \
	  $(AWK) -f $(srcdir)/src/store/migrations.awk $(STORE_MIGRATION_FILES) > $@.tmp && mv $@.tmp $@
