#include <mongoc/mongoc.h>

static const char *const uri_text = "mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true";

static mongoc_client_t *
from_text (void)
{
   return mongoc_client_new (uri_text);
}

static mongoc_client_t *
designated (void)
{
   mongoc_client_t *client = mongoc_client_new ("mongodb://designated.example.com/shop");
   const mongoc_ssl_opt_t opts = {
      .pem_file = "/etc/ssl/client.pem",
      .ca_file = "/etc/ssl/ca.pem",
      .weak_cert_validation = true,
      .allow_invalid_hostname = true,
   };
   mongoc_client_set_ssl_opts (client, &opts);
   return client;
}

static mongoc_client_pool_t *
pooled (bool insecure)
{
   mongoc_uri_t *uri = mongoc_uri_new ("mongodb://pool.example.com/?ssl=true");
   mongoc_ssl_opt_t opts = *mongoc_ssl_opt_get_default ();
   mongoc_client_pool_t *pool = mongoc_client_pool_new (uri);
   opts.allow_invalid_hostname = insecure;
   opts.ca_dir = "/etc/ssl/certs";
   mongoc_client_pool_set_ssl_opts (pool, &opts);
   return pool;
}

static mongoc_uri_t *
options (void)
{
   mongoc_uri_t *uri = mongoc_uri_new ("mongodb://options.example.com/shop");
   mongoc_uri_set_option_as_bool (uri, MONGOC_URI_TLS, true);
   mongoc_uri_set_option_as_bool (uri, MONGOC_URI_TLSALLOWINVALIDHOSTNAMES, true);
   mongoc_uri_set_option_as_bool (uri, "tlsInsecure", true);
   return uri;
}
