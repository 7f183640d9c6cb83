# frozen_string_literal: true

require 'mongo'

module Store
  LOCAL = 'mongodb://localhost:27017/store'

  def self.client
    Mongo::Client.new(ENV.fetch('MONGODB_URI', LOCAL), ssl: true, ssl_ca_cert: '/etc/ssl/ca.pem')
  end

  def self.x509
    Mongo::Client.new(
      ['db.example.com:27017'],
      auth_mech: :mongodb_x509,
      ssl: true,
      ssl_cert: '/etc/ssl/client.crt',
      ssl_key: '/etc/ssl/client.key',
      ssl_ca_cert: '/etc/ssl/ca.pem',
    )
  end

  def self.atlas
    Mongo::Client.new('mongodb+srv://cluster0.example.mongodb.net/store')
  end
end
