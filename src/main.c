/* main - starts the program; everything it does stands in cli and behind it. */
#include "cli/cli.h"

int main(int argc, char **argv) {
  return cli_main(argc, argv);
}
