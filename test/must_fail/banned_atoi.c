/* expect: atoi is banned, it hides errors: use str_int */
int number(const char *text);

int number(const char *text)
{
	return atoi(text);
}
