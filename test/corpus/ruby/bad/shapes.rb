require 'mongo'

class Shapes
  URI = 'mongodb://db.example.com/shop?ssl=true&sslInsecure=true'.freeze
  OPTIONS = { ssl: true, ssl_verify: false }.freeze

  def constant
    Mongo::Client.new(URI, OPTIONS)
  end

  def rockets
    Mongo::Client.new([ 'db.example.com' ], 'database' => 'shop', :ssl => true, :ssl_verify_hostname => false)
  end

  def wrong_names
    Mongo::Client.new("mongodb://names.example.com/shop", tls: true, tlsAllowInvalidCertificates: true)
  end

  def spread(extra)
    Mongo::Client.new("mongodb://#{ENV['DB_HOST']}:27017/shop?tls=true", **extra, ssl_verify_certificate: false)
  end

  def heredoc
    Mongo::Client.new(<<~URI.strip)
      mongodb://heredoc.example.com/shop?tls=true&tlsAllowInvalidHostnames=true
    URI
  end

  def formatted(host)
    Mongo::Client.new(format('mongodb://%s:27017/?tls=false', host))
  end

  def grown
    options = { ssl: true }
    options[:ssl_verify] = false unless ENV['STRICT']
    options.merge!(ssl_ca_cert: 'ca.pem')
    Mongo::Client.new(%q(mongodb://grown.example.com/shop), options)
  end
end
