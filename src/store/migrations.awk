# migrations.awk - the files of migrations/ as a C table. The program carries its schema in itself, so
# that no file can be missing or differ where it is installed.
BEGIN {
  print "/* Made by migrations.awk from the files of migrations. */"
  print "#include \"store/store_private.h\""
  print ""
  print "const StoreMigration STORE_MIGRATIONS[] = {"
}
FNR == 1 {
  if (n++) print "    },"
  name = FILENAME
  sub(/.*\//, "", name)
  sub(/\.sql$/, "", name)
  print "    {"
  print "        \"" name "\","
}
{
  gsub(/\\/, "&&")
  gsub(/"/, "\\\\&")
  print "        \"" $0 "\\n\""
}
END {
  if (n) print "    },"
  print "};"
  print "const int STORE_MIGRATION_COUNT = " n + 0 ";"
}
