#include <mongocxx/client.hpp>
#include <mongocxx/options/tls.hpp>

int main() {
    mongocxx::options::tls tls_options;
    tls_options.allow_invalid_certificates(true);
    mongocxx::options::client client_options;
    client_options.tls_opts(tls_options);
    mongocxx::client client{mongocxx::uri{"mongodb://db.example.net/?tls=true"}, client_options};
    auto raw = mongocxx::client(mongocxx::uri(R"(mongodb://raw.example.net)"));
}
