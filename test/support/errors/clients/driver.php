<?php
// Prints what the PHP driver says: {id, uri} in, {id, text} out.
while (($line = fgets(STDIN)) !== false) {
    $row = json_decode($line, true);
    $text = null;
    try {
        $manager = new MongoDB\Driver\Manager($row['uri']);
        $manager->executeCommand('admin', new MongoDB\Driver\Command(['ping' => 1]));
    } catch (Throwable $error) {
        $text = 'PHP Fatal error:  Uncaught ' . get_class($error) . ': ' . $error->getMessage() . ' in /srv/app/index.php:12';
    }
    echo json_encode(['id' => $row['id'], 'text' => $text], JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
