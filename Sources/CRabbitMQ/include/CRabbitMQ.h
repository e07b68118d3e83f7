// One publication through librabbitmq, whose answers are unions that Swift does not take apart.
#ifndef CRABBITMQ_H
#define CRABBITMQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crabbit_broker {
    const char *host;
    int port;
    bool encrypts;
    bool verifies;
    // A PEM file with the authorities that are trusted.
    const char *authorities;
    const char *virtual_host;
    const char *user;
    const char *password;
    // The longest time for each step.
    int seconds;
    // How often both sides say that they are there.
    int heartbeat_seconds;
};

struct crabbit_message {
    const char *exchange;
    // Whether the exchange is declared as a durable topic exchange, and made where it is missing.
    bool declares;
    // Whether it is asked for without being made.
    bool checks;
    const char *routing_key;
    // Whether a message that reaches no queue comes back.
    bool is_mandatory;
    const char *id;
    const char *type;
    uint64_t seconds_since_1970;
    const void *body;
    size_t size;
};

enum crabbit_ending {
    // The broker has taken it, and keeps it.
    CRABBIT_CONFIRMED,
    // It reached no queue.
    CRABBIT_RETURNED,
    // The broker could not take it.
    CRABBIT_REFUSED,
    // The broker closed the channel or the connection, with a code of AMQP 0-9-1.
    CRABBIT_CLOSED,
    // No answer came.
    CRABBIT_FAILED,
};

struct crabbit_outcome {
    enum crabbit_ending ending;
    // What was being done.
    const char *step;
    // Of AMQP 0-9-1, where the broker gave one; otherwise 0.
    int code;
    // The broker's or the library's words, without secrets.
    char text[512];
};

// Takes a URL apart, in its own bytes (amqp_parse_url); false when it is none. What it does not say
// stays as it is.
bool crabbit_parse_url(char *url, struct crabbit_broker *broker);

// Connects, publishes, and waits until the broker has confirmed it.
void crabbit_publish(
    const struct crabbit_broker *broker, const struct crabbit_message *message,
    struct crabbit_outcome *outcome);

#endif
