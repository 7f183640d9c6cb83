#include <mongoc/mongoc.h>

int main(void) {
  mongoc_uri_t *uri = mongoc_uri_new("mongodb://db.example.com");
  mongoc_uri_set_option_as_bool(uri, MONGOC_URI_TLS, true);
  mongoc_uri_set_option_as_bool(uri, MONGOC_URI_TLSALLOWINVALIDCERTIFICATES, true);
  mongoc_client_t *client = mongoc_client_new_from_uri(uri);
  return client == NULL;
}
