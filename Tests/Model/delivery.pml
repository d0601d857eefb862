/*
 * How a message becomes effects exactly once: consume, commit, ack, publish, sweep (Shared/UnitRuntime: Lane, Batch,
 * Relay). Two messages, each of which the sender may send twice, two instances of a unit, two crashes at any step, a
 * COMMIT whose answer is lost, a lease that lapses while its holder still lives; behind them a receiving unit.
 *
 * Guarantee 2: no message has effects twice, here or at the receiver (assertions at every step).
 * Guarantee 1: when nothing can happen any more, each message has had its effects at both (assertion on timeout), and
 * that always comes about (the LTL property, under weak fairness).
 *
 * Each of these mistakes, switched on with -D, must be found: ACK_BEFORE_COMMIT, NO_INBOX, INBOX_APART, NO_SWEEP,
 * DELETE_BEFORE_CONFIRM, RECEIVER_WITHOUT_INBOX, ACK_ON_UNKNOWN_COMMIT.
 */
#define MESSAGES 2
#define INSTANCES 2
#define CRASHES 2
#define NOBODY 2

/* The broker: copies of a message that are ready, and those in an instance's hands. */
byte ready[MESSAGES] = 1;
byte resends = 1; /* A sender that heard no confirm sends the first message again. */
typedef Hand { byte copies[MESSAGES] };
Hand unacked[INSTANCES];

/* The unit's database. */
bool inbox[MESSAGES];
byte effects[MESSAGES];
byte outbox[MESSAGES] = NOBODY; /* Whose row; NOBODY: there is none. */
bool written[MESSAGES]; /* A row was written once. */
bool lapsed[INSTANCES]; /* The lease of an instance. */
bool gone[INSTANCES]; /* For good: the machine is lost, or the unit scaled down. */

/* The receiver's queue and database. */
byte published[MESSAGES];
bool heard[MESSAGES];
byte taken[MESSAGES];

byte crashes = CRASHES;
byte slow = 1;

#define SETTLED(m) (ready[m] == 0 && unacked[0].copies[m] == 0 && unacked[1].copies[m] == 0 && outbox[m] == NOBODY && \
    published[m] == 0)
#define DONE (effects[0] == 1 && effects[1] == 1 && taken[0] == 1 && taken[1] == 1)

/* The broker takes back what a dead or cut connection held. */
inline give_back(me) {
    d_step {
        ready[0] = ready[0] + unacked[me].copies[0];
        unacked[me].copies[0] = 0;
        ready[1] = ready[1] + unacked[me].copies[1];
        unacked[me].copies[1] = 0
    }
}

#ifdef ACK_BEFORE_COMMIT
#define ACKS_FIRST true
#else
#define ACKS_FIRST false
#endif
#ifdef NO_INBOX
#define FORGETS true
#else
#define FORGETS false
#endif

/* What COMMIT makes true, all at once. */
inline commit(me, m) {
    if
    :: !inbox[m] || FORGETS ->
        inbox[m] = true;
        effects[m]++;
        assert(effects[m] <= 1);
        outbox[m] = me;
        written[m] = true
    :: else -> skip /* A repeat: the outcome is remembered. */
    fi
}

inline ack(me, m) {
    if
    :: unacked[me].copies[m] > 0 -> unacked[me].copies[m]--
    :: else -> skip /* The connection was cut meanwhile: the broker has it back. */
    fi
}

