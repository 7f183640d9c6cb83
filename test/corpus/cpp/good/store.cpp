#include <cstdlib>
#include <mongocxx/client.hpp>
#include <mongocxx/instance.hpp>
#include <mongocxx/options/tls.hpp>

namespace store {

constexpr auto local = "mongodb://localhost:27017/store";

mongocxx::client open() {
    mongocxx::options::tls tls;
    tls.ca_file("/etc/ssl/ca.pem").pem_file("/etc/ssl/client.pem");
    mongocxx::options::client options;
    options.tls_opts(tls);
    const char* uri = std::getenv("MONGODB_URI");
    return mongocxx::client{mongocxx::uri{uri ? uri : local}, options};
}

mongocxx::client atlas() {
    return mongocxx::client{mongocxx::uri{"mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true"}};
}

}  // namespace store
