# doc: manual pages are installed, the rest travels with the source.
dist_man_MANS += doc/pawl.1 doc/pawl-log.5 doc/pawl-pack.5
EXTRA_DIST += doc/architecture.md doc/pack-format.md doc/schema.md \
  doc/decisions/0001-a-right-first-answer-graduates.md \
  doc/decisions/0002-the-next-item-looks-at-the-last-answer.md \
  doc/decisions/0003-jansson.md \
  doc/decisions/0004-settings-in-the-database.md \
  doc/decisions/0005-repeats-count-for-little.md \
  doc/decisions/0006-the-exam-clock.md doc/decisions/0007-a-sealed-reserve.md \
  doc/decisions/0010-libarchive-and-libsodium.md \
  doc/decisions/0011-progress-logs.md doc/decisions/0012-reports-as-papers.md \
  doc/decisions/0013-rounds-by-file.md doc/decisions/0014-mentor-replies.md doc/pawl-log.schema.json \
  doc/models.md
