require 'mongo'

Mongo.tls_context_hooks.push(
  Proc.new { |context|
    context.verify_mode = OpenSSL::SSL::VERIFY_NONE
  }
)

options = { ssl: true }
options.merge!(ssl_verify: false) if ENV['RELAXED']
client = Mongo::Client.new('mongodb://db.example.com/shop', options)

Mongoid.configure do |config|
  config.clients.default = {
    hosts: ['db.example.com:27017'],
    database: 'shop',
    options: { ssl: true, ssl_verify_certificate: false }
  }
end
