#include <mongocxx/client.hpp>
#include <mongocxx/options/client.hpp>
#include <mongocxx/options/tls.hpp>
#include <mongocxx/pool.hpp>
#include <string>

class Shapes {
   public:
    Shapes() : _client{mongocxx::uri{"mongodb://field.example.com/shop?tls=true&tlsAllowInvalidHostnames=true"}} {}

    mongocxx::pool pool() const {
        mongocxx::options::tls tls;
        tls.ca_file("/etc/ssl/ca.pem").allow_invalid_certificates(true);
        mongocxx::options::client client_options{};
        client_options.tls_opts(tls);
        mongocxx::options::pool pool_options{client_options};
        return mongocxx::pool{mongocxx::uri("mongodb://pool.example.com"), pool_options};
    }

    mongocxx::client joined(const std::string& user, const std::string& password) const {
        return mongocxx::client(mongocxx::uri("mongodb://" + user + ":" + password + "@joined.example.com/?ssl=true"));
    }

    mongocxx::client adjacent() const {
        return mongocxx::client{mongocxx::uri{
            "mongodb://one.example.com,two.example.com/"
            "?replicaSet=rs0&tls=true&tlsInsecure=true"}};
    }

   private:
    mongocxx::client _client;
    // mongocxx::client _old{mongocxx::uri{"mongodb://old.example.com"}};
};
