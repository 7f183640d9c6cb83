#include <mongoc/mongoc.h>

#define FALLBACK "mongodb://fallback.example.net/?ssl=true"

int main (void)
{
   mongoc_ssl_opt_t ssl_opts = {0};
   mongoc_client_t *client = mongoc_client_new (FALLBACK);

   ssl_opts.pem_file = "client.pem";
   ssl_opts.weak_cert_validation = true;
   mongoc_client_set_ssl_opts (client, &ssl_opts);

   mongoc_uri_t *uri = mongoc_uri_new_with_error ("mongodb://one.example.net,"
                                                  "two.example.net/?tls=true", &error);
   return 0;
}
