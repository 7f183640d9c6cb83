#include <curl/curl.h>
#include <mysql.h>
/* mongodb://db.example.net is for the other program */
int main (void)
{
   curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 0L);
   opts.ca_file = "ca.pem";
   return strncmp (uri, "mongodb://", 10);
}
