# pack: packs of items from folders of YAML, zips and git; their signatures.
noinst_LIBRARIES += src/pack/libpack.a
src_pack_libpack_a_SOURCES = \
  src/pack/archive.c src/pack/archive.h \
  src/pack/archive_load.c src/pack/archive_load.h \
  src/pack/compare.c src/pack/compare.h \
  src/pack/git.c src/pack/git.h \
  src/pack/manifest.c src/pack/manifest.h \
  src/pack/map.c src/pack/map.h \
  src/pack/read.c src/pack/read.h src/pack/read_private.h \
  src/pack/read_assessment.c src/pack/read_assessment.h \
  src/pack/read_item.c \
  src/pack/read_outline.c src/pack/read_study.c \
  src/pack/sign.c src/pack/sign.h src/pack/sign_key.c \
  src/pack/tree_disk.c \
  src/pack/yaml.c src/pack/yaml.h \
  src/pack/yaml_scan.c src/pack/yaml_scan.h
src_pack_libpack_a_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS) $(ARCHIVE_CFLAGS) $(SODIUM_CFLAGS)
# libarchive is taken in when a zip is read or written; see archive_load.h.
PACK_LIBS = $(YAML_LIBS) $(SODIUM_LIBS)
