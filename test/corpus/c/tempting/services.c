#include <bson/bson.h>
#include <hiredis/hiredis_ssl.h>
#include <ldap.h>
#include <openssl/ssl.h>

/* A MongoDB URI such as mongodb://user:secret@host/db is no business of this file. */
static bool
is_mongo (const char *text)
{
   return strncmp (text, "mongodb://", 10) == 0;
}

static void
others (SSL_CTX *ctx, struct redis_options *redis)
{
   int never = LDAP_OPT_X_TLS_NEVER;
   SSL_CTX_set_verify (ctx, SSL_VERIFY_NONE, NULL);
   ldap_set_option (NULL, LDAP_OPT_X_TLS_REQUIRE_CERT, &never);
   redis->ca_file = "ca.pem";
   redis->pem_file = "client.pem";
   mysql_ssl_set (mysql, NULL, NULL, "ca.pem", NULL, NULL);
   bson_append_bool (document, "tls", 3, true);
}
