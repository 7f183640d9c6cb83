/* Reads questions (JSON lines: id, uri) and prints what the installed libmongoc makes of them. Nothing is connected. */
#include <mongoc/mongoc.h>
#include <stdio.h>
#include <string.h>

static int warnings;

static void count(mongoc_log_level_t level, const char *domain, const char *message, void *data) {
   (void)domain, (void)message, (void)data;
   if (level <= MONGOC_LOG_LEVEL_WARNING) warnings++;
}

static bool on(const mongoc_uri_t *uri, const char *name, bool otherwise) { return mongoc_uri_get_option_as_bool(uri, name, otherwise); }

int main(void) {
   static char line[1 << 20];
   mongoc_init();
   mongoc_log_set_handler(count, NULL);
   while (fgets(line, sizeof line, stdin)) {
      bson_error_t error = {0};
      bson_iter_t iter;
      bson_t *question = bson_new_from_json((const uint8_t *)line, -1, &error);
      if (!question) continue;
      const char *id = bson_iter_init_find(&iter, question, "id") ? bson_iter_utf8(&iter, NULL) : "";
      const char *text = bson_iter_init_find(&iter, question, "uri") ? bson_iter_utf8(&iter, NULL) : "";
      bson_t answer = BSON_INITIALIZER;
      BSON_APPEND_UTF8(&answer, "id", id);
      BSON_APPEND_UTF8(&answer, "driver", "c");
      BSON_APPEND_UTF8(&answer, "version", mongoc_get_version());
      warnings = 0;
      memset(&error, 0, sizeof error);
      mongoc_uri_t *uri = mongoc_uri_new_with_error(text, &error);
      BSON_APPEND_UTF8(&answer, "outcome", uri ? "ok" : "error");
      if (uri) {
         bool insecure = on(uri, MONGOC_URI_TLSINSECURE, false);
         bool weak = on(uri, MONGOC_URI_TLSALLOWINVALIDCERTIFICATES, insecure);
         bool tls = mongoc_uri_get_tls(uri);
         BSON_APPEND_BOOL(&answer, "tls", tls);
         if (tls) {
            BSON_APPEND_BOOL(&answer, "chain", !weak);
            BSON_APPEND_BOOL(&answer, "hostname", !weak && !on(uri, MONGOC_URI_TLSALLOWINVALIDHOSTNAMES, insecure));
         }
         mongoc_uri_destroy(uri);
      } else {
         BSON_APPEND_UTF8(&answer, "message", error.message);
      }
      BSON_APPEND_BOOL(&answer, "warns", warnings > 0);
      char *out = bson_as_relaxed_extended_json(&answer, NULL);
      puts(out);
      bson_free(out);
      bson_destroy(&answer);
      bson_destroy(question);
   }
   mongoc_cleanup();
   return 0;
}
