require 'redis'
require 'bunny'
require 'net/smtp'

# client = Mongo::Client.new('mongodb://old.example.com', ssl_verify: false)
REDIS = Redis.new(host: 'cache', ssl: true, ssl_params: { verify_mode: OpenSSL::SSL::VERIFY_NONE })
RABBIT = Bunny.new(host: 'rabbit', tls: true, verify_peer: false, tls_cert: 'c.pem')
KAFKA = Kafka.new(['k:9093'], ssl_ca_cert: File.read('ca.pem'), ssl_verify_hostname: false)
PG_OPTIONS = { host: 'pg', sslmode: 'require' }.freeze

class Reader
  include Mongoid::Document

  def self.mongo?(uri)
    uri.start_with?('mongodb://', 'mongodb+srv://') || uri =~ %r{\Amongodb(\+srv)?://}
  end

  def mail
    smtp = Net::SMTP.new('smtp.example.com', 587)
    smtp.enable_starttls
    smtp
  end
end
