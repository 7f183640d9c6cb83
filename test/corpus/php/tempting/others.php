<p>Don't connect to mongodb here.</p>
<?php
$redis->connect('tls://cache', ['ssl' => ['verify_peer' => false, 'allow_self_signed' => true]]);
$pdo = new PDO($dsn, $user, $pw, [PDO::MYSQL_ATTR_SSL_CA => '/ca.pem']);
if (str_starts_with($uri, 'mongodb://')) { exit; }