active [INSTANCES] proctype Instance() {
    byte me = _pid;
    byte m;

    /* Any step may be the last of this incarnation: what it held goes back, what it committed stays, and it starts anew. */
#define MAY_CRASH :: atomic { crashes > 0 -> crashes-- }; goto crashed

end_wait:
    if
    /* Consume: the broker hands over one copy. */
    :: d_step { ready[0] > 0 -> ready[0]--; unacked[me].copies[0]++; m = 0 } -> goto handle
    :: d_step { ready[1] > 0 -> ready[1]--; unacked[me].copies[1]++; m = 1 } -> goto handle
    /* Publish an own row. */
    :: atomic { outbox[0] == me -> m = 0 } -> goto publish
    :: atomic { outbox[1] == me -> m = 1 } -> goto publish
#ifndef NO_SWEEP
    /* Sweep: rows of an instance whose lease has lapsed. */
    :: d_step { outbox[0] != NOBODY && outbox[0] != me && lapsed[outbox[0]] -> outbox[0] = me; m = 0 } -> goto publish
    :: d_step { outbox[1] != NOBODY && outbox[1] != me && lapsed[outbox[1]] -> outbox[1] = me; m = 1 } -> goto publish
#endif
    /* The lease may lapse under a living instance that is slow; it takes it again under the same number. */
    :: d_step { slow > 0 && !lapsed[me] -> slow--; lapsed[me] = true }
    :: lapsed[me] -> lapsed[me] = false
    MAY_CRASH
    fi;
    goto end_wait;

handle:
    if
    :: ACKS_FIRST -> ack(me, m)
    :: else -> skip
    fi;
    if
#ifdef INBOX_APART
    /* The inbox row in a transaction of its own. */
    :: atomic { !inbox[m] -> inbox[m] = true };
        if
        :: atomic { effects[m]++; assert(effects[m] <= 1); outbox[m] = me; written[m] = true }
        MAY_CRASH
        fi
    :: inbox[m] -> skip
#else
    :: atomic { commit(me, m) }
    /* COMMIT was applied, its answer lost: nothing is acked, the connection is given up. */
    :: atomic { crashes > 0 -> crashes--; commit(me, m) };
#ifdef ACK_ON_UNKNOWN_COMMIT
        skip
#else
        goto crashed
#endif
    /* COMMIT never arrived. */
    :: atomic { crashes > 0 -> crashes--;
#ifdef ACK_ON_UNKNOWN_COMMIT
        ack(me, m) };
        goto end_wait
#else
        skip };
        goto crashed
#endif
#endif
    MAY_CRASH
    fi;
    if
    :: atomic { !ACKS_FIRST -> ack(me, m); m = 0 }
    :: ACKS_FIRST -> m = 0
    MAY_CRASH
    fi;
    goto end_wait;

publish:
#ifdef DELETE_BEFORE_CONFIRM
    outbox[m] = NOBODY;
#endif
    if
    :: atomic { published[m] < 3 -> published[m]++ } /* The bound only keeps the model small: the receiver will make room. */
    MAY_CRASH
    fi;
    /* Confirmed; the row goes, if it is still there: a sweeper may have deleted it already. */
    if
    :: d_step { if :: outbox[m] != NOBODY -> outbox[m] = NOBODY :: else -> skip fi; m = 0 }
    MAY_CRASH
    fi;
    goto end_wait;

crashed:
    m = 0;
    give_back(me);
    /* Its supervisor starts it again under a new lease; the old one lapses. Here both bear one number: rows it left are
       swept by the other while the lease is lapsed, or published by itself when it is back. */
    lapsed[me] = true;
    if
    :: true -> goto end_wait
    :: atomic { !gone[1 - me] -> gone[me] = true };
end:    false
    fi
}

/* The sender's repeat may come at any moment. */
active proctype Sender() {
end:
    d_step { resends > 0 -> resends--; ready[0]++ }
}

/* The receiving unit: its inbox and effects in one transaction, the ack after it; dead in between, the copy stays. */
inline take(m) {
    if
#ifdef RECEIVER_WITHOUT_INBOX
    :: true -> taken[m]++; assert(taken[m] <= 1)
#else
    :: !heard[m] -> heard[m] = true; taken[m]++; assert(taken[m] <= 1)
    :: heard[m] -> skip
#endif
    fi;
    if
    :: published[m]--
    :: crashes > 0 -> crashes--
    fi
}

active proctype Receiver() {
end:
    do
    :: atomic { published[0] > 0 -> take(0) }
    :: atomic { published[1] > 0 -> take(1) }
    od
}

/* Guarantee 1: nothing can happen any more, and everything has happened. */
active proctype Ledger() {
    do
    :: timeout -> assert(DONE && SETTLED(0) && SETTLED(1)); break
    od
}

ltl nothing_is_lost { <> [] (DONE && outbox[0] == NOBODY && outbox[1] == NOBODY) }
