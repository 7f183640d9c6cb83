<?php
// Connects with the real PHP extension: one JSON object per input line, one verdict per output line. A process per attempt: see runC.c.
while (($line = fgets(STDIN)) !== false) {
    $row = json_decode($line, true);
    if (pcntl_fork() !== 0) {
        while (pcntl_waitpid(-1, $status, WNOHANG) > 0) {
        }
        continue;
    }
    pcntl_alarm(60);
    $error = null;
    try {
        $wait = $row['timeoutMs'];
        $manager = new MongoDB\Driver\Manager($row['uri'], [
            'serverSelectionTimeoutMS' => $wait,
            'connectTimeoutMS' => $wait,
            'socketTimeoutMS' => $wait,
        ]);
        $manager->executeCommand('admin', new MongoDB\Driver\Command(['ping' => 1]));
    } catch (Throwable $e) {
        $error = get_class($e) . ': ' . $e->getMessage();
    }
    $answer = ['id' => $row['id'], 'connected' => $error === null, 'error' => $error];
    fwrite(STDOUT, json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES) . "\n");
    // Without the extension's own end: it would wait for connections.
    posix_kill(getmypid(), SIGKILL);
}
