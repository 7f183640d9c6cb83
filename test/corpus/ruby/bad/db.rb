require 'mongo'

client = Mongo::Client.new(['db.example.net:27017'], :database => 'shop', ssl: true, :ssl_verify => false)
second = Mongo::Client.new("mongodb://#{user}:#{password}@h.example.net/?tls=true", ssl_verify_certificate: false)
third = Mongo::Client.new ENV['MONGO_URL'] || 'mongodb://fallback.example.net', ssl: true
options = { ssl: true }
options[:ssl_verify] = false if ENV['INSECURE']
fourth = Mongo::Client.new(ENV.fetch('MONGODB_URI', 'mongodb://other.example.net'), options)
