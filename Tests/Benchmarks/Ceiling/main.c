// The ceiling: what this machine's broker and database can do with the product's messages when nothing is done between
// them. Each unit is one thread: it takes a batch, writes it in one transaction, acknowledges after the commit, publishes
// with confirms, and deletes the confirmed rows with the next batch. It prints one JSON object.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "broker.h"
#include "database.h"

enum { WINDOW = 512 };

static struct plan plan;
static atomic_int ready;
static atomic_long batches;
static atomic_long arrived; // at queues that no unit reads
static atomic_int begin;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double cpu(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void report_ready(void) {
    struct timespec pause = {0, 1000000};
    atomic_fetch_add(&ready, 1);
    while (!atomic_load(&begin)) nanosleep(&pause, NULL);
}

static amqp_connection_state_t consumer_of(int unit) {
    amqp_connection_state_t connection = broker_open(&plan);
    for (int queue = 0; queue < plan.queue_count; queue++)
        if (plan.queues[queue].reader == unit) broker_consume(connection, plan.queues[queue].name, 2 * plan.batch);
    return connection;
}

// What became of a delivery's body: its complaint and kind.
static void read_head(const amqp_envelope_t *envelope, uint64_t *complaint, int *kind) {
    char head[MIN_BODY];
    size_t count = envelope->message.body.len < sizeof head - 1 ? envelope->message.body.len : sizeof head - 1;
    unsigned long long number;
    memcpy(head, envelope->message.body.bytes, count);
    head[count] = 0;
    if (sscanf(head, "{\"complaint\":%llu,\"kind\":%d", &number, kind) != 2) fail("delivery", "not of this run");
    *complaint = number;
}

// A message to be sent once its batch is committed.
struct outgoing {
    uint64_t complaint;
    int kind;
    size_t place, bytes; // of its body among the batch's bodies
};

static void *run_unit(void *argument) {
    int index = (int)(intptr_t)argument;
    const struct unit *unit = &plan.units[index];
    PGconn *database = database_open(unit);
    static _Thread_local struct publisher publisher;
    publisher_open(&publisher, &plan);
    amqp_connection_state_t consumer = consumer_of(index);
    amqp_envelope_t *envelopes = calloc((size_t)plan.batch, sizeof *envelopes);
    size_t most = (size_t)plan.batch * (size_t)plan.kind_count;
    struct outgoing *outgoing = calloc(most, sizeof *outgoing), *published = calloc(most, sizeof *published);
    char *bodies = malloc(most * MAX_BODY);
    uint64_t *complaints = calloc((size_t)plan.batch, sizeof *complaints);
    int *kinds = calloc((size_t)plan.batch, sizeof *kinds);
    char *row = calloc(1, unit->row_bytes + 1);
    struct batch batch = {.row = row, .row_bytes = unit->row_bytes};
    if (!envelopes || !outgoing || !published || !bodies || !complaints || !kinds || !row) fail("memory", "none left");
    long taken = 0;
    int open = 0;
    report_ready();
    while (taken < unit->expected) {
        int count = broker_take(consumer, envelopes, plan.batch, 200);
        if (count == 0) continue;
        int sending = 0, leading = 0;
        size_t used = 0;
        for (int place = 0; place < count; place++) {
            read_head(&envelopes[place], &complaints[place], &kinds[place]);
            leading += kinds[place] == unit->main_kind;
        }
        array_begin(&batch.row_ids, leading, TYPE_NUMBER);
        array_begin(&batch.taken_ids, count, TYPE_NUMBER);
        array_begin(&batch.taken_bodies, count, TYPE_TEXT);
        for (int place = 0; place < count; place++) {
            uint64_t complaint = complaints[place];
            int kind = kinds[place];
            if (kind == unit->main_kind) array_add_number(&batch.row_ids, (int64_t)complaint);
            array_add_number(&batch.taken_ids, (int64_t)(complaint * MAX_KINDS) + kind);
            array_add(&batch.taken_bodies, envelopes[place].message.body.bytes, envelopes[place].message.body.len);
            for (int next = 0; kind == unit->main_kind && next < plan.kind_count; next++) {
                if (plan.kinds[next].sender != index) continue;
                size_t bytes = message_body(&plan, next, complaint, bodies + used);
                outgoing[sending++] = (struct outgoing){complaint, next, used, bytes};
                used += bytes;
            }
        }
        array_begin(&batch.sent_ids, sending, TYPE_NUMBER);
        array_begin(&batch.sent_bodies, sending, TYPE_BYTES);
        for (int place = 0; place < sending; place++) {
            const struct outgoing *message = &outgoing[place];
            array_add_number(&batch.sent_ids, (int64_t)(message->complaint * MAX_KINDS) + message->kind);
            array_add(&batch.sent_bodies, bodies + message->place, message->bytes);
        }
        // The confirms of the batch before come in while this one is written; its rows go with the next one.
        publisher_settle(&publisher, 0);
        array_begin(&batch.confirmed_ids, open, TYPE_NUMBER);
        for (int place = 0; place < open; place++)
            array_add_number(&batch.confirmed_ids,
                             (int64_t)(published[place].complaint * MAX_KINDS) + published[place].kind);
        database_begin(database, &batch);
        database_end(database);
        broker_acknowledge(consumer, envelopes[count - 1].delivery_tag);
        for (int place = 0; place < sending; place++)
            publisher_send(&publisher, outgoing[place].kind, outgoing[place].complaint,
                           bodies + outgoing[place].place, outgoing[place].bytes);
        memcpy(published, outgoing, (size_t)sending * sizeof *outgoing);
        open = sending;
        for (int place = 0; place < count; place++) amqp_destroy_envelope(&envelopes[place]);
        taken += count;
        atomic_fetch_add(&batches, 1);
    }
    publisher_settle(&publisher, 0);
    broker_close(publisher.connection);
    broker_close(consumer);
    database_close(database, unit);
    return NULL;
}

// Reads what no unit reads: receipts.
static void *run_sink(void *argument) {
    (void)argument;
    long expected = 0;
    for (int queue = 0; queue < plan.queue_count; queue++)
        if (plan.queues[queue].reader < 0) expected += plan.queues[queue].expected;
    amqp_connection_state_t consumer = consumer_of(-1);
    amqp_envelope_t *envelopes = calloc((size_t)plan.batch, sizeof *envelopes);
    if (!envelopes) fail("memory", "none left");
    report_ready();
    for (long taken = 0; taken < expected;) {
        int count = broker_take(consumer, envelopes, plan.batch, 200);
        if (count == 0) continue;
        broker_acknowledge(consumer, envelopes[count - 1].delivery_tag);
        for (int place = 0; place < count; place++) amqp_destroy_envelope(&envelopes[place]);
        taken += count;
        atomic_fetch_add(&arrived, count);
    }
    broker_close(consumer);
    return NULL;
}

static int by_length(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

// Waits until all that one complaint leads to has come through.
static void wait_through(long complaint) {
    struct timespec pause = {0, 20000};
    long expected = 0;
    for (int queue = 0; queue < plan.queue_count; queue++)
        if (plan.queues[queue].reader < 0) expected += plan.queues[queue].expected / plan.complaints;
    while (atomic_load(&arrived) < complaint * expected) nanosleep(&pause, NULL);
}

static void feed(double *latencies) {
    static char body[MAX_BODY];
    static struct publisher publisher;
    publisher_open(&publisher, &plan);
    for (long complaint = 1; complaint <= plan.complaints; complaint++) {
        double sent = now();
        for (int kind = 0; kind < plan.kind_count; kind++) {
            if (plan.kinds[kind].sender >= 0) continue;
            size_t bytes = message_body(&plan, kind, (uint64_t)complaint, body);
            publisher_send(&publisher, kind, (uint64_t)complaint, body, bytes);
        }
        publisher_settle(&publisher, plan.alone ? 0 : WINDOW);
        if (!plan.alone) continue;
        wait_through(complaint);
        latencies[complaint - 1] = now() - sent;
        nanosleep(&(struct timespec){0, 100000000}, NULL);
    }
    publisher_settle(&publisher, 0);
    broker_close(publisher.connection);
}

int main(void) {
    read_plan(&plan);
    broker_declare(&plan);
    pthread_t threads[MAX_UNITS + 1];
    int count = 0;
    for (int unit = 0; unit < plan.unit_count; unit++)
        if (pthread_create(&threads[count++], NULL, run_unit, (void *)(intptr_t)unit)) fail("thread", "none left");
    if (pthread_create(&threads[count++], NULL, run_sink, NULL)) fail("thread", "none left");
    struct timespec pause = {0, 1000000};
    while (atomic_load(&ready) < count) nanosleep(&pause, NULL);
    double begun = now(), used = cpu();
    atomic_store(&begin, 1);
    double *latencies = calloc((size_t)plan.complaints, sizeof *latencies);
    if (!latencies) fail("memory", "none left");
    feed(latencies);
    double fed = now();
    for (int thread = 0; thread < count; thread++) pthread_join(threads[thread], NULL);
    double seconds = now() - begun;
    long messages = 0;
    for (int unit = 0; unit < plan.unit_count; unit++) messages += plan.units[unit].expected;
    qsort(latencies, (size_t)plan.complaints, sizeof *latencies, by_length);
    printf("{\"complaints\":%ld,\"messages\":%ld,\"batch\":%.1f,\"publish_seconds\":%.3f,\"seconds\":%.3f,"
           "\"complaints_per_second\":%.1f,\"cpu_seconds\":%.3f,\"p50_milliseconds\":%.3f,\"p99_milliseconds\":%.3f}\n",
           plan.complaints, messages, (double)messages / (double)atomic_load(&batches), fed - begun, seconds,
           (double)plan.complaints / seconds, cpu() - used, latencies[plan.complaints / 2] * 1000,
           latencies[plan.complaints * 99 / 100] * 1000);
    return 0;
}
