/* expect: strcpy is banned: use struct str and struct buf */
void copy(char *to, const char *from);

void copy(char *to, const char *from)
{
	strcpy(to, from);
}
