<?php

declare(strict_types=1);

namespace Shop;

use MongoDB\Client;

final class Store
{
    private const LOCAL = 'mongodb://localhost:27017/shop';

    public function client(): Client
    {
        return new Client(getenv('MONGODB_URI') ?: self::LOCAL, [
            'tls' => true,
            'tlsCAFile' => '/etc/ssl/certs/ca.pem',
            'tlsCertificateKeyFile' => '/etc/ssl/private/client.pem',
        ]);
    }

    public function atlas(): Client
    {
        return new Client('mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true&w=majority');
    }
}
