/*
 * main.c - the table of subcommands
 */
#include <stdio.h>

int main(int argc, char **argv)
{
	(void)argv;
	fputs("usage: yifa COMMAND …\n", argc > 1 ? stderr : stdout);
	return argc > 1 ? 2 : 0;
}
