/* Connects with the real libmongoc: per input line "id<TAB>timeoutMs<TAB>uri", one JSON verdict per output line.
 * A process per attempt: libmongoc keeps OCSP answers for the life of the process. */
#include <mongoc/mongoc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void attempt(const char *id, int timeout, const char *text) {
  char answer[4096];
  bson_error_t error = {0};
  mongoc_init();
  mongoc_log_set_handler(NULL, NULL);
  mongoc_uri_t *uri = mongoc_uri_new_with_error(text, &error);
  bool ok = false;
  if (uri) {
    mongoc_uri_set_option_as_int32(uri, "serverSelectionTimeoutMS", timeout);
    mongoc_uri_set_option_as_int32(uri, "connectTimeoutMS", timeout);
    mongoc_uri_set_option_as_int32(uri, "socketTimeoutMS", timeout);
    mongoc_uri_set_option_as_bool(uri, "serverSelectionTryOnce", true);
    mongoc_client_t *client = mongoc_client_new_from_uri(uri);
    if (client) {
      bson_t *ping = BCON_NEW("ping", BCON_INT32(1));
      ok = mongoc_client_command_simple(client, "admin", ping, NULL, NULL, &error);
    }
  }
  for (char *c = error.message; *c; c++)
    if (*c == '"' || *c == '\\' || (unsigned char)*c < 32) *c = ' ';
  int length = snprintf(answer, sizeof answer, "{\"id\":\"%s\",\"connected\":%s,\"error\":\"%s\"}\n", id, ok ? "true" : "false", error.message);
  if (write(1, answer, length) < 0) exit(1);
}

int main(void) {
  char line[8192];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *id = strtok(line, "\t"), *timeout = strtok(NULL, "\t"), *uri = strtok(NULL, "\t");
    if (!uri) continue;
    if (fork() == 0) {
      alarm(60);
      attempt(id, atoi(timeout), uri);
      _exit(0);
    }
    while (waitpid(-1, NULL, WNOHANG) > 0) {}
  }
  while (wait(NULL) > 0) {}
  return 0;
}
