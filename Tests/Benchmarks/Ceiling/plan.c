#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *what, const char *why) {
    fprintf(stderr, "ceiling: %s: %s\n", what, why);
    exit(1);
}

static int find_unit(const struct plan *plan, const char *name) {
    if (strcmp(name, "-") == 0) return -1;
    for (int unit = 0; unit < plan->unit_count; unit++)
        if (strcmp(plan->units[unit].name, name) == 0) return unit;
    fail("no such unit", name);
}

static int find_queue(const struct plan *plan, const char *name) {
    for (int queue = 0; queue < plan->queue_count; queue++)
        if (strcmp(plan->queues[queue].name, name) == 0) return queue;
    fail("no such queue", name);
}

static void read_unit(struct plan *plan, const char *line) {
    if (plan->unit_count == MAX_UNITS) fail("too many units", line);
    struct unit *unit = &plan->units[plan->unit_count++];
    if (sscanf(line, "unit %95s %511s", unit->name, unit->database) != 2) fail("not read", line);
    unit->main_kind = -1;
}

static void read_queue(struct plan *plan, const char *line) {
    char reader[MAX_NAME];
    if (plan->queue_count == MAX_QUEUES) fail("too many queues", line);
    struct queue *queue = &plan->queues[plan->queue_count];
    if (sscanf(line, "queue %95s %95s %95s", queue->name, queue->type, reader) != 3) fail("not read", line);
    queue->reader = find_unit(plan, reader);
    plan->queue_count++;
}

static void read_kind(struct plan *plan, const char *line) {
    char sender[MAX_NAME], receivers[2048], *rest = NULL;
    if (plan->kind_count == MAX_KINDS) fail("too many kinds", line);
    struct kind *kind = &plan->kinds[plan->kind_count];
    if (sscanf(line, "kind %95s %zu %2047s", sender, &kind->bytes, receivers) != 3) fail("not read", line);
    if (kind->bytes < MIN_BODY) kind->bytes = MIN_BODY;
    if (kind->bytes > MAX_BODY) fail("too large", line);
    kind->sender = find_unit(plan, sender);
    for (char *name = strtok_r(receivers, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        if (kind->receiver_count == MAX_QUEUES) fail("too many receivers", line);
        kind->receivers[kind->receiver_count++] = find_queue(plan, name);
    }
    plan->kind_count++;
}

static void read_rows(struct plan *plan, const char *line) {
    char name[MAX_NAME];
    int count;
    size_t bytes;
    if (sscanf(line, "rows %95s %d %zu", name, &count, &bytes) != 3) fail("not read", line);
    if (count < 0 || bytes > MAX_BODY) fail("too large", line);
    int index = find_unit(plan, name);
    if (index < 0) fail("of no unit", line);
    struct unit *unit = &plan->units[index];
    unit->rows = count;
    unit->row_bytes = bytes;
}

// Follows the messages from the feeder on: which kind wakes which unit, how many arrive where.
static void follow(struct plan *plan) {
    int isReached[MAX_KINDS] = {0};
    for (int changed = 1; changed;) {
        changed = 0;
        for (int index = 0; index < plan->kind_count; index++) {
            struct kind *kind = &plan->kinds[index];
            if (isReached[index] || (kind->sender >= 0 && plan->units[kind->sender].main_kind < 0)) continue;
            isReached[index] = changed = 1;
            for (int receiver = 0; receiver < kind->receiver_count; receiver++) {
                struct queue *queue = &plan->queues[kind->receivers[receiver]];
                queue->expected += plan->complaints;
                if (queue->reader < 0) continue;
                plan->units[queue->reader].expected += plan->complaints;
                if (plan->units[queue->reader].main_kind < 0) plan->units[queue->reader].main_kind = index;
            }
        }
    }
    for (int index = 0; index < plan->kind_count; index++)
        if (!isReached[index]) fail("no message leads to a kind of", plan->units[plan->kinds[index].sender].name);
}

void read_plan(struct plan *plan) {
    char line[4096];
    memset(plan, 0, sizeof *plan);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "broker ", 7) == 0) {
            if (sscanf(line, "broker %95s %d %95s %255s %95s", plan->host, &plan->port, plan->user, plan->password,
                       plan->virtual_host) != 5)
                fail("not read", "broker");
        } else if (strncmp(line, "run ", 4) == 0) {
            char how[MAX_NAME] = "";
            if (sscanf(line, "run %ld %d %95s", &plan->complaints, &plan->batch, how) < 2) fail("not read", line);
            plan->alone = strcmp(how, "alone") == 0;
        } else if (strncmp(line, "unit ", 5) == 0) {
            read_unit(plan, line);
        } else if (strncmp(line, "queue ", 6) == 0) {
            read_queue(plan, line);
        } else if (strncmp(line, "kind ", 5) == 0) {
            read_kind(plan, line);
        } else if (strncmp(line, "rows ", 5) == 0) {
            read_rows(plan, line);
        } else if (line[0]) {
            fail("not understood", line);
        }
    }
    if (plan->complaints < 1 || plan->batch < 1 || plan->batch > 1024 || plan->kind_count == 0)
        fail("standard input", "no plan");
    follow(plan);
}
