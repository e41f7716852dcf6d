package store

/*
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
static void one_arena(void) { mallopt(M_ARENA_MAX, 1); }
#else
static void one_arena(void) {}
#endif
*/
import "C"

// SQLite's memory comes from C's. The GNU library has an arena for each thread
// that ever asked, and Go runs queries on any: each would keep what a few large
// rows took.
func init() { C.one_arena() }
