#include <bsoncxx/builder/basic/document.hpp>
#include <grpcpp/grpcpp.h>
#include <librdkafka/rdkafkacpp.h>
#include <sw/redis++/redis++.h>

// mongocxx::client client{mongocxx::uri{"mongodb://old.example.com/?tlsInsecure=true"}};
void services(RdKafka::Conf& kafka, const std::string& text) {
    std::string error;
    kafka.set("security.protocol", "ssl", error);
    kafka.set("enable.ssl.certificate.verification", "false", error);

    sw::redis::ConnectionOptions redis;
    redis.tls.enabled = true;
    redis.tls.cacert = "ca.pem";

    grpc::SslCredentialsOptions grpc_options;
    grpc_options.pem_root_certs = "ca.pem";

    const bool mongo = text.rfind("mongodb://", 0) == 0;
    bsoncxx::builder::basic::make_document(bsoncxx::builder::basic::kvp("tls", mongo));
}
