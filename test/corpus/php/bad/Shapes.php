<?php

namespace Shop;

use MongoDB\Client;
use MongoDB\Driver\Manager;

class Shapes
{
    const URI = "mongodb://db.example.com/shop?ssl=true";

    private array $options = ['tls' => true, 'tlsAllowInvalidHostnames' => true];

    public function fields(): Client
    {
        return new Client(self::URI, $this->options);
    }

    public function manager(string $user, string $password): Manager
    {
        return new Manager("mongodb://{$user}:$password@manager.example.com/shop", [
            'ssl' => 'true', // a text
            'tlsInsecure' => true,
        ], ['weak_cert_validation' => true, 'allow_invalid_hostname' => true, 'ca_file' => '/etc/ssl/ca.pem']);
    }

    public function grown(): Client
    {
        $options = array('tls' => true);
        $options['tlsAllowInvalidCertificates'] = true;
        return new Client('mongodb://' . getenv('DB_HOST') . '/shop', $options);
    }

    public function heredoc(string $host): Client
    {
        $uri = <<<URI
mongodb://$host/shop?tls=true&tlsInsecure=true
URI;
        return new Client($uri);
    }

    public function formatted(string $host): Client
    {
        return new Client(sprintf('mongodb://%s:27017/?tls=false', $host));
    }
}
