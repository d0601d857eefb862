#pragma once
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

// prctl(2) is variadic, which Swift does not import. The kernel keeps the first 15 bytes.
static inline void linux_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

// So is fcntl(2).
static inline int linux_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); }

// Keeps a process of many threads small: few arenas, and what is freed goes back to the kernel soon. glibc only.
static inline void linux_keep_memory_small(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
#endif
}

// Gives back the pages that hold nothing any more: by itself the heap only shrinks from its end. glibc only.
static inline void linux_give_memory_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
