<?php

$host = getenv('DB_HOST');
$uri = 'mongodb://' . $host;
$uri .= '/?ssl=true';
$client = new MongoDB\Client($uri, ['replicaSet' => 'rs0']);
$base = ['tls' => true];
$other = new MongoDB\Client('mongodb://db.example.com', array_merge($base, ['tlsAllowInvalidHostnames' => true]));
