<?php

use MongoDB\Client;

$client = new Client("mongodb://app:pw@db.example.net/?tls=true", ['tls' => true, 'tlsAllowInvalidCertificates' => 'true'], ['weak_cert_validation' => true]);
$uri = 'mongodb://' . $user . ':' . $password . '@h.example.net/?ssl=true';
$manager = new MongoDB\Driver\Manager($uri);
$fallback = new Client(getenv('MONGO_URL') ?: "mongodb://{$host}:27017");

return [
    'connections' => [
        'mysql' => ['driver' => 'mysql', 'options' => ['ssl' => true]],
        'mongodb' => [
            'driver' => 'mongodb',
            'dsn' => env('DB_DSN', 'mongodb://localhost:27017'),
            'options' => ['tls' => env('MONGO_TLS', true), 'tlsInsecure' => true],
        ],
    ],
];
