# pack: packs of items from folders of YAML, and lint.
noinst_LIBRARIES += src/pack/libpack.a
src_pack_libpack_a_SOURCES = \
  src/pack/map.c src/pack/map.h \
  src/pack/read.c src/pack/read.h src/pack/read_private.h \
  src/pack/read_assessment.c src/pack/read_assessment.h \
  src/pack/read_item.c \
  src/pack/read_outline.c src/pack/read_study.c \
  src/pack/yaml.c src/pack/yaml.h \
  src/pack/yaml_scan.c src/pack/yaml_scan.h
src_pack_libpack_a_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS)
