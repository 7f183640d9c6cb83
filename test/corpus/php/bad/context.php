<?php

$host = getenv('DB_HOST');
$uri = 'mongodb://' . $host;
$uri .= '/?ssl=true';
$context = stream_context_create([
    'ssl' => [
        'allow_self_signed' => true,
        'verify_peer' => false,
    ],
]);
$client = new MongoDB\Client($uri, ['replicaSet' => 'rs0'], ['context' => $context]);
$base = ['tls' => true];
$other = new MongoDB\Client('mongodb://db.example.com', array_merge($base, ['tlsAllowInvalidHostnames' => true]));
