#include <mongoc/mongoc.h>
#include <stdlib.h>

#define LOCAL "mongodb://localhost:27017/?appname=store"

static mongoc_client_t *
store_open (void)
{
   const char *uri_string = getenv ("MONGODB_URI");
   bson_error_t error;
   mongoc_uri_t *uri = mongoc_uri_new_with_error (uri_string ? uri_string : LOCAL, &error);
   mongoc_uri_set_option_as_bool (uri, MONGOC_URI_TLS, true);
   mongoc_uri_set_option_as_utf8 (uri, MONGOC_URI_TLSCAFILE, "/etc/ssl/ca.pem");
   mongoc_client_t *client = mongoc_client_new_from_uri (uri);
   mongoc_uri_destroy (uri);
   return client;
}

static mongoc_client_t *
store_atlas (void)
{
   return mongoc_client_new ("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true");
}
