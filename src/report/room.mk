# report: data to words, JSON and tables.
noinst_LIBRARIES += src/report/libreport.a
src_report_libreport_a_SOURCES = \
  src/report/about.c src/report/about.h \
  src/report/doc.c src/report/doc.h \
  src/report/paper.c src/report/paper.h src/report/paper_private.h \
  src/report/paper_csv.c src/report/paper_html.c src/report/paper_markdown.c \
  src/report/paper_doc.c src/report/paper_doc.h \
  src/report/paper_style.c src/report/paper_svg.c \
  src/report/phrase.c src/report/phrase.h \
  src/report/rows.c src/report/rows.h
src_report_libreport_a_CFLAGS = $(AM_CFLAGS)
