// What is to be measured: which queues, units and messages, and how large they are. Read from standard input.
#pragma once
#include <stddef.h>

enum { MAX_KINDS = 32, MAX_QUEUES = 32, MAX_UNITS = 16, MAX_NAME = 96, MIN_BODY = 96, MAX_BODY = 1 << 16 };

// A message that each complaint gives rise to.
struct kind {
    int sender;                // index of the unit that publishes it; -1: the feeder
    size_t bytes;              // of its body
    int receivers[MAX_QUEUES]; // indexes of queues
    int receiver_count;
};

struct queue {
    char name[MAX_NAME];
    char type[MAX_NAME]; // quorum or classic
    int reader;          // index of a unit; -1: only counted
    long expected;       // messages in all, computed
};

struct unit {
    char name[MAX_NAME];
    char database[512]; // libpq's connection string
    int rows;           // that a complaint leaves here beside those of its messages
    size_t row_bytes;   // of each
    int main_kind;      // the first kind that reaches it: its own messages follow from that one, computed
    long expected;      // messages in all, computed
};

struct plan {
    char host[MAX_NAME], user[MAX_NAME], password[256], virtual_host[MAX_NAME];
    int port;
    long complaints;
    int batch;
    int alone; // whether each complaint waits until the one before has come through
    struct kind kinds[MAX_KINDS];
    struct queue queues[MAX_QUEUES];
    struct unit units[MAX_UNITS];
    int kind_count, queue_count, unit_count;
};

// Reads the plan; ends the program with a line on standard error if it makes no sense.
//
//     broker HOST PORT USER PASSWORD VIRTUAL-HOST
//     run COMPLAINTS BATCH [alone]
//     unit NAME CONNECTION-STRING
//     queue NAME TYPE UNIT|-
//     kind UNIT|- BYTES QUEUE[,QUEUE]...
//     rows UNIT COUNT BYTES
void read_plan(struct plan *plan);

// Ends the program.
void fail(const char *what, const char *why) __attribute__((noreturn));
