#pragma once
#include <sys/eventfd.h>
#include <poll.h>
