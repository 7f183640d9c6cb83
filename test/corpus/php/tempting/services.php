<?php

use MongoDB\BSON\ObjectId;

// $client = new MongoDB\Client('mongodb://old.example.com/?tlsInsecure=true');
/** Accepts mongodb://user:secret@host/db. */
function isMongo(string $uri): bool
{
    return str_starts_with($uri, 'mongodb://') || preg_match('~^mongodb(\+srv)?://~', $uri);
}

$redis = new Redis(['host' => 'tls://cache', 'ssl' => ['verify_peer' => false]]);
$rabbit = new AMQPSSLConnection('rabbit', 5671, 'u', 'p', '/', ['verify_peer' => false, 'cafile' => '/ca.pem']);
$pdo = new PDO('mysql:host=db', 'u', 'p', [PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT => false]);
$mail = ['transport' => 'smtp', 'encryption' => 'tls', 'verify_peer' => false];
$search = ['hosts' => ['https://elastic:9200'], 'sslVerification' => false];
$context = stream_context_create(['ssl' => ['verify_peer' => false, 'allow_self_signed' => true]]);
$id = new ObjectId();
